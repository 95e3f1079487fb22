"""What two spellings of a name have in common: the text as it is compared, beside the text as it was written.

Nothing here changes what is stored. A name is kept exactly as it was written; only comparisons use these forms.
"""

import functools
import re
import unicodedata
from collections.abc import Iterator

from kith.domain.names import lists
from kith.domain.terms import Term

# A comparison looks at no more than this much of a name; what is stored is never cut here.
LONGEST = 200
# Letters that Unicode does not take apart into a letter and a mark.
_WHOLE_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i", "ħ": "h", "ß": "ss", "ə": "e"}
)
# Marks that a name may be written with or without: accents (classes from 200 on) and the vowel signs of Arabic
# and Hebrew script (10 to 36). Others, as in Devanagari, are letters of their own.
_ACCENTS_FROM = 200
_VOWEL_SIGNS = range(10, 37)
_INVISIBLE = {"Cf", "Cc", "Cs", "Co", "Cn"}
_DIRECTIONS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
_APOSTROPHES = re.compile("['\u2019\u2018\u02bc\u02bb\u02bf\u02be`\u00b4\u2032]")
_LETTERS = re.compile(r"[^\W\d_][^\W_]*(?:[\u0300-\u036f][^\W_]*)*")
_NOT_KNOWN = frozenset(
    ["unknown", "not known", "n k", "nk", "n a", "tbc", "tba", "unnamed", "no name", "nkn", "not recorded", "not given"]
)
_PLACEHOLDERS = frozenset(["baby", "baby boy", "baby girl", "infant", "male", "female", "test", "null", "none", "nan"])


class Oddity(Term):
    """Something about a name that a person should look at. It never stops the name from being kept."""

    HIDDEN = "hidden", "It holds characters that cannot be seen"
    DIRECTION = "direction", "It holds characters that turn the direction of writing"
    ALPHABETS = "alphabets", "One word of it mixes letters of two alphabets that look alike"
    NOT_TEXT = "not_text", "It holds characters that are no text"
    NO_LETTERS = "no_letters", "It holds no letters"
    NOT_A_NAME = "not_a_name", "It may stand for a name that was not known"
    LONG = "long", f"It is longer than {LONGEST} characters; only the beginning is compared"


def folded(text: str) -> str:
    """The text as it is compared: one form of each letter (NFKC), no capitals, nothing invisible, single spaces.

    Accents stay. Letters of other alphabets that look alike stay apart: see `oddities`.
    """
    return _folded(text[:LONGEST])


@functools.lru_cache(maxsize=65_536)
def _folded(text: str) -> str:
    visible = "".join(_visible(text))
    wide = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", visible).casefold())
    return " ".join(wide.split())


def _visible(text: str) -> Iterator[str]:
    for letter in text:
        if letter.isspace():
            yield " "
        elif letter.isascii() and letter.isprintable() or unicodedata.category(letter) not in _INVISIBLE:
            yield letter


def plain(text: str) -> str:
    """The folded text without accents: "josé" and "jose" are the same."""
    return _plain(text[:LONGEST])


@functools.lru_cache(maxsize=65_536)
def _plain(text: str) -> str:
    shape = unicodedata.normalize("NFKD", folded(text)).translate(_WHOLE_LETTERS)
    return unicodedata.normalize("NFC", "".join(letter for letter in shape if not _is_mark(letter)))


def _is_mark(letter: str) -> bool:
    kind = unicodedata.combining(letter)
    return kind >= _ACCENTS_FROM or kind in _VOWEL_SIGNS


def words(text: str) -> tuple[str, ...]:
    """The words of a name, folded, with accents. Hyphens part words, apostrophes do not; titles and digits go.

    A text that only says that the name is not known has no words.
    """
    return _words(text[:LONGEST])


@functools.lru_cache(maxsize=65_536)
def _words(text: str) -> tuple[str, ...]:
    joined = _APOSTROPHES.sub("", folded(text))
    found = tuple(_LETTERS.findall(joined))
    if " ".join(found) in _NOT_KNOWN:
        return ()
    return tuple(_without_titles(found)) or found


def _without_titles(found: tuple[str, ...]) -> Iterator[str]:
    """The words after those that stand before a name: kin words and titles at the beginning, some titles anywhere."""
    at_start = True
    for word in found:
        at_start = at_start and (lists.is_kin_word(word) or lists.is_title(word))
        if not at_start and not lists.is_title_anywhere(word):
            yield word


def oddities(text: str) -> tuple[Oddity, ...]:
    """What a person should look at in a name, in the order of `Oddity`; most names have nothing."""
    return tuple(odd for odd in Oddity if _CHECKS[odd](text))


@functools.lru_cache(maxsize=65_536)
def alphabet(word: str) -> str:
    """The alphabet of a word by Unicode's names of its letters ("LATIN"); "" for none, "MIXED" for several."""
    if word.isascii():
        return "LATIN" if any(map(str.isalpha, word)) else ""
    found = {_alphabet_of(letter) for letter in word if letter.isalpha()}
    return "MIXED" if len(found) > 1 else next(iter(found), "")


@functools.lru_cache(maxsize=4_096)
def _alphabet_of(letter: str) -> str:
    name = unicodedata.name(letter, "OTHER").split(" ", 1)[0]
    # Japanese is written in several at once; so is Chinese text with its own marks.
    return "CJK" if name in {"HIRAGANA", "KATAKANA", "IDEOGRAPHIC"} else name


def _has_hidden(text: str) -> bool:
    return any(not letter.isspace() and unicodedata.category(letter) in {"Cf", "Cc"} for letter in text[:LONGEST])


def _says_nothing(text: str) -> bool:
    said = " ".join(_LETTERS.findall(plain(text)))
    return said in _NOT_KNOWN or said in _PLACEHOLDERS


_CHECKS = {
    Oddity.HIDDEN: _has_hidden,
    Oddity.DIRECTION: lambda text: not _DIRECTIONS.isdisjoint(text[:LONGEST]),
    Oddity.ALPHABETS: lambda text: any(alphabet(word) == "MIXED" for word in words(text)),
    Oddity.NOT_TEXT: lambda text: any(unicodedata.category(letter) in {"Cs", "Cn"} for letter in text[:LONGEST]),
    Oddity.NO_LETTERS: lambda text: bool(text.strip()) and not _LETTERS.search(folded(text)),
    Oddity.NOT_A_NAME: _says_nothing,
    Oddity.LONG: lambda text: len(text) > LONGEST,
}
