"""Writes: what follows from local facts: the child's own columns, and who is in the case team."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from kith.access.actor import Actor
from kith.access.models import User
from kith.access.roles import CASE_WORKERS
from kith.children.actions import managers
from kith.children.models import CaseMember, Child, LocalFact
from kith.domain import eligibility
from kith.domain.terms import FactName, Role
from kith.returns import actions as return_actions

YES = "yes"
COLUMNS: dict[str, str] = {
    FactName.PREFERRED_NAME.value: "preferred_name",
    FactName.AREA.value: "area",
    FactName.LANGUAGE.value: "language",
    FactName.NEXT_REVIEW.value: "next_review_on",
    FactName.LOCATION_RESTRICTED.value: "location_restricted",
    FactName.DATE_OF_BIRTH.value: "born_said_on",
}
PARTS: dict[str, CaseMember.Part] = {
    FactName.WORKER.value: CaseMember.Part.WORKER,
    FactName.REVIEWING_OFFICER.value: CaseMember.Part.REVIEWING_OFFICER,
}
# Whoever is named joins the case team and sees the child: only people whose work that is.
ROLES: dict[CaseMember.Part, frozenset[str]] = {
    CaseMember.Part.WORKER: frozenset(role.value for role in CASE_WORKERS),
    CaseMember.Part.REVIEWING_OFFICER: frozenset({Role.REVIEWING_OFFICER.value}),
}

Latest = dict[tuple[uuid.UUID, str], LocalFact]


@dataclass
class Followed:
    """Who joined a case team, who left one, and the names that no suitable person who signs in here has."""

    joined: list[CaseMember] = field(default_factory=list)
    left: list[CaseMember] = field(default_factory=list)
    unnamed: set[str] = field(default_factory=set)


def roles_for(name: FactName) -> frozenset[str]:
    """The roles whose people may be named by a kind of fact; none for a fact that names nobody."""
    part = PARTS.get(name.value)
    return ROLES[part] if part else frozenset()


def follow_facts(actor: Actor, rows: Collection[LocalFact], on: dt.date) -> Followed:
    """Let children's columns and case teams follow facts that are new, or true from today on.

    The latest day on or before ``on`` counts, whichever fact was recorded last. A case team changes only where one of
    ``rows`` is the one that counts: a fact about a language moves nobody.
    """
    latest = _latest(rows, on)
    _set_columns(latest)
    new = {row.pk for row in rows}
    return _set_teams(actor, {key: row for key, row in latest.items() if row.pk in new}, on)


def follow_begun(actor: Actor, since: dt.date, on: dt.date) -> Followed:
    """Follow the facts recorded ahead that became true after ``since`` and by ``on``."""
    return follow_facts(actor, list(LocalFact.objects.filter(from_on__gt=since, from_on__lte=on)), on)


def _latest(rows: Collection[LocalFact], on: dt.date) -> Latest:
    """The fact that counts for each child and kind of fact that ``rows`` are about."""
    children = {row.child_id for row in rows}
    kinds = {row.fact for row in rows} & (COLUMNS.keys() | PARTS.keys())
    found = LocalFact.objects.filter(fact__in=kinds, from_on__lte=on).order_by("from_on", "recorded_at", "value")
    if len(children) <= managers.FEW:
        found = found.filter(child_id__in=children)
    return {(row.child_id, row.fact): row for row in found.iterator() if row.child_id in children}


def _set_columns(latest: Latest) -> None:
    disputed = _disputed({child: row for (child, name), row in latest.items() if name == FactName.DATE_OF_BIRTH.value})
    for fact, column in COLUMNS.items():
        rows = [
            (
                None if row.pk in disputed else _as_column(fact, row.value),
                return_actions.as_stored(Child, column="id", value=child),
            )
            for (child, name), row in latest.items()
            if name == fact
        ]
        if rows:
            return_actions.update_rows(Child, columns=(column,), rows=rows)


def _disputed(births: dict[uuid.UUID, LocalFact]) -> set[uuid.UUID]:
    """Those of some dates of birth beside which another is recorded from the same day: nobody is believed silently."""
    if not births:
        return set()
    said = LocalFact.objects.filter(fact=FactName.DATE_OF_BIRTH.value).values_list("child_id", "from_on", "value")
    known = {(child, row.from_on): row for child, row in births.items()}
    beside = ((known.get((child, since)), value) for child, since, value in said.iterator())
    return {row.pk for row, value in beside if row is not None and row.value != value}


def _as_column(fact: str, value: str) -> str | dt.date | bool:
    if fact in eligibility.DATES:
        return dt.date.fromisoformat(value)
    if fact == FactName.LOCATION_RESTRICTED.value:
        return value.casefold() == YES
    return value  # eligibility.clean_value let none in that is too long for its column


def _set_teams(actor: Actor, latest: Latest, on: dt.date) -> Followed:
    """Put the worker and reviewing officer who are named now in the case team, in place of the one before.

    With a new worker comes the worker's manager, and the manager of the one before goes.
    """
    done = Followed()
    people = _people(actor)
    joining: dict[tuple[uuid.UUID, str], LocalFact] = {}
    found: dict[tuple[uuid.UUID, str], User] = {}
    for (child, fact), row in latest.items():
        if fact not in PARTS:
            continue
        part = PARTS[fact]
        person = people.get((part.value, row.value.casefold()))
        if person is None:
            done.unnamed.add(row.value)
        else:
            joining[child, part.value], found[child, part.value] = row, person
    for member in _members({child for child, _ in joining}):
        key = (member.child_id, member.part)
        if key in joining and found[key].pk == member.user_id:
            del joining[key]
        elif key in joining:
            done.left.append(member)
    CaseMember.objects.filter(pk__in=[member.pk for member in done.left]).update(until_on=on)
    done.joined = [_member(row, found[key], key[1]) for key, row in joining.items()]
    CaseMember.objects.bulk_create(done.joined, batch_size=managers.FEW)
    moved = {member.child_id for member in (*done.joined, *done.left) if member.part == CaseMember.Part.WORKER}
    joined, left = managers.follow_managers(on, moved)
    done.joined += joined
    done.left += left
    return done


def _people(actor: Actor) -> dict[tuple[str, str], User]:
    """Who may take a part, by e-mail and by name; a name that two people share stands for neither."""
    found: dict[tuple[str, str], User] = {}
    shared: set[tuple[str, str]] = set()
    users = User.objects.filter(service_id=actor.service_id, is_active=True)
    for user in users:
        for part, roles in ROLES.items():
            if user.role in roles:
                for name in {user.email.casefold(), user.display_name.casefold()}:
                    if (part.value, name) in found:
                        shared.add((part.value, name))
                    found[part.value, name] = user
    return {key: user for key, user in found.items() if key not in shared}


def _members(children: set[uuid.UUID]) -> Iterator[CaseMember]:
    rows: Any = CaseMember.objects.filter(until_on__isnull=True, part__in=[part.value for part in ROLES])
    if len(children) <= managers.FEW:
        rows = rows.filter(child_id__in=children)
    yield from (row for row in rows if row.child_id in children)


def _member(row: LocalFact, user: User, part: str) -> CaseMember:
    return CaseMember(service_id=row.service_id, child_id=row.child_id, user=user, part=part, from_on=row.from_on)
