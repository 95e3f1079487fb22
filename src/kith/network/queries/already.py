"""Reads: whether a tie is written down already, from either side, so that nobody saves the same thing twice.

An account that says something more is no repetition and stands beside the first: another kind, another time, other
words, that it is not so, or that it may be told for every child.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from kith.access import scope
from kith.access.actor import Actor
from kith.children.models import Child
from kith.domain.terms import Certainty, ParentageKind, TieKind, UnionStatus
from kith.network.models import Parentage, Tie, Union, UnionEvent
from kith.people import queries as people
from kith.people.models import Person

# Who does it to whom makes a difference here.
ONE_WAY = frozenset({TieKind.GODPARENT, TieKind.CARED_FOR, TieKind.TAUGHT, TieKind.WORKED_WITH})

# The day, or the year where only that is known.
Day = tuple[dt.date | None, int | None]


@dataclass(frozen=True, slots=True)
class Telling:
    """How something is told: for how long, how sure, and for whom."""

    from_on: dt.date | None = None
    until_on: dt.date | None = None
    certainty: Certainty = Certainty.CERTAIN
    for_every_child: bool = False


def has_parentage(
    actor: Actor, child: Child, *, of: Person, parent: Person, kind: ParentageKind, telling: Telling
) -> bool:
    """Whether this parent of ``of`` is written down in this way, for as long as is said now."""
    which = Q(child_person_id__in=people.one_person(of), parent_id__in=people.one_person(parent), kind=kind.value)
    return any(_covers(row, telling) for row in _rows(actor, Parentage, child, which, telling))


def has_tie(
    actor: Actor, child: Child, *, two: tuple[Person, Person], kind: TieKind, words: str, telling: Telling
) -> bool:
    """Whether these two are tied so already; the other way round too, where it means the same."""
    which = _either(*two) if kind not in ONE_WAY else _in_order(*two)
    rows = _rows(actor, Tie, child, which & Q(kind=kind.value), telling)
    said = people.fold(words)
    return any(_covers(row, telling) and said in ("", people.fold(row.words)) for row in rows)


def has_union(
    actor: Actor, child: Child, *, two: tuple[Person, Person], status: UnionStatus, day: Day, telling: Telling
) -> bool:
    """Whether these two were that to each other already, on that day, in that year, or with no day said now."""
    unions = _rows(actor, Union, child, _either(*two), telling)
    events = scope.visible(actor, UnionEvent.objects).filter(union__in=[row.pk for row in unions], status=status.value)
    on, year = day
    if on:
        return bool(events.filter(on=on).exists())
    return bool((events.filter(year=year) if year else events).exists())


def has_event(actor: Actor, union: Union, status: UnionStatus, *, on: dt.date | None, year: int | None) -> bool:
    """Whether the history of two partners says this: on that day, in that year, or as what they became last."""
    events = scope.visible(actor, UnionEvent.objects).filter(union=union)
    if on:
        return bool(events.filter(status=status.value, on=on).exists())
    if year:
        return bool(events.filter(status=status.value, year=year).exists())
    last = events.order_by("-recorded_at", "-pk").first()
    return last is not None and last.status == status.value


def _rows(actor: Actor, model: Any, child: Child, which: Q, telling: Telling) -> list[Any]:
    """The rows in force between these, as sure or not as is said now, and told at least as widely."""
    told = Q(for_child__isnull=True)
    if not telling.for_every_child:
        told |= Q(for_child=child)
    against = Certainty.CONTRADICTED.value
    rows: Iterable[Any] = scope.visible(actor, model.objects).filter(which & told, taken_back_at__isnull=True)
    return [row for row in rows if (row.certainty == against) == (telling.certainty.value == against)]


def _covers(row: Any, telling: Telling) -> bool:
    """Whether a row says all of the time that is told now. What is told without a time says nothing more."""
    same = telling.from_on in (None, row.from_on) and telling.until_on in (None, row.until_on)
    return same and (telling.from_on is None or row.until_on is None or telling.from_on < row.until_on)


def _either(one: Person, other: Person) -> Q:
    return _in_order(one, other) | _in_order(other, one)


def _in_order(one: Person, other: Person) -> Q:
    return Q(a_id__in=people.one_person(one), b_id__in=people.one_person(other))
