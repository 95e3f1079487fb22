"""Dates of a family file: GEDCOM 5.5.1 and 7 to the dates of a network, and back."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from kith.domain.network import dated, when
from kith.domain.network.dated import Part
from kith.domain.network.when import When

MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_CALENDAR = re.compile(r"@#D([^@]*)@[ \t]*|\b(GREGORIAN|JULIAN|HEBREW|FRENCH_R)\b[ \t]*", re.IGNORECASE)
_INTERPRETED = re.compile(r"INT\.?[ \t]+([^(]*)\((.*)\)", re.IGNORECASE | re.DOTALL)
_PHRASE = re.compile(r"\((.*)\)", re.DOTALL)
_ABOUT = re.compile(r"(?:ABT|ABOUT|CIRCA|CA|CAL|EST)\b\.?[ \t]*(.+)", re.IGNORECASE)
_BEFORE = re.compile(r"(?:BEF|BEFORE)\b\.?[ \t]*(.+)", re.IGNORECASE)
_AFTER = re.compile(r"(?:AFT|AFTER)\b\.?[ \t]*(.+)", re.IGNORECASE)
_BETWEEN = re.compile(r"(?:BET|BETWEEN|FROM)\b\.?[ \t]*(.+?)[ \t]+(?:AND|TO)\b[ \t]*(.+)", re.IGNORECASE)
_FROM = re.compile(r"FROM\b[ \t]*(.+)", re.IGNORECASE)
_PERIOD = re.compile(r"(?=FROM |TO )(?:FROM (.+?))?(?:(?:^| )TO (.+))?", re.IGNORECASE)
_TO = re.compile(r"TO\b[ \t]*(.+)", re.IGNORECASE)
_SIMPLE = re.compile(r"(?:(?:([0-9]{1,2})[ \t]+)?([A-Z]{3,9})\.?[ \t]+)?([0-9]{3,4})(?:/([0-9]{1,4}))?", re.IGNORECASE)
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?")
_BEFORE_CHRIST = re.compile(r".*[0-9][ \t]*B\.?[ \t]?C\.?(?:E\.?)?", re.IGNORECASE)
_CALENDAR_NAMES = {"FRENCH R": "French Republican", "FRENCH_R": "French Republican", "UNKNOWN": "unknown"}
_LONGEST = 200
_NO_SUCH_DAY = "names a day that does not exist. Only month and year count."


class _NotRead(ValueError):
    """The text is no date of the standard; the message ends a sentence that begins with the text."""


class Dated(NamedTuple):
    """A date, or None where nothing was said, and what is wrong with it as a sentence, or ""."""

    date: When | None
    wrong: str = ""


@functools.lru_cache(maxsize=8_192)
def read(payload: str, phrase: str = "") -> Dated:
    """A DATE of GEDCOM 5.5.1 or 7 with its PHRASE. Never raises.

    Other calendars than the Gregorian are named and kept as words; so is what is no date. Of 11 FEB 1731/32 the later
    year counts, as years are counted today. Of a range that runs backwards the ends change places, with a word.
    """
    text = " ".join(payload.split())
    phrase = " ".join(phrase.split())[:_LONGEST]
    interpreted = _INTERPRETED.fullmatch(text)
    if interpreted:
        text, phrase = interpreted[1].strip(), phrase or interpreted[2].strip()
    only = _PHRASE.fullmatch(text)
    if only or not text:
        words = phrase or (only[1].strip()[:_LONGEST] if only else "")
        return Dated(When(None, None, words=words) if words else None)
    calendars = {(found[1] or found[2]).strip().upper() for found in _CALENDAR.finditer(text)}
    if calendars - {"GREGORIAN"}:
        name = min(calendars - {"GREGORIAN"})
        words = f"{_CALENDAR.sub('', text).strip()} ({_CALENDAR_NAMES.get(name, name.capitalize())} calendar)"
        return Dated(When(None, None, words=phrase or words[:_LONGEST]))
    return _gregorian(_CALENDAR.sub("", text).strip(), phrase)


def _gregorian(text: str, phrase: str) -> Dated:
    if _BEFORE_CHRIST.fullmatch(text):
        return Dated(When(None, None, words=phrase or text[:_LONGEST]))
    shown = f"\u201c{text[:60]}\u201d"
    try:
        found, wrong = _read(text)
    except _NotRead as failure:
        return Dated(When(None, None, words=phrase or text[:_LONGEST]), f"The date {shown} {failure}")
    words = phrase or (text[:_LONGEST] if "/" in text else found.words)
    date = When(found.first, found.last, found.about, words)
    return Dated(date, wrong and f"The date {shown} {wrong}")


def _read(text: str) -> tuple[When, str]:
    """A Gregorian date and what is odd about it; _NotRead if it is none."""
    for pattern, word in ((_ABOUT, "about"), (_BEFORE, "before"), (_AFTER, "after")):
        found = pattern.fullmatch(text)
        if found:
            part, wrong = _part(found[1])
            return when.parse(f"{word} {part.iso}"), wrong
    found = _BETWEEN.fullmatch(text)
    if found:
        return _between(found[1], found[2])
    found = _FROM.fullmatch(text)
    if found:
        part, wrong = _part(found[1])
        return When(part.first, None, words=f"from {part.iso}"), wrong
    found = _TO.fullmatch(text)
    if found:
        part, wrong = _part(found[1])
        return When(None, part.last, words=f"to {part.iso}"), wrong
    part, wrong = _part(text)
    return when.parse(part.iso), wrong


def _between(one: str, other: str) -> tuple[When, str]:
    (first, wrong), (last, wrong_too) = _part(one), _part(other)
    if last.last < first.first:
        first, last = last, first
        wrong = "runs backwards. Its ends were taken the other way round."
    return when.parse(f"between {first.iso} and {last.iso}"), wrong or wrong_too


def _part(text: str) -> tuple[Part, str]:
    """A year, month or day, and what is odd about it."""
    iso = _ISO.fullmatch(text.strip())
    if iso:
        return _real(
            Part(int(iso[1]), int(iso[2]), int(iso[3] or 0)), "is clear, but not written as the standard says."
        )
    found = _SIMPLE.fullmatch(text.strip())
    if not found:
        raise _NotRead("is not a date of the standard. Kept as words.")
    month = _month(found[2]) if found[2] else 0
    part, wrong = _real(Part(_year(found[3], found[4]), month, int(found[1] or 0)), "")
    return part, _NO_SUCH_DAY if found[1] and not part.day else wrong


def _real(part: Part, wrong: str) -> tuple[Part, str]:
    """The part if there is such a day; else the month or the year that holds it."""
    if not 1 <= part.year <= 9999:
        raise _NotRead("is outside the calendar. Kept as words.")
    if part.month > 12:
        return Part(part.year), "names a month that does not exist. Only the year counts."
    if not part.month or not part.day:
        return part, wrong
    try:
        part.first  # noqa: B018  # raises where there is no such day
    except ValueError:
        return Part(part.year, part.month), _NO_SUCH_DAY
    return part, wrong


def _month(text: str) -> int:
    short = text[:3].upper()
    if short not in MONTHS:
        raise _NotRead("names a month that Kith does not know. Kept as words.")
    return MONTHS.index(short) + 1


def _year(text: str, later: str | None) -> int:
    """The year; of 1731/32 (old and new style) the second."""
    year = int(text)
    if later is None:
        return year
    if not str(year + 1).endswith(later):
        raise _NotRead("names two years that do not follow each other. Kept as words.")
    return year + 1


def period(payload: str, phrase: str = "") -> tuple[tuple[When | None, When | None], str]:
    """The beginning and the end of a time, either of which may be open, and what is wrong with it as a sentence or "".

    A date that is no period is a beginning. Never raises.
    """
    text = " ".join(payload.split())
    if not text:
        return _spoken_period(" ".join(phrase.split()))
    ends = _PERIOD.fullmatch(text)
    if not ends:
        date, wrong = read(payload, phrase)
        return (date, None), wrong
    start, end = (read(part) if part else Dated(None) for part in (ends[1], ends[2]))
    return (start.date, end.date), start.wrong or end.wrong


def _spoken_period(words: str) -> tuple[tuple[When | None, When | None], str]:
    """A period that the standard cannot say, as `gedcom_period` puts it into words."""
    ends = _PERIOD.fullmatch(words) if words else None
    if not ends:
        return (When(None, None, words=words[:_LONGEST]) if words else None, None), ""
    return (_spoken(ends[1]), _spoken(ends[2])), ""


def _spoken(words: str | None) -> When | None:
    if not words:
        return None
    try:
        return when.parse(words)
    except when.DateNotReadable:
        return When(None, None, words=words[:_LONGEST])


def gedcom_period(start: When | None, end: When | None) -> tuple[str, str]:
    """A time as the DATE and the PHRASE of GEDCOM 7, read back by `period`; two empty texts if nothing is known."""
    ends = [("FROM", start), ("TO", end)]
    shapes = [(word, dated.shape(date)) for word, date in ends if date]
    if all(shape.kind == "on" for _, shape in shapes):
        return " ".join(f"{word} {_written(shape.parts[0])}" for word, shape in shapes), ""
    return "", " ".join(f"{word.lower()} {dated.plain(date)}" for word, date in ends if date)


def gedcom(date: When) -> tuple[str, str]:
    """A date as the DATE and the PHRASE of GEDCOM 7: `read` of the two gives the same first and last day.

    Words of the family's own stand in the phrase; words that only say the date do not.
    """
    kind, parts = dated.shape(date)
    if kind == "words":
        return "", date.words
    written = [_written(part) for part in parts]
    payload = {
        "on": "{0}", "about": "ABT {0}", "before": "BEF {0}", "after": "AFT {0}", "between": "BET {0} AND {1}",
    }[kind].format(*written)  # fmt: skip
    return payload, "" if _says_only(date) else date.words


def _says_only(date: When) -> bool:
    """Whether the words of a date say nothing but the date."""
    try:
        again = when.parse(date.words or dated.plain(date))
    except when.DateNotReadable:
        return False
    return (again.first, again.last, again.about) == (date.first, date.last, date.about)


def _written(part: Part) -> str:
    words = [str(part.day)] if part.day else []
    return " ".join([*words, *([MONTHS[part.month - 1]] if part.month else []), f"{part.year:04}"])
