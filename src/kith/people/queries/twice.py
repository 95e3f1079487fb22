"""Reads: people who may stand here twice, among all whom an actor may know of, beside whichever children.

Only what the actor may read is compared, and no sealed way to reach anybody, whoever asks: neither a pair nor their
number tells anybody what they may not know (SAFEGUARDING 2). Who is protected is not looked at.
"""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from kith.access import gate, scope
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.audit import record
from kith.domain import limits, matching
from kith.domain.matching import linkage
from kith.domain.terms import Certainty, PersonFactKind, ReachKind
from kith.people.models import Connection, Name, PersonFact, Reach, SameLook, TwoPeople, as_matched
from kith.people.queries.alike import born_of
from kith.people.queries.connections import root_of
from kith.people.queries.somebody import name_of

A_PAGE = 25
# So many of what one look finds are kept, the surest first.
MOST_KEPT = 500
LISTED = "people.twice_listed"
NO_RIVAL = "Nobody else beside these children could be meant, as far as is written down."
# After this a look that has not ended is taken for one that broke.
BROKE_AFTER = dt.timedelta(minutes=limits.number("look_through_minutes"))

Pair = tuple[uuid.UUID, uuid.UUID]


@dataclass(frozen=True, slots=True)
class FoundTwice:
    """Two who could be one person: their connections and names, how sure, what speaks for and against."""

    one: Connection
    other: Connection
    names: tuple[str, str]
    band: str
    why: tuple[str, ...]


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
    people = _described(actor)
    register, compared = linkage.pairs(people.values())
    apart = list_told_apart(actor, set(people))
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


def list_told_apart(actor: Actor, roots: Collection[uuid.UUID]) -> set[frozenset[uuid.UUID]]:
    """The pairs of these people whom somebody knows to be two."""
    rows = scope.visible(actor, TwoPeople.objects).select_related("one", "other")
    pairs = (frozenset((root_of(row.one), root_of(row.other))) for row in rows)
    return {pair for pair in pairs if pair <= set(roots)}


def get_comparison(actor: Actor, connection: Connection, other: Connection) -> tuple[str, ...]:
    """What speaks for and against two being one person, who else it could be, and the one fact that would settle it.

    Empty where nobody is compared: one person twice, a child with a record of their own, somebody who was taken off.
    """
    one, second = root_of(connection.person), root_of(other.person)
    people = _described(actor, _beside_the_same(actor, {connection.child_id, other.child_id}))
    if one == second or one not in people or second not in people:
        return ()
    return in_words(compare_among(people, one, second, list_told_apart(actor, set(people))))


def compare_among(
    people: Mapping[uuid.UUID, matching.Person],
    one: uuid.UUID,
    other: uuid.UUID,
    apart: Collection[frozenset[uuid.UUID]],
) -> matching.Comparison:
    """Two people compared among all who stand beside the same children; whoever was told apart is no rival."""
    out = {root for root in people if root == one or (root != other and frozenset((one, root)) in apart)}
    among = [person for root, person in people.items() if root not in out]
    return matching.against(people[one], str(other), matching.Register(among))


def in_words(compared: matching.Comparison) -> tuple[str, ...]:
    """What speaks for and against, then the rivals by name, then what would settle it."""
    said = tuple(finding.words for finding in compared.evidence)
    rivals = tuple(f"Could also be {rival.called}: {rival.differs}." for rival in compared.rivals)
    return (*said, *(rivals or (NO_RIVAL,)), *((compared.settle,) if compared.settle else ()))


