"""Dashed outlines round people who live together, where that is a clean box; else a letter on each of them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from kith.domain.network.graph import Family, Household
from kith.domain.network.kinship import CARERS
from kith.domain.network.layout.model import LABEL, Box, Layout
from kith.domain.network.maps.text import width
from kith.domain.network.when import When

_EDGE = 7.0
_ABOVE = 22.0
SIZE = 12.0


@dataclass(frozen=True, slots=True)
class Label:
    """Where the words of a home stand: the base line, and which end of it x is (start or end)."""

    x: float
    y: float
    anchor: str

    def box(self, words: str) -> tuple[float, float, float, float]:
        """What the words cover."""
        wide = width(words, SIZE)
        left = self.x - wide if self.anchor == "end" else self.x
        return left - 2, self.y - 11, left + wide + 2, self.y + 3


@dataclass(frozen=True, slots=True)
class Outline:
    """A home: a box (left, top, right, bottom) round its people, or a letter for each of them where others stand
    between. `people` are ids of boxes. `kind` is household or placement; `label` is where its words stand."""

    people: tuple[str, ...]
    words: str
    kind: str
    box: tuple[float, float, float, float] | None
    letter: str
    label: Label | None = None


def outlines(family: Family, laid: Layout, on: datetime.date | None) -> tuple[Outline, ...]:
    """The homes of a day (all that have not ended, without one), and a box for every carer couple of a drawing."""
    boxes = {box.id: box for box in laid.boxes}
    found: list[tuple[tuple[str, ...], str, str]] = []
    for household in sorted(family.households, key=lambda household: household.id):
        members = tuple(
            dict.fromkeys(
                stay.person
                for stay in household.stays
                if stay.person in boxes and _lasts(stay.start, stay.end, on)
            )
        )  # fmt: skip
        if len(members) > 1 and _lasts(household.start, household.end, on):
            found.append((members, _words(household), "placement" if household.is_placement else "household"))
    housed = {person for members, _, _ in found for person in members}
    for members, words in _carers(laid):
        if not housed.intersection(members):
            found.append((members, words, "placement"))
    letters = iter("ABCDEFGHIJKLMNOPQRSTUVWXYZ" * 40)
    result = []
    for members, words, kind in found:
        box = _clean_box([boxes[member] for member in members], laid.boxes)
        if box is None:
            result.append(Outline(members, words, kind, None, next(letters)))
            continue
        label = _label(words, box, laid) if words else None
        if label and label.y > box[3] - _EDGE:
            box = (*box[:3], label.y + 6)
        result.append(Outline(members, words, kind, box, "", label))
    return tuple(result)


def _lasts(start: When | None, end: When | None, on: datetime.date | None) -> bool:
    if on is None:
        return end is None
    begun = start is None or start.first is None or start.first <= on
    return begun and (end is None or end.last is None or end.last > on)


def _words(household: Household) -> str:
    years = ""
    if household.start or household.end:
        start, end = (household.start.short if household.start else ""), (household.end.short if household.end else "")
        years = f"{start}–{end}"
    return " ".join(part for part in (household.name, years) if part)


def _carers(laid: Layout) -> list[tuple[tuple[str, ...], str]]:
    """Couples whose only line in the drawing is that they cared for a child: a home of its own, not family."""
    cared: dict[tuple[str, ...], bool] = {}
    other: set[str] = set()
    for line in laid.children:
        cares = all(kind in CARERS for kind in line.kinds)
        cared[line.parents] = cared.get(line.parents, True) and cares
        other.add(line.child)
    known = {person for parents, cares in cared.items() if not cares for person in parents}
    partners = [set(line.partners) for line in laid.partners]
    return [
        (parents, "")
        for parents, cares in sorted(cared.items())
        if cares
        and not known.intersection(parents)
        and not other.intersection(parents)
        and all(pair == set(parents) for pair in partners if pair.intersection(parents))
    ]


def _label(words: str, box: tuple[float, float, float, float], laid: Layout) -> Label:
    """The first corner in which no line runs through the words; above the people if all are run through."""
    left, top, right, bottom = box
    lines = [line.points for line in laid.children] + [line.points for line in laid.siblings]
    lines += [line.points for line in laid.partners]
    corners = [
        Label(left + 12, top + 15, "start"),
        Label(right - 12, top + 15, "end"),
        Label(left + 12, bottom + 9, "start"),
        Label(right - 12, bottom + 9, "end"),
    ]
    free = (one for one in corners if not any(_runs_through(points, one.box(words)) for points in lines))
    return next(free, corners[0])


def _runs_through(points: Sequence[tuple[float, float]], box: tuple[float, float, float, float]) -> bool:
    """Whether any piece of a line (all are level or upright) touches a box."""
    left, top, right, bottom = box
    return any(
        min(one[0], other[0]) < right and max(one[0], other[0]) > left and min(one[1], other[1]) < bottom
        and max(one[1], other[1]) > top
        for one, other in zip(points, points[1:], strict=False)
    )  # fmt: skip


def _clean_box(members: Sequence[Box], boxes: Sequence[Box]) -> tuple[float, float, float, float] | None:
    """The box round the members if nobody else would stand in it."""
    left = min(box.middle for box in members) - LABEL / 2 - _EDGE
    right = max(box.middle for box in members) + LABEL / 2 + _EDGE
    top = min(box.y for box in members) - _ABOVE
    bottom = max(box.bottom for box in members) + _EDGE
    inside = {box.id for box in members}
    for box in boxes:
        if box.id in inside:
            continue
        across = box.middle + LABEL / 2 > left and box.middle - LABEL / 2 < right
        if across and box.bottom > top and box.y < bottom:
            return None
    return left, top, right, bottom
