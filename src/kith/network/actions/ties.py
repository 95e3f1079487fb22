"""How two of a child's people belong together: parents, partners, brothers and sisters, chosen family, any tie."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from kith.access import action, gate, scope
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.children.models import Child
from kith.domain.terms import ParentageKind, TieKind, UnionStatus
from kith.network import queries
from kith.network.models import Parentage, Tie, Union, UnionEvent
from kith.people import actions as people
from kith.people.models import Person
from kith.safety import actions as safety

TWO = "Choose two different people."
OWN_ANCESTOR = "This would make somebody their own grandparent or further back."
ALREADY = "This is written down already. Say more (a day, other words) if it is something else."


class TieNotAllowed(gate.ActionBlocked):
    """These two cannot be tied so: it is there already, or somebody would be born to their own descendant."""


@dataclass(frozen=True, slots=True)
class Among:
    """Two of a child's people, each by key: the id of the row that stands for them, or "child" for the child."""

    one: str
    other: str


@dataclass(frozen=True, slots=True)
class ParentageGiven:
    """That ``between.other`` is a parent of ``between.one``, in one way, for a time."""

    between: Among
    kind: ParentageKind
    from_on: dt.date | None = None
    until_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class UnionGiven:
    """That two people were partners, and what they were to each other since a day or a year."""

    between: Among
    status: UnionStatus
    on: dt.date | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class TieGiven:
    """Any other tie, with words as people say it."""

    between: Among
    kind: TieKind
    words: str = ""
    from_on: dt.date | None = None
    until_on: dt.date | None = None


@action.action(Permission.RECORD_PEOPLE, on="child", event="parentage.recorded")
def add_parentage(
    actor: Actor, *, child: Child, given: ParentageGiven, says: people.Says, at: dt.datetime
) -> Parentage:
    """Write down that somebody is a parent of somebody; one parent alone is enough, and several of each kind may be.

    Raises NotVisible for people who do not stand beside this child, ActionBlocked for one and the same, TieNotAllowed
    where it is there already, or somebody would be born to their own descendant.
    """
    one, other = two_people(actor, child, given.between, at)
    if _is_own_ancestor(child, one, other, given):
        raise TieNotAllowed(f"{OWN_ANCESTOR} One of these ties is wrong: take it back first.")
    if _is_parentage(actor, child, (one, other), given, says):
        raise TieNotAllowed(ALREADY)
    row = Parentage.objects.create(
        child_person=one,
        parent=other,
        kind=given.kind.value,
        from_on=given.from_on,
        until_on=given.until_on,
        **about(actor, child, says, at),
    )
    action.note(actor, "parentage.recorded", child, at, row=str(row.pk), parent_kind=given.kind.value)
    safety.hold_who_knows_one_under_an_order(actor, child_id=child.pk, at=at)
    return row


def is_own_ancestor(actor: Actor, *, child: Child, given: ParentageGiven, at: dt.datetime) -> bool:
    """Whether add_parentage would refuse, because somebody would be born to their own descendant."""
    return _is_own_ancestor(child, *two_people(actor, child, given.between, at), given)


def _is_own_ancestor(child: Child, one: Person, other: Person, given: ParentageGiven) -> bool:
    return given.kind is ParentageKind.BIRTH and _is_descendant(child, other, one)


def _is_descendant(child: Child, person: Person, of: Person) -> bool:
    """Whether somebody was born, over any number of generations, to ``of``, as told for this child.

    One question a generation.
    """
    told = Q(for_child__isnull=True) | Q(for_child=child)
    births = Parentage.objects.filter(told, kind=ParentageKind.BIRTH.value, taken_back_at__isnull=True)
    born_to, seen = {of.pk}, {of.pk}
    while born_to:
        rows = births.filter(parent__in=born_to)
        born_to = set(rows.values_list("child_person_id", flat=True)) - seen
        seen |= born_to
    return person.pk in seen - {of.pk}


@action.action(Permission.RECORD_PEOPLE, on="child", event="union.recorded")
def add_union(actor: Actor, *, child: Child, given: UnionGiven, says: people.Says, at: dt.datetime) -> Union:
    """Write down that two people are or were partners. A second thing about the same two joins their history.

    Raises NotVisible, ActionBlocked, TieNotAllowed where it is there already.
    """
    one, other = two_people(actor, child, given.between, at)
    if _is_union(actor, child, (one, other), given, says):
        raise TieNotAllowed(ALREADY)
    pairs = Union.objects.filter(a__in=(one, other), b__in=(one, other), taken_back_at__isnull=True)
    row = pairs.filter(for_child=None if says.for_every_child else child).first()
    row = row or Union.objects.create(a=one, b=other, **about(actor, child, says, at))
    _event(actor, row, given.status, on=given.on, year=given.year, at=at)
    action.note(actor, "union.recorded", child, at, row=str(row.pk), status=given.status.value)
    safety.hold_who_knows_one_under_an_order(actor, child_id=child.pk, at=at)
    return row


@action.action(Permission.RECORD_PEOPLE, on="child", event="union.changed")
def add_union_event(
    actor: Actor,
    *,
    child: Child,
    union: Union,
    status: UnionStatus,
    on: dt.date | None = None,
    year: int | None = None,
    at: dt.datetime,
) -> UnionEvent:
    """Add to the history of two partners: married, parted, back together.

    Raises NotVisible, TieNotAllowed for the same again.
    """
    row = queries.get_row(actor, child, Union, union.pk)
    if queries.has_event(actor, row, status, on=on, year=year):
        raise TieNotAllowed(ALREADY)
    made = _event(actor, row, status, on=on, year=year, at=at)
    action.note(actor, "union.changed", child, at, row=str(row.pk), status=status.value)
    return made


