"""Counts, on the lines as they are drawn, where two lines meet that should not, or a line runs through a person."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kith.domain.network.layout.model import LABEL, SYMBOL, Box, ChildLine, PartnerLine, Point, SiblingLine

_NEAR = 0.25


class Piece(NamedTuple):
    """A level or upright piece of a stroke: where it lies, from where to where along its run."""

    across: float
    start: float
    end: float
    stroke: int


Hanging = ChildLine | SiblingLine


def count(boxes: Sequence[Box], partners: Sequence[PartnerLine], children: Sequence[Hanging]) -> int:
    """Points at which the strokes of two families cross, touch or lie on each other, and strokes through a person.

    The lines of all children of one couple are one stroke; it may begin on the line of its own couple. A person is the
    shape and the words below it. Every line of a layout is made of level and upright pieces.
    """
    strokes = [(line.comb, line.points) for line in children]
    strokes += [(-1 - at, line.points) for at, line in enumerate(partners)]
    level, upright = pieces(strokes)
    own = {
        (line.comb, -1 - at)
        for at, one in enumerate(partners)
        for line in children
        if set(line.parents) == set(one.partners)
    }
    met = {
        (round(x), round(y), *sorted((one, other)))
        for x, y, one, other in meetings(level, upright)
        if (one, other) not in own and (other, one) not in own
    }
    return len(met) + overlaps(level, own) + overlaps(upright, own) + sum(1 for _ in through(boxes, partners, children))


def pieces(strokes: Iterable[tuple[int, Sequence[Point]]]) -> tuple[list[Piece], list[Piece]]:
    """(level, upright) pieces; what a stroke draws twice is there once."""
    level: dict[tuple[int, float], list[tuple[float, float]]] = {}
    upright: dict[tuple[int, float], list[tuple[float, float]]] = {}
    for stroke, points in strokes:
        for (x1, y1), (x2, y2) in zip(points, points[1:], strict=False):
            if abs(y1 - y2) < _NEAR:
                level.setdefault((stroke, y1), []).append((min(x1, x2), max(x1, x2)))
            else:
                upright.setdefault((stroke, x1), []).append((min(y1, y2), max(y1, y2)))
    return _merged(level), _merged(upright)


def _merged(found: dict[tuple[int, float], list[tuple[float, float]]]) -> list[Piece]:
    whole = []
    for (stroke, across), spans in found.items():
        spans.sort()
        start, end = spans[0]
        for low, high in spans[1:]:
            if low > end + _NEAR:
                whole.append(Piece(across, start, end, stroke))
                start = low
            end = max(end, high) if low <= end + _NEAR else high
        whole.append(Piece(across, start, end, stroke))
    return sorted(whole)


def meetings(level: Sequence[Piece], upright: Sequence[Piece]) -> Iterator[tuple[float, float, int, int]]:
    """(x, y, stroke, stroke) wherever a level and an upright piece of two strokes have a point together."""
    heights = [piece.across for piece in level]
    for x, top, bottom, stroke in upright:
        for y, left, right, other in level[bisect_left(heights, top - _NEAR) : bisect_right(heights, bottom + _NEAR)]:
            if other != stroke and left - _NEAR <= x <= right + _NEAR:
                yield x, y, stroke, other


def overlaps(found: Sequence[Piece], own: set[tuple[int, int]]) -> int:
    """Pairs of strokes that lie on each other for a while."""
    pairs: set[tuple[int, int]] = set()
    for at, (across, start, end, stroke) in enumerate(found):
        for other_across, other_start, other_end, other in found[at + 1 :]:
            if other_across - across > _NEAR:
                break
            if other != stroke and min(end, other_end) - max(start, other_start) > _NEAR:
                pairs.add((min(stroke, other), max(stroke, other)))
    return sum((one, other) not in own and (other, one) not in own for one, other in pairs)


def through(
    boxes: Sequence[Box], partners: Sequence[PartnerLine], children: Sequence[Hanging]
) -> Iterator[tuple[str, int]]:
    """(box, stroke), once each, where a stroke runs through a person whom none of its lines there names."""
    lines = [(line.comb, {line.child, *line.parents}, line.points) for line in children]
    lines += [(-1 - at, set(line.partners), line.points) for at, line in enumerate(partners)]
    ordered = sorted(boxes, key=lambda box: box.middle)
    middles = [box.middle for box in ordered]
    seen: set[tuple[str, int]] = set()
    for stroke, named, points in lines:
        for piece in zip(points, points[1:], strict=False):
            low, high = sorted((piece[0][0], piece[1][0]))
            for box in ordered[bisect_left(middles, low - LABEL) : bisect_right(middles, high + LABEL)]:
                if box.id not in named and (box.id, stroke) not in seen and _touches(piece, box):
                    seen.add((box.id, stroke))
                    yield box.id, stroke


def _touches(piece: tuple[Point, Point], box: Box) -> bool:
    (x1, y1), (x2, y2) = piece
    low, high, top, bottom = min(x1, x2), max(x1, x2), min(y1, y2), max(y1, y2)
    shape = (box.middle - box.width / 2, box.y, box.middle + box.width / 2, box.y + SYMBOL)
    words = (box.middle - LABEL / 2, box.y + SYMBOL, box.middle + LABEL / 2, box.bottom)
    return any(
        low < right - _NEAR and high > left + _NEAR and top < lower - _NEAR and bottom > upper + _NEAR
        for left, upper, right, lower in (shape, words)
    )
