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

# Annex A numbers its answers with letters ("b) Female") and puts words after a code ("U6: Foster placement").
_LETTER = re.compile(r"[a-z]{1,2}\)\s*", re.IGNORECASE)
_LISTED = re.compile(r"([A-Z]{1,4}[0-9]{0,2}[A-Z]?)(?:\s*[:\u2013-].*)?", re.IGNORECASE | re.DOTALL)
_SEXES = {"male": "M", "m": "M", "1": "M", "female": "F", "f": "F", "2": "F", "unknown": "U", "u": "U", "unborn": "U"}
_YES_NO = {"yes": "Y", "y": "Y", "true": "Y", "1": "Y", "no": "N", "n": "N", "false": "N", "0": "N"}
# Words of the seven plans of List 8, each with the plan of terms.PlanValue; the first that fits counts.
_PLANS = (
    ("return to family", "return_home"),
    ("return home", "return_home"),
    ("adoption", "adoption"),
    ("special guardianship", "special_guardianship"),
    ("sgo", "special_guardianship"),
    ("child arrangements", "special_guardianship"),
    ("supported living", "independence"),
    ("independen", "independence"),
    ("residential", "residential"),
    ("foster", "long_term_foster"),
    ("other", "other"),
)
_SUITABLE = (("unsuitable", "2"), ("not suitable", "2"), ("suitable", "1"))
_TOUCH = (
    ("died", "DIED"),
    ("refus", "REFU"),
    ("no longer require", "NREQ"),
    ("returned home", "RHOM"),
    ("yes", "YES"),
    ("no", "NO"),
)

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
        tables.Kind.LISTED: Memo(_listed),
        tables.Kind.LISTED_SEX: Memo(lambda text: _among(_SEXES, text)),
        tables.Kind.YES_NO: Memo(lambda text: _among(_YES_NO, text)),
        tables.Kind.PLAN: Memo(lambda text: _first_that_fits(_PLANS, text)),
        tables.Kind.IN_TOUCH: Memo(lambda text: _first_that_fits(_TOUCH, text)),
        tables.Kind.SUITABLE: Memo(lambda text: _first_that_fits(_SUITABLE, text)),
    }


def _bare(text: str) -> str:
    """An answer without the letter that numbers it: "b) Female" is "Female"."""
    return _LETTER.sub("", text, count=1) if _LETTER.match(text) else text


def _listed(text: str) -> str:
    """The code in front of its words: U6 of "f) U6: Foster placement - not FFA"."""
    match = _LISTED.fullmatch(_bare(text))
    if not match:
        raise NotThis
    return match[1].upper()


def _among(answers: dict[str, str], text: str) -> str:
    try:
        return answers[_bare(text).lower()]
    except KeyError as unknown:
        raise NotThis from unknown


def _first_that_fits(answers: tuple[tuple[str, str], ...], text: str) -> str:
    words = _bare(text).lower()
    for part, answer in answers:
        if part in words:
            return answer
    raise NotThis


def _sex(text: str) -> str:
    return _SEX.get(text, text.upper())


def _partial_date(text: str) -> str:
    """DD/MM/YYYY where an unknown day, month or year is written zz (the guide's own form)."""
    if not _PARTIAL_DATE.fullmatch(text.upper()):
        raise NotThis
    return text.lower()


def _postcode(text: str) -> str:
    """Upper case with one space before the last three characters: the form that postcode data uses.

    A quotation mark is never part of one: it is what an export leaves behind, and the postcode would be found nowhere.
    """
    if '"' in text:
        raise NotThis
    packed = "".join(text.upper().split())
    return f"{packed[:-3]} {packed[-3:]}" if len(packed) > 4 else packed


def _number(text: str) -> int:
    """A whole number in ordinary digits. Signs, exponents, other scripts' digits and underscores are refused."""
    match = _NUMBER.fullmatch(text)
    if not match:
        raise NotThis
    return int(match[1])
