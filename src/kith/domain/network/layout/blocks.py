"""Partners side by side: groups of partners become blocks with a fixed inner order, later partners on lower steps."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from kith.domain.network.layout.drawn import Couple, Drawn, birth_groups
from kith.domain.network.words import Gender

# Distances in columns, from the middle of one symbol.
TRUNK = 0.55  # to the middle of the line between two partners
STEP = 0.3  # to the trunk of the nearest partner on a lower step
HALF = 0.5  # to the edge of what belongs to a person


class Spot(NamedTuple):
    """A person (`node`) or a trunk (`couple`) in a block: x from the block's first person, steps down."""

    node: int
    couple: int
    x: float
    step: int


Arrangement = tuple[Spot, ...]
Twice = frozenset[tuple[tuple[str, ...], str]]
"""Couples, by the ids of their partners, and which partner stands there as a second node."""


@dataclass(slots=True)
class Block:
    """Partners of partners in one row. `ways` are the inner orders it may take; `before` must stand left of it."""

    row: int
    ways: list[Arrangement]
    before: set[int] = field(default_factory=set)


class Partners:
    """Who is whose partner in the drawing, as a forest: a couple that would close a circle gets a second node."""

    def __init__(self, drawn: Drawn, twice: Twice) -> None:
        self.drawn = drawn
        self.twice = twice
        self.beside: dict[int, list[tuple[int, int]]] = {}
        self.team = {at: [at] for at in range(len(drawn.nodes))}
        self.anchored = {child.node for couple in drawn.couples for child in couple.children}
        self.later: dict[int, set[int]] = {}
        # Those who hang from a bar stand in birth order where it costs nothing: a husband between them need not cross.
        for couple in (couple for couple in drawn.couples if couple.partners):
            for group, following in _steps(birth_groups(drawn, couple)):
                for one in group:
                    self.later.setdefault(one, set()).update(following)
        for at, couple in enumerate(drawn.couples):
            if len(couple.partners) == 2:
                self.pair(at)

    def pair(self, at: int) -> None:
        """Puts two partners side by side, or draws one of them again where that cannot be."""
        couple = self.drawn.couples[at]
        one, other = couple.partners
        guest = self.guest(couple)
        if guest is None and not self.can_stand(one, other):
            guest = self.host_first(one, other)[1]
        if guest is not None:
            host = one if guest == other else other
            guest = self.drawn.twin(guest)
            self.team[guest] = [guest]
            couple.partners = [host, guest]
            one, other = couple.partners
        self.beside.setdefault(one, []).append((at, other))
        self.beside.setdefault(other, []).append((at, one))
        smaller, larger = sorted((self.team[one], self.team[other]), key=len)
        larger.extend(smaller)
        for member in smaller:
            self.team[member] = larger

    def guest(self, couple: Couple) -> int | None:
        """The partner who was chosen to be drawn a second time in this couple."""
        ids = couple_key(self.drawn, couple)
        return next((one for one in couple.partners if (ids, self.drawn.nodes[one].person.id) in self.twice), None)

    def host_first(self, one: int, other: int) -> tuple[int, int]:
        """The one nearer to the focus keeps their place."""
        nodes, near = self.drawn.nodes, self.drawn.near
        return (one, other) if near[nodes[one].person.id] <= near[nodes[other].person.id] else (other, one)

    def can_stand(self, one: int, other: int) -> bool:
        """No circle of partners, and no brother or sister who would have to stand between members of the block."""
        if self.team[one] is self.team[other]:
            return False
        return not (self.leads(one, other) or self.leads(other, one)) and self.fits(one, other)

    def leads(self, one: int, other: int) -> bool:
        """Whether birth order leads from the block of one to the block of the other over a third block."""
        start, goal = self.team[one], self.team[other]
        waiting = [later for node in start for later in self.later.get(node, ())]
        waiting = [node for node in waiting if self.team[node] is not start and self.team[node] is not goal]
        seen = set(waiting)
        while waiting:
            for node in self.team[waiting.pop()]:
                for later in self.later.get(node, ()):
                    if self.team[later] is goal:
                        return True
                    if later not in seen and self.team[later] is not start:
                        seen.add(later)
                        waiting.append(later)
        return False

    def fits(self, one: int, other: int) -> bool:
        """Whether brothers and sisters inside the joined block can stand in birth order: at most two, one each."""
        inside = {*self.team[one], *self.team[other]}
        return sum(bool(inside & self.later.get(node, set())) for node in inside) <= 1

    def members(self, one: int) -> list[int]:
        """Everybody in the block of one, nearest first."""
        found, seen = [one], {one}
        for node in found:
            for _, other in self.beside.get(node, ()):
                if other not in seen:
                    seen.add(other)
                    found.append(other)
        return found


