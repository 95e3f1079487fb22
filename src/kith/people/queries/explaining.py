"""Reads: in words, what speaks for and against two being one person, who else it could be, and what would settle it.

Only what the actor may read is compared, and no sealed way to reach anybody, whoever asks (SAFEGUARDING 2).
"""

import functools
import uuid
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kith.access import scope
from kith.access.actor import Actor
from kith.domain import matching, names
from kith.domain.terms import Certainty, PersonFactKind, ReachKind
from kith.people.models import Connection, Name, PersonFact, Reach, TwoPeople, as_matched
from kith.people.queries.alike import born_of
from kith.people.queries.connections import root_of, rows_of_one
from kith.people.queries.naming import get_variants

NO_RIVAL = "Nobody else beside these children could be meant, as far as is written down."
# Whoever is only typed or named in notes: beside the ids of rows this one is nobody's.
NOT_HERE_YET = "not here yet"


@dataclass(frozen=True, slots=True)
class Why:
    """Whether two are one person: how sure (empty below possible), for and against, who else, the one fact to check."""

    band: str
    found: tuple[str, ...]
    rivals: tuple[str, ...]
    settle: str


@dataclass(frozen=True)
class Beside:
    """Everybody beside some children as they are compared, who of them were told apart, and where each stands."""

    people: Mapping[uuid.UUID, matching.Person]
    apart: frozenset[frozenset[uuid.UUID]]
    variants: names.Variants
    rows: Mapping[uuid.UUID, list[Connection]]

    def of_two(self, one: uuid.UUID, other: uuid.UUID) -> Why | None:
        """Two of these people, by the rows that are kept; whoever was told apart from the first is no rival.

        None where nobody is compared: one person twice, a child with a record of their own, somebody taken off.
        """
        if one == other or one not in self.people or other not in self.people:
            return None
        out = {root for root in self.people if root != other and frozenset((one, root)) in self.apart}
        among = [person for root, person in self.people.items() if root != one and root not in out]
        return in_words(matching.against(self.people[one], str(other), self._register_of(among)), self.rows)

    def of_a_name(self, full: str, other: uuid.UUID) -> Why | None:
        """Somebody of whom only a name is known, and one of these people."""
        if other not in self.people or not full.strip():
            return None
        described = matching.Person(NOT_HERE_YET, (names.Name(whole=full),))
        return in_words(matching.against(described, str(other), self._register), self.rows)

    @functools.cached_property
    def _register(self) -> matching.Register:
        return self._register_of(self.people.values())

    def _register_of(self, people: Iterable[matching.Person]) -> matching.Register:
        return matching.Register(people, variants=self.variants)


def get_beside(actor: Actor, children: Collection[uuid.UUID]) -> Beside:
    """Everybody whom this actor may know of beside some children. Seven questions, however many they are."""
    roots = get_roots_beside(actor, children)
    beside = get_connections(actor, roots)
    people = _described(actor, roots, beside)
    return Beside(people, frozenset(list_told_apart(actor, set(people))), get_variants(actor), beside)


def get_comparison(actor: Actor, connection: Connection, other: Connection) -> Why | None:
    """What speaks for and against two being one person; None where nobody is compared."""
    beside = get_beside(actor, {connection.child_id, other.child_id})
    return beside.of_two(root_of(connection.person), root_of(other.person))


def who_to_whom(row: Connection) -> str:
    """Who somebody is, beside which child: two of one name are told from each other by it."""
    who = row.how_related or row.called
    return f"{who}, beside {row.child}" if who else f"beside {row.child}"


def in_words(compared: matching.Comparison, rows: Mapping[uuid.UUID, list[Connection]]) -> Why:
    """The comparison as a page says it, the rivals by name and by who they are; what is said of several, once."""
    said = Counter(
        f"Could also be {rival.called} ({'; '.join(map(who_to_whom, rows[uuid.UUID(rival.id)]))}): {rival.differs}"
        for rival in compared.rivals
    )
    rivals = tuple(f"{words}. {number} stand here so." if number > 1 else f"{words}." for words, number in said.items())
    found = tuple(finding.sentence for finding in compared.evidence)
    return Why(compared.band.label if compared.band else "", found, rivals or (NO_RIVAL,), compared.settle)


def list_told_apart(actor: Actor, roots: Collection[uuid.UUID]) -> set[frozenset[uuid.UUID]]:
    """The pairs of these people whom somebody knows to be two."""
    rows = scope.visible(actor, TwoPeople.objects).select_related("one", "other")
    pairs = (frozenset((root_of(row.one), root_of(row.other))) for row in rows)
    return {pair for pair in pairs if pair <= set(roots)}


def get_roots_beside(actor: Actor, children: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Everybody whom this actor may know of beside some children, by the row that is kept."""
    rows = scope.visible(actor, Connection.objects).filter(child_id__in=list(children), removed_on__isnull=True)
    return {root_of(row.person) for row in rows.select_related("person")}


def get_described(actor: Actor, roots: Collection[uuid.UUID] | None = None) -> dict[uuid.UUID, matching.Person]:
    """Everybody beside a child whom this actor may know of, as they are compared, by the row that is kept."""
    return _described(actor, roots, get_connections(actor, roots))


def _described(
    actor: Actor, roots: Collection[uuid.UUID] | None, beside: Mapping[uuid.UUID, list[Connection]]
) -> dict[uuid.UUID, matching.Person]:
    known = by_root(get_rows_of(actor, Name, roots).filter(taken_back_at__isnull=True))
    dates = get_rows_of(actor, PersonFact, roots).filter(taken_back_at__isnull=True, kind=PersonFactKind.BORN.value)
    births = by_root(dates.exclude(certainty=Certainty.CONTRADICTED.value).defer("words"))
    # Sealed ways stay out for everybody, also for those who may read them.
    ways = by_root(get_rows_of(actor, Reach, roots).filter(is_sealed=False, ended_on__isnull=True))
    return {
        root: matching.Person(
            str(root),
            tuple(as_matched(one) for one in known[root]),
            born_of(births[root]),
            phones=_values(ways[root], ReachKind.PHONE),
            emails=_values(ways[root], ReachKind.EMAIL),
            relations=tuple(matching.Relation(str(row.child_id), "") for row in rows),
        )
        for root, rows in beside.items()
    }


def get_connections(actor: Actor, roots: Collection[uuid.UUID] | None) -> dict[uuid.UUID, list[Connection]]:
    """Where each stands. Those who were taken off, and children with a record of their own, are left out."""
    rows = get_rows_of(actor, Connection, roots).filter(removed_on__isnull=True, person__child__isnull=True)
    return dict(by_root(rows.select_related("child")))


def get_rows_of(actor: Actor, table: Any, roots: Collection[uuid.UUID] | None) -> Any:
    """What this actor may read of some people, or of all."""
    rows = scope.visible(actor, table.objects).select_related("person").order_by("pk")
    if roots is None:
        return rows
    return rows.filter(person__in=rows_of_one(roots))


def by_root(rows: Iterable[Any]) -> defaultdict[uuid.UUID, list[Any]]:
    """Rows about people, by the row of each that is kept."""
    found: defaultdict[uuid.UUID, list[Any]] = defaultdict(list)
    for row in rows:
        found[root_of(row.person)].append(row)
    return found


def _values(ways: list[Reach], kind: ReachKind) -> tuple[str, ...]:
    return tuple(way.value for way in ways if way.kind == kind.value)
