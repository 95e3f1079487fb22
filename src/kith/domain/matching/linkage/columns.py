"""A register as columns for SQL: one row for each way to read a name, with all worked out that SQL cannot.

The columns are the same for every database that Splink runs on. A name is read straight, turned round, and with a
middle name as the first; two rows are compared only if at least one of them is straight.
"""

import functools
import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kith.domain import names
from kith.domain.matching import frequencies, indexing
from kith.domain.matching.likeness import Level, first_names
from kith.domain.matching.model import Born, Person
from kith.domain.matching.profiles import Reading
from kith.domain.matching.scale import Scale

# How a row reads a name.
STRAIGHT, TURNED, MIDDLE = range(3)
LINKS = (Level.NICKNAME, Level.SPELLING, Level.LANGUAGE, Level.FORMS)
# A sound, or an ending for men and women, that agrees counts from so many consonants on (see `likeness`).
_BONES = 2
# A family name is found with a consonant missing from so many on.
_LONG = 3

_WORDS = ("first", "middle", "family", "first_alphabet", "family_alphabet", "place", "postcode")
_LISTS = ("first_sounds", "family_words", "family_stems", "family_sounds", "place_sounds", "phones", "emails", "keys")
_BORN = ("born_year", "born_month", "born_day")
# Levels whose bits depend on how common the value is: column of the value, section and level of the weights.
SHARES: Mapping[str, tuple[str, str, str]] = {
    "first_same": ("first", "first_name", "same"),
    **{f"first_{level}": ("first", "first_name", level.value) for level in LINKS},
    "first_sound": ("first", "first_name", "sound"),
    "middle_same": ("middle", "middle_name", "same"),
    "family_same": ("family", "family_name", "same"),
    "family_sound": ("family", "family_name", "sound"),
    "place_same": ("place", "place", "same"),
}
# Every column, with the kind of its values: text, texts (a list), number, yes (true or false).
NAMES: Mapping[str, str] = {
    "unique_id": "number",
    "person": "number",
    "reading": "number",
    "is_earlier": "yes",
    "born_about": "number",
    "is_stand_in": "yes",
    **dict.fromkeys((*_WORDS, *_BORN), "text"),
    **dict.fromkeys((*_LISTS, *(f"first_as_{level}" for level in LINKS), "first_not"), "texts"),
    **{f"tf_{name}": "share" for name in SHARES},
}

Row = dict[str, Any]
Columns = dict[str, list[Any]]
AT_ONCE = 5_000


def of(persons: Sequence[Person], by: Scale, at_once: int = AT_ONCE) -> Iterator[Columns]:
    """The columns of these persons, so many persons at once: the whole of a large register would not fit as Python.

    `person` is the place of a person among them; `by` holds the frequencies of the register.
    """
    words, count = _Words(by), itertools.count()
    for start in range(0, len(persons), at_once):
        columns: Columns = {name: [] for name in NAMES}
        for number, person in enumerate(persons[start : start + at_once], start):
            for row in _rows(number, person, words):
                row["unique_id"] = next(count)
                for name, values in columns.items():
                    values.append(row.get(name))
        yield columns


def _rows(number: int, person: Person, words: "_Words") -> Iterator[Row]:
    """A row for each reading; somebody without a name has one too, for what else is known."""
    whole = {"person": number, **_of_person(person, words)}
    beside = _keys_beside_names(person)
    for how, first, middle, family, is_earlier in _ways(person.profile.readings):
        row = {**whole, "reading": how, "is_earlier": is_earlier}
        row |= words.of_first(first) | words.of_family(family) | words.of_middle(middle)
        if how == TURNED:
            row |= words.turned(first, family[0])
        # What is no name agrees in every row of the two: one row is enough to find it.
        row["keys"] = [*words.keys_of(first, family, None if how == TURNED else person), *beside]
        beside = ()
        yield row