def _beside_the_same(actor: Actor, children: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Everybody whom this actor may know of beside some children, by the row that is kept."""
    rows = scope.visible(actor, Connection.objects).filter(child_id__in=list(children), removed_on__isnull=True)
    return {root_of(row.person) for row in rows.select_related("person")}


def _pair(one: str, other: str) -> frozenset[uuid.UUID]:
    return frozenset((uuid.UUID(one), uuid.UUID(other)))


def _found(actor: Actor, look: SameLook) -> tuple[list[FoundTwice], int]:
    """The pairs both of whose sides may be known, are still two rows, and were not told apart since."""
    pairs = [(uuid.UUID(one), uuid.UUID(other), band) for one, other, band in look.found]
    beside = _beside(actor, {root for one, other, _ in pairs for root in (one, other)})
    apart = list_told_apart(actor, beside)
    there = [
        (one, other, band)
        for one, other, band in pairs
        if one in beside and other in beside and frozenset((one, other)) not in apart
    ]
    shown = there[:A_PAGE]
    roots = {root for one, other, _ in shown for root in (one, other)}
    called = _called(actor, roots)
    people = _described(
        actor, roots | _beside_the_same(actor, {row.child_id for root in roots for row in beside[root]})
    )
    told, found = list_told_apart(actor, set(people)), []
    for one, other, band in shown:
        if one in people and other in people:
            first, second = _side_by_side(beside[one], beside[other])
            why = in_words(compare_among(people, one, other, told))
            found.append(FoundTwice(first, second, (called[one], called[other]), band, why))
    return found, len(there) - len(shown)


def _side_by_side(one: list[Connection], other: list[Connection]) -> tuple[Connection, Connection]:
    """A connection of each, beside one child where there is such a child."""
    children = {row.child_id: row for row in other}
    shared = next((row for row in one if row.child_id in children), None)
    return (shared, children[shared.child_id]) if shared else (one[0], other[0])


def _described(actor: Actor, roots: Collection[uuid.UUID] | None = None) -> dict[uuid.UUID, matching.Person]:
    """Everybody beside a child whom this actor may know of, as they are compared, by the row that is kept."""
    beside = _beside(actor, roots)
    names = _by_root(_of(actor, Name, roots).filter(taken_back_at__isnull=True))
    dates = _of(actor, PersonFact, roots).filter(taken_back_at__isnull=True, kind=PersonFactKind.BORN.value)
    births = _by_root(dates.exclude(certainty=Certainty.CONTRADICTED.value).defer("words"))
    # Sealed ways stay out for everybody, also for those who may read them.
    ways = _by_root(_of(actor, Reach, roots).filter(is_sealed=False, ended_on__isnull=True))
    return {
        root: matching.Person(
            str(root),
            tuple(as_matched(one) for one in names[root]),
            born_of(births[root]),
            phones=_values(ways[root], ReachKind.PHONE),
            emails=_values(ways[root], ReachKind.EMAIL),
            relations=tuple(matching.Relation(str(row.child_id), "") for row in rows),
        )
        for root, rows in beside.items()
    }


def _beside(actor: Actor, roots: Collection[uuid.UUID] | None) -> dict[uuid.UUID, list[Connection]]:
    """Where each stands. Those who were taken off, and children with a record of their own, are left out."""
    rows = _of(actor, Connection, roots).filter(removed_on__isnull=True, person__child__isnull=True)
    return dict(_by_root(rows.select_related("child")))


def _of(actor: Actor, table: Any, roots: Collection[uuid.UUID] | None) -> Any:
    rows = scope.visible(actor, table.objects).select_related("person").order_by("pk")
    if roots is None:
        return rows
    return rows.filter(Q(person_id__in=list(roots)) | Q(person__same_as_id__in=list(roots)))


def _by_root(rows: Iterable[Any]) -> defaultdict[uuid.UUID, list[Any]]:
    found: defaultdict[uuid.UUID, list[Any]] = defaultdict(list)
    for row in rows:
        found[root_of(row.person)].append(row)
    return found


def _called(actor: Actor, roots: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    names = _by_root(_of(actor, Name, roots).filter(taken_back_at__isnull=True))
    return {root: name_of(names[root], root) for root in roots}


def _values(ways: list[Reach], kind: ReachKind) -> tuple[str, ...]:
    return tuple(way.value for way in ways if way.kind == kind.value)
