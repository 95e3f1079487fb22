"""Dates taken apart again: what kind of date it is and the days, months or years that it names."""

from __future__ import annotations

import calendar
import datetime
from typing import Literal, NamedTuple

from kith.domain.network import when
from kith.domain.network.when import When

ShapeKind = Literal["on", "about", "before", "after", "between", "words"]
_DAY = datetime.timedelta(days=1)


class Part(NamedTuple):
    """A year, a month of it, or a day of that; 0 where there is none."""

    year: int
    month: int = 0
    day: int = 0

    @property
    def iso(self) -> str:
        """1968, 1968-05 or 1968-05-03."""
        return "-".join([f"{self.year:04}", *(f"{number:02}" for number in (self.month, self.day) if number)])

    @property
    def first(self) -> datetime.date:
        """The first day of it; ValueError if there is no such day."""
        return datetime.date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> datetime.date:
        """The last day of it; ValueError if there is no such day."""
        month = self.month or 12
        return datetime.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])


class Shape(NamedTuple):
    """A kind of date and what it names: one part, two for "between", none for mere words."""

    kind: ShapeKind
    parts: tuple[Part, ...] = ()


def shape(date: When) -> Shape:
    """The shortest way to say a date again. Whatever `when.parse` reads comes back with the same first and last day.

    An estimate whose bounds are no estimate of a day, month or year comes back as "between".
    """
    first, last = date.first, date.last
    if first is None or last is None:
        return _open_end(first, last)
    if date.about:
        found = _estimated(first, last)
        if found:
            return Shape("about", (found,))
    whole = _whole(first, last)
    return Shape("on", (whole,)) if whole else Shape("between", _ends(first, last))


def plain(date: When) -> str:
    """The date in words that `when.parse` reads, or its own words where it names no day."""
    kind, parts = shape(date)
    if kind == "words":
        return date.words
    if kind == "between":
        return f"between {parts[0].iso} and {parts[1].iso}"
    return parts[0].iso if kind == "on" else f"{kind} {parts[0].iso}"


def _open_end(first: datetime.date | None, last: datetime.date | None) -> Shape:
    if last is not None:
        day = last + _DAY if last < datetime.date.max else last
        return Shape("before", (_begins(day),))
    if first is not None:
        day = first - _DAY if first > datetime.date.min else first
        return Shape("after", (_stops(day),))
    return Shape("words")


def _estimated(first: datetime.date, last: datetime.date) -> Part | None:
    """The part of which `when.parse` makes these bounds if "about" stands before it."""
    middle = first + (last - first) / 2
    for part in (Part(middle.year), Part(middle.year, middle.month), Part(middle.year, middle.month, middle.day)):
        again = when.parse(f"about {part.iso}")
        if (again.first, again.last) == (first, last):
            return part
    return None


def _whole(first: datetime.date, last: datetime.date) -> Part | None:
    for part in (Part(first.year), Part(first.year, first.month), Part(first.year, first.month, first.day)):
        if (part.first, part.last) == (first, last):
            return part
    return None


def _ends(first: datetime.date, last: datetime.date) -> tuple[Part, Part]:
    return _begins(first), _stops(last)


def _begins(day: datetime.date) -> Part:
    """The longest part that begins on a day."""
    if day.day > 1:
        return Part(*day.timetuple()[:3])
    return Part(day.year, day.month) if day.month > 1 else Part(day.year)


def _stops(day: datetime.date) -> Part:
    """The longest part that ends on a day."""
    if Part(day.year, day.month).last != day:
        return Part(*day.timetuple()[:3])
    return Part(day.year, day.month) if day.month < 12 else Part(day.year)
