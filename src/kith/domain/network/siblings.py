"""Brothers and sisters of whom nobody has said whose children they are: who is tied so, and in which way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from kith.domain.network import words
from kith.domain.network.graph import Family
from kith.domain.network.words import ParentageKind, TieKind
from kith.domain.terms import Certainty

FULL = words.FULL_SIBLINGS
KINDS = words.SIBLINGS
# Parents by whom two children are brother or sister.
PARENTS = (ParentageKind.BIRTH, ParentageKind.ADOPTIVE, ParentageKind.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two who are said to be brother or sister, `a` before `b` by id. `is_sure` if everybody who says so is."""

    a: str
    b: str
    kind: TieKind
    is_sure: bool = True


def pairs(family: Family) -> Iterator[Pair]:
    """Each two who are tied as brother or sister and have no parent in common, once for each way, sorted.

    Where a parent of both is on record, parentage says it, and says more.
    """
    parents = parents_of(family)
    found: dict[tuple[str, str, TieKind], bool] = {}
    for tie in family.ties:
        if tie.kind in KINDS and tie.a != tie.b and not parents.get(tie.a, set()) & parents.get(tie.b, set()):
            key = (min(tie.a, tie.b), max(tie.a, tie.b), tie.kind)
            found[key] = found.get(key, True) and tie.says.certainty is Certainty.CERTAIN
    for (a, b, kind), is_sure in sorted(found.items()):
        yield Pair(a, b, kind, is_sure)


class Beside(NamedTuple):
    """Who is somebody's brother or sister, in which way, and whether everybody who says so is certain."""

    other: str
    kind: TieKind
    is_sure: bool


def by_person(family: Family) -> dict[str, list[Beside]]:
    """For each person of `pairs` the others, in the order of the pairs."""
    found: dict[str, list[Beside]] = {}
    for pair in pairs(family):
        found.setdefault(pair.a, []).append(Beside(pair.b, pair.kind, pair.is_sure))
        found.setdefault(pair.b, []).append(Beside(pair.a, pair.kind, pair.is_sure))
    return found


def full_sets(family: Family) -> list[list[str]]:
    """Full brothers and sisters of each other without a parent in common, in sets of two and more."""
    return full_sets_of((pair.a, pair.b) for pair in pairs(family) if pair.kind in FULL)


def full_sets_of(said: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Everybody who is tied to each other, over others too; sorted."""
    beside: dict[str, set[str]] = {}
    for a, b in said:
        beside.setdefault(a, set()).add(b)
        beside.setdefault(b, set()).add(a)
    seen: set[str] = set()
    found = []
    for start in sorted(beside):
        waiting = [] if start in seen else [start]
        seen.update(waiting)
        for one in waiting:
            waiting += sorted(beside[one] - seen)
            seen |= beside[one]
        if waiting:
            found.append(sorted(waiting))
    return found


def parents_of(family: Family) -> dict[str, set[str]]:
    """By child the parents whose other children are brothers and sisters: not carers, not step-parents."""
    found: dict[str, set[str]] = {}
    for row in family.parentage:
        if row.kind in PARENTS:
            found.setdefault(row.child, set()).update(row.parents)
    return found
