"""Traces that an address, a number or a handle leaves in free text, however it is spaced or written.

Two ways to look: by ``keys`` (phone numbers and UK postcodes, which are one whatever stands around them, and so can be
compared as keyed digests without opening anything) and by ``phrases`` (the words of a whole value in their order).
Text is never changed; offsets are code points of the text as it was given, half-open.
"""

import functools
import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kith.domain import said_numbers
from kith.domain.terms import ReachKind

# What may stand between two parts of a number or a postcode, also in the name of a file.
_GAP = r"[\s.\-()/·_\u00ad\u200b-\u200d\u2060\ufeff]{0,3}"
_DIGITS = re.compile(rf"\d(?:{_GAP}\d){{8,}}")
# The form of a postcode: area and district, then one digit and two letters (Royal Mail, Programmers' Guide, ed. 7).
_ENDS = r"(?![A-Za-z\d])"
_POSTCODE = re.compile(rf"(?<![A-Za-z\d])[A-Za-z]{{1,2}}\d[A-Za-z\d]?{_GAP}\d{_GAP}[A-Za-z]{{2}}{_ENDS}")
# The same as hasty people write it: a gap behind the area, a letter for the digit it looks like. Each place is tried,
# since much else has this form; nothing is taken for a postcode by it, only compared with those that are known.
_HASTY = re.compile(
    rf"(?<![A-Za-z\d])(?=([A-Za-z]{{1,2}}{_GAP}\d[A-Za-z\d]?{_GAP}([\dOoIl]){_GAP}([A-Za-z]{{2}}){_ENDS}))"
)
_LOOKS_LIKE = str.maketrans("OoIl", "0011")
# A word of letters or of figures. Accents written apart, signs without a width and apostrophes stand inside one.
_NO_WIDTH = r"\u00ad\u200b-\u200d\u2060\ufeff"
_WORD = re.compile(rf"\d(?:[{_NO_WIDTH}]*\d)*|[^\W\d_](?:[{_NO_WIDTH}\u0300-\u036f'’ʼ]*[^\W\d_])*")
# A national number has nine or ten digits after the 0 (Ofcom, National Telephone Numbering Plan); another country's is
# known by as many at its end.
_LENGTHS = (10, 9)
_DIALLED = ("00440", "0044", "440", "44", "0")
_DIALLED_FIRST = re.compile(r"(?=((?:0044|44)0?|0)([1-9]\d{8,9}))")
# Two numbers in one line: what stands between them, and what the longest single one has (ITU-T E.164).
_BETWEEN, _NEXT, _LONGEST = re.compile(r"[,;/\n]|\b(?:or|and)\b", re.IGNORECASE), re.compile(r"\s+(?=[+0])"), 15
_SHORT = {
    "st": "street", "rd": "road", "ave": "avenue", "av": "avenue", "ln": "lane", "cl": "close", "dr": "drive",
    "ct": "court", "cres": "crescent", "gdns": "gardens", "gdn": "garden", "pl": "place", "sq": "square",
    "terr": "terrace", "ter": "terrace", "hse": "house", "apt": "flat", "no": "", "number": "", "saint": "street",
}  # fmt: skip
# Fewer letters and digits than this are found everywhere.
_TOO_SHORT = 5
# From how many letters on an s at the end makes no other word of it: John's, Johns; garden, gardens.
_PLURAL_FROM = 4
# What a numbered street ends with; a street without such a word is not known by its form.
_STREETS = frozenset({"street", "road", "avenue", "lane", "close", "drive", "court", "crescent", "garden", "square",
                      "terrace", "way", "grove", "hill", "row", "mews"})  # fmt: skip
_MOST_WORDS_OF_A_STREET = 5
# A part of a house; with its number alone it says nothing.
_PARTS = frozenset({"flat", "apartment", "unit", "room", "floor", "block", "house"})
_BESIDE_A_NAME = frozenset({"in", "on", "at", "the", "of", "by"})


class _Forms(dict[int, str]):
    """Each sign in its plain form, where that is one sign too: so places in a text stay what they are."""

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFKC", chr(code))
        kept = plain if len(plain) == 1 else chr(code)
        self[code] = "-" if unicodedata.category(kept) == "Pd" or kept == "\u2212" else kept
        return self[code]


