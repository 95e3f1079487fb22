"""Days that a note gives, so that one can say over which years it speaks of somebody."""

import bisect
import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = r"(?P<month>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*"
_NUMBERS = re.compile(r"(?<!\d)(?P<d>\d{1,2})[./-](?P<m>\d{1,2})[./-](?P<y>\d{4}|\d{2})(?!\d)")
_ISO = re.compile(r"(?<!\d)(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?!\d)")
_WORDS = re.compile(rf"(?<!\w)(?:(?P<d>\d{{1,2}})(?:st|nd|rd|th)? )?{_MONTH},? (?P<y>(?:19|20)\d{{2}})(?!\d)", re.I)
_FIRST_YEAR = 1900


@dataclass(frozen=True, slots=True)
class Days:
    """The days of one text in the order of their place: offsets in code points, and the day at each."""

    places: tuple[int, ...]
    days: tuple[dt.date, ...]

    def before(self, place: int) -> dt.date | None:
        """The last day that stands at or before a place: what a chronology or a dated note says of what follows it."""
        found = bisect.bisect_right(self.places, place)
        return self.days[found - 1] if found else None


def read(text: str, today: dt.date) -> Days:
    """Every day in a text that is one, not after `today`: 03.02.14, 3/2/2014, 2014-02-03, 3 February 2014, June 2019.

    Numbers are day, month, year, as in Britain. A year of two digits is of the hundred years up to `today`. A month
    without a day counts as its first.
    """
    found: dict[int, dt.date] = {}
    for pattern in (_ISO, _WORDS, _NUMBERS):
        for match in pattern.finditer(text):
            day = _day(match.groupdict(), today)
            if day and day.year >= _FIRST_YEAR and day <= today:
                found.setdefault(match.start(), day)
    places = sorted(found)
    return Days(tuple(places), tuple(found[place] for place in places))


def span(days: Days, places: Iterable[int]) -> tuple[dt.date, dt.date] | None:
    """The first and the last day of these places; None where no day stands before any of them."""
    known = sorted(day for place in places if (day := days.before(place)))
    return (known[0], known[-1]) if known else None


def _day(parts: dict[str, str | None], today: dt.date) -> dt.date | None:
    year = int(parts["y"] or 0)
    if year < 100:
        year += today.year // 100 * 100
        year -= 100 if year > today.year else 0
    named = (parts.get("month") or "")[:3].lower()
    month = _MONTHS.index(named) + 1 if named else int(parts["m"] or 0)
    try:
        return dt.date(year, month, int(parts.get("d") or 1))
    except ValueError:
        return None
