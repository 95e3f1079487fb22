"""Traces that an address, a number or a handle leaves in free text, however it is spaced or written.

Two ways to look: by ``keys`` (phone numbers and UK postcodes, which are one whatever stands around them, and so can be
compared as keyed digests without opening anything) and by ``phrases`` (the words of a whole value in their order).
Text is never changed; offsets are code points of the text as it was given, half-open.
"""

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kith.domain.terms import ReachKind

_GAP = r"[\s.\-–()/·\u200b\u2060]{0,3}"
_DIGITS = re.compile(rf"\d(?:{_GAP}\d){{8,}}")
# The form of a postcode: area and district, then one digit and two letters (Royal Mail, Programmers' Guide, ed. 7).
_POSTCODE = re.compile(rf"(?<![A-Za-z\d])[A-Za-z]{{1,2}}\d[A-Za-z\d]?{_GAP}\d{_GAP}[A-Za-z]{{2}}(?![A-Za-z\d])")
_WORD = re.compile(r"[^\W_]+")
# A national number has nine or ten digits after the 0 (Ofcom, National Telephone Numbering Plan).
_LENGTHS = (10, 9)
_SHORT = {
    "st": "street", "rd": "road", "ave": "avenue", "av": "avenue", "ln": "lane", "cl": "close", "dr": "drive",
    "ct": "court", "cres": "crescent", "gdns": "gardens", "gdn": "garden", "pl": "place", "sq": "square",
    "terr": "terrace", "ter": "terrace", "hse": "house", "apt": "flat", "no": "", "saint": "street",
}  # fmt: skip
# Fewer letters and digits than this are found everywhere.
_TOO_SHORT = 5
# What a numbered street ends with; a street without such a word is not known by its form.
_STREETS = frozenset({"street", "road", "avenue", "lane", "close", "drive", "court", "crescent", "gardens", "square",
                      "terrace", "way", "grove", "hill", "row", "mews"})  # fmt: skip
_MOST_WORDS_OF_A_STREET = 5


@dataclass(frozen=True, slots=True)
class Trace:
    """Where something stands in a text, and the key under which it is compared."""

    start: int
    end: int
    key: str


def traces(text: str) -> Iterator[Trace]:
    """Every place of a text that could be a phone number or a postcode. A run of digits gives each number in it."""
    for found in _POSTCODE.finditer(text):
        yield Trace(found.start(), found.end(), f"postcode:{_letters(found[0])}")
    for run in _DIGITS.finditer(text):
        places = [run.start() + at for at, one in enumerate(run[0]) if one.isdecimal()]
        digits = "".join(str(unicodedata.decimal(text[place])) for place in places)
        for length in _LENGTHS:
            for first in range(len(digits) - length + 1):
                if digits[first] != "0":
                    start, end = places[_before(digits, first)], places[first + length - 1] + 1
                    yield Trace(start, end, f"phone:{digits[first : first + length]}")


def _before(digits: str, first: int) -> int:
    """Where a number begins with what is dialled before it: 0, or the country's 44 or 0044, with or without a 0."""
    for dialled in ("00440", "0044", "440", "44", "0"):
        if digits[:first].endswith(dialled):
            return first - len(dialled)
    return first


def is_a_way(text: str) -> bool:
    """Whether a text has the form of a phone number, a postcode or a numbered street in it, whoever's it may be."""
    if any(True for _ in traces(text)):
        return True
    # "St" alone stands before the name of a school or a church too.
    words = ["" if found[0].casefold() in {"st", "saint"} else _plain(found[0]) for found in _WORD.finditer(text)]
    starts = (at for at, word in enumerate(words) if word[:1].isdecimal())
    return any(_STREETS.intersection(words[at + 2 : at + 1 + _MOST_WORDS_OF_A_STREET]) for at in starts)


def keys_of(kind: ReachKind, value: str) -> frozenset[str]:
    """The keys under which a value is found again in any text: its phone number, its postcodes."""
    if kind is ReachKind.PHONE:
        digits = "".join(str(unicodedata.decimal(one)) for one in value if one.isdecimal())
        bare = digits.removeprefix("0044").removeprefix("44").removeprefix("0")
        return frozenset({f"phone:{bare}"} if len(bare) in _LENGTHS else ())
    return frozenset(trace.key for trace in traces(value) if trace.key.startswith("postcode:"))


def phrases_of(kind: ReachKind, value: str) -> frozenset[tuple[str, ...]]:
    """The runs of words by which a value is known again: an address by each of its lines that has a number and a name.

    A house without a number is known by its first two lines together; everything else by all of its words.
    """
    if kind is ReachKind.PHONE:
        return frozenset()
    if kind is not ReachKind.ADDRESS:
        return frozenset({_words(value)} if _is_enough(_words(value)) else ())
    lines = [_words(line) for line in re.split(r"[,;\n]", _POSTCODE.sub(" ", value))]
    lines = [line for line in lines if line]
    numbered = {line for line in lines if line[0][0].isdecimal() and len(line) > 1}
    return frozenset(line for line in (numbered or {sum(lines[:2], ())}) if _is_enough(line))


class Index:
    """Values ordered by the first word of each of their phrases, to be looked for in many texts."""

    def __init__(self, values: Sequence[tuple[ReachKind, str, object]]) -> None:
        """``values``: kind, the value, and what stands behind it (given back where it is found)."""
        self._by_first: dict[str, list[tuple[tuple[str, ...], frozenset[str], object]]] = {}
        for kind, value, behind in values:
            every = frozenset(_words(value))
            for words in phrases_of(kind, value):
                self._by_first.setdefault(words[0], []).append((words, every, behind))

    def find(self, text: str) -> Iterator[tuple[int, int, object]]:
        """Each place where a value stands, as (start, end, what stands behind it); the town behind a street too."""
        if not self._by_first:
            return
        words = [(found.start(), found.end(), _plain(found[0])) for found in _WORD.finditer(text)]
        words = [word for word in words if word[2]]
        for at, (start, _, first) in enumerate(words):
            for phrase, every, behind in self._by_first.get(first, ()):
                last = at + len(phrase)
                if tuple(word[2] for word in words[at:last]) != phrase:
                    continue
                while last < len(words) and words[last][2] in every:
                    last += 1
                yield start, words[last - 1][1], behind


def cover(text: str, spans: Iterable[tuple[int, int, bool]], *, hidden: str, known: str) -> str:
    """A text with its spans (start, end, whether the reader knows it) covered by ``hidden``, or marked with ``known``.

    Spans that overlap are one, and it is covered unless the reader knows every part of it.
    """
    made, done, run = [], 0, [0, 0, True]
    for start, end, knows in [*sorted(spans), (len(text) + 1, len(text) + 1, True)]:
        if start >= run[1]:
            if run[1] > run[0]:
                made += [text[done : run[0]], f"{text[run[0] : run[1]]}{known}" if run[2] else hidden]
                done = run[1]
            run = [start, end, knows]
        else:
            run = [run[0], max(run[1], end), run[2] and knows]
    return "".join(made) + text[done:]


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for found in _WORD.finditer(text) if (word := _plain(found[0])))


@functools.lru_cache(maxsize=4096)
def _plain(word: str) -> str:
    folded = unicodedata.normalize("NFKD", word).casefold()
    bare = "".join(one for one in folded if not unicodedata.combining(one))
    return _SHORT.get(bare, bare)


def _letters(text: str) -> str:
    return "".join(one for one in text.upper() if one.isalnum())


def _is_enough(words: tuple[str, ...]) -> bool:
    return sum(len(word) for word in words) >= _TOO_SHORT
