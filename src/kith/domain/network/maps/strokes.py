"""The lines of a genogram: partners with slashes, children by kind, feelings in their several forms."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

from kith.domain.network.maps.profile import Style
from kith.domain.network.maps.svg import Point, element, path

_SLASH = 8.0
_TURNED = 0.2


def line(points: Sequence[Point], style: Style, *, sure: bool = True) -> str:
    """A family line in its dash; one that is not sure is lighter."""
    unsure = "" if sure else " kith-map__line--unsure"
    return path(points, cls=f"kith-map__line kith-map__line--{style.line}{unsure}")


def slashes(at: Point, ending: Style) -> str:
    """One slash or two across a level line; crossed back where the two are together again."""
    x, y = at
    parts = []
    for number in range(ending.slashes):
        middle = x + (number - (ending.slashes - 1) / 2) * 7
        parts.append(f"M{middle - _SLASH / 2:.1f} {y + _SLASH:.1f}L{middle + _SLASH / 2:.1f} {y - _SLASH:.1f}")
        if ending.back:
            parts.append(f"M{middle - _SLASH / 2:.1f} {y - _SLASH:.1f}L{middle + _SLASH / 2:.1f} {y + _SLASH:.1f}")
    return element("path", d="".join(parts), cls="kith-map__slash")


def feeling(start: Point, end: Point, style: Style, *, room: float) -> str:
    """A tie from the edge of one shape to the edge of the other; `room` is the radius that stays free."""
    start, end = shortened(start, end, room)
    parts = []
    for offset in _offsets(style):
        one, other = beside((start, end), offset)
        zigzag = style.line == "zigzag" and (style.strokes == 1 or offset == 0)
        points = _zigzag(one, other) if zigzag else [one, other]
        dash = "solid" if style.line == "zigzag" else style.line
        parts.append(path(points, cls=f"kith-map__feeling kith-map__feeling--{dash}", radius=0.0))
    if style.arrow:
        parts.append(arrow(start, end))
    if style.bars:
        parts.append(_bars(start, end, style))
    return element("g", *parts)


def _offsets(style: Style) -> list[float]:
    return [(number - (style.strokes - 1) / 2) * 4.5 for number in range(style.strokes)]


def _unit(start: Point, end: Point) -> Point:
    far = math.hypot(end[0] - start[0], end[1] - start[1]) or 1.0
    return (end[0] - start[0]) / far, (end[1] - start[1]) / far


def shortened(start: Point, end: Point, room: float) -> tuple[Point, Point]:
    """The two ends of a piece, each drawn in by a radius that stays free."""
    dx, dy = _unit(start, end)
    return (start[0] + dx * room, start[1] + dy * room), (end[0] - dx * room, end[1] - dy * room)


def beside(points: Sequence[Point], offset: float) -> list[Point]:
    """The same way a little aside, as far from every piece of it, for the second stroke of a line."""
    normals = [(-dy, dx) for dx, dy in (_unit(*piece) for piece in itertools.pairwise(points))]
    found = []
    for (x, y), before, after in zip(points, [normals[0], *normals], [*normals, normals[-1]], strict=True):
        # Where two pieces meet, the corner of the two lines beside them; a line that turns back has none.
        far = offset / max(1 + before[0] * after[0] + before[1] * after[1], _TURNED)
        found.append((x + (before[0] + after[0]) * far, y + (before[1] + after[1]) * far))
    return found


def _zigzag(start: Point, end: Point) -> list[Point]:
    dx, dy = _unit(start, end)
    far = math.hypot(end[0] - start[0], end[1] - start[1])
    count = max(int(far / 9), 2)
    points = [start]
    for number in range(1, count):
        along, side = far * number / count, 5.0 if number % 2 else -5.0
        points.append((start[0] + dx * along - dy * side, start[1] + dy * along + dx * side))
    return [*points, end]


def arrow(start: Point, end: Point) -> str:
    """The head of an arrow that comes from `start`, its tip at `end`."""
    dx, dy = _unit(start, end)
    wings = [(end[0] - dx * 11 - dy * s, end[1] - dy * 11 + dx * s) for s in (5.5, -5.5)]
    d = f"M{end[0]:.1f} {end[1]:.1f}L{wings[0][0]:.1f} {wings[0][1]:.1f}L{wings[1][0]:.1f} {wings[1][1]:.1f}Z"
    return element("path", d=d, cls="kith-map__arrow")


def _bars(start: Point, end: Point, style: Style) -> str:
    """Short bars across the middle; a mended break has a ring round them."""
    dx, dy = _unit(start, end)
    x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    parts = []
    for number in range(style.bars):
        along = (number - (style.bars - 1) / 2) * 7
        mx, my = x + dx * along, y + dy * along
        parts.append(f"M{mx - dy * 8:.1f} {my + dx * 8:.1f}L{mx + dy * 8:.1f} {my - dx * 8:.1f}")
    bars = element("path", d="".join(parts), cls="kith-map__slash")
    return bars + (element("circle", cx=x, cy=y, r=12.0, cls="kith-map__ring") if style.mended else "")
