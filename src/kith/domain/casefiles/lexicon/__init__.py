"""The words that the rules go by, read once from the data files beside this module (see SOURCES.md)."""

import csv
import functools
import importlib.resources
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from kith.domain.casefiles import tokens

_FOLDER = importlib.resources.files(__name__)
# Abbreviations that are words or names in small letters: they count in capitals only.
_CAPITALS_ONLY = frozenset(
    "pa ta ep ot aa com pom dt cg salt mu pu bm tm rm kw ll ps head ex iv pip it as co ic fca qc kc ip".split()
) - {"head", "ex"}
# With a capital these are names.
_SMALL_ONLY = frozenset({"mo"})
# I've, he'd, don't: what stands after the apostrophe.
_CONTRACTED = frozenset({"ve", "ll", "d", "m", "re", "t"})
_LEAST_FOR_TYPO = 7
# Every letter of a word is tried: a word without end must not take time without end.
_MOST_FOR_TYPO = 24

T = TypeVar("T")
Words = tuple[str, ...]


class Kin(NamedTuple):
    """A word for somebody in the child's life: the relation as a path, what it becomes on one side, how it is used."""

    path: tuple[str, ...]
    code: str
    gender: str
    plural: bool
    sided: str
    kind: str
    language: str = ""
    care: str = ""


def languages(kin: Kin) -> list[str]:
    """The languages that a word is of."""
    return [one for one in re.split(r", | and ", kin.language) if one]


class Role(NamedTuple):
    """A profession: the plain word and its code."""

    relation: str
    code: str


class Phrases(Generic[T]):
    """Finds the longest of many phrases at a token; between two words may stand a space or a hyphen."""

    def __init__(self) -> None:
        self._by_first: dict[str, list[tuple[Words, T]]] = {}

    def add(self, phrase: str, value: T) -> None:
        """Take in a phrase; the first one that is added for the same words stays."""
        words = _words(phrase)
        listed = self._by_first.setdefault(words[0], [])
        if all(known != words for known, _ in listed):
            listed.append((words, value))

    def ready(self) -> "Phrases[T]":
        """Longest first: to be called once, after the last phrase."""
        for listed in self._by_first.values():
            listed.sort(key=lambda item: -len(item[0]))
        return self

    def at(self, found: tuple[tokens.Token, ...], index: int) -> tuple[int, T] | None:
        """The end (exclusive) and value of the longest phrase that begins at this token."""
        listed = self._by_first.get(found[index].low)
        if listed is None:
            return None
        for words, value in listed:
            end = _match(found, index, words)
            if end:
                return end, value
        return None

    def __contains__(self, word: str) -> bool:
        return word in self._by_first


def _match(found: tuple[tokens.Token, ...], index: int, words: Words) -> int:
    at = index
    for word in words:
        if at > index and at < len(found) and found[at].text in {"-", "‑", "/"} and word != found[at].text:
            at += 1
        if at >= len(found) or found[at].low != word:
            return 0
        if at == index and word in _SMALL_ONLY and len(words) == 1 and found[at].text[:1].isupper():
            return 0
        if at == index and word in _CAPITALS_ONLY and len(words) == 1 and not found[at].text.isupper():
            return 0
        at += 1
    return at


def _words(phrase: str) -> Words:
    return tuple(token.low for token in tokens.tokens(phrase) if token.text not in {"-", "‑"})


@dataclass(frozen=True)
class Lexicon:
    """Everything the rules look words up in."""

    people: Phrases[Kin | Role]
    not_names: Phrases[str]
    places: Phrases[bool]
    naming: Phrases[bool]
    safety: Phrases[str]
    english: frozenset[str]
    given: frozenset[str]
    word_names: frozenset[str]
    titles: dict[str, Role | None]
    contexts: dict[str, frozenset[str]]
    acronyms: frozenset[str]
    typos: dict[str, str]
    safety_rules: dict[str, tuple[str, ...]]
    kin: dict[str, Kin]
    # Words that are of several languages, with what they say in each.
    readings: dict[str, tuple[Kin, ...]]
    # The first words of all words for relatives in languages of home that need more than themselves.
    of_home: frozenset[str]

    def is_word(self, low: str) -> bool:
        """Whether this is an English word, also with a common ending that the list leaves out."""
        if low in self.english:
            return True
        if "'" in low and low.rpartition("'")[2] in _CONTRACTED:
            return True
        return any(
            low.endswith(end) and low[: -len(end)] in self.english for end in ("s", "es", "ed", "ing", "ly", "er")
        )

    def corrected(self, low: str) -> str:
        """The word for a relative that this misspells by one letter or two that changed places; else nothing."""
        if not _LEAST_FOR_TYPO <= len(low) <= _MOST_FOR_TYPO or low in self.english:
            return ""
        if low in self.typos:
            return self.typos[low]
        return next((self.typos[less] for less in _less_one(low) if less in self.typos), "")


