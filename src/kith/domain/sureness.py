"""Who says that somebody is the person: how many sources are independent of each other (practice 2.3 a)."""

import re
from collections.abc import Iterable

from kith.domain import limits, names
from kith.domain.terms import FactSource

ONE_SOURCE = frozenset({FactSource.FILE.value, FactSource.CHILD.value})
"""Kinds of source that count once, however often they say it (our reading of practice 2.3 a, November 2026)."""

Words = frozenset[str]
_WORD = re.compile(r"\w+(?:'s\b)?")


def is_sure(sources: Iterable[tuple[str, str]]) -> bool:
    """Whether two independent sources say that this is the person (practice 2.3 a).

    Each source is (what kind of source, who or what it was): whoever says it twice is one source, by whatever kind it
    was written down. The file and the child are one each, whatever the page or the day: one page was often copied from
    another.
    """
    return count_sources(sources) >= limits.number("sources_to_be_sure")


def count_sources(sources: Iterable[tuple[str, str]]) -> int:
    """How many of these sources, as `is_sure` takes them, are independent of each other.

    Who may be one person is one source: "Bea" beside "Aunt Bea" or "Bea Cole". In doubt it is one source too few.
    """
    given = list(sources)
    told = dict.fromkeys(_words(who) for kind, who in given if kind not in ONE_SOURCE)
    people: list[Words] = []
    for words in sorted(told, key=lambda one: (len(_own(one)), len(one)), reverse=True):
        if not any(_may_be(words, other) for other in people):
            people.append(words)
    return len({kind for kind, _ in given if kind in ONE_SOURCE}) + len(people)


def as_known(who: str, people: Iterable[Iterable[str]]) -> str:
    """Who told it by all their names, if it can only be one of these people, each given by theirs; else as it is."""
    said = _words(who)
    meant = [known for known in map(tuple, people) if any(_is_called(said, _words(name)) for name in known)]
    return " ".join((who, *meant[0])) if len(meant) == 1 else who


def _words(who: str) -> Words:
    return frozenset(_WORD.findall(names.plain(who).replace("’", "'")))


def _is_called(said: Words, name: Words) -> bool:
    return bool(said and name) and (_may_be(said, name) or _may_be(name, said))


def _may_be(fewer: Words, more: Words) -> bool:
    """Whether the one may be the other: all the words stand there, titles and what a family calls them aside.

    "Mum" is not "Mum's mum".
    """
    if any(word.endswith("'s") for word in more - fewer):
        return False
    own = _own(fewer)
    return fewer <= more or bool(own) and own <= _own(more)


def _own(words: Words) -> Words:
    """A name without titles, and without what a child calls a relative."""
    return frozenset(word for word in words if not names.is_kin_word(word) and not names.is_title(word))
