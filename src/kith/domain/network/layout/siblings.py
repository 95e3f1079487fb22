"""Brothers and sisters whose shared parents are not drawn: sets that hang from a bar with nobody above it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from kith.domain.network import siblings
from kith.domain.network.graph import Family
from kith.domain.network.layout.drawn import ORDERED, Child, Couple, Drawn
from kith.domain.network.siblings import FULL, Pair
from kith.domain.network.words import ParentageKind, TieKind


def sets(family: Family, drawn: Drawn) -> list[Couple]:
    """A couple without partners for each set, one row above its eldest; everybody's row must be known.

    Full brothers and sisters of the same people are one set. A half-sister's half-brother need not be one's own: of the
    other ways only those are one set who are all said to be so to each other. Parents outside the drawing do not count.
    """
    place = {node.person.id: at for at, node in enumerate(drawn.nodes) if not node.same}
    parents = _parents(drawn)
    said = [pair for pair in _said(family, drawn, parents) if pair.a in place and pair.b in place]
    found: list[Couple] = []
    for kind in (TieKind.SIBLING, TieKind.HALF_SIBLING, TieKind.STEP_SIBLING, TieKind.ADOPTIVE_SIBLING):
        own = [pair for pair in said if pair.kind is kind]
        for people in _agreed(own) if kind is not TieKind.SIBLING else siblings.full_sets_of((p.a, p.b) for p in own):
            nodes = _one_of_each([place[person] for person in people], drawn, parents)
            if len(nodes) > 1:
                sure = all(pair.is_sure for pair in own if pair.a in people and pair.b in people)
                found.append(_set(drawn, nodes, kind, is_sure=sure))
    return found


def _set(drawn: Drawn, nodes: list[int], kind: TieKind, *, is_sure: bool) -> Couple:
    children = [Child(node, [ParentageKind.UNKNOWN], []) for node in sorted(nodes, key=lambda node: _born(drawn, node))]
    row = min(drawn.nodes[node].row for node in nodes) - 1
    return Couple([], children=children, row=row, siblings=kind, is_sure=is_sure)


def _born(drawn: Drawn, node: int) -> tuple[datetime.date, int]:
    """The eldest first, those without a date last."""
    born = drawn.nodes[node].person.born
    return (born.order if born else None) or datetime.date.max, node


def _parents(drawn: Drawn) -> dict[str, set[str]]:
    """By person the drawn parents whose other children are brothers and sisters."""
    found: dict[str, set[str]] = {}
    for couple in drawn.couples:
        for child in couple.children:
            if child.kinds[0] in ORDERED:
                ids = {drawn.nodes[partner].person.id for partner in couple.partners}
                found.setdefault(drawn.nodes[child.node].person.id, set()).update(ids)
    return found


def _said(family: Family, drawn: Drawn, parents: dict[str, set[str]]) -> Iterator[Pair]:
    """The pairs that need a line: a step-sister whose father is drawn beside one's mother has one already."""
    beside: dict[str, set[str]] = {}
    for couple in drawn.couples:
        ids = {drawn.nodes[partner].person.id for partner in couple.partners}
        for one in ids:
            beside.setdefault(one, set()).update(ids)
    for pair in siblings.pairs(family):
        near = {other for parent in parents.get(pair.a, ()) for other in beside.get(parent, ())}
        if pair.kind is not TieKind.STEP_SIBLING or not near & parents.get(pair.b, set()):
            yield Pair(pair.a, pair.b, TieKind.SIBLING if pair.kind in FULL else pair.kind, pair.is_sure)


def _agreed(said: Iterable[Pair]) -> Iterator[list[str]]:
    """Sets in which each two are tied, the first as large as can be without looking back."""
    left = {(pair.a, pair.b) for pair in said}
    tied = frozenset(left)
    people = sorted({person for pair in tied for person in pair})
    while left:
        chosen = list(min(left))
        for one in people:
            if one not in chosen and all((min(one, other), max(one, other)) in tied for other in chosen):
                chosen.append(one)
        left -= {(a, b) for a in chosen for b in chosen}
        yield sorted(chosen)


def _one_of_each(nodes: list[int], drawn: Drawn, parents: dict[str, set[str]]) -> list[int]:
    """Of those who hang from one parent only the one nearest to the child: the others' line is drawn already."""
    kept: list[int] = []
    above: set[str] = set()
    for node in sorted(nodes, key=lambda node: (drawn.near[drawn.nodes[node].person.id], node)):
        own = parents.get(drawn.nodes[node].person.id, set())
        if not own & above:
            kept.append(node)
            above |= own
    return sorted(kept)
