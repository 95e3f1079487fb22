"""Who is drawn a second time, with a "same person" mark, so that a circle in the family need not tangle its lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kith.domain.network.graph import Family
from kith.domain.network.layout import blocks as blocks_
from kith.domain.network.layout import drawn as drawn_
from kith.domain.network.layout import generations
from kith.domain.network.layout.blocks import Twice, couple_key
from kith.domain.network.layout.drawn import Drawn
from kith.domain.network.layout.net import Net
from kith.domain.network.layout.order import Order
from kith.domain.network.layout.search import search

# A second drawing of somebody costs the reader more than one crossing: it must save at least so many.
_WORTH = 2
_MOST_REPEATS = 4
_MOST_TRIES = 12
# The steps that each person may cost: as many as give 60 people in a quarter of a second and 300 in one and a half (the
# goals of `python -m bench drawing`), however tangled they are. Of a small family each may cost fewer.
_STEPS = 10_500
_STEPS_OF_A_SMALL_ONE = 5_700
_MORE_FOR_EACH = 60
# What it costs to build an attempt, in steps for each person.
_STEPS_TO_BUILD = 220


@dataclass(frozen=True, slots=True)
class Attempt:
    """One way to draw some people: the nodes and couples, the blocks, and each connected part in its order."""

    drawn: Drawn
    blocks: blocks_.Blocks
    orders: list[Order]
    crossings: int

    @property
    def steps(self) -> int:
        """What it cost."""
        return _STEPS_TO_BUILD * len(self.drawn.nodes) + sum(order.steps for order in self.orders)


def most_steps(people: int) -> int:
    """How many steps the search for the order of so many people may take."""
    return people * min(_STEPS, _STEPS_OF_A_SMALL_ONE + _MORE_FOR_EACH * people)


def arrange(family: Family, people: list[str]) -> Attempt:
    """The order of everybody, with a second node for somebody wherever that takes enough crossings away."""
    best, twice = _attempt(family, people, Twice()), Twice()
    left = most_steps(len(people))
    for_the_search = left // 3
    for _ in range(_MOST_REPEATS):
        if best.crossings < _WORTH:
            break
        tries = []
        for one in _circles(best)[:_MOST_TRIES]:
            if left < for_the_search:
                break
            tries.append((_attempt(family, people, twice | {one}), one))
            left -= tries[-1][0].steps
        found = min(tries, key=lambda item: item[0].crossings, default=None)
        if found is None or found[0].crossings > best.crossings - _WORTH:
            break
        best, twice = found[0], twice | {found[1]}
    return _attempt(family, people, twice, left) if best.crossings and left > 0 else best


def _attempt(family: Family, people: list[str], twice: Twice, most: int = 0) -> Attempt:
    """Everybody in an order, for which at most so many steps are searched."""
    drawn = drawn_.build(family, people)
    generations.assign(family, drawn)
    blocks = blocks_.build(drawn, twice)
    orders = [
        search(Net(drawn, blocks, part), most * len(part) // len(drawn.nodes)) for part in generations.parts(drawn)
    ]
    return Attempt(drawn, blocks, orders, sum(order.crossings() for order in orders))


def _circles(attempt: Attempt) -> list[tuple[tuple[str, ...], str]]:
    """Partners that close a circle in the family, as couple and partner: those with most crossings about them first."""
    drawn = attempt.drawn
    knots = _knots(attempt)
    found = []
    for at, slot in _not_bridges(drawn):
        couple = drawn.couples[at]
        weight = sum(knots.get(partner, 0) for partner in couple.partners)
        if weight and len(couple.partners) == 2 and not any(drawn.nodes[partner].same for partner in couple.partners):
            key = couple_key(drawn, couple)
            found.append((-weight, drawn.nearness(couple), key, drawn.nodes[couple.partners[slot]].person.id))
    return [(key, person) for _, _, key, person in sorted(found)]


def _knots(attempt: Attempt) -> dict[int, int]:
    """For each node at how many points the lines cross that end on it or leave it."""
    found: dict[int, int] = {}
    for order in attempt.orders:
        net = order.net
        for row in range(len(order.rows)):
            for comb, points in order.knots(row).items():
                children = [net.ports[port].node for port in net.combs[comb].teeth]
                for node in (*children, *attempt.drawn.couples[net.combs[comb].couple].partners):
                    found[node] = found.get(node, 0) + points
    return found


def _not_bridges(drawn: Drawn) -> Iterator[tuple[int, int]]:
    """(couple, slot of the partner) for each line from a partner to a couple that lies on a circle.

    Lines that would part the family if they were cut (bridges, Tarjan 1974) lie on none.
    """
    edges = [(at, partner) for at, couple in enumerate(drawn.couples) for partner in couple.partners]
    firm = len(edges)
    edges += [(at, child.node) for at, couple in enumerate(drawn.couples) for child in couple.children]
    count = len(drawn.nodes)
    beside: dict[int, list[tuple[int, int]]] = {}
    for number, (couple, node) in enumerate(edges):
        beside.setdefault(count + couple, []).append((node, number))
        beside.setdefault(node, []).append((count + couple, number))
    bridges = _bridges(beside)
    for number, (couple, node) in enumerate(edges[:firm]):
        if number not in bridges:
            yield couple, drawn.couples[couple].partners.index(node)


def _bridges(beside: dict[int, list[tuple[int, int]]]) -> set[int]:
    met: dict[int, int] = {}
    low: dict[int, int] = {}
    found: set[int] = set()
    for start in beside:
        if start in met:
            continue
        met[start] = low[start] = len(met)
        stack = [(start, -1, iter(beside[start]))]
        while stack:
            here, came, rest = stack[-1]
            for there, edge in rest:
                if there not in met:
                    met[there] = low[there] = len(met)
                    stack.append((there, edge, iter(beside[there])))
                    break
                if edge != came:
                    low[here] = min(low[here], met[there])
            else:
                stack.pop()
                if stack:
                    above = stack[-1][0]
                    low[above] = min(low[above], low[here])
                    if low[here] > met[above]:
                        found.add(came)
    return found