_FORMS = _Forms()


def _even(text: str) -> str:
    return text.translate(_FORMS).replace("%20", "   ")


@dataclass(frozen=True, slots=True)
class Trace:
    """Where something stands in a text, and the key under which it is compared."""

    start: int
    end: int
    key: str


def traces(text: str) -> Iterator[Trace]:
    """Every place of a text that could be a phone number or a postcode. A run of digits gives each number in it."""
    even = _even(text)
    for found in _HASTY.finditer(even):
        yield Trace(found.start(1), found.end(1), _postcode_key(even, found))
    for run in _DIGITS.finditer(even):
        places = [run.start() + at for at, one in enumerate(run[0]) if one.isdecimal()]
        digits = _digits(run[0])
        for length in _LENGTHS:
            for first in range(len(digits) - length + 1):
                if digits[first] != "0":
                    start, end = places[_before(digits, first)], places[first + length - 1] + 1
                    yield Trace(start, end, f"phone:{digits[first : first + length]}")
    yield from _said(even)


def _said(even: str) -> Iterator[Trace]:
    """Numbers in words. What is dialled before one must be said too: much else is counted in words."""
    for run in said_numbers.runs(even):
        digits = "".join(one.digit for one in run)
        for found in _DIALLED_FIRST.finditer(digits):
            for length in _LENGTHS:
                national, end = found[2][:length], found.start(2) + length
                if len(national) == length:
                    yield Trace(run[found.start(1)].start, run[end - 1].end, f"phone:{national}")


def _postcode_key(even: str, found: re.Match[str]) -> str:
    area, digit, unit = even[found.start(1) : found.start(2)], found[2].translate(_LOOKS_LIKE), found[3]
    return f"postcode:{_letters(area + digit + unit)}"


def _digits(text: str) -> str:
    return "".join(str(unicodedata.decimal(one)) for one in text if one.isdecimal())


def _before(digits: str, first: int) -> int:
    """Where a number begins with what is dialled before it: 0, or the country's 44 or 0044, with or without a 0."""
    for dialled in _DIALLED:
        if digits[:first].endswith(dialled):
            return first - len(dialled)
    return first


def is_a_way(text: str) -> bool:
    """Whether a text has the form of a phone number, a postcode or a numbered street in it, whoever's it may be."""
    even = _even(text)
    if _POSTCODE.search(even) or any(trace.key.startswith("phone:") for trace in traces(text)):
        return True
    # "St" alone stands before the name of a school or a church too.
    words = ["" if found[0].casefold() in {"st", "saint"} else _plain(found[0]) for found in _WORD.finditer(even)]
    starts = (at for at, word in enumerate(words) if word[:1].isdecimal())
    return any(_STREETS.intersection(words[at + 2 : at + 1 + _MOST_WORDS_OF_A_STREET]) for at in starts)


def keys_of(kind: ReachKind, value: str) -> frozenset[str]:
    """The keys under which a value is found again in any text: its phone numbers, its postcodes."""
    if kind is ReachKind.PHONE:
        return frozenset(f"phone:{number}" for line in _numbers(value) if (number := _national(line)))
    even = _even(value)
    found = {f"postcode:{_letters(one[0])}" for one in _POSTCODE.finditer(even)}
    return frozenset(found or {_postcode_key(even, one) for one in _HASTY.finditer(even)})


def _numbers(value: str) -> Iterator[str]:
    """The digits of each number in a value."""
    for part in _BETWEEN.split(_even(value)):
        for run in _DIGITS.finditer(part):
            several = len(_digits(run[0])) > _LONGEST
            yield from (_digits(one) for one in (_NEXT.split(run[0]) if several else (run[0],)))


def _national(digits: str) -> str:
    """A number without what is dialled before it; one of another country by its last digits. Empty if too short."""
    longest, shortest = _LENGTHS
    if len(digits) in _LENGTHS and not digits.startswith("0"):
        return digits
    before = next((one for one in _DIALLED if digits.startswith(one)), "")
    if before and not digits[len(before) :].startswith("0"):
        bare = digits[len(before) :][:longest]
        return bare if len(bare) >= shortest else ""
    return next((digits[-length:] for length in reversed(_LENGTHS) if digits[-length:][:1] not in ("", "0")), "")


