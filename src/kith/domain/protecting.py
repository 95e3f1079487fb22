"""The forms under which the name of a protected person is known again, as hasty people write names (abuse case B1).

Two words of a name must agree, in any order and without accents: both in their letters or as the short and the full
form of one name, or one of them only in its sound. Neither alone is enough: a first name is anybody's, and two sounds
are too many people's.
"""

import itertools
from collections.abc import Iterator

from kith.domain import names

# A sound of fewer consonants is that of too many names: Ball and Bell.
LEAST_BONES = 3
MOST_WORDS = 6


def forms(name: str, variants: names.Variants | None = None) -> frozenset[str]:
    """Every form of a name; two names fit if they share one. Empty for a text without letters."""
    known = variants or names.load()
    words = sorted({names.plain(word) for word in names.words(name)})[:MOST_WORDS]
    if len(words) == 1:
        return frozenset(words)
    return frozenset(form for pair in itertools.combinations(words, 2) for form in _of_two(*pair, known))


def _of_two(one: str, other: str, known: names.Variants) -> Iterator[str]:
    by_name = [[word, *(f"g:{group}" for group in _groups(word, known))] for word in (one, other)]
    by_sound = [[f"s:{bones}" for bones in names.skeletons(word) if len(bones) >= LEAST_BONES] for word in (one, other)]
    for parts in ((by_name[0], by_name[1]), (by_name[0], by_sound[1]), (by_sound[0], by_name[1])):
        yield from (" ".join(sorted(pair)) for pair in itertools.product(*parts))


def _groups(word: str, known: names.Variants) -> Iterator[str]:
    return (names.key(known.rows[group].names[0]) for group in known.groups_of(word))
