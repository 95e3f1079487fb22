"""From an order and places to boxes and lines: heights of rows and steps, partner lines, combs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from kith.domain.network.graph import Person
from kith.domain.network.layout import channels
from kith.domain.network.layout.drawn import Couple, Drawn
from kith.domain.network.layout.model import COLUMN, GAP, LINE, SYMBOL, Box, ChildLine, PartnerLine, Point, SiblingLine
from kith.domain.network.layout.place import Places

STEP_GAP = 26.0  # between a step and the one below
STRIP = 34.0  # from the words of a row to the uppermost bar, and from the lowest bar to the next row
BAR = 15.0  # between two bars
ARRIVE = 10.0  # between two lines that end on one shape
LEAVE = 6.0  # between two lines that leave one box at its foot
# A bend to the side that is no wider than this is a kink, and no bend.
KINK = 30.0

LinesOf = Callable[[Person], int]


@dataclass(slots=True)
class Spotted:
    """One node with its place: part, row and step."""

    node: int
    x: float
    row: int
    step: int


@dataclass(slots=True)
class Router:
    """All parts of a family on one sheet. `parts` are (places, shift to the right in columns, rows down)."""

    drawn: Drawn
    parts: Sequence[tuple[Places, float, int]]
    lines_of: LinesOf
    names: list[str] = field(default_factory=list)
    spots: dict[int, Spotted] = field(default_factory=dict)
    boxes: dict[int, Box] = field(default_factory=dict)
    tops: list[float] = field(default_factory=list)
    feet: list[float] = field(default_factory=list)
    steps: dict[tuple[int, int], float] = field(default_factory=dict)
    arrivals: dict[tuple[int, int, int], float] = field(default_factory=dict)
    first: int = 0

    def run(self) -> tuple[list[Box], list[PartnerLine], list[ChildLine], list[SiblingLine]]:
        """Boxes row by row from left to right, then the lines."""
        self.names = node_ids(self.drawn)
        self._spot()
        self._arrive()
        levels = self._levels()
        self._heights([1 + max(row.values(), default=-1) for row in levels])
        self._boxes()
        hanging = self._hanging(levels)
        children = [line for line in hanging if isinstance(line, ChildLine)]
        siblings = [line for line in hanging if isinstance(line, SiblingLine)]
        boxes = sorted(self.boxes.values(), key=lambda box: (box.row, box.x, box.y))
        return boxes, self._partner_lines(), children, siblings

    # Places

    def _spot(self) -> None:
        for places, shift, down in self.parts:
            for at, unit in enumerate(places.net.units):
                for spot in () if unit.is_passage else unit.ways[places.order.way[at]]:
                    if spot.node >= 0:
                        x = (places.x[at] + spot.x + shift) * COLUMN
                        self.spots[spot.node] = Spotted(spot.node, x, unit.row + down, spot.step)

    def _arrive(self) -> None:
        """Where on a shape each comb ends: side by side, in the order of the trunks."""
        for number, (places, _, _) in enumerate(self.parts):
            for at, port in enumerate(places.net.ports):
                combs = sorted((self._comes_from(places, comb, at), comb) for comb in port.combs)
                for place, (_, comb) in enumerate(combs):
                    self.arrivals[number, comb, at] = (place - (len(combs) - 1) / 2) * ARRIVE

    def _comes_from(self, places: Places, comb: int, port: int) -> tuple[int, float]:
        """The rank of a line among those that end on a port: by its trunk; bars outside on the side to which they run,
        the longer nearer to the middle, so that it can run above the shorter."""
        here = places.tooth(port)
        far = [places.tooth(other) - here for other in places.net.combs[comb].teeth if other != port]
        if not places.net.combs[comb].is_bar or not far or min(far) < 0 < max(far):
            return 0, places.trunk(comb)
        return (-1, -min(far)) if min(far) < 0 else (1, -max(far))

    def _heights(self, bars: Sequence[int]) -> None:
        """Tops of all steps of all rows; `bars` says how many levels the strip below each row has.

        The first rows may hold nobody, only the bars of brothers and sisters: they are no row of the drawing.
        """
        words: dict[tuple[int, int], float] = {}
        for spot in self.spots.values():
            words[spot.row, spot.step] = max(words.get((spot.row, spot.step), 0.0), self._words(spot.node))
        y = 0.0
        self.first = min((spot.row for spot in self.spots.values()), default=0)
        for row in range(1 + max((spot.row for spot in self.spots.values()), default=-1)):
            if row < self.first:
                self._bars_alone(y, bars[row])
                y = self.feet[-1] + 2 * STRIP + BAR * max(bars[row] - 1, 0)
                continue
            depth = max((step for r, step in words if r == row), default=0)
            for step in range(depth + 1):
                self.steps[row, step] = y
                y += SYMBOL + words.get((row, step), 0.0) + STEP_GAP
            self.tops.append(self.steps[row, 0])
            self.feet.append(y - STEP_GAP)
            count = bars[row] if row < len(bars) else 0
            y += -STEP_GAP + 2 * STRIP + BAR * max(count - 1, 0)

    def _bars_alone(self, y: float, bars: int) -> None:
        """A row above everybody: its first bar is where the drawing begins."""
        foot = y - STRIP if bars else y - 2 * STRIP
        self.tops.append(foot)
        self.feet.append(foot)

    def _words(self, node: int) -> float:
        lines = self.lines_of(self.drawn.nodes[node].person) + self.drawn.nodes[node].same
        return GAP + LINE * lines if lines else 0.0

    def _boxes(self) -> None:
        for node, spot in self.spots.items():
            drawn = self.drawn.nodes[node]
            self.boxes[node] = Box(
                id=self.names[node],
                person=drawn.person,
                x=round(spot.x - SYMBOL / 2, 2),
                y=round(self.steps[spot.row, spot.step], 2),
                height=SYMBOL + self._words(node),
                row=spot.row - self.first,
                same_as=drawn.person.id if drawn.same else None,
            )

    # Lines

    def _levels(self) -> list[dict[tuple[int, int], int]]:
        """For each row the levels of the combs below it, by (part, comb)."""
        found: dict[int, dict[tuple[int, int], channels.Bar]] = {}
        for number, (places, shift, down) in enumerate(self.parts):
            for at, comb in enumerate(places.net.combs):
                teeth = tuple(self.tooth_x(number, at, port) for port in comb.teeth)
                trunk = None if comb.is_bar else (places.trunk(at) + shift) * COLUMN
                bar = channels.Bar(trunk, teeth)
                found.setdefault(comb.row + down, {})[number, at] = bar
        rows: list[dict[tuple[int, int], int]] = []
        for row in range(1 + max(found, default=-1)):
            bars = found.get(row, {})
            rows.append(dict(zip(bars, channels.levels(list(bars.values())), strict=True)))
        return rows

    def tooth_x(self, part: int, comb: int, port: int) -> float:
        """Where the line of a comb ends on a port."""
        places, shift, _ = self.parts[part]
        return (places.tooth(port) + shift) * COLUMN + self.arrivals[part, comb, port]

    def _hanging(self, levels: Sequence[dict[tuple[int, int], int]]) -> list[ChildLine | SiblingLine]:
        lines: list[ChildLine | SiblingLine] = []
        first = 0
        for number, (places, shift, down) in enumerate(self.parts):
            for at, comb in enumerate(places.net.combs):
                trace = _Trace(self, places, shift, down, number, levels)
                if comb.is_bar:
                    lines += trace.siblings(at, first + at)
                elif not places.net.units[comb.unit].is_passage:
                    lines += trace.lines(at, first + at)
            first += len(places.net.combs)
        return lines

    def _partner_lines(self) -> list[PartnerLine]:
        lines = []
        feet = self._leaving()
        for at, couple in enumerate(self.drawn.couples):
            if len(couple.partners) == 2:
                ids = tuple(self.names[partner] for partner in couple.partners)
                points = self._between(at, couple, feet)
                lines.append(PartnerLine((ids[0], ids[1]), tuple(couple.unions), points))
        return lines

    def _leaving(self) -> dict[int, float]:
        """How far from the middle of its box the line of each couple with a lower step leaves."""
        found: dict[int, float] = {}
        by_node: dict[tuple[int, bool], list[tuple[int, int]]] = {}
        for at, couple in enumerate(self.drawn.couples):
            if len(couple.partners) == 2:
                upper, lower = self.upper_and_lower(couple)
                if upper.step != lower.step:
                    by_node.setdefault((upper.node, lower.x > upper.x), []).append((-lower.step, at))
        for (_, is_right), waiting in by_node.items():
            for place, (_, at) in enumerate(sorted(waiting)):
                found[at] = (place + 1) * LEAVE * (1 if is_right else -1)
        return found

    def upper_and_lower(self, couple: Couple) -> tuple[Spotted, Spotted]:
        """Both partners, whoever stands on the higher step first."""
        one, other = (self.spots[partner] for partner in couple.partners)
        return (one, other) if one.step <= other.step else (other, one)

    def _between(self, at: int, couple: Couple, feet: dict[int, float]) -> tuple[Point, ...]:
        """Level from shape to shape, or from the foot of the one down and across to the other on its step."""
        upper, lower = self.upper_and_lower(couple)
        one, other = self.boxes[upper.node], self.boxes[lower.node]
        y = other.y + SYMBOL / 2
        is_right = other.middle > one.middle
        end = (other.x if is_right else other.x + other.width, y)
        if upper.step == lower.step:
            start = (one.x + one.width if is_right else one.x, y)
            points: tuple[Point, ...] = (start, end)
        else:
            x = round(one.middle + feet[at], 2)
            points = ((x, one.bottom), (x, y), end)
        first = self.names[couple.partners[0]]
        return points if one.id == first else tuple(reversed(points))


@dataclass(slots=True)
class _Trace:
    """Follows the combs of one part down to the children."""

    router: Router
    places: Places
    shift: float
    down: int
    number: int
    levels: Sequence[dict[tuple[int, int], int]]

    def lines(self, comb: int, stroke: int) -> list[ChildLine]:
        router, net = self.router, self.places.net
        couple = router.drawn.couples[net.combs[comb].couple]
        start = self.start(comb, couple)
        child_of = {child.node: child for child in couple.children}
        parents = tuple(router.names[partner] for partner in couple.partners)
        found = []
        for node, points in self.below(comb, [start]):
            child = child_of[node]
            union = next((row.union for row in child.rows if row.union in couple.unions), None)
            source, lead = union or parents[0], []
            if len(parents) == 1:
                source = parents[0]
            elif union is None:
                lead = [self.on_box(parents[0], start)]
            line = _clean([*lead, *points])
            found.append(ChildLine(source, router.names[node], tuple(child.kinds), line, stroke, parents))
        return found

    def siblings(self, comb: int, stroke: int) -> list[SiblingLine]:
        """The lines of brothers and sisters from the middle of their bar, so that it turns alike at both its ends."""
        router, net = self.router, self.places.net
        found = net.combs[comb]
        couple = router.drawn.couples[found.couple]
        kind = couple.siblings
        if kind is None:
            return []
        across = [router.tooth_x(self.number, comb, tooth) for tooth in found.teeth]
        start = (round((min(across) + max(across)) / 2, 2), self.height(comb))
        return [
            SiblingLine(router.names[node], kind, _clean(points), stroke, couple.is_sure)
            for node, points in self.below(comb, [start])
        ]

    def height(self, comb: int) -> float:
        """At which height the bar of a comb runs."""
        row = self.places.net.combs[comb].row + self.down
        return self.router.feet[row] + STRIP + BAR * self.levels[row][self.number, comb]

    def on_box(self, parent: str, start: Point) -> Point:
        """Where the line of the couple touches the parent's box, for a couple that is no recorded union."""
        box = next(box for box in self.router.boxes.values() if box.id == parent)
        if box.y < start[1] < box.y + SYMBOL:
            return (box.x + box.width if start[0] > box.middle else box.x, start[1])
        return (box.middle, box.bottom)

    def start(self, comb: int, couple: Couple) -> Point:
        """On the couple's line, or at the foot of the one parent's box."""
        router = self.router
        x = round((self.places.trunk(comb) + self.shift) * COLUMN, 2)
        if len(couple.partners) == 1:
            return (x, router.boxes[couple.partners[0]].bottom)
        upper, lower = router.upper_and_lower(couple)
        return (self.straightened(comb, upper, lower, x), router.boxes[lower.node].y + SYMBOL / 2)

    def straightened(self, comb: int, upper: Spotted, lower: Spotted, x: float) -> float:
        """Where the line to an only child leaves the couple's: above the child, if that is near and between the two."""
        teeth = self.places.net.combs[comb].teeth
        if len(teeth) != 1 or upper.step != lower.step:
            return x
        over = round(self.router.tooth_x(self.number, comb, teeth[0]), 2)
        one, other = sorted((self.router.boxes[upper.node], self.router.boxes[lower.node]), key=lambda box: box.x)
        is_between = one.x + one.width + KINK / 2 < over < other.x - KINK / 2
        return over if is_between and abs(over - x) <= KINK else x

    def below(self, comb: int, points: list[Point]) -> list[tuple[int, list[Point]]]:
        """(child, points) for every child of a comb, through passages."""
        net, router = self.places.net, self.router
        bar = self.height(comb)
        found: list[tuple[int, list[Point]]] = []
        for port in net.combs[comb].teeth:
            x = round(router.tooth_x(self.number, comb, port), 2)
            to_bar = [*points, (points[-1][0], bar), (x, bar)]
            node = net.ports[port].node
            if node >= 0:
                found.append((node, [*to_bar, (x, router.boxes[node].y)]))
            else:
                following = net.units[net.ports[port].unit].combs[0]
                found += self.below(following, to_bar)
        return found


def _clean(points: Sequence[Point]) -> tuple[Point, ...]:
    """Without points that lie between their neighbours or on them."""
    kept: list[Point] = []
    for point in points:
        if kept and abs(kept[-1][0] - point[0]) < 0.01 and abs(kept[-1][1] - point[1]) < 0.01:
            continue
        if len(kept) > 1 and ((kept[-2][0] == kept[-1][0] == point[0]) or (kept[-2][1] == kept[-1][1] == point[1])):
            kept.pop()
        kept.append(point)
    return tuple(kept)


def node_ids(drawn: Drawn) -> list[str]:
    """The id of each node: the person's, and for a second drawing the person's with a number nobody else has."""
    taken = {node.person.id for node in drawn.nodes if not node.same}
    names: list[str] = []
    for node in drawn.nodes:
        name, number = node.person.id, 2
        while node.same and name in taken:
            name, number = f"{node.person.id}~{number}", number + 1
        taken.add(name)
        names.append(name)
    return names
