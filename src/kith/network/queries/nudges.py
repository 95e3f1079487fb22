"""Reads: who was moved aside by hand in a child's family tree, and by how much."""

import uuid
from collections.abc import Iterable

from kith.access import scope
from kith.access.actor import Actor
from kith.children.models import Child
from kith.network.models import Nudge
from kith.network.queries.members import Member
from kith.people.models import Connection

STEPS_A_COLUMN = 4


def get_aside(actor: Actor, connection: Connection) -> int:
    """By how many steps one person stands aside now, to the right where positive."""
    row = scope.visible(actor, Nudge.objects).filter(connection=connection).order_by("-at", "-pk").first()
    return row.aside if row else 0


def get_nudges(actor: Actor, child: Child, members: Iterable[Member]) -> dict[str, float]:
    """By how many columns each person stands aside, by key; only those who do. One question."""
    rows = scope.visible(actor, Nudge.objects).filter(child=child).order_by("at", "pk")
    latest: dict[uuid.UUID, int] = dict(rows.values_list("connection__person_id", "aside"))
    keys = {pk: member.key for member in members for pk in member.person_ids}
    return {keys[person]: steps / STEPS_A_COLUMN for person, steps in latest.items() if steps and person in keys}
