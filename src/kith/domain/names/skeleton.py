"""The consonants that carry a name through spellings and romanisations: Maxamed, Mohamed and Muhammad are one skeleton.

Written for this project from how names are romanised: Somali writes x for the h of Hassan and c for a sound that
English leaves out; Arabic and Persian names come with kh, gh or q, with ou or u, with single or doubled letters.
Equal skeletons are weak evidence (Hassan and Hussein have the same), never a match.
"""

import functools
import re

from kith.domain.names import folding

# Letters that stand for a sound of their own before their mark is taken off.
_MARKED = str.maketrans(
    {"ş": "sh", "š": "sh", "ș": "sh", "ś": "sh", "ç": "ch", "č": "ch", "ć": "ch", "ž": "zh", "ż": "zh", "ź": "zh"}
    | {"ț": "ts", "ţ": "ts", "ñ": "ny", "ğ": "", "ř": "r"}
)
# In this order. Capitals stand for one sound each: S as in sheep, C as in church.
_SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"e?igh(?=[^aeiou]|$)", "i"),
        (r"(?<=.)ough", "o"),
        (r"^(?:kn|gn|pn)", "n"),
        (r"^wr", "r"),
        (r"^x", "z"),
        (r"sch|sh", "S"),
        (r"tch|ch", "C"),
        (r"ph", "f"),
        (r"ck|kh|q", "k"),
        (r"gh", "g"),
        (r"th", "t"),
        (r"dh", "d"),
        (r"zh|dj", "j"),
        (r"x", "ks"),
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
    )
]
# Other ways to read the same letters, each tried where it changes anything.
_SOMALI = ((re.compile(r"x"), "h"), (re.compile(r"c(?!h)"), ""))
_CONTINENTAL = (
    (re.compile(r"sz"), "S"),
    (re.compile(r"cz"), "C"),
    (re.compile(r"^i(?=[aou])"), "y"),
    (re.compile(r"^j|(?<!d)j(?=[aou])"), "y"),
    (re.compile(r"w"), "v"),
)
_ALBANIAN = ((re.compile(r"xh"), "j"), (re.compile(r"x"), "dz"), (re.compile(r"q"), "C"))
_DOUBLED = re.compile(r"(.)\1+")
_SILENT_H = re.compile(r"(?<!^)h(?![aeiouy])")
_VOWELS = re.compile(r"[aeiou]|(?<!^)[yw]")


@functools.lru_cache(maxsize=65_536)
def skeletons(word: str) -> frozenset[str]:
    """The skeletons of one word, one for each way to read it; none where it has no Latin letters.

    A first vowel is kept as "*", the others are dropped.
    """
    letters = folding.plain(word.translate(_MARKED))
    if not letters.isascii() or not letters.isalpha():
        return frozenset()
    readings = {letters}
    for reading in (_SOMALI, _CONTINENTAL, _ALBANIAN):
        readings.add(_replaced(letters, reading))
    return frozenset(_bones(reading) for reading in readings)


def skeleton(word: str) -> str:
    """The first skeleton of a word read as English, "" where there is none."""
    letters = folding.plain(word.translate(_MARKED))
    return _bones(letters) if letters.isascii() and letters.isalpha() else ""


def _replaced(letters: str, reading: tuple[tuple[re.Pattern[str], str], ...]) -> str:
    for pattern, sound in reading:
        letters = pattern.sub(sound, letters)
    return letters


def _bones(letters: str) -> str:
    for pattern, sound in _SOUNDS:
        letters = pattern.sub(sound, letters)
    letters = _SILENT_H.sub("", _DOUBLED.sub(r"\1", letters))
    bones = _VOWELS.sub("", letters[1:])
    first = letters[:1]
    return ("*" if first in "aeiou" else first) + bones if first else ""
