"""A first order of the rows by a walk through the family: parents, then their children, eldest first."""

from __future__ import annotations

from collections.abc import Iterator

from kith.domain.network.layout.order import Order

Walk = Iterator["Walk"]


def tour(order: Order) -> list[list[int]]:
    """The rows in the order in which the walk comes by; turns units round on its way."""
    return _Tour(order).run()


class _Tour:
    """One walk. The branch of a partner's own parents is put wholly beside the brothers and sisters: on the left where
    the partner stands left, else on the right, so that it cuts their line once at most."""

    def __init__(self, order: Order) -> None:
        self.order = order
        self.net = order.net
        self.rows: list[list[int]] = [[] for _ in order.rows]
        self.placed: set[int] = set()
        self.kept: set[int] = set()
        self.busy: set[int] = set()

    def run(self) -> list[list[int]]:
        """Walks from each unit that no walk has met; without recursion, for families of any depth."""
        for unit in range(len(self.net.units)):
            stack: list[Walk] = [self.place(unit)]
            while stack:
                following = next(stack[-1], None)
                if following is None:
                    stack.pop()
                else:
                    stack.append(following)
        return self.rows

    def parents(self, unit: int) -> list[tuple[int, int, int]]:
        """(place in the unit, comb, unit of the parents) for everybody with parents in the drawing."""
        ports = self.net.units[unit].inner[self.order.way[unit]][1]
        combs = self.net.combs
        return sorted(
            (place, comb, combs[comb].unit) for port, place in ports.items() for comb in self.net.ports[port].combs
        )

    def place(self, unit: int) -> Walk:
        """Puts a unit into its row, after its parents."""
        if unit in self.kept or unit in self.busy:
            return
        self.busy.add(unit)
        for _, _, above in self.parents(unit):
            if unit not in self.placed and above not in self.placed:
                self.busy.discard(unit)
                yield self.place(above)
                self.busy.add(unit)
        self.busy.discard(unit)
        yield self.put(unit)

    def put(self, unit: int) -> Walk:
        """The unit itself, then its children from left to right."""
        if unit in self.placed:
            return
        self.placed.add(unit)
        self.rows[self.net.units[unit].row].append(unit)
        combs = self.net.units[unit].inner[self.order.way[unit]][0]
        for comb in sorted(combs, key=lambda comb: (combs[comb], comb)):
            yield self.comb(comb)

    def comb(self, comb: int) -> Walk:
        """The children of a couple, and beside them the families of their partners."""
        teeth = self.teeth(comb)
        waiting = [unit for unit in teeth if unit not in self.placed and unit not in self.kept]
        self.kept.update(waiting)
        for unit in waiting:
            self.turn(unit, comb, (teeth.index(unit), len(teeth)))
        for unit in waiting:
            own = self.own_place(unit, comb)
            for place, _, above in self.parents(unit):
                if place < own:
                    yield self.place(above)
        for unit in waiting:
            self.kept.discard(unit)
            yield self.put(unit)
        for unit in reversed(waiting):
            own = self.own_place(unit, comb)
            for place, _, above in self.parents(unit):
                if place > own:
                    yield self.place(above)

    def teeth(self, comb: int) -> list[int]:
        """The units of the children, eldest first."""
        return self.order.allowed(list(dict.fromkeys(self.net.ports[port].unit for port in self.net.combs[comb].teeth)))

    def own_place(self, unit: int, comb: int) -> int:
        """Where in the unit the child of this comb stands."""
        return next(place for place, own, _ in self.parents(unit) if own == comb)

    def turn(self, unit: int, comb: int, rank: tuple[int, int]) -> None:
        """Turns a unit so that a partner with parents stands where no brother or sister is cut off; rank = (place among
        the children, how many)."""
        ways = range(len(self.net.units[unit].inner))
        if len(ways) > 1:
            self.order.way[unit] = min(ways, key=lambda way: (self.price(unit, comb, way, rank), way))

    def price(self, unit: int, comb: int, way: int, rank: tuple[int, int]) -> int:
        """How many lines are cut with one inner way."""
        self.order.way[unit] = way
        own = self.own_place(unit, comb)
        elder, younger = rank[0] > 0, rank[0] + 1 < rank[1]
        total = 0
        for place, other, _ in self.parents(unit):
            if place != own:
                siblings = self.teeth(other)
                total += (elder + (siblings[-1] != unit)) if place < own else (younger + (siblings[0] != unit))
        return total
