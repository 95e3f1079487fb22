"""Turning a cell as sent into the value it stands for, once for each different text.

A national return repeats the same few thousand dates and codes a million times, so every kind of value has a memo
from text to value. That memo is what makes plain Python fast enough here.
"""

import datetime
import re
from collections.abc import Callable

from kith.domain.returns import tables

EARLIEST = datetime.date(1850, 1, 1)
LATEST = datetime.date(2150, 12, 31)

# Keeps a memo of texts that never repeat (postcodes, URNs) from growing with the file.
_MEMO_SIZE = 200_000

_UK_DATE = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})(?: 00:00(?::00)?)?")
_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
_PARTIAL_DATE = re.compile(r"([0-9]{2}|ZZ)/([0-9]{2}|ZZ)/([0-9]{4}|ZZZZ)")
_NUMBER = re.compile(r"([0-9]{1,6})(?:\.0)?")

# Before 2025 the return said 1 and 2 for what it now calls M and F (rule 101 of the 2024/25 set).
_SEX = {"1": "M", "2": "F"}


class NotThis(ValueError):
    """The text is not a value of this kind."""


class Memo(dict[str, object]):
    """Text to value. A blank gives None; so does a text that is no value of the kind, which `bad` then holds."""

    __slots__ = ("bad", "_parse")

    def __init__(self, parse: Callable[[str], object]) -> None:
        super().__init__()
        self.bad: set[str] = set()
        self._parse = parse

    def __missing__(self, text: str) -> object:
        if len(self) > _MEMO_SIZE:
            self.clear()
        stripped = text.strip()
        value: object = None
        if stripped:
            try:
                value = self._parse(stripped)
            except NotThis:
                self.bad.add(text)
        self[text] = value
        return value


def parse_date(text: str) -> datetime.date:
    """DD/MM/YYYY or YYYY-MM-DD, with or without midnight. Month first is never guessed at. Raises NotThis."""
    if match := _UK_DATE.fullmatch(text):
        day, month, year = map(int, match.groups())
    elif match := _ISO_DATE.fullmatch(text):
        year, month, day = map(int, match.groups())
    else:
        raise NotThis
    try:
        on = datetime.date(year, month, day)
    except ValueError as impossible:
        raise NotThis from impossible
    if not EARLIEST <= on <= LATEST:
        raise NotThis
    return on


def memos() -> dict[tables.Kind, Memo]:
    """A fresh set of memos, one a kind."""
    return {
        tables.Kind.ID: Memo(str),
        tables.Kind.TEXT: Memo(str),
        tables.Kind.CODE: Memo(str.upper),
        tables.Kind.SEX: Memo(_sex),
        tables.Kind.DATE: Memo(parse_date),
        tables.Kind.PARTIAL_DATE: Memo(_partial_date),
        tables.Kind.POSTCODE: Memo(_postcode),
        tables.Kind.NUMBER: Memo(_number),
    }


def _sex(text: str) -> str:
    return _SEX.get(text, text.upper())


def _partial_date(text: str) -> str:
    """DD/MM/YYYY where an unknown day, month or year is written zz (the guide's own form)."""
    if not _PARTIAL_DATE.fullmatch(text.upper()):
        raise NotThis
    return text.lower()


def _postcode(text: str) -> str:
    """Upper case with one space before the last three characters: the form that postcode data uses."""
    packed = "".join(text.upper().split())
    return f"{packed[:-3]} {packed[-3:]}" if len(packed) > 4 else packed


def _number(text: str) -> int:
    """A whole number in ordinary digits. Signs, exponents, other scripts' digits and underscores are refused."""
    match = _NUMBER.fullmatch(text)
    if not match:
        raise NotThis
    return int(match[1])
