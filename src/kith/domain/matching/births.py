"""Reading when somebody was born, as it stands in lists and notes: a date, a month, a year, "about 1984"."""

import datetime
import re

from kith.domain.matching.model import Born

FIRST_YEAR, LAST_YEAR = 1850, 2150
# How many years "about" may be out.
ABOUT = 2
_MONTHS = {
    name[:3]: number
    for number, name in enumerate(
        "january february march april may june july august september october november december".split(), start=1
    )
}
_FORMS = (
    re.compile(r"(?P<about>about|approx\.?|c\.?|circa|abt\.?|~)? ?(?P<year>\d{4})", re.IGNORECASE),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?"),
    re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})"),
    re.compile(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})(?: 00:00(?::00)?)?"),
    re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)? (?P<name>[a-z]{3,9})\.?,? (?P<year>\d{4})", re.IGNORECASE),
    re.compile(r"(?P<name>[a-z]{3,9}) (?P<year>\d{4})", re.IGNORECASE),
    re.compile(r"(?P<month>\d{1,2})/(?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})"),
)


class NotABirth(ValueError):
    """The text is no date, month or year of birth; the message is a plain sentence without a full stop."""


def parse(text: str) -> Born:
    """When somebody was born. The day comes before the month unless the year comes first. Raises NotABirth."""
    stripped = " ".join(text.split())
    for form in _FORMS:
        if match := form.fullmatch(stripped):
            return _born(stripped, match.groupdict())
    raise NotABirth(f"{_short(stripped)} is not a date, such as 1984-05-03 or 03/05/1984, or a year")


def _born(text: str, parts: dict[str, str]) -> Born:
    year = int(parts["year"])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotABirth(f"{_short(text)} is not a year between {FIRST_YEAR} and {LAST_YEAR}")
    if parts.get("name"):
        month: int | None = _MONTHS.get(parts["name"][:3].lower(), 0)
    else:
        month = int(parts["month"]) if parts.get("month") else None
    day = int(parts["day"]) if parts.get("day") else None
    try:
        datetime.date(year, 1 if month is None else month, day or (0 if parts.get("day") else 1))
    except ValueError as failure:
        order = "" if text[:4].isdigit() else "; the day comes before the month"
        raise NotABirth(f"{_short(text)} is not a day of the calendar{order}") from failure
    return Born(year, month, day, ABOUT if parts.get("about") else 0)


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