def _of_person(person: Person, words: "_Words") -> Row:
    profile = person.profile
    row: Row = {"postcode": profile.postcode or None, **_of_birth(person.born, words)}
    row |= {"phones": sorted(profile.phones) or None, "emails": sorted(profile.emails) or None}
    return row | words.of_place(profile.place)


def _of_birth(born: Born | None, words: "_Words") -> Row:
    if born is None:
        return {}
    full = born.is_full and (born.month, born.day) in words.by.weights.stand_in_days
    return {
        "born_year": f"{born.year:04}",
        "born_month": None if born.month is None else f"{born.month:02}",
        "born_day": None if born.day is None or born.month is None else f"{born.day:02}",
        "born_about": born.about,
        "is_stand_in": full,
    }


def _keys_beside_names(person: Person) -> tuple[str, ...]:
    profile, dates = person.profile, ("b:", "bm:", "bd:")
    found = [key for key in indexing.date_keys(person.born) if key.startswith(dates)] if person.born else []
    found += [f"o:{profile.postcode}"] if profile.postcode else []
    return (*found, *(f"t:{one}" for one in sorted(profile.phones)), *(f"e:{one}" for one in sorted(profile.emails)))


_Way = tuple[int, str, str, tuple[str, ...], bool]


def _ways(readings: tuple[Reading, ...]) -> list[_Way]:
    """How names may be read: (how, first name, middle name, words of the family name, is earlier), each once.

    Every first name stands with every family name: a birth name is often written without a first one.
    """
    firsts = ((one.first or one.alone, one.middle) for one in readings)
    given = dict.fromkeys(one for one in firsts if one[0]) or {("", ()): None}
    families = dict.fromkeys((one.family, one.is_earlier) for one in readings if one.family) or {((), False): None}
    found: dict[_Way, None] = {}
    for (first, middle), (family, is_earlier) in itertools.product(given, families):
        if first or family:
            found[STRAIGHT, first, middle[0] if middle else "", family, is_earlier] = None
        if first and middle:  # one name may be written as two words
            found[STRAIGHT, first + middle[0], middle[0], family, is_earlier] = None
        found |= {(MIDDLE, word, "", family, is_earlier): None for word in middle if len(word) > 1}
    turned = (one for one in readings if one.first and one.family)
    found |= {(TURNED, "".join(one.family), "", (one.first,), one.is_earlier): None for one in turned}
    found |= {(STRAIGHT, "", "", (one.alone,), one.is_earlier): None for one in readings if one.alone}
    return list(found) or [(STRAIGHT, "", "", (), False)]


