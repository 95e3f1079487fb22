"""The keys by which a person is found again: for an index in memory or in a database table of (key, person)."""

import itertools
from collections.abc import Iterator

from kith.domain import names
from kith.domain.matching.model import Born, Person

# A word may be found from this many letters on while it is being typed.
PREFIX = 3
# Skeletons shorter than this are not found with a consonant missing: too many names would be.
_LEAST_BONES = 3

# Goes up with every change of the rules below or of names.skeletons: stored keys are then made anew.
RULES = 2

Aspect = frozenset[str]


def keys(person: Person, variants: names.Variants | None = None) -> frozenset[str]:
    """Every key of a person: store these, and look up those of whoever is sought. At most a few dozen, all short text.

    Words of all names (former ones too) by their letters, their sound, their sound with one consonant missing, the full
    forms of nicknames, their first letters; birth dates whole and with one part left out; phones, e-mail, postcode.
    """
    return frozenset(key for aspect in aspects(person, variants) for key in aspect)


def version(variants: names.Variants | None = None) -> str:
    """Names the rules and the list of names that keys are made with. Store it; where it differs, make the keys anew."""
    return f"{RULES}-{(variants or names.load()).digest[:16]}"


def aspects(person: Person, variants: names.Variants | None = None) -> tuple[Aspect, ...]:
    """The keys, one set for each thing that can agree: each word, the whole name, the birth date, each contact point.

    Who agrees in one aspect by several keys agrees once: count the rarest.
    """
    known = variants or names.load()
    profile = person.profile
    words = dict.fromkeys(
        word
        for reading in profile.readings
        for word in (reading.first, *reading.middle, *reading.family, reading.alone)
        if word
    )
    found = [word_keys(word, known) for word in words]
    found.append(
        frozenset(
            key
            for reading in profile.readings
            for word in reading.family
            for key in pair_keys((reading.first, word) if reading.first else ())
        )
    )
    found.append(frozenset(date_keys(person.born) if person.born else ()))
    found.append(frozenset([f"o:{profile.postcode}"] if profile.postcode else []))
    found.extend(frozenset([f"t:{phone}"]) for phone in sorted(profile.phones))
    found.extend(frozenset([f"e:{email}"]) for email in sorted(profile.emails))
    return tuple(aspect for aspect in found if aspect)


def word_keys(word: str, variants: names.Variants) -> Aspect:
    """The keys of one word of a name."""
    plain = names.plain(word)
    found = {f"w:{plain}"}
    if len(plain) >= PREFIX:
        found.add(f"p:{plain[:PREFIX]}")
    found.update(f"g:{names.key(variants.rows[group].names[0])}" for group in variants.groups_of(plain))
    for bones in names.skeletons(word):
        found.add(f"s:{bones}")
        if len(bones) >= _LEAST_BONES:
            found.add(f"d:{bones}")
            found.update(f"d:{bones[:at]}{bones[at + 1 :]}" for at in range(len(bones)))
    return frozenset(found)


def pair_keys(words: tuple[str, ...]) -> Iterator[str]:
    """Every two words together, by sound, in either order: rare, so they find at once."""
    bones = [names.skeleton(word) for word in words]
    for one, other in itertools.combinations(bones, 2):
        yield "n:{}|{}".format(*sorted((one, other)))


def date_keys(born: Born) -> Iterator[str]:
    """A birth date whole (day and month in either order) and with each of its parts left out."""
    yield f"y:{born.year}"
    if born.month is None or born.day is None:
        return
    early, late = sorted((born.month, born.day))
    yield f"b:{born.year}-{early}-{late}"
    yield f"bm:{born.year}-{born.month}"
    yield f"bd:{born.year}-{born.day}d"
    yield f"by:{born.month}-{born.day}"
