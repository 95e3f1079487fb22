"""Reads: what is said of one person, as far as it may be told for one child."""

import unicodedata
import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from kith.access import scope
from kith.access.actor import Actor
from kith.children.models import Child
from kith.domain.terms import ReachKind
from kith.people.models import Connection, Merge, Name, Person, PersonFact, Reach, StatusChange
from kith.people.queries import connections


@dataclass(frozen=True, slots=True)
class Said:
    """All that is said of a person for one child: each kind in the order it was written down.

    Nothing told for another child is in it, and no sealed way to reach them that this actor may not read.
    """

    names: tuple[Name, ...]
    facts: tuple[PersonFact, ...]
    ways: tuple[Reach, ...]
    changes: tuple[StatusChange, ...]


def list_said(actor: Actor, connection: Connection) -> Said:
    """What is said of the person of a connection, slips that were taken back included."""
    child, person = connection.child, connection.person
    changes = scope.visible(actor, StatusChange.objects).filter(connection__child=child)
    of_person = changes.filter(connection__person_id__in=connections.one_person(person))
    return Said(
        names=tuple(list_told_for(actor, Name, person, child)),
        facts=tuple(list_told_for(actor, PersonFact, person, child)),
        ways=tuple(list_told_for(actor, Reach, person, child)),
        changes=tuple(of_person.select_related("by", "connection").order_by("on", "at", "pk")),
    )


def list_names(actor: Actor, connection: Connection) -> tuple[Name, ...]:
    """The names of the person of a connection, the oldest first."""
    return tuple(list_rows_of(actor, Name, connection))


def list_told_for(actor: Actor, model: Any, person: Person, child: Child) -> Any:
    """The rows of one table about a person that may be told for this child, the oldest first."""
    rows = scope.visible(actor, model.objects).filter(person_id__in=connections.one_person(person))
    rows = rows.filter(Q(for_child__isnull=True) | Q(for_child=child))
    return rows.select_related("recorded_by", "taken_back_by").order_by("recorded_at", "pk")


def list_rows_of(actor: Actor, model: Any, connection: Connection) -> Any:
    """The rows of one table about the person of a connection that may be told for its child."""
    return list_told_for(actor, model, connection.person, connection.child)


def list_rows_to_tell(actor: Actor, connection: Connection) -> tuple[Name | PersonFact, ...]:
    """Names and facts told for this child alone: what somebody may choose to tell for another child too."""
    child, person = connection.child, connection.person
    names = list_told_for(actor, Name, person, child).filter(for_child=child, taken_back_at__isnull=True)
    facts = list_told_for(actor, PersonFact, person, child).filter(for_child=child, taken_back_at__isnull=True)
    return (*names, *facts)


def get_reach(actor: Actor, connection: Connection, reach_id: uuid.UUID) -> Reach:
    """One way to reach the person of a connection; raises NotVisible, also for a sealed one of others."""
    found: Reach = scope.fetch(actor, list_told_for(actor, Reach, connection.person, connection.child), reach_id)
    return found


def get_name(actor: Actor, connection: Connection, name_id: uuid.UUID) -> Name:
    """One name of the person of a connection; raises NotVisible."""
    found: Name = scope.fetch(actor, list_rows_of(actor, Name, connection), name_id)
    return found


def get_fact(actor: Actor, connection: Connection, fact_id: uuid.UUID) -> PersonFact:
    """One fact about the person of a connection; raises NotVisible."""
    found: PersonFact = scope.fetch(actor, list_rows_of(actor, PersonFact, connection), fact_id)
    return found


def list_merges(actor: Actor, person: Person) -> Any:
    """Each time that rows of this person were taken for one, the latest first."""
    rows = scope.visible(actor, Merge.objects)
    same = connections.one_person(person)
    rows = rows.filter(Q(kept_id__in=same) | Q(other_id__in=same))
    return rows.select_related("by", "undone_by").order_by("-at", "pk")


def plain(kind: ReachKind, value: str) -> str:
    """A value as it is compared: digits of a phone number, everything else without capitals and spaces."""
    folded = unicodedata.normalize("NFKC", value).casefold()
    if kind is ReachKind.PHONE:
        digits = "".join(letter for letter in folded if letter.isdecimal())
        return digits.removeprefix("0044").removeprefix("44").removeprefix("0")
    return "".join(folded.split())
