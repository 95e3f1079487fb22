"""Comparing names: the best way to read two people's names against each other, and what it is worth."""

import functools
import itertools
import math
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kith.domain import names
from kith.domain.matching import frequencies, likeness
from kith.domain.matching.likeness import Level
from kith.domain.matching.model import Evidence, Field
from kith.domain.matching.profiles import Profile, Reading
from kith.domain.matching.scale import Scale

_LEVELS = tuple(Level)
_ORDER = {level: rank for rank, level in enumerate(_LEVELS)}
_WEAK = frozenset([Level.DIFFERENT, Level.LOOKS_ALIKE, Level.OTHER_ALPHABET])
# Where the level says nothing of the letters, its words say which form is meant.
_LINKED = frozenset([Level.NICKNAME, Level.SPELLING, Level.LANGUAGE, Level.FORMS])


# How alike, and the words that agree.
_Level = tuple[str, tuple[str, ...]]


class _Found(NamedTuple):
    """Evidence and the two readings it comes from."""

    evidence: Evidence
    a: Reading
    b: Reading

    @property
    def order(self) -> tuple[float, float, str]:
        return self.evidence.bits, self.evidence.relative, self.evidence.level


def compare(a: Profile, b: Profile, scale: Scale) -> list[Evidence]:
    """The evidence of names: first, middle and family name, in the order in which they agree best."""
    pairs = list(itertools.product(a.readings, b.readings))
    first = _best(found for pair in pairs for found in _first(*pair, scale))
    family = _best(found for pair in pairs if (found := _family(*pair, scale)))
    first, family = _one_word_once(first, family)
    straight = [found.evidence for found in (first, family) if found]
    if first and (middle := _middle(first.a, first.b, scale)):
        straight.insert(1, middle)
    turned = max((_swapped(*pair, scale) for pair in pairs), key=_total, default=[])
    return turned if turned and _total(turned) > _total(straight) else straight


def _best(found: Iterable[_Found]) -> _Found | None:
    return max(found, key=lambda one: one.order, default=None)


def _total(evidence: list[Evidence]) -> float:
    return math.fsum(one.bits for one in evidence) if evidence else -math.inf


def _one_word_once(first: _Found | None, family: _Found | None) -> tuple[_Found | None, _Found | None]:
    """A single word may be a first or a family name, but is not counted as both."""
    alone = first and family and (_alone(first) or _alone(family))
    if not first or not family or not alone:
        return first, family
    return (first, None) if first.order[:2] >= family.order[:2] else (None, family)


def _alone(found: _Found) -> bool:
    return bool(found.a.alone or found.b.alone)


def _first(a: Reading, b: Reading, scale: Scale) -> Iterator[_Found]:
    """The first names of two readings, also where one is the other's middle name or is written as two words."""
    one, other = a.first or a.alone, b.first or b.alone
    if not one or not other:
        return
    yield _Found(_first_words(one, other, (a, b), scale), a, b)
    for joined, single in ((_joined(a), other), (one, _joined(b)), (_joined(a), _joined(b))):
        if joined and single:
            evidence = _first_words(joined, single, (a, b), scale)
            if evidence.level in (Level.SAME, *_LINKED):
                yield _Found(evidence, a, b)
    for word, middles in ((one, b.middle), (other, a.middle)):
        for middle in middles:
            evidence = _first_words(word, middle, (a, b), scale, less=("middle_used",))
            if evidence.level not in _WEAK and len(middle) > 1:
                yield _Found(evidence, a, b)


def _joined(reading: Reading) -> str:
    return reading.first + reading.middle[0] if reading.first and reading.middle else ""


def _first_words(
    one: str, other: str, readings: tuple[Reading, Reading], scale: Scale, *, less: tuple[str, ...] = ()
) -> Evidence:
    found = likeness.first_names(one, other, scale.variants)
    middle = ", as a middle name" if less else ""
    shown = _shown(readings[0].given_text, readings[1].given_text)
    finding = f"{_in_words(found, one, other)}{middle} {shown}"
    count, known = _first_count(found.level, one, other, scale)
    return scale.weigh(Field.FIRST_NAME, found.level, finding, count=count, known=known, less=less)


def _first_count(level: Level, one: str, other: str, scale: Scale) -> tuple[int, float]:
    """How many of the register have a name that would have agreed as well, and the share that is known without it."""
    counts, shares = scale.frequencies, frequencies.common("first")
    plain = (names.plain(one), names.plain(other))
    known = max(shares.get(word, 0.0) for word in plain)
    if level in _LINKED:
        shared = scale.variants.groups_of(plain[0]) & scale.variants.groups_of(plain[1])
        return max((counts.groups.get(group, 0) for group in shared), default=0), known
    if level is Level.SOUND:
        return max(counts.first_sounds.get(names.skeleton(word), 0) for word in (one, other)), known
    return max(counts.first.get(word, 0) for word in plain), known


def _in_words(found: likeness.Likeness, one: str, other: str) -> str:
    if found.link and names.key(found.link.full) not in (names.plain(one), names.plain(other)):
        return f"both are forms of {found.link.full}"
    return found.level.label


def _middle(a: Reading, b: Reading, scale: Scale) -> Evidence | None:
    if not a.middle or not b.middle:
        return None
    _, level, count = max(_middle_level(*pair, scale) for pair in itertools.product(a.middle, b.middle))
    shown = _shown(" ".join(a.middle).title(), " ".join(b.middle).title())
    return scale.weigh(Field.MIDDLE_NAME, level, f"{_MIDDLE_WORDS[level]} {shown}", count=count)


_MIDDLE_WORDS = {"different": "differs", "initial": "the first letter agrees", "alike": "alike", "same": "the same"}


