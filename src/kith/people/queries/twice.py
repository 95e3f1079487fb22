"""Reads: people who may stand here twice, among all whom an actor may know of, beside whichever children.

Only what the actor may read is compared, and no sealed way to reach anybody, whoever asks: neither a pair nor their
number tells anybody what they may not know (SAFEGUARDING 2). Who is protected is not looked at.
"""

import datetime as dt
import itertools
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from kith.access import gate, scope
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.audit import record
from kith.domain import limits, names
from kith.domain.matching import linkage
from kith.people.models import Connection, Name, SameLook
from kith.people.queries import explaining
from kith.people.queries.naming import get_variants
from kith.people.queries.somebody import name_of

A_PAGE = 25
# So many of what one look finds are kept, the surest first.
MOST_KEPT = 500
LISTED = "people.twice_listed"
# After this a look that has not ended is taken for one that broke.
BROKE_AFTER = dt.timedelta(minutes=limits.number("look_through_minutes"))


@dataclass(frozen=True, slots=True)
class FoundTwice:
    """Two who could be one person, or several who hang together so: a connection and the name of each.

    ``band`` and ``why`` are of the two that agree most; ``apart``: who of them is known to be two, by their place.
    """

    rows: tuple[Connection, ...]
    names: tuple[str, ...]
    band: str
    why: explaining.Why
    apart: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Looked:
    """What one look found: how many people it compared, by which weights, and pairs, the surest first."""

    people: int
    weights: str
    pairs: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Twice:
    """The latest look of an actor, whether it still goes on, and what may be shown of it now."""

    look: SameLook | None
    goes_on: bool
    found: tuple[FoundTwice, ...]
    more: int


def get_latest_look(actor: Actor) -> SameLook | None:
    """The latest look that this actor asked for."""
    found: SameLook | None = scope.visible(actor, SameLook.objects).order_by("-asked_at", "pk").first()
    return found


def is_going_on(look: SameLook | None, at: dt.datetime) -> bool:
    """Whether a look still goes on."""
    return look is not None and look.ended_at is None and at - look.asked_at < BROKE_AFTER


def get_looked(actor: Actor) -> Looked:
    """Compare everybody whom this actor may know of, each with all others. Raises LinkageNotHere.

    Splink finds the pairs, domain.matching judges them; who was told apart is left out.
    """
    people = explaining.get_described(actor)
    register, compared = linkage.pairs(people.values(), variants=get_variants(actor))
    apart = explaining.list_told_apart(actor, set(people))
    kept = sorted(
        (one for one in compared if _pair(one.a, one.b) not in apart), key=lambda one: (-one.probability, one.a, one.b)
    )
    weights = register.scale.weights
    pairs = tuple((one.a, one.b, one.band.value) for one in kept[:MOST_KEPT] if one.band)
    return Looked(len(people), f"{weights.id} {weights.version}", pairs)


def open_twice(actor: Actor, at: dt.datetime) -> Twice:
    """What the latest look found, as far as this actor may know it now; that it was listed is one event.

    Raises NotPermitted.
    """
    gate.check(actor, Permission.MERGE_PEOPLE)
    with record.unit_of_work():
        look = get_latest_look(actor)
        found, more = _found(actor, look) if look else ([], 0)
        scope.note_listed(actor, LISTED, at, len(found))
    return Twice(look, is_going_on(look, at), tuple(found), more)


def _pair(one: str, other: str) -> frozenset[uuid.UUID]:
    return frozenset((uuid.UUID(one), uuid.UUID(other)))


def _found(actor: Actor, look: SameLook) -> tuple[list[FoundTwice], int]:
    """The pairs both of whose sides may be known, are still two rows, and were not told apart since; by name."""
    pairs = [(uuid.UUID(one), uuid.UUID(other), band) for one, other, band in look.found]
    beside = explaining.get_connections(actor, {root for one, other, _ in pairs for root in (one, other)})
    apart = explaining.list_told_apart(actor, beside)
    there = [
        (one, other, band)
        for one, other, band in pairs
        if one in beside and other in beside and frozenset((one, other)) not in apart
    ]
    called = _called(actor, {root for one, other, _ in there for root in (one, other)})
    groups = _together(there, called)
    shown = groups[:A_PAGE]
    roots = {root for members, _ in shown for root in members}
    compared, found = explaining.get_beside(actor, {row.child_id for root in roots for row in beside[root]}), []
    for members, band in shown:
        first, second, *more = members
        if why := compared.of_two(first, second):
            rows = (*_side_by_side(beside[first], beside[second]), *(beside[root][0] for root in more))
            known = [
                (at, later)
                for (at, one), (later, other) in itertools.combinations(enumerate(members), 2)
                if frozenset((one, other)) in apart
            ]
            found.append(FoundTwice(rows, tuple(called[root] for root in members), band, why, tuple(known)))
    return found, len(groups) - len(shown)


def _together(
    pairs: list[tuple[uuid.UUID, uuid.UUID, str]], called: Mapping[uuid.UUID, str]
) -> list[tuple[list[uuid.UUID], str]]:
    """Who hangs together by these pairs, the surest first, or by one name; each group with the band of its surest."""
    groups: list[tuple[dict[uuid.UUID | str, None], str]] = []
    for one, other, band in pairs:
        name = names.plain(called[one])
        met: list[uuid.UUID | str] = [one, other, *([name] if name and name == names.plain(called[other]) else [])]
        touched = [group for group in groups if not group[0].keys().isdisjoint(met)]
        if not touched:
            touched = [({}, band)]
            groups += touched
        (first, _), *more = touched
        first.update(dict.fromkeys(itertools.chain(*(members for members, _ in more), met)))
        groups = [group for group in groups if group not in more]
    return [([root for root in members if isinstance(root, uuid.UUID)], band) for members, band in groups]


def _side_by_side(one: list[Connection], other: list[Connection]) -> tuple[Connection, Connection]:
    """A connection of each, beside one child where there is such a child."""
    children = {row.child_id: row for row in other}
    shared = next((row for row in one if row.child_id in children), None)
    return (shared, children[shared.child_id]) if shared else (one[0], other[0])


def _called(actor: Actor, roots: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    rows = explaining.by_root(explaining.get_rows_of(actor, Name, roots).filter(taken_back_at__isnull=True))
    return {root: name_of(rows[root], root) for root in roots}
