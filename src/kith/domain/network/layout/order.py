"""One order of all rows from left to right, and how many lines cross in it."""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence

from kith.domain.network.layout.net import Net

Kept = tuple[list[list[int]], list[int]]


class Order:
    """The order of the units of a net and the inner way of each, with the place of every comb and port.

    `steps` counts what looking at orders has cost so far, each about the same time: a machine's speed is not in it.
    """

    def __init__(self, net: Net) -> None:
        self.net = net
        self.rows = [list(row) for row in net.rows]
        self.way = [0] * len(net.units)
        self.comb_at = [0] * len(net.combs)
        self.port_at = [0] * len(net.ports)
        self.unit_at = [0] * len(net.units)
        self._inner = [[(list(c.items()), list(p.items())) for c, p in unit.inner] for unit in net.units]
        self.span: list[list[int]] = [[] for _ in net.combs]
        self._above = [{comb for port in unit.ports for comb in net.ports[port].combs} for unit in net.units]
        self._combs = [[at for at, comb in enumerate(net.combs) if comb.row == row] for row in range(len(self.rows))]
        self._is_bar = [comb.is_bar for comb in net.combs]
        self._teeth = [comb.teeth for comb in net.combs]
        self._width = [max((len(way) for way in unit.ways), default=1) for unit in net.units]
        self.steps = 0

    def start(self, seed: int) -> None:
        """An order to begin with: by keys that depend on the seed and on each unit's own people alone.

        So one person more leaves the keys of all others as they are.
        """
        keys = self._keys(seed)
        self.way = [0] * len(self.way)
        self.take([sorted(row, key=lambda unit: (keys[unit], unit)) for row in self.net.rows])

    def shake(self, seed: int) -> None:
        """Moves in each row one of those whose lines cross to another place, maybe turned round, by the same keys."""
        keys = self._keys(seed)
        for row, units in enumerate(self.rows):
            unit = min(self.tangled(row), key=lambda unit: (keys[unit], unit), default=None)
            if unit is None:
                continue
            wanted = [one for one in units if one != unit]
            wanted.insert(keys[unit][0] * len(units) // 256, unit)
            self.way[unit] = keys[unit][1] % len(self.net.units[unit].inner)
            self.rows[row] = self.allowed(wanted)
            self.locate(row)

    def _keys(self, seed: int) -> list[bytes]:
        return [hashlib.sha256(f"{seed}\n{unit.key}".encode()).digest() for unit in self.net.units]

    def take(self, rows: Iterable[Sequence[int]]) -> None:
        """Takes over rows; elder brothers and sisters move left where they are not."""
        for row, wanted in enumerate(rows):
            self.rows[row] = self.allowed(wanted)
            self.locate(row)

    def allowed(self, wanted: Sequence[int]) -> list[int]:
        """The order nearest to the wanted one in which everything stands after what must be left of it."""
        rank = {unit: at for at, unit in enumerate(wanted)}
        found: dict[int, None] = {}
        for unit in wanted:
            stack = [unit]
            while stack:
                missing = [o for o in self.net.units[stack[-1]].before if o in rank and o not in found]
                if missing:
                    stack.append(min(missing, key=rank.__getitem__))
                else:
                    found[stack.pop()] = None
        return list(found)

    def is_allowed(self, units: Sequence[int]) -> bool:
        """Whether neighbours may stand in this order."""
        later: set[int] = set()
        for unit in reversed(units):
            if not later.isdisjoint(self.net.units[unit].before):
                return False
            later.add(unit)
        return True

    def locate(self, row: int, first: int = 0, last: int | None = None) -> None:
        """Counts through a row, or a part of it whose units changed places: where combs and ports stand."""
        units = self.rows[row][first:last]
        at = min([self.unit_at[unit] for unit in units]) if first else 0
        comb_at, port_at = self.comb_at, self.port_at
        changed: set[int] = set()
        for unit in units:
            self.unit_at[unit] = at
            combs, ports = self._inner[unit][self.way[unit]]
            for comb, place in combs:
                comb_at[comb] = at + place
            for port, place in ports:
                port_at[port] = at + place
            changed |= self._above[unit]
            at += self._width[unit]
        self.steps += len(units) + len(changed)
        for comb in changed:
            self.span[comb] = sorted([port_at[port] for port in self._teeth[comb]])

    def crossings(self) -> int:
        """At how many points lines of two couples must cross in this order."""
        return sum(self.crossings_below(row) for row in range(len(self.rows) - 1))

    def crossings_below(self, row: int) -> int:
        """The same for the lines between one row and the next."""
        return self._among(self._combs[row])

    def _among(self, combs: Collection[int]) -> int:
        """At how many points combs of one row cross each other.

        Of two combs the one whose trunk stands left is drawn with its bar above or below the other's, whichever
        crosses less: either its own last teeth cross the other's bar, or the other's first teeth cross its bar.
        """
        if len(combs) < 2:
            return 0
        line = sorted(combs, key=self.comb_at.__getitem__)
        self.steps += len(line) ** 2
        bars = [self.span[comb] for comb in line if self._is_bar[comb]]
        spans = [self.span[comb] for comb in line if not self._is_bar[comb]]
        total = 0
        for at, bar in enumerate(bars):
            total += sum([_bar_points(bar, other, hangs=False) for other in bars[at + 1 :]])
            total += sum([_bar_points(bar, other, hangs=True) for other in spans])
        for at, left in enumerate(spans):
            most = left[-1]
            for right in spans[at + 1 :]:
                if right[0] < most:
                    total += min(bisect_left(right, most), len(left) - bisect_right(left, right[0]))
        return total

    def points(self, one: int, other: int) -> int:
        """At how many points two combs of one row cross."""
        if self._is_bar[one] or self._is_bar[other]:
            bar, comb = (one, other) if self._is_bar[one] else (other, one)
            return _bar_points(self.span[bar], self.span[comb], hangs=not self._is_bar[comb])
        if self.comb_at[one] > self.comb_at[other]:
            one, other = other, one
        left, right = self.span[one], self.span[other]
        if right[0] >= left[-1]:
            return 0
        return min(bisect_left(right, left[-1]), len(left) - bisect_right(left, right[0]))

    def local(self, row: int, units: Sequence[int]) -> int:
        """The crossings that can change when neighbours in a row change places or turn round.

        Those of combs that leave the units, and of combs that end on them, among themselves: to all others the units as
        a whole stay where they are.
        """
        below = [comb for unit in units for comb in self.net.units[unit].combs]
        above = {comb for unit in units for comb in self._above[unit]}
        return self._among(below) + self._among(above)

    def knots(self, row: int) -> dict[int, int]:
        """The combs below a row that cross others, with the number of points."""
        found: dict[int, int] = {}
        if 0 <= row < len(self.rows) - 1:
            self.steps += len(self._combs[row]) ** 2
            for at, one in enumerate(self._combs[row]):
                for other in self._combs[row][at + 1 :]:
                    points = self.points(one, other)
                    if points:
                        found[one] = found.get(one, 0) + points
                        found[other] = found.get(other, 0) + points
        return found

    def tangled(self, row: int) -> set[int]:
        """The units of a row that have to do with a crossing just above or below it."""
        found = {self.net.combs[comb].unit for comb in self.knots(row)}
        for comb in self.knots(row - 1):
            found.update(self.net.ports[port].unit for port in self._teeth[comb])
        return found

    def length(self) -> int:
        """How far teeth stand from their trunks, in places."""
        return sum(abs(self.port_at[port] - self.comb_at[at]) for at, teeth in enumerate(self._teeth) for port in teeth)

    def keep(self) -> Kept:
        """What `restore` takes."""
        return [list(row) for row in self.rows], list(self.way)

    def restore(self, kept: Kept) -> None:
        """Goes back to an order that was kept."""
        self.rows, self.way = [list(row) for row in kept[0]], list(kept[1])
        for row in range(len(self.rows)):
            self.locate(row)


def _bar_points(bar: Sequence[int], other: Sequence[int], *, hangs: bool) -> int:
    """At how many points a bar that hangs from nobody crosses another comb (`hangs`: which has a trunk), whichever runs
    above: the teeth of the upper through the lower, and the trunk of the lower, which comes from about its middle."""
    trunk = hangs and bar[0] < (other[0] + other[-1]) / 2 < bar[-1]
    return min(_inside(other, bar), _inside(bar, other) + trunk)


def _inside(teeth: Sequence[int], span: Sequence[int]) -> int:
    return max(bisect_left(teeth, span[-1]) - bisect_right(teeth, span[0]), 0)
