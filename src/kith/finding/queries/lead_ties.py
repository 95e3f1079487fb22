"""Reads how a child's people belong together as the rules about whom to look for next want it; asks nothing itself."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kith.domain.terms import ParentageKind, Side, TieKind
from kith.network import queries as networks

CARED = frozenset({TieKind.CARED_FOR.value, TieKind.WORKED_WITH.value})
CARERS = frozenset({ParentageKind.FOSTER.value, ParentageKind.KIN_CARER.value})
SIBLINGS = frozenset(
    {
        TieKind.BROTHER_OR_SISTER.value,
        TieKind.HALF_BROTHER_OR_SISTER.value,
        TieKind.STEP_BROTHER_OR_SISTER.value,
    }
)
ADOPTED = frozenset({TieKind.ADOPTED_BROTHER_OR_SISTER.value})

Keys = Mapping[uuid.UUID, str]
Pairs = frozenset[frozenset[str]]
Time = tuple[dt.date | None, dt.date | None]


@dataclass(frozen=True, slots=True)
class Family:
    """By the keys of the people: birth parents, partners, who knows whom (the child left out), brothers and sisters,
    the household of each on the day, and the times in which somebody cared for or worked with the child.
    """

    parents: Mapping[str, tuple[str, ...]]
    partners: Pairs
    knows: Pairs
    siblings: frozenset[str]
    adopted: frozenset[str]
    lives: Mapping[str, str]
    cared: Mapping[str, list[Time]]


def read_family(around: networks.Around) -> Family:
    """The family of what was read around a child."""
    keys = {pk: one.key for one in around.members for pk in one.person_ids}
    ties = around.ties
    parents, partners = _parents(ties, keys), _pairs(keys, ((row.a_id, row.b_id) for row in ties.unions))
    others = _pairs(keys, ((row.a_id, row.b_id) for row in ties.ties))
    parentage = _pairs(keys, ((row.child_person_id, row.parent_id) for row in ties.parentage))
    placed = {one.key for one in around.standing if one.side is Side.BROTHERS_AND_SISTERS}
    own = set(parents.get(networks.CHILD, ()))
    by_parent = {one for one, above in parents.items() if own.intersection(above)} - {networks.CHILD}
    return Family(
        parents=parents,
        partners=partners,
        knows=frozenset(pair for pair in partners | others | parentage if networks.CHILD not in pair),
        siblings=frozenset(_of_the_child(ties, keys, SIBLINGS) | placed | by_parent),
        adopted=_of_the_child(ties, keys, ADOPTED),
        lives=_lives(ties, keys, around.on),
        cared=_cared(ties, keys),
    )


def _parents(ties: networks.Ties, keys: Keys) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for row in ties.parentage:
        one, parent = keys.get(row.child_person_id), keys.get(row.parent_id)
        if row.kind == ParentageKind.BIRTH.value and one and parent and one != parent:
            found[one][parent] = None
    return {one: tuple(above) for one, above in found.items()}


def _pairs(keys: Keys, rows: Iterable[tuple[uuid.UUID, uuid.UUID]]) -> Pairs:
    named = ((keys.get(a), keys.get(b)) for a, b in rows)
    return frozenset(frozenset((a, b)) for a, b in named if a and b and a != b)


def _of_the_child(ties: networks.Ties, keys: Keys, kinds: frozenset[str]) -> frozenset[str]:
    """Those who have a tie of one of these kinds with the child."""
    pairs = _pairs(keys, ((row.a_id, row.b_id) for row in ties.ties if row.kind in kinds))
    return frozenset(one for pair in pairs if networks.CHILD in pair for one in pair - {networks.CHILD})


def _lives(ties: networks.Ties, keys: Keys, on: dt.date) -> dict[str, str]:
    found: dict[str, str] = {}
    for pk, stays in ties.stays.items():
        for stay in stays:
            begun = stay.from_on is None or stay.from_on <= on
            if begun and (stay.until_on is None or stay.until_on > on) and stay.person_id in keys:
                found[keys[stay.person_id]] = str(pk)
    return found


def _cared(ties: networks.Ties, keys: Keys) -> dict[str, list[Time]]:
    found: dict[str, list[Time]] = defaultdict(list)
    for key, time in (*_by_ties(ties, keys), *_by_parentage(ties, keys), *_by_homes(ties, keys)):
        found[key].append(time)
    return dict(found)


def _by_ties(ties: networks.Ties, keys: Keys) -> Iterator[tuple[str, Time]]:
    for row in ties.ties:
        pair = {keys.get(row.a_id, ""), keys.get(row.b_id, "")}
        if networks.CHILD in pair and row.kind in CARED:
            yield from ((key, (row.from_on, row.until_on)) for key in pair - {networks.CHILD, ""})


def _by_parentage(ties: networks.Ties, keys: Keys) -> Iterator[tuple[str, Time]]:
    for row in ties.parentage:
        key = keys.get(row.parent_id)
        if key and row.kind in CARERS and keys.get(row.child_person_id) == networks.CHILD:
            yield key, (row.from_on, row.until_on)


def _by_homes(ties: networks.Ties, keys: Keys) -> Iterator[tuple[str, Time]]:
    for home in ties.households:
        for stay in ties.stays[home.pk] if home.is_carers_home else ():
            key = keys.get(stay.person_id)
            if key and key != networks.CHILD:
                yield key, (stay.from_on, stay.until_on)
