"""The drawing of one connected part as units in rows, joined by combs: what has to be put into an order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kith.domain.network.layout.blocks import Arrangement, Blocks
from kith.domain.network.layout.drawn import Couple, Drawn


@dataclass(slots=True)
class Unit:
    """Something with a place in a row: a block, or a narrow passage (no ways) for a line that goes on to a lower row,
    or for the bar of brothers and sisters whose parents are not drawn.

    `inner` holds for each way the places of its combs and of its ports inside the unit.
    """

    row: int
    ways: list[Arrangement]
    before: set[int]
    key: str
    inner: list[tuple[dict[int, int], dict[int, int]]] = field(default_factory=list)
    ports: list[int] = field(default_factory=list)
    combs: list[int] = field(default_factory=list)

    @property
    def is_passage(self) -> bool:
        """Whether nobody stands here: a line only passes."""
        return not self.ways


@dataclass(slots=True)
class Comb:
    """A line with its teeth: from a couple (or a passage) in a row down to ports in the next row.

    A bar hangs from nobody: brothers and sisters whose shared parents are not drawn.
    """

    couple: int
    row: int
    unit: int
    teeth: list[int] = field(default_factory=list)
    is_bar: bool = False


@dataclass(slots=True)
class Port:
    """Where combs of the row above end: a person, or a passage (`node` -1)."""

    node: int
    unit: int
    combs: list[int] = field(default_factory=list)


class Net:
    """Units, combs and ports of one connected part, numbered by the ids of the people alone."""

    def __init__(self, drawn: Drawn, blocks: Blocks, part: Sequence[int]) -> None:
        self.drawn = drawn
        self.combs: list[Comb] = []
        self.ports: list[Port] = []
        self.units = _units(drawn, blocks, part)
        self.unit_of = {spot.node: at for at, unit in enumerate(self.units) for spot in unit.ways[0] if spot.node >= 0}
        self._port_of: dict[int, int] = {}
        for at, couple in enumerate(drawn.couples):
            if couple.children and couple.anchor in self.unit_of:
                self._hang(at)
        for at, comb in enumerate(self.combs):
            self.units[comb.unit].combs.append(at)
        for at, port in enumerate(self.ports):
            self.units[port.unit].ports.append(at)
        for unit in self.units:
            unit.inner = [self._inner(unit, way) for way in unit.ways] or [
                (dict.fromkeys(unit.combs, 0), dict.fromkeys(unit.ports, 0))
            ]
        depth = 1 + max(unit.row for unit in self.units)
        self.rows = [[at for at, unit in enumerate(self.units) if unit.row == row] for row in range(depth)]

    def _hang(self, at: int) -> None:
        """The comb of a couple; children further down are reached through passages."""
        couple = self.drawn.couples[at]
        first = len(self.combs)
        self.combs.append(Comb(at, couple.row, self._trunk(couple), is_bar=not couple.partners))
        for child in couple.children:
            last, below = first, self.drawn.nodes[child.node].row
            for row in range(couple.row + 1, below):
                last = self._passage(last, row)
            self._join(last, self._port(child.node, self.unit_of[child.node]))

    def _trunk(self, couple: Couple) -> int:
        """The unit from which a comb hangs: the parents', or a passage where they are not drawn."""
        if couple.partners:
            return self.unit_of[couple.anchor]
        people = sorted(self.drawn.nodes[child.node].person.id for child in couple.children)
        self.units.append(Unit(couple.row, [], set(), "\n".join((*people, couple.siblings or ""))))
        return len(self.units) - 1

    def _passage(self, comb: int, row: int) -> int:
        key = self.units[self.combs[comb].unit].key
        self.units.append(Unit(row, [], set(), f"{key}\n{row}"))
        unit = len(self.units) - 1
        self._join(comb, self._port(-1, unit))
        self.combs.append(Comb(self.combs[comb].couple, row, unit))
        return len(self.combs) - 1

    def _port(self, node: int, unit: int) -> int:
        if node < 0 or node not in self._port_of:
            self.ports.append(Port(node, unit))
            if node < 0:
                return len(self.ports) - 1
            self._port_of[node] = len(self.ports) - 1
        return self._port_of[node]

    def _join(self, comb: int, port: int) -> None:
        self.combs[comb].teeth.append(port)
        self.ports[port].combs.append(comb)

    def _inner(self, unit: Unit, way: Arrangement) -> tuple[dict[int, int], dict[int, int]]:
        nodes = {spot.node: at for at, spot in enumerate(way) if spot.node >= 0}
        trunks = {spot.couple: at for at, spot in enumerate(way) if spot.couple >= 0}
        combs = {}
        for comb in unit.combs:
            couple = self.combs[comb].couple
            combs[comb] = trunks[couple] if couple in trunks else nodes[self.drawn.couples[couple].partners[0]]
        return combs, {port: nodes[self.ports[port].node] for port in unit.ports}


def _units(drawn: Drawn, blocks: Blocks, part: Sequence[int]) -> list[Unit]:
    chosen = sorted({blocks.of[node] for node in part})
    place = {block: at for at, block in enumerate(chosen)}
    units = []
    for number in chosen:
        block = blocks.all[number]
        people = sorted(drawn.nodes[spot.node].person.id for spot in block.ways[0] if spot.node >= 0)
        units.append(Unit(block.row, block.ways, {place[other] for other in block.before}, "\n".join(people)))
    return units
