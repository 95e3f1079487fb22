"""Reads: everybody who stands on a child's map, the child included, with the rows that stand for each."""

import uuid
from dataclasses import dataclass

from kith.access import scope
from kith.access.actor import Actor
from kith.children.models import Child
from kith.people import queries as people
from kith.people.models import Person

CHILD = "child"


@dataclass(frozen=True, slots=True)
class Member:
    """The child, or one of the child's people. ``key`` names them in a form: an id, or "child"."""

    key: str
    name: str
    person_ids: tuple[uuid.UUID, ...]
    somebody: people.Somebody | None


def list_members(actor: Actor, child: Child) -> list[Member]:
    """The child first, then the people in the order of their names. Four queries however many."""
    own = scope.visible(actor, Person.objects).filter(child=child).values_list("pk", flat=True)
    found = people.list_people(actor, child)
    members = [
        Member(str(one.person_ids[0]), one.shown, one.person_ids, one)
        for one in sorted(found, key=lambda one: one.shown.casefold())
    ]
    return [Member(CHILD, str(child), tuple(own), None), *members]
