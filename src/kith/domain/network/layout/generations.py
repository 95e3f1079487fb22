"""Which row everybody stands in: parents above children, partners side by side; what cannot be is drawn twice."""

from __future__ import annotations

from kith.domain.network.graph import Family
from kith.domain.network.layout.drawn import Child, Couple, Drawn
from kith.domain.network.layout.siblings import sets
from kith.domain.network.siblings import KINDS


class _Heights:
    """Union-find whose members keep their height against each other (weighted union-find, Tarjan 1975)."""

    def __init__(self, count: int) -> None:
        self.above = list(range(count))
        self.height = [0] * count

    def find(self, one: int) -> tuple[int, int]:
        """(the group's head, height against it)."""
        path = []
        while self.above[one] != one:
            path.append(one)
            one = self.above[one]
        total = 0
        for member in reversed(path):
            total += self.height[member]
            self.height[member], self.above[member] = total, one
        return one, total

    def join(self, one: int, other: int, difference: int) -> int | None:
        """Makes height(other) = height(one) + difference; if both are joined already, the real difference."""
        (head, height), (other_head, other_height) = self.find(one), self.find(other)
        if head == other_head:
            return other_height - height
        self.above[other_head] = head
        self.height[other_head] = height + difference - other_height
        return None


def assign(family: Family, drawn: Drawn) -> list[list[int]]:
    """Sets the row of every node and couple, from 0 for the eldest; adds a second node where somebody would have to
    stand in two rows. Returns the connected parts, as lists of nodes; each part has rows of its own.

    Birth decides first, then partners, the eldest first; adoption and care follow where they can.
    """
    count = len(drawn.nodes)
    heights = _Heights(count + len(drawn.couples))
    for at, couple in enumerate(drawn.couples):
        for child in couple.children:
            if child.is_firm:
                heights.join(count + at, child.node, 1)
    later: list[tuple[Couple, int]] = []
    for at, couple in _eldest_first(drawn):
        for slot, partner in enumerate(couple.partners):
            if heights.join(partner, count + at, 0):
                later.append((couple, slot))
    _care(drawn, heights, count)
    _sibling_ties(family, drawn, heights)
    _write(drawn, heights, count)
    for couple, slot in later:
        _draw_twice(drawn, couple, slot)
    for couple in list(drawn.couples):
        _carers_above(drawn, couple)
    drawn.couples += sets(family, drawn)
    return parts(drawn)


def _eldest_first(drawn: Drawn) -> list[tuple[int, Couple]]:
    """Couples with children of their own before the others, then those with fewest generations above them; among
    equals as they stand, nearest first. So a circle breaks at its youngest couple: an uncle and his niece, not at her
    mother's."""
    depth = _depths(drawn)
    most = len(drawn.nodes)

    def key(pair: tuple[int, Couple]) -> tuple[bool, int]:
        couple = pair[1]
        above = max(depth.get(partner, most) for partner in couple.partners)
        return not any(child.is_firm for child in couple.children), above

    return sorted(enumerate(drawn.couples), key=key)


def _depths(drawn: Drawn) -> dict[int, int]:
    """How many generations of birth stand above each node; own ancestors, and all below them, have none."""
    below: dict[int, list[int]] = {}
    waiting_for = dict.fromkeys(range(len(drawn.nodes)), 0)
    for couple in drawn.couples:
        for child in couple.children:
            if child.is_firm:
                for partner in couple.partners:
                    below.setdefault(partner, []).append(child.node)
                    waiting_for[child.node] += 1
    ready = [node for node, count in waiting_for.items() if not count]
    depth = dict.fromkeys(ready, 0)
    for node in ready:
        for following in below.get(node, ()):
            depth[following] = max(depth.get(following, 0), depth[node] + 1)
            waiting_for[following] -= 1
            if not waiting_for[following]:
                ready.append(following)
    return {node: depth[node] for node in ready}


def _care(drawn: Drawn, heights: _Heights, count: int) -> None:
    """Adoption and care place a child only where nothing else does."""
    soft = [
        (child.kinds[0], at, child)
        for at, couple in enumerate(drawn.couples)
        for child in couple.children
        if not child.is_firm
    ]
    order = {kind: at for at, kind in enumerate(type(soft[0][0]))} if soft else {}
    for _, at, child in sorted(soft, key=lambda item: (order[item[0]], item[1])):
        heights.join(count + at, child.node, 1)


def _sibling_ties(family: Family, drawn: Drawn, heights: _Heights) -> None:
    place = {node.person.id: at for at, node in enumerate(drawn.nodes)}
    for pair in sorted((tie.a, tie.b) for tie in family.ties if tie.kind in KINDS):
        if pair[0] in place and pair[1] in place:
            heights.join(place[pair[0]], place[pair[1]], 0)


def _write(drawn: Drawn, heights: _Heights, count: int) -> None:
    """Heights become rows, the eldest of each group in row 0."""
    found = [heights.find(at) for at in range(count + len(drawn.couples))]
    top: dict[int, int] = {}
    for head, height in found[:count]:
        top[head] = min(top.get(head, height), height)
    for node, (head, height) in zip(drawn.nodes, found, strict=False):
        node.row = height - top[head]
    for couple, (head, height) in zip(drawn.couples, found[count:], strict=True):
        couple.row = height - top[head]


def _draw_twice(drawn: Drawn, couple: Couple, slot: int) -> None:
    """The partner whose own row is another stands beside the other partner as a second node."""
    if drawn.nodes[couple.partners[slot]].row != couple.row:
        couple.partners[slot] = drawn.twin(couple.partners[slot])
        drawn.nodes[couple.partners[slot]].row = couple.row


def _carers_above(drawn: Drawn, couple: Couple) -> None:
    """A carer who stands in the child's own row or below it (an elder sister) is drawn again in the row above."""
    below: dict[int, list[Child]] = {}
    for child in couple.children:
        row = drawn.nodes[child.node].row
        if row <= couple.row:
            below.setdefault(row, []).append(child)
    for row, children in sorted(below.items()):
        couple.children = [child for child in couple.children if child not in children]
        twins = [drawn.twin(partner) for partner in couple.partners]
        for twin in twins:
            drawn.nodes[twin].row = row - 1
        drawn.couples.append(Couple(twins, list(couple.unions), children, row - 1, couple.order))


def parts(drawn: Drawn) -> list[list[int]]:
    """Connected parts, that of the first nodes first; a part whose top row is not 0 is lifted to it. The top row may
    hold nobody, but the bar of brothers and sisters whose parents are not drawn."""
    groups = _Heights(len(drawn.nodes))
    for couple in drawn.couples:
        for other in (*couple.partners, *(child.node for child in couple.children)):
            groups.join(couple.anchor, other, 0)
    found: dict[int, list[int]] = {}
    for at in range(len(drawn.nodes)):
        found.setdefault(groups.find(at)[0], []).append(at)
    for part in found.values():
        _lift(drawn, part)
    return list(found.values())


def _lift(drawn: Drawn, part: list[int]) -> None:
    inside = set(part)
    couples = [couple for couple in drawn.couples if couple.anchor in inside]
    top = min([*(drawn.nodes[at].row for at in part), *(couple.row for couple in couples)])
    for at in part:
        drawn.nodes[at].row -= top
    for couple in couples:
        couple.row -= top