class _Words:
    """What is worked out once for each word of a register."""

    def __init__(self, by: Scale) -> None:
        self.by = by
        self.first_keys = functools.cache(self._first_keys)
        self.family_keys = functools.cache(self._family_keys)
        self.of_first = functools.cache(self._of_first)
        self.of_middle = functools.cache(self._of_middle)
        self.of_family = functools.cache(self._of_family)
        self.of_place = functools.cache(self._of_place)

    def turned(self, first: str, family: str) -> Row:
        """Read the other way round, each part counts as common as the commoner of the two words is in its place."""
        both = (self.of_first(first) | self.of_family((first,)), self.of_first(family) | self.of_family((family,)))
        return {
            f"tf_{name}": max(one[f"tf_{name}"] for one in both) for name in SHARES if name[:5] in ("first", "famil")
        }

    def keys_of(self, first: str, family: tuple[str, ...], person: Person | None) -> Iterator[str]:
        """The keys of a name: both parts together, by sound or as forms of one name, the family name also with a
        consonant missing. With the person also each part with the year of birth, and the first name with the place."""
        firsts, families = self.first_keys(first), self.family_keys(family)
        yield from (f"n:{one}|{other}" for one in firsts for other in families)
        if person and person.born:
            yield from (f"y:{one}|{person.born.year}" for one in (*firsts, *families))
        if person and person.profile.place:
            yield from (f"p:{one}|{person.profile.place}" for one in firsts)

    def _first_keys(self, first: str) -> list[str]:
        groups = {f"g{group}" for group in self.by.variants.groups_of(names.plain(first))} if first else set()
        return sorted(groups | {f"s{bones}" for bones in names.skeletons(first)}) if first else []

    def _family_keys(self, family: tuple[str, ...]) -> list[str]:
        bones = {one for word in family for one in names.skeletons(word)}
        less = {one[:at] + one[at + 1 :] for one in bones if len(one) >= _LONG for at in range(len(one))}
        return sorted(bones | less)

    def _of_first(self, word: str) -> Row:
        if not word:
            return {}
        plain = names.plain(word)
        row: Row = {"first": plain, "first_alphabet": names.alphabet(word), "first_sounds": _sounds((word,))}
        forms: dict[Level, list[str]] = {level: [] for level in LINKS}
        for other in self._related(plain):
            level = first_names(plain, other, self.by.variants).level
            if level in forms:
                forms[level].append(other)
        row |= {f"first_as_{level}": found or None for level, found in forms.items()}
        row["first_not"] = sorted(one for pair in self.by.variants.different if plain in pair for one in pair - {plain})
        return row | self._shares("first", (word,))

    def _related(self, plain: str) -> list[str]:
        rows = (self.by.variants.rows[group].names for group in self.by.variants.groups_of(plain))
        return sorted({names.key(name) for names_of in rows for name in names_of} - {plain})

    def _of_middle(self, word: str) -> Row:
        return {"middle": names.plain(word), **self._shares("middle", (word,))} if word else {}

    def _of_family(self, family: tuple[str, ...]) -> Row:
        if not family:
            return {}
        plain = [names.plain(word) for word in family]
        row: Row = {"family": "".join(plain), "family_words": plain, "family_sounds": _sounds(family)}
        row["family_alphabet"] = names.alphabet("".join(family))
        row["family_stems"] = sorted({names.family_stem(word) for word in plain})
        return row | self._shares("family", family)

    def _of_place(self, place: str) -> Row:
        if not place:
            return {}
        return {"place": place, "place_sounds": _sounds((place,)), **self._shares("place", (place,))}

    def _shares(self, column: str, words: tuple[str, ...]) -> Row:
        """What Splink takes for the share of a value, so that its bits are ours, usual share and bounds included."""
        found: Row = {}
        for name, (of_column, section, level) in SHARES.items():
            if of_column == column:
                entry = self.by.weights.levels[section][level]
                usual = entry.usual or 1.0
                shares = [self._share(section, level, word, usual) for word in words]
                found[f"tf_{name}"] = usual * 2.0 ** (entry.bits - entry.at(min(shares)))
        return found

    def _share(self, section: str, level: str, word: str, usual: float) -> float:
        """The share of a word, as naming and facts count it: of the register, never below the national one."""
        counts, plain = self.by.frequencies, names.plain(word)
        known = frequencies.common(section.removesuffix("_name")).get(plain, 0.0)
        count = {
            "place": lambda: counts.place.get(word, 0),
            "family_name": lambda: counts.family.get(plain, 0),
            "family_name.sound": lambda: counts.family_sounds.get(names.skeleton(word), 0),
            "middle_name": lambda: counts.first.get(plain, 0),
            "first_name.same": lambda: counts.first.get(plain, 0),
            "first_name.sound": lambda: counts.first_sounds.get(names.skeleton(word), 0),
            "first_name": lambda: self._most_of_a_group(plain),
        }
        of_level = count.get(f"{section}.{level}") or count[section]
        return max(counts.share(of_level(), usual, self.by.weights.weight_of_usual), known)

    def _most_of_a_group(self, plain: str) -> int:
        groups = self.by.variants.groups_of(plain)
        return max((self.by.frequencies.groups.get(group, 0) for group in groups), default=0)


def _sounds(words: tuple[str, ...]) -> list[str] | None:
    """The sounds that count as agreeing: those with enough consonants."""
    return sorted({b for word in words for b in names.skeletons(word) if len(b.lstrip("*")) >= _BONES}) or None