def _middle_level(one: str, other: str, scale: Scale) -> tuple[int, str, int]:
    """Rank, level, and how many of the register have the name."""
    found = likeness.first_names(one, other, scale.variants).level
    count = 0
    if found is Level.SAME and len(one) > 1:
        level, count = "same", scale.frequencies.first.get(names.plain(one), 0)
    elif found in (Level.SAME, Level.INITIAL):
        level = "initial"
    else:
        level = "different" if found in _WEAK else "alike"
    return list(_MIDDLE_WORDS).index(level), level, count


def _family(a: Reading, b: Reading, scale: Scale) -> _Found | None:
    one, other = a.family or _single(a.alone), b.family or _single(b.alone)
    if not one or not other:
        return None
    level, words = _family_level(one, other)
    earlier = a.is_earlier or b.is_earlier
    less = ("earlier",) if earlier and level not in _WEAK else ()
    which = ", as an earlier or other name" if less else ""
    finding = f"{_FAMILY_WORDS.get(level, level)}{which} {_shown(a.family_text, b.family_text)}"
    count, known = _family_count(level, words, scale)
    return _Found(scale.weigh(Field.FAMILY_NAME, level, finding, count=count, known=known, less=less), a, b)


_FAMILY_WORDS = {level.value: level.label for level in Level} | {
    "language": "the same in its form for a man or a woman",
    "part": "one part of a double name agrees",
}


def _single(word: str) -> tuple[str, ...]:
    return (word,) if word else ()


@functools.lru_cache(maxsize=65_536)
def _family_level(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """The level and the words that agree."""
    plain, against = tuple(map(names.plain, one)), tuple(map(names.plain, other))
    if "".join(plain) == "".join(against):
        return "same", plain if plain == against else tuple(sorted({*plain, *against}))
    shared = tuple(sorted(set(plain) & set(against)))
    if shared:
        return "part", shared
    levels = (
        (_ORDER[likeness.family_names(*sorted(pair)).level], sorted(pair)) for pair in itertools.product(one, other)
    )
    rank, pair = min(levels)
    return _LEVELS[rank].value, tuple(pair)


def _family_count(level: str, words: tuple[str, ...], scale: Scale) -> tuple[int, float]:
    """The same for a family name; of several words that agree the rarest counts."""
    counts, shares = scale.frequencies, frequencies.common("family")
    plain = [names.plain(word) for word in words]
    if level == "sound":
        known = max(shares.get(word, 0.0) for word in plain)
        return max(counts.family_sounds.get(names.skeleton(word), 0) for word in words), known
    return min(counts.family.get(word, 0) for word in plain), min(shares.get(word, 0.0) for word in plain)


def _swapped(a: Reading, b: Reading, scale: Scale) -> list[Evidence]:
    """The names in the other order: both agree so, or one does and the other differs. Nothing where none does."""
    if not (a.first and a.family and b.first and b.family):
        return []
    # Which of the two is the first name, nobody can say: sorted, so that a and b may change places.
    crossed = ((_given(a), b.family), (a.family, _given(b)))
    (best, _), (other, firsts) = sorted(
        ((_family_level(*pair), pair) for pair in crossed),
        key=lambda found: (_CROSSED.index(found[0][0]), found[0][1]),
    )
    if best[0] not in _AGREE:
        return []
    shown = _shown(a.written, b.written)
    count, known = _family_count(*best, scale)
    family = scale.weigh(Field.FAMILY_NAME, best[0], f"agrees {shown}", count=count, known=known)
    first = _turned_first(best, other, shown, scale) if other[0] in _AGREE else _form(*firsts, shown, scale)
    if first:
        return [first, family, scale.weigh(Field.ORDER, "swapped", "first and family name are the other way round")]
    first = scale.weigh(Field.FIRST_NAME, "different", f"differs {shown}")
    return [first, family, scale.weigh(Field.ORDER, "crossed", "one name stands in the place of the other")]


def _turned_first(best: _Level, other: _Level, shown: str, scale: Scale) -> Evidence:
    """The first name of two that agree in the other order."""
    level = "same" if other[0] == "part" else other[0]
    count, known = _as_first((best, other), scale)
    return scale.weigh(Field.FIRST_NAME, level, f"agrees {shown}", count=count, known=known)


def _form(a: tuple[str, ...], b: tuple[str, ...], shown: str, scale: Scale) -> Evidence | None:
    """That of two words one is a short or another form of the other as a first name; None where neither is."""
    for one, other in sorted(tuple(sorted(pair)) for pair in itertools.product(a, b)):
        found = likeness.first_names(one, other, scale.variants)
        if found.level in _LINKED:
            count, known = _first_count(found.level, one, other, scale)
            finding = f"{_in_words(found, one, other)} {shown}"
            return scale.weigh(Field.FIRST_NAME, found.level, finding, count=count, known=known)
    return None


_AGREE = ("same", "part", "language", "sound", "close")
_CROSSED = (*_AGREE, "near", "different", "looks_alike", "other_alphabet")


def _given(reading: Reading) -> tuple[str, ...]:
    return names.carriers((reading.first, *reading.middle))


def _as_first(found: Iterable[tuple[str, tuple[str, ...]]], scale: Scale) -> tuple[int, float]:
    """The count and share of the commonest of all these words as a first name."""
    words = {names.plain(word) for _, pair in found for word in pair}
    shares = frequencies.common("first")
    counted = max(scale.frequencies.first.get(word, 0) for word in words)
    return counted, max(shares.get(word, 0.0) for word in words)


def _shown(one: str, other: str) -> str:
    return f"({one})" if one == other else f"({one} \u2013 {other})"
