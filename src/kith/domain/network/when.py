"""Dates as families know them: exact, only a year, about, before, after, between."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass

from kith.domain import limits

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_BEFORE = re.compile(r"^(?:before|bef\.?|by|<)\s*", re.IGNORECASE)
_AFTER = re.compile(r"^(?:after|aft\.?|since|>)\s*", re.IGNORECASE)
_ABOUT = re.compile(r"^(?:about|abt\.?|around|circa|c\.?|ca\.?|~|est\.?|maybe)\s*(?=\d|[a-z]{3})", re.IGNORECASE)
_BETWEEN = re.compile(r"^(?:between|bet\.?|from)?\s*(.+?)\s*(?:\band\b|\bto\b|/|–|\.\.)\s*(.+)$", re.IGNORECASE)
_ABOUT_DAYS = limits.number("about_a_date_days")


class DateNotReadable(ValueError):
    """The text is no date; the message is a plain sentence."""


@dataclass(frozen=True, slots=True)
class When:
    """A date between `first` and `last`, both included; None is an open end. `words` is what was said.

    An exact day has first == last. `about` marks an estimate, so that the drawing can say so.
    """

    first: datetime.date | None
    last: datetime.date | None
    about: bool = False
    words: str = ""

    @property
    def is_exact(self) -> bool:
        """Whether it is one day."""
        return self.first is not None and self.first == self.last and not self.about

    @property
    def year(self) -> int | None:
        """The one year it lies in, or the year in the middle of an estimate; None where only one end is known."""
        if self.first is None or self.last is None:
            return None
        middle = self.first + (self.last - self.first) / 2
        return middle.year

    @property
    def order(self) -> datetime.date | None:
        """A day to sort by: the middle, or the end that is known."""
        if self.first is None or self.last is None:
            return self.first or self.last
        return self.first + (self.last - self.first) / 2

    @property
    def short(self) -> str:
        """As it stands in a drawing: 1968, about 1968, before 1968, after 1968, 1966–68."""
        if self.first is None or self.last is None:
            return self._open_end()
        if self.about:
            return f"about {self.year}"
        if self.first.year == self.last.year:
            return str(self.first.year)
        return f"{self.first.year}–{self.last.year}"

    def _open_end(self) -> str:
        if self.last is not None:
            return f"before {self.last.year + 1 if _ends_year(self.last) else self.last.year}"
        if self.first is not None:
            return f"after {self.first.year - 1 if _starts_year(self.first) else self.first.year}"
        return self.words

    def is_surely_before(self, other: When) -> bool:
        """Whether every day it can be lies before every day the other can be."""
        return self.last is not None and other.first is not None and self.last < other.first


def on(day: datetime.date) -> When:
    """An exact day."""
    return When(day, day, words=day.isoformat())


def in_year(year: int, *, about: bool = False) -> When:
    """A year; ValueError outside 1 to 9999."""
    first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    return _widened(first, last, f"about {year}") if about else When(first, last, words=str(year))


def parse(text: str) -> When:
    """Reads 2011-05-03, 2011-05, 2011, 3 May 2011, about 1968, before 1968, after 1968, 1966/1968, from 1966 to 1968.

    Raises DateNotReadable with a plain sentence.
    """
    words = " ".join(text.split())
    if not words:
        raise DateNotReadable("The date is empty.")
    for pattern, build in ((_BEFORE, _before), (_AFTER, _after), (_ABOUT, _about)):
        found = pattern.match(words)
        if found and found.end():
            return build(*_span(words[found.end() :], words), words)
    try:
        return When(*_span(words, words), words=words)
    except DateNotReadable:
        between = _BETWEEN.match(words)
        if not between:
            raise
    first, last = _span(between[1], words)[0], _span(between[2], words)[1]
    if last < first:
        raise DateNotReadable(f'"{words}" ends before it begins.')
    return When(first, last, words=words)


def _before(first: datetime.date, _last: datetime.date, words: str) -> When:
    return When(None, first - datetime.timedelta(days=1) if first > datetime.date.min else first, words=words)


def _after(_first: datetime.date, last: datetime.date, words: str) -> When:
    return When(last + datetime.timedelta(days=1) if last < datetime.date.max else last, None, words=words)


def _about(first: datetime.date, last: datetime.date, words: str) -> When:
    return _widened(first, last, words)


def _widened(first: datetime.date, last: datetime.date, words: str) -> When:
    low = max(first.toordinal() - _ABOUT_DAYS, 1)
    high = min(last.toordinal() + _ABOUT_DAYS, datetime.date.max.toordinal())
    return When(datetime.date.fromordinal(low), datetime.date.fromordinal(high), about=True, words=words)


def _span(text: str, whole: str) -> tuple[datetime.date, datetime.date]:
    """First and last day of a day, month or year."""
    year, month, day = _parts(text.strip(), whole)
    try:
        first = datetime.date(year, month or 1, day or 1)
        if day:
            return first, first
        last_month = month or 12
        return first, datetime.date(year, last_month, calendar.monthrange(year, last_month)[1])
    except ValueError as failure:
        raise DateNotReadable(f'"{whole}" is no day of the calendar.') from failure


def _parts(text: str, whole: str) -> tuple[int, int, int]:
    iso = re.fullmatch(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:T.*)?", text, re.ASCII)
    if iso:
        return int(iso[1]), _must(iso[2], whole), _must(iso[3], whole)
    british = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text, re.ASCII)
    if british:
        return int(british[3]), _must(british[2], whole), _must(british[1], whole)
    spoken = re.fullmatch(r"(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?([A-Za-z]{3,9})\.?,?\s+(\d{4})", text, re.ASCII)
    if spoken and spoken[2][:3].lower() in _MONTHS:
        return int(spoken[3]), _MONTHS.index(spoken[2][:3].lower()) + 1, _must(spoken[1], whole)
    raise DateNotReadable(f'"{whole}" is no date. Write 2011-05-03, 2011-05, 2011 or about 1968.')


def _must(number: str | None, whole: str) -> int:
    """A month or day that is written; one of 0 is an error, not an absent one."""
    if number is None:
        return 0
    if int(number) == 0:
        raise DateNotReadable(f'"{whole}" is no day of the calendar.')
    return int(number)


def _ends_year(day: datetime.date) -> bool:
    return (day.month, day.day) == (12, 31)


def _starts_year(day: datetime.date) -> bool:
    return (day.month, day.day) == (1, 1)
