"""Where everybody stands from left to right: exact least squares in each row, neighbours never too close."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kith.domain.network.layout.blocks import HALF
from kith.domain.network.layout.drawn import ORDERED
from kith.domain.network.layout.order import Order

# In columns.
APART = 0.3  # between neighbours who are no brothers and sisters
PASSAGE = 0.16  # half the width of a passage
_ROUNDS = 24
_STRAIGHT = 0.45  # how far a unit may move aside to make a line straight
_JOG = 0.14  # a line that leans less than this looks like a mistake
HELD = 1000.0  # how much harder somebody who was moved by hand holds their place than neighbours who give way
CARE = 0.25  # how hard a line of care pulls against one of birth


class Places:
    """The place of every unit of one part, in columns; 0 is where the first unit would stand alone."""

    def __init__(self, order: Order) -> None:
        self.order = order
        self.net = order.net
        self.x = [0.0] * len(self.net.units)
        self.offset_of_comb: dict[int, float] = {}
        self.offset_of_port: dict[int, float] = {}
        self.reach = [(PASSAGE, PASSAGE)] * len(self.net.units)
        for at, unit in enumerate(self.net.units):
            self._offsets(at)
            if not unit.is_passage:
                way = unit.ways[order.way[at]]
                self.reach[at] = (HALF - min(s.x for s in way), HALF + max(s.x for s in way))
        self.force = {
            (at, port): self._weigh(at, port) for at, comb in enumerate(self.net.combs) for port in comb.teeth
        }
        self.gaps = [self._gaps(row) for row in order.rows]

    def _offsets(self, at: int) -> None:
        unit = self.net.units[at]
        way = () if unit.is_passage else unit.ways[self.order.way[at]]
        people = {spot.node: spot.x for spot in way if spot.node >= 0}
        trunks = {spot.couple: spot.x for spot in way if spot.couple >= 0}
        for comb in unit.combs:
            couple = self.net.combs[comb].couple
            one = self.net.drawn.couples[couple].anchor
            self.offset_of_comb[comb] = trunks.get(couple, people.get(one, 0.0)) if way else 0.0
        for port in unit.ports:
            self.offset_of_port[port] = people.get(self.net.ports[port].node, 0.0)

    def _gaps(self, row: Sequence[int]) -> list[float]:
        """From each unit of a row to the next: the least distance between their middles."""
        gaps = []
        for one, other in zip(row, row[1:], strict=False):
            siblings = self._above(one) & self._above(other)
            gaps.append(self.reach[one][1] + self.reach[other][0] + (0.0 if siblings else APART))
        return gaps

    def _above(self, unit: int) -> set[int]:
        return {comb for port in self.net.units[unit].ports for comb in self.net.ports[port].combs}

    def solve(self) -> None:
        """Least squares over all lines from trunks to children, row by row until nothing moves (the problem is convex
        and its bounds touch one row each, so this ends at its one best answer); then lines that nearly stand upright
        are made upright."""
        for row in range(len(self.order.rows)):
            self._spread(row)
        for turn in range(_ROUNDS):
            rows = range(len(self.order.rows))
            moved = [self._settle(row) for row in (rows if turn % 2 == 0 else reversed(rows))]
            if max(moved) < 0.002:
                break
        for _ in range(3):
            for row in range(len(self.order.rows)):
                self._straighten(row)

    def nudge(self, aside: Mapping[int, float]) -> None:
        """Moves the units of some nodes by so many columns; neighbours give way as far as they must, and no further."""
        wishes = {self.net.unit_of[node]: columns for node, columns in aside.items() if node in self.net.unit_of}
        for row, units in enumerate(self.order.rows):
            if not wishes.keys() & set(units):
                continue
            wanted = [(self.x[u] + wishes.get(u, 0.0), HELD if u in wishes else 1.0) for u in units]
            for unit, x in zip(units, spread(wanted, self.gaps[row]), strict=True):
                self.x[unit] = x

    def _spread(self, row: int) -> None:
        at = 0.0
        for place, unit in enumerate(self.order.rows[row]):
            at += self.gaps[row][place - 1] if place else 0.0
            self.x[unit] = at

    def _weigh(self, comb: int, port: int) -> float:
        """A line of care pulls less than one of birth: carers come near, but the child stays with their family."""
        node = self.net.ports[port].node
        couple = self.net.drawn.couples[self.net.combs[comb].couple]
        kinds = [child.kinds[0] for child in couple.children if child.node == node]
        return CARE if kinds and kinds[0] not in ORDERED else 1.0

    def _settle(self, row: int) -> float:
        """Puts one row where its lines are shortest, the others staying; returns the furthest move."""
        units = self.order.rows[row]
        wanted = []
        for unit in units:
            pulls = self.pulls(unit)
            weight = sum(force for _, force in pulls)
            wanted.append(
                (sum(goal * force for goal, force in pulls) / weight, weight) if pulls else (self.x[unit], 0.01)
            )
        found = spread(wanted, self.gaps[row])
        moved = max((abs(self.x[unit] - x) for unit, x in zip(units, found, strict=True)), default=0.0)
        for unit, x in zip(units, found, strict=True):
            self.x[unit] = x
        return moved

    def pulls(self, unit: int) -> list[tuple[float, float]]:
        """Where each line would have the unit so that the line stands upright, and how hard it pulls."""
        found = []
        for port in self.net.units[unit].ports:
            for comb in self.net.ports[port].combs:
                found.append((self.trunk(comb) - self.offset_of_port[port], self.force[comb, port]))
        for comb in self.net.units[unit].combs:
            for port in self.net.combs[comb].teeth:
                found.append((self.tooth(port) - self.offset_of_comb[comb], self.force[comb, port]))
        return found

    def trunk(self, comb: int) -> float:
        """Where a comb begins."""
        return self.x[self.net.combs[comb].unit] + self.offset_of_comb[comb]

    def tooth(self, port: int) -> float:
        """Where a port stands."""
        return self.x[self.net.ports[port].unit] + self.offset_of_port[port]

    def _straighten(self, row: int) -> None:
        """Moves units a little where that makes a line upright, as far as neighbours allow."""
        units, gaps = self.order.rows[row], self.gaps[row]
        for place, unit in enumerate(units):
            least = self.x[units[place - 1]] + gaps[place - 1] if place else float("-inf")
            most = self.x[units[place + 1]] - gaps[place] if place + 1 < len(units) else float("inf")
            goals = self._upright(unit)
            here = self.x[unit]
            now = _lean(goals, here)
            for goal, _ in sorted(goals, key=lambda item: (abs(item[0] - here), item[0])):
                if least <= goal <= most and abs(goal - here) <= _STRAIGHT and _lean(goals, goal) < now:
                    self.x[unit] = goal
                    break

    def _upright(self, unit: int) -> list[tuple[float, bool]]:
        """Places at which one of the lines of a unit is upright, and whether it is the line of an only child."""
        found = []
        for port in self.net.units[unit].ports:
            for comb in self.net.ports[port].combs:
                found.append((self.trunk(comb) - self.offset_of_port[port], len(self.net.combs[comb].teeth) == 1))
        for comb in self.net.units[unit].combs:
            teeth = self.net.combs[comb].teeth
            found += [(self.tooth(port) - self.offset_of_comb[comb], len(teeth) == 1) for port in teeth]
        return found


def _lean(goals: Sequence[tuple[float, bool]], x: float) -> float:
    """How ugly the lines of a unit are at a place: an only child’s that leans, any that leans a little."""
    total = 0.0
    for goal, is_only in goals:
        far = abs(goal - x)
        total += 0.1 * far if is_only else 0.02 * far
        total += 1.0 if far > 0.004 and (is_only or far < _JOG) else 0.0
    return total


def spread(wanted: Sequence[tuple[float, float]], gaps: Sequence[float]) -> list[float]:
    """Places x with x[i+1] - x[i] >= gaps[i] that minimise the sum of weight * (x - wanted)^2, exactly.

    `wanted` holds (place, weight) in order. Pooled adjacent violators (Ayer et al. 1955) after taking the gaps out.
    """
    shift, shifts = 0.0, []
    pools: list[list[float]] = []  # mean, weight, how many
    for at, (place, weight) in enumerate(wanted):
        shift += gaps[at - 1] if at else 0.0
        shifts.append(shift)
        pools.append([place - shift, weight, 1])
        while len(pools) > 1 and pools[-2][0] >= pools[-1][0]:
            mean, mass, count = pools.pop()
            last = pools[-1]
            last[0] = (last[0] * last[1] + mean * mass) / (last[1] + mass)
            last[1] += mass
            last[2] += count
    flat = [mean for mean, _, count in pools for _ in range(int(count))]
    return [mean + shift for mean, shift in zip(flat, shifts, strict=True)]
