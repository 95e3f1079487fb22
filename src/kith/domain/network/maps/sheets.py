"""Cuts a picture into sheets of paper, so that no word is printed smaller than 8 points."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from kith.domain.network.maps.svg import plain

LEAST_POINTS = 8.0
"""Never smaller (maps-and-finding 1.5, Print)."""
LEAST_SIZE = 12.0
"""The smallest words of every map, in its own units (maps.css)."""
LEAST_OF = {"circles": 12.5, "ecomap": 12.5, "connectedness": 12.5}
"""The smallest words of the maps that have none as small as that."""
OVERLAP = 120.0
"""How much of a sheet its neighbour on the left shows too: whoever is cut through on the one is whole on the other."""
_POINTS_PER_MM = 72 / 25.4
_MARGIN_MM = 10.0
WORDS_MM = 14.0
"""Of the height of a sheet for what stands above and below its picture."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet, in millimetres: as it lies on its long side, or turned to stand on its short one."""

    name: str
    width: float
    height: float

    @property
    def is_upright(self) -> bool:
        """Whether it stands on its short side."""
        return self.height > self.width

    @property
    def turned(self) -> Paper:
        """The same sheet the other way up."""
        return replace(self, width=self.height, height=self.width)

    def room(self, least: float = LEAST_SIZE) -> tuple[float, float]:
        """How much of a map fits at the smallest scale, in the map's units; `least`: the size of its smallest words."""
        scale = LEAST_POINTS / least
        wide, high = self.width - 2 * _MARGIN_MM, self.height - 2 * _MARGIN_MM - WORDS_MM
        return wide * _POINTS_PER_MM / scale, high * _POINTS_PER_MM / scale


A4 = Paper("A4", 297.0, 210.0)
A3 = Paper("A3", 420.0, 297.0)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its place in the poster (row, column from 1) and what of the map is on it."""

    row: int
    column: int
    left: float
    top: float
    width: float
    height: float


_BOX = re.compile(r'viewBox="([-\d.]+) ([-\d.]+) ([-\d.]+) ([-\d.]+)" width="[^"]*" height="[^"]*"')


@dataclass(frozen=True, slots=True)
class Cut:
    """A picture cut into sheets, and the paper as it lies for them."""

    paper: Paper
    sheets: tuple[Sheet, ...]


def sheets(
    picture: str, paper: Paper, *, keep_whole: Iterable[tuple[float, float]] = (), least: float = LEAST_SIZE
) -> Cut:
    """The sheets for a picture, row by row; one if all of it fits. The paper lies or stands, whichever takes fewer
    sheets, and of as many whichever shows it larger.

    Sheets are cut upright where they run through as few as may be of `keep_whole`: (left, right) of each person.
    """
    found = _BOX.search(picture)
    if found is None:
        raise ValueError("This is no map: it has no viewBox.")
    box = tuple(float(number) for number in found.groups())
    whole = sorted(keep_whole)
    ways = [Cut(way, tuple(_sheets(box, way.room(least), whole))) for way in (paper, paper.turned)]
    return min(ways, key=lambda way: (len(way.sheets), -_scale(way, least), way.paper.is_upright))


def _scale(cut: Cut, least: float) -> float:
    """How much larger than the smallest the sheets may be printed."""
    wide, high = cut.paper.room(least)
    return round(min(min(wide / one.width, high / one.height) for one in cut.sheets), 3)


def _sheets(box: tuple[float, ...], room: tuple[float, float], whole: list[tuple[float, float]]) -> Iterable[Sheet]:
    left, top, width, height = box
    wide, high = room
    across = wide if width <= wide else wide - OVERLAP
    cuts = _cuts(left, left + width, across, whole)
    rows = max(math.ceil(height / high - 1e-6), 1)
    step = height / rows
    for row in range(rows):
        starts = [left, *(cut - OVERLAP for cut in cuts[1:-1])]
        for column, (start, end) in enumerate(zip(starts, cuts[1:], strict=True)):
            yield Sheet(row + 1, column + 1, start, top + step * row, end - start, step)


def _cuts(start: float, end: float, room: float, whole: list[tuple[float, float]]) -> list[float]:
    """Where to cut from left to right: each piece at most as wide as a sheet, cut through as few people as possible."""
    cuts = [start]
    while end - cuts[-1] > room + 1e-6:
        pieces = math.ceil((end - cuts[-1]) / room - 1e-6)
        even = cuts[-1] + (end - cuts[-1]) / pieces
        least = max(cuts[-1] + room / 2, end - room * (pieces - 1))
        most = cuts[-1] + room
        wanted = {even, most} | {edge + off for pair in whole for edge, off in zip(pair, (-1.0, 1.0), strict=True)}
        choices = [x for x in wanted if least <= x <= most] or [most]
        cuts.append(min(choices, key=lambda x: (sum(a < x < b for a, b in whole), abs(x - even), x)))
    return [*cuts, end]


def on_sheet(picture: str, sheet: Sheet, *, name: str, new_name: str) -> str:
    """The same picture showing one sheet only; `name` is the stem of its ids, `new_name` the stem on this sheet."""
    box = " ".join(plain(value) for value in (sheet.left, sheet.top, sheet.width, sheet.height))
    size = f'viewBox="{box}" width="{plain(sheet.width)}" height="{plain(sheet.height)}"'
    shown = _BOX.sub(lambda _: size, picture, count=1)
    return re.sub(rf'(?<=["])({re.escape(name)})(?=-(?:\d+|title|says)")', new_name, shown)