@functools.cache
def load() -> Lexicon:
    """The lexicon as shipped."""
    said = _toml("not_names.toml")
    contexts = {key: frozenset(words) for key, words in _toml("contexts.toml").items() if isinstance(words, list)}
    contexts["verbs"] = contexts["person_after"] | contexts["speech"]
    safety = _toml("safety.toml")
    people, known, readings = _people()
    given = _lines("given_names.txt")
    return Lexicon(
        people=people,
        not_names=_not_names(said),
        places=_phrases((place, True) for place in sorted(_lines("places.txt"))),
        naming=_phrases((word, True) for word in sorted(contexts["naming"])),
        safety=_phrases((phrase, phrase) for phrase in safety["phrases"]),
        english=_lines("english.txt") - given,
        given=given,
        word_names=_lines("names_that_are_words.txt"),
        titles={row["title"]: _role(row) for row in _rows("titles.csv")},
        contexts=contexts,
        acronyms=frozenset(said["acronyms"]),
        typos=_typos(known),
        safety_rules={key: tuple(words) for key, words in safety.items() if isinstance(words, list)},
        kin=known,
        readings={term: kin for term, kin in readings.items() if len(kin) > 1 or term in known},
        of_home=frozenset(_words(term)[0] for term, read in readings.items() if any(kin.care for kin in read)),
    )


def _people() -> tuple[Phrases[Kin | Role], dict[str, Kin], dict[str, tuple[Kin, ...]]]:
    """Words for relatives and professions together: of two that begin alike the longer one counts."""
    people: Phrases[Kin | Role] = Phrases()
    known: dict[str, Kin] = {}
    for row in _rows("kin.csv"):
        kin = Kin(
            tuple(row["relation"].split("'s ")),
            row["code"],
            row["gender"],
            row["plural"] == "y",
            row["sided"],
            row["kind"],
        )
        for term in row["terms"].split("|"):
            people.add(term, kin)
            known.setdefault(term, kin)
    # A plural that is not listed: "mums sister" is written for "mum's sister" more often than for several.
    for term, kin in list(known.items()):
        if not kin.plural and not term.endswith("s") and term not in _CAPITALS_ONLY:
            people.add(f"{term}s", kin._replace(plural=True))
    readings: dict[str, tuple[Kin, ...]] = {}
    for row in _rows("home_languages.csv"):
        path = tuple(row["relation"].split("'s "))
        sided = known[path[-1]].sided if path[-1] in known else ""
        kin = Kin(
            path, "+".join(_code(known, part) for part in path), row["gender"], row["plural"] == "y", sided, "kin"
        )
        for term in row["terms"].split("|"):
            spoken = kin._replace(language=row["language"], care=row["care"])
            people.add(term, spoken)
            readings[term] = (*readings.get(term, ()), spoken)
    for row in _rows("roles.csv"):
        for term in row["terms"].split("|"):
            people.add(term, Role(row["relation"], row["code"]))
            if not term.endswith("s"):
                people.add(f"{term}s", Role(row["relation"], row["code"]))
    return people.ready(), known, readings


def _code(known: dict[str, Kin], part: str) -> str:
    return known[part].code if part in known else part.upper()


def _not_names(said: dict[str, Any]) -> Phrases[str]:
    phrases: Phrases[str] = Phrases()
    for kind, words in said.items():
        if isinstance(words, list) and kind != "acronyms":
            for word in words:
                phrases.add(word, kind)
    return phrases.ready()


def _phrases(pairs: Iterable[tuple[str, T]]) -> Phrases[T]:
    phrases: Phrases[T] = Phrases()
    for phrase, value in pairs:
        phrases.add(phrase, value)
    return phrases.ready()


def _typos(kin: dict[str, Kin]) -> dict[str, str]:
    """Every long word for a relative with one letter left out, and the word itself."""
    words = [term for term in kin if term.isalpha() and len(term) >= _LEAST_FOR_TYPO]
    table: dict[str, str] = {}
    for word in [*words, "maternal", "paternal"]:
        table.setdefault(word, word)
        for less in _less_one(word):
            table.setdefault(less, word)
    return table


def _less_one(word: str) -> Iterator[str]:
    return (word[:at] + word[at + 1 :] for at in range(len(word)))


def _role(row: dict[str, str]) -> Role | None:
    return Role(row["relation"], row["code"]) if row["relation"] else None


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((_FOLDER / name).read_text(encoding="utf-8").splitlines()))


def _lines(name: str) -> frozenset[str]:
    return frozenset((_FOLDER / name).read_text(encoding="utf-8").split("\n")) - {""}


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / name).read_text(encoding="utf-8"))