@action.action(Permission.RECORD_PEOPLE, on="child", event="tie.recorded")
def add_tie(actor: Actor, *, child: Child, given: TieGiven, says: people.Says, at: dt.datetime) -> Tie:
    """Write down any other tie between two people; chosen family stands equal to every other.

    Raises NotVisible, ActionBlocked, TieNotAllowed where it is there already.
    """
    one, other = two_people(actor, child, given.between, at)
    if _is_tie(actor, child, (one, other), given, says):
        raise TieNotAllowed(ALREADY)
    row = Tie.objects.create(
        a=one,
        b=other,
        kind=given.kind.value,
        words=given.words.strip(),
        from_on=given.from_on,
        until_on=given.until_on,
        **about(actor, child, says, at),
    )
    action.note(actor, "tie.recorded", child, at, row=str(row.pk), tie_kind=given.kind.value)
    safety.hold_who_knows_one_under_an_order(actor, child_id=child.pk, at=at)
    return row


@action.action(Permission.RECORD_PEOPLE, on="child", event="tie.ended")
def end_row(actor: Actor, *, child: Child, row: Parentage | Tie, until_on: dt.date, at: dt.datetime) -> Parentage | Tie:
    """Say since when a tie, or being a parent in one way, is over. Raises NotVisible, ActionBlocked."""
    fresh: Any = queries.get_row(actor, child, type(row), row.pk)
    if fresh.until_on is not None:
        raise gate.ActionBlocked("This has an end already.")
    if fresh.from_on and until_on < fresh.from_on:
        raise gate.ActionBlocked("It cannot end before it began.")
    fresh.until_on = until_on
    fresh.save(update_fields=["until_on"])
    action.note(actor, "tie.ended", child, at, row=str(fresh.pk))
    return fresh


@action.action(Permission.RECORD_PEOPLE, on="child", event="tie.taken_back")
def take_back_row(actor: Actor, *, child: Child, row: Any, at: dt.datetime) -> None:
    """Take back a parentage, partners, a household or a tie that was a slip; the row stays. Raises NotVisible."""
    fresh = queries.get_row(actor, child, type(row), row.pk)
    fresh.taken_back_by_id, fresh.taken_back_at = actor.user_id, at
    fresh.save(update_fields=["taken_back_by", "taken_back_at"])
    action.note(actor, "tie.taken_back", child, at, row=str(fresh.pk))


def is_parentage_there(
    actor: Actor, *, child: Child, given: ParentageGiven, says: people.Says, at: dt.datetime
) -> bool:
    """Whether add_parentage would write down what stands there already."""
    return _is_parentage(actor, child, two_people(actor, child, given.between, at), given, says)


def is_union_there(actor: Actor, *, child: Child, given: UnionGiven, says: people.Says, at: dt.datetime) -> bool:
    """Whether add_union would."""
    return _is_union(actor, child, two_people(actor, child, given.between, at), given, says)


def is_tie_there(actor: Actor, *, child: Child, given: TieGiven, says: people.Says, at: dt.datetime) -> bool:
    """Whether add_tie would."""
    return _is_tie(actor, child, two_people(actor, child, given.between, at), given, says)


Two = tuple[Person, Person]


def _is_parentage(actor: Actor, child: Child, two: Two, given: ParentageGiven, says: people.Says) -> bool:
    telling = queries.Telling(given.from_on, given.until_on, says.certainty, says.for_every_child)
    return queries.has_parentage(actor, child, of=two[0], parent=two[1], kind=given.kind, telling=telling)


def _is_union(actor: Actor, child: Child, two: Two, given: UnionGiven, says: people.Says) -> bool:
    telling = queries.Telling(certainty=says.certainty, for_every_child=says.for_every_child)
    day = (given.on, given.year)
    return queries.has_union(actor, child, two=two, status=given.status, day=day, telling=telling)


def _is_tie(actor: Actor, child: Child, two: Two, given: TieGiven, says: people.Says) -> bool:
    telling = queries.Telling(given.from_on, given.until_on, says.certainty, says.for_every_child)
    return queries.has_tie(actor, child, two=two, kind=given.kind, words=given.words, telling=telling)


def two_people(actor: Actor, child: Child, between: Among, at: dt.datetime) -> tuple[Person, Person]:
    """The rows of two of a child's people; raises NotVisible, and ActionBlocked where they are one."""
    if between.one == between.other:
        raise gate.ActionBlocked(TWO)
    known = {member.key: member for member in queries.list_members(actor, child)}
    return one_of(actor, child, between.one, known, at), one_of(actor, child, between.other, known, at)


def one_of(actor: Actor, child: Child, key: str, known: dict[str, queries.Member], at: dt.datetime) -> Person:
    """The row of one of a child's people, or the child's own, by key; raises NotVisible."""
    member = known.get(key)
    if member is None:
        raise scope.NotVisible
    if member.somebody is None:
        return people.own_row(child, at)
    return Person.objects.get(pk=uuid.UUID(key))


def about(actor: Actor, child: Child, says: people.Says, at: dt.datetime) -> dict[str, Any]:
    """The columns that say who says so, how sure, for whom, and who wrote it down."""
    return {
        "service_id": child.service_id,
        "for_child_id": None if says.for_every_child else child.pk,
        "source": says.source.value,
        "source_words": says.words.strip(),
        "certainty": says.certainty.value,
        "recorded_by_id": actor.user_id,
        "recorded_at": at,
    }


def _event(
    actor: Actor, union: Union, status: UnionStatus, *, on: dt.date | None, year: int | None, at: dt.datetime
) -> UnionEvent:
    return UnionEvent.objects.create(
        service_id=union.service_id,
        union=union,
        status=status.value,
        on=on,
        year=on.year if on else year,
        recorded_by_id=actor.user_id,
        recorded_at=at,
    )
