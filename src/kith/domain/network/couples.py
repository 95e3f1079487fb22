"""Children hung from both parents: rows that name one parent each, brought together as far as they are a couple."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kith.domain.network.graph import Family, Parentage
from kith.domain.network.words import ParentageKind
from kith.domain.terms import Certainty

SUREST = list(Certainty)
_BOTH = 2


def joined(family: Family) -> Family:
    """The family with one row for each couple of parents of a child in one way, in an order of ids.

    Call it on a copy once nobody is in it who is kept back: with a third birth parent two are no longer the parents,
    and the gap would tell of the third. Of somebody who was a parent twice the first times belong together, and so on.
    """
    partners = {frozenset(union.partners) for union in family.unions}
    of_child: dict[tuple[str, ParentageKind], dict[tuple[str, ...], list[Parentage]]] = defaultdict(dict)
    for row in family.parentage:
        of_child[row.child, row.kind].setdefault(row.parents, []).append(row)
    rows: list[Parentage] = []
    for _, parents in sorted(of_child.items()):
        for times in itertools.zip_longest(*parents.values()):
            rows.extend(_in_couples([row for row in times if row], partners))
    return replace(family, parentage=tuple(rows))


def _in_couples(rows: Iterable[Parentage], partners: set[frozenset[str]]) -> Iterator[Parentage]:
    """Parents of one child in one way: partners together, and the two birth parents, partners or not."""
    left = sorted(rows, key=lambda row: row.parents)
    are_both = len(left) == _BOTH and left[0].kind is ParentageKind.BIRTH
    while left:
        first = left.pop(0)
        match = next((row for row in left if frozenset((*first.parents, *row.parents)) in partners), None)
        if match is None and are_both and left:
            match = left[0]
        if match is None:
            yield first
            continue
        left.remove(match)
        less_sure = max((first.says, match.says), key=lambda says: SUREST.index(says.certainty))
        yield replace(first, parents=(*first.parents, *match.parents), says=less_sure)
