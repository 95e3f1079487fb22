"""Who belongs to whom among a child's people, in sentences, each with who says so."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kith.access.actor import Actor
from kith.children.models import Child
from kith.domain import care
from kith.domain.terms import ParentageKind, TieKind, UnionStatus
from kith.network import queries
from kith.network.models import HouseholdMember, UnionEvent
from kith.people import queries as told
from kith.people.presenters import words

PARENT = {
    ParentageKind.BIRTH: "{parent} is a parent of {child} by birth",
    ParentageKind.ADOPTIVE: "{parent} adopted {child}",
    ParentageKind.FOSTER: "{parent} is or was a foster parent of {child}",
    ParentageKind.STEP: "{parent} is or was a step-parent of {child}",
    ParentageKind.KIN_CARER: "{parent}, of the family, cares or cared for {child}",
}
SIBLINGS = {
    TieKind.BROTHER_OR_SISTER,
    TieKind.HALF_BROTHER_OR_SISTER,
    TieKind.STEP_BROTHER_OR_SISTER,
    TieKind.ADOPTED_BROTHER_OR_SISTER,
}


@dataclass(frozen=True, slots=True)
class Row:
    """One tie in a sentence; ``kind`` names its table for the address of its steps."""

    row_id: uuid.UUID
    text: str
    when: str
    says: str
    is_over: bool
    is_shared: bool


@dataclass(frozen=True, slots=True)
class Stay:
    """One person in a household."""

    member_id: uuid.UUID
    name: str
    when: str
    is_over: bool


@dataclass(frozen=True, slots=True)
class Home:
    """A household with those who lived there."""

    household_id: uuid.UUID
    called: str
    is_carers_home: bool
    stays: tuple[Stay, ...]
    says: str


@dataclass(frozen=True, slots=True)
class HomeOfReturn:
    """A home from the returns: a household without names."""

    when: str


@dataclass(frozen=True, slots=True)
class BelongingPage:
    """How a child's people belong together."""

    child_id: uuid.UUID
    child: str
    on: dt.date
    parents: tuple[Row, ...]
    partners: tuple[Row, ...]
    siblings: tuple[Row, ...]
    ties: tuple[Row, ...]
    knows: tuple[Row, ...]
    households: tuple[Home, ...]
    homes: tuple[HomeOfReturn, ...]
    may_write: bool


def belonging_page(actor: Actor, child: Child, on: dt.date) -> BelongingPage:
    """The ties told for this child, each in a sentence; brothers and sisters with "together" or "apart"."""
    members = queries.list_members(actor, child)
    ties = queries.list_ties(actor, child, {pk for one in members for pk in one.person_ids})
    names = {pk: one.name for one in members for pk in one.person_ids}
    near = queries.lives_with(members, ties, on)
    keys = {pk: one.key for one in members for pk in one.person_ids}
    rows = [(TieKind(row.kind), _tie(row, names, near, keys)) for row in ties.ties]
    return BelongingPage(
        child_id=child.pk,
        child=str(child),
        on=on,
        parents=tuple(_parent(row, names) for row in sorted(ties.parentage, key=lambda row: _whose(row, keys, names))),
        partners=tuple(_partners(row, ties.events[row.pk], names) for row in ties.unions),
        siblings=tuple(row for kind, row in rows if kind in SIBLINGS),
        ties=tuple(row for kind, row in rows if kind not in SIBLINGS and kind is not TieKind.KNOW_EACH_OTHER),
        knows=tuple(row for kind, row in rows if kind is TieKind.KNOW_EACH_OTHER),
        households=tuple(_home(row, ties.stays[row.pk], names) for row in ties.households),
        homes=tuple(HomeOfReturn(period(home.from_on, home.until_on)) for home in queries.list_homes(actor, child)),
        may_write=told.can_add(actor, child.pk),
    )


def member_choices(actor: Actor, child: Child) -> list[tuple[str, str]]:
    """Everybody for a form: the child first."""
    return [(one.key, one.name) for one in queries.list_members(actor, child)]


def who_was_there(home: queries.Home) -> dict[str, object]:
    """What a form about one of the child's homes starts with: the child, and the days of the home."""
    return {
        "who": [queries.CHILD],
        "from_on": home.from_on,
        "until_on": home.until_on,
        "is_carers_home": home.place in care.FOSTER,
    }


def period(first: dt.date | None, last: dt.date | None) -> str:
    """From when to when, in words: "3 May 2020 to now"; empty where nothing is known."""
    if first and last:
        return f"{words.day(first)} to {words.day(last)}"
    if first:
        return f"since {words.day(first)}"
    return f"until {words.day(last)}" if last else ""


def _whose(row: Any, keys: Mapping[uuid.UUID, str], names: Mapping[uuid.UUID, str]) -> tuple[bool, str, str]:
    """The child's own parents first, then those of the others by name."""
    return keys[row.child_person_id] != queries.CHILD, names[row.child_person_id], names[row.parent_id]


def _row(row: Any, text: str, when: str, until_on: dt.date | None = None) -> Row:
    return Row(row.pk, text, when, words.says(row), until_on is not None, row.for_child_id is None)


def _parent(row: Any, names: Mapping[uuid.UUID, str]) -> Row:
    text = PARENT[ParentageKind(row.kind)].format(parent=names[row.parent_id], child=names[row.child_person_id])
    return _row(row, text, period(row.from_on, row.until_on), row.until_on)


def _partners(row: Any, events: Iterable[UnionEvent], names: Mapping[uuid.UUID, str]) -> Row:
    history = "; ".join(_event(one) for one in events)
    return _row(row, f"{names[row.a_id]} and {names[row.b_id]}", history)


def _event(event: UnionEvent) -> str:
    day = words.day(event.on) or (str(event.year) if event.year else "")
    label = UnionStatus(event.status).label.lower()
    return f"{label} {day}".strip()


def _tie(row: Any, names: Mapping[uuid.UUID, str], near: Mapping[str, list[str]], keys: Mapping[uuid.UUID, str]) -> Row:
    kind = TieKind(row.kind)
    said = row.words or kind.label.lower()
    text = f"{names[row.a_id]} and {names[row.b_id]}: {said}"
    if kind in SIBLINGS:
        known = keys[row.a_id] in near or keys[row.b_id] in near
        together = names[row.b_id] in near.get(keys[row.a_id], ())
        apart = "live together" if together else "live apart"
        text += f", {apart if known else 'not known whether they live together'}"
    return _row(row, text, period(row.from_on, row.until_on), row.until_on)


def _home(row: Any, stays: Iterable[HouseholdMember], names: Mapping[uuid.UUID, str]) -> Home:
    return Home(
        household_id=row.pk,
        called=row.called or "A household",
        is_carers_home=row.is_carers_home,
        stays=tuple(
            Stay(one.pk, names[one.person_id], period(one.from_on, one.until_on), one.until_on is not None)
            for one in stays
        ),
        says=words.says(row),
    )