def phrases_of(kind: ReachKind, value: str) -> frozenset[tuple[str, ...]]:
    """The runs of words by which a value is known again; of an address each that has a number and a name.

    A house without a number is known by its name with any other line; everything else by all of its words.
    """
    if kind is ReachKind.PHONE:
        return frozenset()
    if kind is not ReachKind.ADDRESS:
        return frozenset({_words(value)} if _is_enough(_words(value)) else ())
    lines = [_words(line) for line in re.split(r"[,;\n]", _POSTCODE.sub(" ", _even(value)))]
    return frozenset(run for run in _runs([line for line in lines if line]) if _is_enough(run))


def _runs(lines: list[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """The runs of an address. A part of a house, or a number alone, belongs to the line below it."""
    part: tuple[str, ...] = ()
    while len(lines) > 1 and not _is_a_name(lines[0]):
        part, lines = (*part, *lines[0]), lines[1:]
    if not lines:
        return
    house, *rest = lines
    numbered = {run for line in lines for run in _numbered(line)}
    yield from numbered or _numbered((*part, *house))
    if not numbered:
        yield from ((*house, *line) for line in rest) if rest else ((*part, *house),)


def _numbered(line: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """A number with the name behind it, as far as the word for a street, in either order; a name with its number."""
    for at, word in enumerate(line):
        name = tuple(itertools.dropwhile(str.isdecimal, line[at + 1 :]))
        # "Flat 3, 14 Harbour Lane": the 3 is no number of the street.
        is_flat = at and line[at - 1] in _PARTS and line[at + 1 : at + 2] != name[:1]
        if word.isdecimal() and not is_flat and _is_a_name(name):
            name = _to_the_street(name)
            yield (word, *name)
            yield (*name, word)
    if line and line[-1].isdecimal() and _is_a_name(line[:-1]):
        yield line


def _is_a_name(words: tuple[str, ...]) -> bool:
    return any(len(word) > 1 and not word.isdecimal() and word not in _PARTS | _STREETS for word in words)


def _to_the_street(name: tuple[str, ...]) -> tuple[str, ...]:
    """A name up to its word for a street: "mill hill road", and not the town behind it."""
    for at, word in enumerate(name, start=1):
        if at > 1 and word in _STREETS and _STREETS.isdisjoint(name[at : at + 1]):
            return name[:at]
    return name


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
        words = [(found.start(), found.end(), _plain(found[0])) for found in _WORD.finditer(_even(text))]
        words = [word for word in words if word[2]]
        for at, (start, _, first) in enumerate(words):
            for phrase, every, behind in self._by_first.get(first, ()):
                last = _fits(words, at, phrase)
                if not last:
                    continue
                while last < len(words) and words[last][2] in every:
                    last += 1
                yield start, words[last - 1][1], behind


def _fits(words: Sequence[tuple[int, int, str]], at: int, phrase: tuple[str, ...]) -> int:
    """Behind which word a phrase ends that begins at one, whatever little words stand between; 0 where it does not."""
    for word in phrase:
        while at < len(words) and words[at][2] != word and words[at][2] in _BESIDE_A_NAME:
            at += 1
        if at == len(words) or words[at][2] != word:
            return 0
        at += 1
    return at


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
    return tuple(word for found in _WORD.finditer(_even(text)) if (word := _plain(found[0])))


@functools.lru_cache(maxsize=4096)
def _plain(word: str) -> str:
    folded = unicodedata.normalize("NFKD", word).casefold()
    bare = "".join(one for one in folded if one.isalnum())
    whole = _SHORT.get(bare, bare)
    return whole[:-1] if len(whole) > _PLURAL_FROM and whole.endswith("s") else whole


def _letters(text: str) -> str:
    return "".join(one for one in text.upper() if one.isalnum())


def _is_enough(words: tuple[str, ...]) -> bool:
    return sum(len(word) for word in words) >= _TOO_SHORT
