"""How alike two words of a name are: one level, from the same word down to different ones."""

import functools
from typing import NamedTuple

from rapidfuzz.distance import JaroWinkler

from kith.domain import names
from kith.domain.terms import Term

# The levels of the matching paper (maps-and-finding 4.4): Jaro-Winkler from 0.92 and from 0.85.
CLOSE, NEAR = 0.92, 0.85
# Equal skeletons count where they hold at least two consonants and the vowels do not speak against it.
_BONES = 2
SOUND_LEAST = 0.70
SHORT_HEAD, SHORT_TAIL, SHORTER_BY = 3, 4, 2


class Level(Term):
    """How alike two words are, best first. The label follows "First name:"."""

    SAME = "same", "the same"
    NICKNAME = "nickname", "nickname of"
    SPELLING = "spelling", "another spelling of"
    LANGUAGE = "language", "form of the same name"
    FORMS = "forms", "both are forms of another name"
    SHORT = "short", "may be short for"
    INITIAL = "initial", "only the first letter is known, and agrees"
    SOUND = "sound", "sounds like"
    CLOSE = "close", "nearly the same letters"
    NEAR = "near", "like in many letters"
    DIFFERENT = "different", "differs"
    LOOKS_ALIKE = "looks_alike", "looks or sounds alike, but is a different name"
    OTHER_ALPHABET = "other_alphabet", "written in another alphabet, compare by eye"


class Likeness(NamedTuple):
    """A level and, where the list of names knows why, its row."""

    level: Level
    link: names.Link | None = None


_OF_KIND = {
    names.Kind.NICKNAME: Level.NICKNAME,
    names.Kind.SPELLING: Level.SPELLING,
    names.Kind.LANGUAGE: Level.LANGUAGE,
}


def first_names(one: str, other: str, variants: names.Variants) -> Likeness:
    """How alike two first names are. Each is one word as `names.words` gives it; the order makes no difference."""
    return _first_names(*sorted((one, other)), variants=_ByIdentity(variants))


class _ByIdentity(NamedTuple):
    """A list of names as a cache key: it is too large to be compared by its content."""

    variants: names.Variants

    def __hash__(self) -> int:
        return id(self.variants)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ByIdentity) and other.variants is self.variants


@functools.lru_cache(maxsize=65_536)
def _first_names(one: str, other: str, *, variants: _ByIdentity) -> Likeness:
    plain, against = names.plain(one), names.plain(other)
    if plain == against:
        return Likeness(Level.SAME)
    known = variants.variants
    link = known.link(plain, against)
    if link:
        both_short = link.kind is names.Kind.NICKNAME and names.key(link.full) not in (plain, against)
        return Likeness(Level.FORMS if both_short else _OF_KIND[link.kind], link)
    if known.are_different(plain, against):
        return Likeness(Level.LOOKS_ALIKE)
    if _apart(one, other):
        return Likeness(Level.OTHER_ALPHABET)
    if 1 in (len(plain), len(against)):
        return Likeness(Level.INITIAL if plain[:1] == against[:1] else Level.DIFFERENT)
    if _is_short_for(plain, against):
        return Likeness(Level.SHORT)
    return Likeness(_by_letters(one, other))


@functools.lru_cache(maxsize=65_536)
def family_names(one: str, other: str) -> Likeness:
    """How alike two words of family names are. Nobody's family name is a nickname of another's."""
    plain, against = names.plain(one), names.plain(other)
    if plain == against:
        return Likeness(Level.SAME)
    if names.family_stem(plain) == names.family_stem(against):
        return Likeness(Level.LANGUAGE)
    if _apart(one, other):
        return Likeness(Level.OTHER_ALPHABET)
    return Likeness(_by_letters(one, other))


def _by_letters(one: str, other: str) -> Level:
    alike = JaroWinkler.similarity(names.plain(one), names.plain(other))
    if alike >= SOUND_LEAST and _share_skeleton(one, other):
        return Level.SOUND
    if alike >= CLOSE:
        return Level.CLOSE
    return Level.NEAR if alike >= NEAR else Level.DIFFERENT


def _share_skeleton(one: str, other: str) -> bool:
    shared = names.skeletons(one) & names.skeletons(other)
    return any(len(bones.lstrip("*")) >= _BONES for bones in shared)


def _apart(one: str, other: str) -> bool:
    """Whether letters cannot be compared: another alphabet, or letters of two that look alike in one word."""
    alphabet, another = names.alphabet(one), names.alphabet(other)
    return alphabet != another or alphabet == "MIXED"


def _is_short_for(one: str, other: str) -> bool:
    """Whether the shorter one begins the longer (Funmi, Funmilayo) or, with four letters, ends it (Wale, Adewale)."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) < SHORTER_BY:
        return False
    return (len(short) >= SHORT_HEAD and long.startswith(short)) or (len(short) >= SHORT_TAIL and long.endswith(short))