def couple_key(drawn: Drawn, couple: Couple) -> tuple[str, ...]:
    """The ids of the partners, sorted: the same couple in every attempt to draw the family."""
    return tuple(sorted(drawn.nodes[partner].person.id for partner in couple.partners))


def _steps(groups: list[list[int]]) -> Iterator[tuple[list[int], list[int]]]:
    return zip(groups, groups[1:], strict=False)


@dataclass(frozen=True, slots=True)
class Blocks:
    """All blocks, and the block of every node."""

    all: list[Block]
    of: dict[int, int]


def build(drawn: Drawn, twice: Twice = frozenset()) -> Blocks:
    """Puts partners side by side. Couples for whom that cannot be, and those chosen in `twice`, get a second node."""
    partners = Partners(drawn, twice)
    found = Blocks([], {})
    for node in range(len(drawn.nodes)):
        if node in found.of:
            continue
        members = partners.members(node)
        for member in members:
            found.of[member] = len(found.all)
        found.all.append(Block(drawn.nodes[node].row, _ways(partners, members)))
    for node, later in partners.later.items():
        for other in later:
            if found.of[other] != found.of[node]:
                found.all[found.of[other]].before.add(found.of[node])
    return found


def _ways(partners: Partners, members: list[int]) -> list[Arrangement]:
    """The inner orders of a block, the usual one first (him left, her right; eldest union first)."""
    most = max(len(partners.beside.get(node, ())) for node in members)
    root = next(node for node in members if len(partners.beside.get(node, ())) == most)
    ways = [_arrange(partners, root, turn) for turn in ((False, True) if most > 2 else (False,))]
    ways += [_mirrored(way) for way in ways]
    kept = [way for way in ways if _in_birth_order(partners, way)] or ways[:1]
    return sorted(kept, key=lambda way: _is_unusual(partners, way))


def _arrange(partners: Partners, root: int, turn: bool) -> Arrangement:
    """The root in the middle, its partners left and right by date, the third and later on steps below and nearer."""
    waiting = _by_date(partners, root, None)
    level, lower = waiting[:2], waiting[2:]
    left, right = (level[:1], level[1:]) if len(level) == 2 else ([], level)
    sides = (left, right)
    for at, item in enumerate(lower):
        sides[(at + 1 + turn) % 2].append(item)
    spots = [Spot(root, -1, 0.0, 0), *_right_of(partners, root, right, 0)]
    return (*reversed([_flip(spot) for spot in _right_of(partners, root, left, 0)]), *spots)


def _by_date(partners: Partners, node: int, known: int | None) -> list[tuple[int, int]]:
    """The partners of somebody: those with parents in the drawing first (they need the row), then by date."""
    drawn = partners.drawn

    def key(item: tuple[int, int]) -> tuple[bool, datetime.date, int]:
        at, other = item
        return other not in partners.anchored, drawn.couples[at].order or datetime.date.max, at

    return sorted((item for item in partners.beside.get(node, ()) if item[1] != known), key=key)


def _right_of(partners: Partners, node: int, chain: list[tuple[int, int]], step: int) -> list[Spot]:
    """Everything to the right of somebody: of the chain the first stands in the row, each later one a step lower and
    nearer. Partners of partners go on to the right in the same way."""
    spots: list[Spot] = []
    edge = 0.0
    count = len(chain)
    for place in range(count - 1, -1, -1):
        at, other = chain[place]
        depth = step + place
        trunk = edge + TRUNK if spots or depth == step else STEP
        middle = trunk + TRUNK
        spots += [Spot(-1, at, trunk, depth), Spot(other, -1, middle, depth)]
        beyond = _right_of(partners, other, _by_date(partners, other, node), depth)
        spots += [spot._replace(x=spot.x + middle) for spot in beyond]
        edge = max(spot.x for spot in spots if spot.node >= 0)
    return spots


def _flip(spot: Spot) -> Spot:
    return spot._replace(x=-spot.x)


def _mirrored(way: Arrangement) -> Arrangement:
    return tuple(reversed([_flip(spot) for spot in way]))


def _in_birth_order(partners: Partners, way: Arrangement) -> bool:
    seen: set[int] = set()
    for spot in way:
        if spot.node >= 0:
            if seen & partners.later.get(spot.node, set()):
                return False
            seen.add(spot.node)
    return True


def _is_unusual(partners: Partners, way: Arrangement) -> int:
    """How many couples stand with her on the left of him."""
    nodes = partners.drawn.nodes
    places = {spot.node: spot.x for spot in way if spot.node >= 0}
    count = 0
    for spot in way:
        if spot.couple >= 0:
            one, other = sorted(partners.drawn.couples[spot.couple].partners, key=places.__getitem__)
            count += nodes[one].person.gender is Gender.FEMALE and nodes[other].person.gender is Gender.MALE
    return count
