"""Reads: people whose names are like a name that somebody is about to add."""

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kith.access import scope
from kith.access.actor import Actor
from kith.children.models import Child
from kith.domain import matching, names
from kith.people.models import Connection, Name, PersonFact
from kith.people.queries.naming import get_variants
from kith.people.queries.somebody import Somebody, list_people

# More would be no warning but a list.
MOST_ALIKE = 8
LONGEST_FOLDED = 240
# How far the words of a name must agree with one that stands here (the project's own figure, November 2026): each
# word by two thirds, so that a nickname counts and another family name does not.
AGREES = 0.65
MOST_MEANT = 3


@dataclass(frozen=True, slots=True)
class Alike:
    """Somebody who could be the person about to be added: beside this child, or beside another one of mine."""

    connection: Connection
    name: str
    is_same_child: bool


def fold(full: str) -> str:
    """A name without accents, capitals, marks and order, for finding it again: "Márta O'Neil" is "marta oneil".

    Every script keeps its letters. Empty for a text without letters.
    """
    plain = unicodedata.normalize("NFKD", full).casefold()
    kept = "".join(letter for letter in plain if letter.isalnum() or letter.isspace())
    return " ".join(sorted(kept.split()))[:LONGEST_FOLDED]


def list_alike(actor: Actor, child: Child, *fulls: str) -> list[Alike]:
    """People this actor may see whose name is like one of these: for the same child also a part of a name.

    Only what the actor may read is compared, so that nobody learns of a name they may not know (SAFEGUARDING 2).
    """
    wanted = _folded(fulls)
    if not wanted:
        return []
    like = who_is_like(list_people(actor, child), get_variants(actor))
    here = [Alike(one.connection, one.name, is_same_child=True) for one in like(fulls)]
    return [*here, *_elsewhere(actor, child, wanted)][:MOST_ALIKE]


def who_is_like(everybody: Iterable[Somebody], variants: names.Variants) -> Callable[[Iterable[str]], list[Somebody]]:
    """For these people: who has a name like one of several, in the same words or a part of them, or in another form.

    The one rule of every warning that somebody may stand here already. The people are made ready once.
    """
    known = list(everybody)
    meant = who_is_meant(known, variants)

    def like(fulls: Iterable[str]) -> list[Somebody]:
        given = list(fulls)
        wanted = _folded(given)
        by_words = [one for one in known if _is_like(wanted, (*one.all_names, one.called))]
        by_form = [one for full in given for one in meant(full)]
        return list({one.connection.pk: one for one in (*by_words, *by_form)}.values())

    return like


def who_is_meant(everybody: Iterable[Somebody], variants: names.Variants) -> Callable[[str], list[Somebody]]:
    """For these people: who could be meant by a name, best first, misspelt, turned round, a former name or a pet form.

    An opinion of domain.matching for a person to judge. The people are made ready once, for many names.
    """
    by_id = {str(one.connection.pk): one for one in everybody}
    register = [matching.Person(pk, _names_of(one)) for pk, one in by_id.items()]

    def meant(full: str) -> list[Somebody]:
        query = matching.Query.typed(full)
        found = matching.rank(query, register, variants=variants, most=MOST_MEANT)
        return [by_id[one.person.id] for one in found if one.score >= AGREES * len(query.words)]

    return meant


def _folded(fulls: Iterable[str]) -> set[str]:
    return {folded for full in fulls if (folded := fold(full))}


def _names_of(somebody: Somebody) -> tuple[names.Name, ...]:
    return tuple(names.Name(whole=full) for full in (*somebody.all_names, somebody.called) if full.strip())


def as_compared(somebody: Somebody) -> matching.Person:
    """One of a child's people as domain.matching compares them: the names and the birth that count here."""
    born = born_of([somebody.born] if somebody.born else [])
    return matching.Person(str(somebody.connection.pk), _names_of(somebody), born)


def born_of(facts: list[PersonFact]) -> matching.Born | None:
    """The birth that was written down last; a full day before a year."""
    known = [fact for fact in facts if fact.on or fact.year]
    if not known:
        return None
    best = max(known, key=lambda fact: (fact.on is not None, fact.recorded_at))
    if best.on:
        return matching.Born.on(best.on)
    return matching.Born(best.year or 0, about=2 if best.is_about else 0)


def _elsewhere(actor: Actor, child: Child, wanted: set[str]) -> list[Alike]:
    named = scope.visible(actor, Name.objects).filter(folded__in=wanted, taken_back_at__isnull=True)
    connected = scope.visible(actor, Connection.objects).exclude(child=child)
    connected = connected.exclude(person__connections__child=child).filter(person_id__in=named.values("person_id"))
    rows = connected.select_related("person", "child").order_by("added_on", "pk")[: MOST_ALIKE + 1]
    told = {row.person_id: row.full for row in named.filter(person_id__in=[row.person_id for row in rows])}
    return [Alike(row, told.get(row.person_id, ""), is_same_child=False) for row in rows]


def _is_like(wanted: set[str], known: tuple[str, ...]) -> bool:
    """The same words, or all the words of one among those of the other: "Jean" is like "Jean Hartley"."""
    pairs = [(set(one.split()), set(fold(other).split())) for one in wanted for other in known]
    return any(first and second and (first <= second or second <= first) for first, second in pairs)
