"""Which way a line of love goes: past everybody else, and into nobody through their own name.

A straight line if it can be, else one bent once, else one that comes in from the side; where there are too many people
for that, it goes between them, from gap to gap of each line of people.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from kith.domain.network.layout import COLUMN
from kith.domain.network.maps.connectedness import SIZE, Stand
from kith.domain.network.maps.svg import Point
from kith.domain.network.maps.text import width

Box = tuple[float, float, float, float]

SYMBOL = 42.0
# What stays free round a symbol; how high one line of a name is.
_FREE, _HIGH = 4.0, 16.0
# How far a line may be bent aside, the least first.
_ASIDE = tuple(sign * far for far in (40.0, 62.0, 90.0, 124.0, 160.0, 200.0) for sign in (1.0, -1.0))
# The last stretch into somebody's side.
_LEAD = COLUMN / 2
_BETWEEN = 7.0


def way(child: Stand, other: Stand, stands: Sequence[Stand]) -> list[Point]:
    """The corners from the child's middle to somebody's, the ends included."""
    boxes = [
        *(_whole(one) for one in stands if one.id not in (child.id, other.id)),
        *(_name(one) for one in (child, other) if one.names),
    ]
    for tried in _ways((child.x, child.y), (other.x, other.y)):
        if not any(_passes(one, to, box) for one, to in itertools.pairwise(tried) for box in boxes):
            return tried
    return _between(child, other, stands)


def _ways(start: Point, end: Point) -> Iterator[list[Point]]:
    """Ways with few corners, the plainest first."""
    yield [start, end]
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    is_level = abs(end[1] - start[1]) < abs(end[0] - start[0])
    for aside in _ASIDE:
        yield [start, (middle[0], middle[1] + aside) if is_level else (middle[0] + aside, middle[1]), end]
    for into in _sides(end, start):
        yield [start, into, end]
    for out, into in itertools.product(_sides(start, end), _sides(end, start)):
        yield [start, out, into, end]


def _sides(at: Point, seen_from: Point) -> tuple[Point, Point]:
    """Beside somebody, the nearer side first."""
    near = _LEAD if seen_from[0] >= at[0] else -_LEAD
    return (at[0] + near, at[1]), (at[0] - near, at[1])


def _between(child: Stand, other: Stand, stands: Sequence[Stand]) -> list[Point]:
    """Out of the child's side, through a gap of every line of people on the way, into the other's side."""
    start, end = (child.x, child.y), (other.x, other.y)
    out, into = _sides(start, end)[0], _sides(end, start)[0]
    if child.y == other.y:
        below = _channel([one for one in stands if one.y == child.y])
        return [start, out, (out[0], below), (into[0], below), into, end]
    lines = {y: [one for one in stands if one.y == y] for y in sorted({one.y for one in stands})}
    upward = other.y < child.y
    passed = [y for y in lines if min(child.y, other.y) < y < max(child.y, other.y)]
    corners, x = [start, out], out[0]
    for y in sorted(passed, reverse=upward):
        gap = min(_gaps(lines[y]), key=lambda at: (abs(at - x) + abs(at - into[0]), abs(at - x)))
        corners += _step(x, gap, lines, y, upward)
        x = gap
    corners += _step(x, into[0], lines, other.y, upward)
    return [*corners, into, end]


def _step(x: float, to: float, lines: dict[float, list[Stand]], y: float, upward: bool) -> list[Point]:
    """Aside between two lines of people, on the way to the line at `y`."""
    if abs(x - to) < 1:
        return []
    above = y if upward else max(one for one in lines if one < y)
    level = _channel(lines[above])
    return [(x, level), (to, level)]


def _channel(line: list[Stand]) -> float:
    """The height just below a line of people and their names."""
    return max(_whole(one)[3] for one in line) + _BETWEEN


def _gaps(line: list[Stand]) -> list[float]:
    """Where one can pass a line of people: between two of them, and at both ends."""
    at = sorted(one.x for one in line)
    return [at[0] - _LEAD, *((one + to) / 2 for one, to in itertools.pairwise(at)), at[-1] + _LEAD]


def _whole(one: Stand) -> Box:
    """Left, top, right, bottom of a symbol and its name."""
    half = SYMBOL / 2 + _FREE
    wide = max(half, _wide(one))
    return one.x - wide, one.y - half, one.x + wide, one.y + half + _HIGH * len(one.names)


def _name(one: Stand) -> Box:
    """The same of the name alone."""
    top, wide = one.y + SYMBOL / 2 + _FREE, _wide(one)
    return one.x - wide, top, one.x + wide, top + _HIGH * len(one.names)


def _wide(one: Stand) -> float:
    return max((width(line, SIZE) / 2 for line in one.names), default=0.0) + _FREE


def _passes(start: Point, end: Point, box: Box) -> bool:
    """Whether a straight piece runs through a box: Liang and Barsky's clipping."""
    if max(start[0], end[0]) <= box[0] or min(start[0], end[0]) >= box[2]:
        return False
    if max(start[1], end[1]) <= box[1] or min(start[1], end[1]) >= box[3]:
        return False
    low, high = 0.0, 1.0
    for from_, step, least, most in (
        (start[0], end[0] - start[0], box[0], box[2]),
        (start[1], end[1] - start[1], box[1], box[3]),
    ):
        if step == 0:
            if not least < from_ < most:
                return False
            continue
        one, other = sorted(((least - from_) / step, (most - from_) / step))
        low, high = max(low, one), min(high, other)
    return low < high
