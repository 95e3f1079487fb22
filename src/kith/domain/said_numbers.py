"""Numbers written as they are said: "oh seven seven double oh, nine hundred"; each digit with its place in the text."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_UNITS = {
    **dict.fromkeys(("oh", "o", "zero", "nought", "naught", "nil"), "0"),
    **{"one": "1", "two": "2", "three": "3", "four": "4", "five": "5"},
    **{"six": "6", "seven": "7", "eight": "8", "nine": "9"},
}
_TEENS = {
    **{"ten": "10", "eleven": "11", "twelve": "12", "thirteen": "13", "fourteen": "14", "fifteen": "15"},
    **{"sixteen": "16", "seventeen": "17", "eighteen": "18", "nineteen": "19"},
}
_TENS = {
    **{"twenty": "2", "thirty": "3", "forty": "4", "fourty": "4", "fifty": "5"},
    **{"sixty": "6", "seventy": "7", "eighty": "8", "ninety": "9"},
}
_TIMES = {"double": 2, "treble": 3, "triple": 3}
_ZEROS = {"hundred": "00", "thousand": "000"}
_SAID = "|".join(sorted({*_UNITS, *_TEENS, *_TENS, *_TIMES, *_ZEROS}, key=len, reverse=True))
_ONE = rf"(?<![^\W_])(?:{_SAID}|\d+)(?![^\W_])"
_RUN = re.compile(rf"{_ONE}(?:[\s,.;:\-–—]{{1,3}}(?:and\s+)?{_ONE}){{3,}}", re.IGNORECASE)
_UNIT_NEXT = re.compile(r"[\s\-]{1,3}(?:one|two|three|four|five|six|seven|eight|nine)\b", re.IGNORECASE)
_TOKEN = re.compile(_ONE, re.IGNORECASE)


class Digit(NamedTuple):
    """One digit, and where the word that says it stands."""

    digit: str
    start: int
    end: int


def runs(text: str) -> Iterator[list[Digit]]:
    """Each run of digits of which at least one is said in words."""
    for run in _RUN.finditer(text):
        if any(letter.isalpha() for letter in run[0]):
            yield list(_digits(run[0], run.start()))


def _digits(run: str, offset: int) -> Iterator[Digit]:
    times, begun = 1, 0
    for one in _TOKEN.finditer(run):
        word = one[0].lower()
        if word in _TIMES:
            times, begun = _TIMES[word], one.start()
            continue
        for digit in _value(word, run, one.end()) * times:
            yield Digit(digit, offset + (begun if times > 1 else one.start()), offset + one.end())
        times = 1


def _value(word: str, run: str, end: int) -> str:
    """The digits of a word. "Sixty four" is 64; "sixty, four" is 60 and 4."""
    if word in _TENS:
        return _TENS[word] if _UNIT_NEXT.match(run, end) else f"{_TENS[word]}0"
    return _UNITS.get(word) or _TEENS.get(word) or _ZEROS.get(word) or (word if word.isdecimal() else "")
