"""Looking somebody up while typing: words in any order, unfinished, misspelt or by a nickname; best first."""

from collections.abc import Iterable
from dataclasses import dataclass

from kith.domain import names
from kith.domain.matching import facts, indexing, likeness, scale
from kith.domain.matching.likeness import Level
from kith.domain.matching.model import Born, Person
from kith.domain.matching.profiles import Reading
from kith.domain.matching.register import Register

MOST_WORDS = 6
# How well a word of the question agrees with a word of a name, 1 for the same. Only the order matters.
_WORTH = {
    Level.SAME: 1.0,
    Level.SPELLING: 0.85,
    Level.LANGUAGE: 0.8,
    Level.NICKNAME: 0.8,
    Level.FORMS: 0.7,
    Level.CLOSE: 0.75,
    Level.SHORT: 0.7,
    Level.SOUND: 0.7,
    Level.NEAR: 0.5,
    Level.INITIAL: 0.4,
}
_BEGUN = 0.9
# A word asked for that agrees with nothing, and a further word of the first name.
_NOT_FOUND, _WORD_MORE = -0.3, 0.02
# A birth date weighs as much as a word; a word that agrees with nothing counts against.
_BORN = {
    "same": 1.0, "swapped": 0.9, "slip": 0.7, "month": 0.7, "two_parts": 0.4, "birthday": 0.2, "year": 0.5,
    "stand_in": 0.4, "year_near": 0.3, "stand_in_near": 0.2, "different": -0.5, "year_differs": -0.5,
    "stand_in_far": -0.3,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed: words as `names.words` gives them, and a birth date or year where one was given."""

    words: tuple[str, ...]
    born: Born | None = None

    @classmethod
    def typed(cls, text: str, born: Born | None = None) -> "Query":
        """A query from the text of a search box."""
        return cls(names.words(text)[:MOST_WORDS], born)

    def aspects(self, variants: names.Variants | None = None) -> tuple[indexing.Aspect, ...]:
        """The keys to look up, one set for each word and one for the birth date."""
        known = variants or names.load()
        found = [indexing.word_keys(word, known) for word in self.words]
        if len(self.words) > 1:
            found.append(frozenset(indexing.pair_keys(self.words)))
        if self.born:
            found.append(frozenset(indexing.date_keys(self.born)))
        return tuple(found)

    def search_keys(self, variants: names.Variants | None = None) -> frozenset[str]:
        """All of them: look these up in the table of (key, person), then `rank` whom they find."""
        return frozenset(key for aspect in self.aspects(variants) for key in aspect)


@dataclass(frozen=True, slots=True)
class Found:
    """A person with how well they answer the query (only the order means anything) and the names that agreed."""

    person: Person
    score: float
    by_name: str


def rank(
    query: Query,
    persons: Iterable[Person],
    *,
    by: scale.Scale | None = None,
    variants: names.Variants | None = None,
    most: int = 10,
) -> tuple[Found, ...]:
    """The persons who answer a query best, best first; those who agree in nothing are left out.

    `variants`: the list of names, where there is no scale that has one.
    """
    chosen = by or scale.of(None, None, variants)
    found = (_scored(query, person, chosen) for person in persons)
    kept = sorted((one for one in found if one.score > 0), key=lambda one: (-one.score, one.person.id))
    return tuple(kept[:most])


def search(query: Query, register: Register, most: int = 10) -> tuple[Found, ...]:
    """The same over a register in memory."""
    ids = register.ranked(query.aspects(register.scale.variants), "", keys_looked_at(most))
    return rank(query, (register.persons[one] for one in ids), by=register.scale, most=most)


def keys_looked_at(most: int) -> int:
    """How many that share keys are ranked closely for so many answers."""
    return 20 * most


def _scored(query: Query, person: Person, by: scale.Scale) -> Found:
    """The words may come from several names of one person: a nickname and the name before a marriage."""
    readings = person.profile.readings
    left = [(word, at) for at, reading in enumerate(readings) for word in _words(reading)]
    score, used = 0.0, dict[int, None]()
    for asked in query.words:
        worth, best = max(((_worth(asked, word, by), -at) for at, (word, _) in enumerate(left)), default=(0.0, 0))
        score += worth or _NOT_FOUND
        if worth:
            used[left.pop(-best)[1]] = None
    score -= _WORD_MORE * sum(at == 0 for _, at in left)
    if query.born and person.born:
        score += _BORN[facts.born_level(query.born, person.born, by)]
    return Found(person, score, ", ".join(readings[at].written for at in used))


def _words(reading: Reading) -> list[str]:
    return [word for word in (reading.first, reading.alone, *reading.middle, *reading.family) if word]


def _worth(asked: str, word: str, by: scale.Scale) -> float:
    plain, other = names.plain(asked), names.plain(word)
    if len(plain) >= indexing.PREFIX and other.startswith(plain) and plain != other:
        return _BEGUN
    return _WORTH.get(likeness.first_names(asked, word, by.variants).level, 0.0)
