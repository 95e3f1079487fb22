"""Reads: somebody found by a name while it is typed, among the people this actor may know of.

The keys of domain.matching find who could be meant, on either database; matching then puts them in order. Only what the
actor may read is looked through, and the question asked of the database is the same whoever is protected (SAFEGUARDING
2); a job looks whether what was typed is a protected name, and the safeguarding lead alone is told (B1). The purpose is
the child whose record is open; each search is an event with its words sealed, and there are only so many an hour (B6).
"""

import datetime as dt
import itertools
import math
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, FloatField, Func, Q, Sum
from django.db.models.functions import Coalesce
from django.db.models.sql.compiler import SQLCompiler
from django.utils.module_loading import import_string

from kith.access import gate, scope
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.audit import queries as audit
from kith.audit import record
from kith.children.models import Child
from kith.domain import limits, matching, names
from kith.domain.terms import Certainty, PersonFactKind
from kith.people.models import Connection, Name, NameKey, PersonFact, as_matched
from kith.people.queries.alike import born_of, fold
from kith.people.queries.connections import rows_by_root
from kith.people.queries.naming import get_variants
from kith.people.queries.somebody import name_of
from kith.sealing import keyed_digest, reading

# Of each person, by the row that is kept, every row that stands for them.
Rows = Mapping[uuid.UUID, Sequence[uuid.UUID]]
ROOT = Coalesce("person__same_as_id", "person_id")
OF_A_NAME = ("person", "kind", "full", "given", "family", "until_on", "recorded_at", "recorded_by", "taken_back_at")
LEAST_LETTERS = 3
MOST_FOUND = 10
# How many names the keys are followed to, how many of these are taken together by person, how many people are put in
# order, and how many of those are looked up: more would be slower and no better (`python -m bench finding`, 2026).
MOST_LOOKED_AT, MOST_NAMES, MOST_RANKED, MOST_LOOKED_UP = 12_000, 120, 30, 12
HOUR = dt.timedelta(hours=1)
SEARCHED, TOO_OFTEN = "people.searched", "people.searched_too_often"


class SearchedTooOften(Exception):
    """Somebody asked more often in an hour than work needs."""


@dataclass(frozen=True, slots=True)
class FoundSomebody:
    """Somebody who could be meant: the name they go by, the name that was found, and beside which child.

    ``born``: in which year, as far as the searcher may know.
    """

    connection: Connection
    name: str
    by_name: str
    is_same_child: bool
    born: str


def open_people_like(
    actor: Actor, child: Child, text: str, at: dt.datetime, born: matching.Born | None = None
) -> list[FoundSomebody]:
    """Who could be meant by what was typed so far, best first; nobody for fewer than three letters.

    ``born`` puts those first who were born then, as far as anybody wrote it down. Raises NotPermitted,
    SearchedTooOften. Ten queries and the record, however many people there are.
    """
    gate.check(actor, Permission.RECORD_PEOPLE)
    if not has_enough_letters(text):
        return []
    with record.unit_of_work():
        too_often = _is_too_often(child, actor, at)
        who = actor.who()
        if too_often:
            record.note(record.Event(TOO_OFTEN, who, at, child._meta.label, str(child.pk), child.pk))
            found: list[FoundSomebody] = []
        else:
            found = _found(actor, child, matching.Query.typed(text, born))
            words = f"{text}, born {born}" if born else text
            about = (child._meta.label, str(child.pk), child.pk)
            codes: dict[str, str | int | bool | None] = {"name": _mark_of(text)}
            record.note(record.Event(SEARCHED, who, at, *about, count=len(found), codes=codes, words=words))
            for name in settings.NAMES_LOOKED_FOR:
                import_string(name)(actor, child, text)
    if too_often:
        raise SearchedTooOften
    return found


def has_enough_letters(text: str) -> bool:
    """Whether so much of a name was typed that it is looked for."""
    return sum(letter.isalpha() for letter in text) >= LEAST_LETTERS


def _mark_of(text: str) -> str | None:
    """The keyed digest of a whole name in any order of its words, by which it is known again beside another child.

    None for less: the beginning of a name is everybody's.
    """
    folded = fold(text)
    words = folded.split()
    is_whole = len(words) > 1 and min(map(len, words)) >= LEAST_LETTERS
    return keyed_digest(folded, SEARCHED).hex() if is_whole else None


def _is_too_often(child: Child, actor: Actor, at: dt.datetime) -> bool:
    """Whether somebody has searched as often in the last hour as work needs; the record counts, for every process."""
    done = audit.count_since(child.service_id, actor.id, SEARCHED, at - HOUR)
    return done >= limits.number("people_searches_an_hour")


def _found(actor: Actor, child: Child, query: matching.Query) -> list[FoundSomebody]:
    reading.get_ready()  # before anything is found, so that what is found changes no question
    variants = get_variants(actor)
    agree = _candidates(actor, query, variants)
    rows = rows_by_root(agree)
    births = _births(actor, agree, rows, query.born)
    named = _names(actor, rows, _closest(agree, births, query.born))
    people = [
        matching.Person(str(root), tuple(as_matched(one) for one in rows), births.get(root))
        for root, rows in named.items()
    ]
    ranked = [uuid.UUID(one.person.id) for one in matching.rank(query, people, variants=variants, most=MOST_LOOKED_UP)]
    beside = _connections(actor, child, rows, ranked)
    stand = [(root, beside[root][0]) for root in ranked if beside[root]][:MOST_FOUND]
    return [
        FoundSomebody(
            row,
            *_two_names(query, named[root], root, variants),
            is_same_child=row.child_id == child.pk,
            born=born.in_year if (born := births.get(root)) else "",
        )
        for root, row in stand
    ]


def _two_names(query: matching.Query, rows: list[Name], root: uuid.UUID, variants: names.Variants) -> tuple[str, str]:
    """The name somebody goes by, and the one name of theirs that answers best: of two alike the one they go by."""
    goes_by = name_of(rows, root)

    def worth(name: Name) -> tuple[float, bool, str]:
        alone = matching.Person("", (as_matched(name),))
        scores = [one.score for one in matching.rank(query, [alone], variants=variants)]
        return max(scores, default=0.0), name.full == goes_by, name.full

    return goes_by, max(rows, key=worth).full


class _Worth(Func):
    """What each key says, in the row of a key. Django's own Case would resolve and compile each of its cases alone."""

    def __init__(self, worth: dict[str, float]) -> None:
        super().__init__("key", output_field=FloatField())
        self.worth = worth

    def as_sql(self, compiler: SQLCompiler, *_: Any, **__: Any) -> tuple[str, tuple[Any, ...]]:
        key, parameters = compiler.compile(self.source_expressions[0])
        cases = "WHEN %s THEN %s " * len(self.worth)
        return f"CASE {key} {cases}END", (*parameters, *itertools.chain.from_iterable(self.worth.items()))


def _candidates(actor: Actor, query: matching.Query, variants: names.Variants) -> dict[uuid.UUID, float]:
    """Whose names share the rarest keys with what was typed, by the row that is kept, and how much these say.

    The keys that fewest names have are looked up first, up to MOST_LOOKED_AT names: a rare one says most.
    """
    keys = _keys(actor).filter(key__in=query.search_keys(variants)).order_by()
    counted = sorted(keys.values_list("key").annotate(count=Count("*")), key=lambda one: (one[1], one[0]))
    so_far = itertools.accumulate(count for _, count in counted)
    rare = [one for one, until in zip(counted, so_far, strict=True) if until <= MOST_LOOKED_AT] or counted[:1]
    if not rare:
        return {}
    every = math.log2(1 + sum(count for _, count in counted))
    # The commonest first: most rows then come to an end at the first comparison.
    worth = _Worth({key: every - math.log2(count) for key, count in reversed(rare)})
    rows = keys.filter(key__in=[key for key, _ in rare]).values_list("name_id").annotate(agree=Sum(worth))
    found = dict(rows.order_by("-agree", "name_id")[:MOST_NAMES])
    # Of one person a nickname may answer one word and an earlier name the other: together they say more.
    together: defaultdict[uuid.UUID, float] = defaultdict(float)
    for name, root in Name.objects.filter(pk__in=list(found)).order_by("pk").values_list("pk", ROOT):
        together[root] += found[name]
    return together


def _closest(
    agree: dict[uuid.UUID, float], births: dict[uuid.UUID, matching.Born | None], born: matching.Born | None
) -> list[uuid.UUID]:
    """As many of these as are put in order: first who was born in the year that is asked for.

    A day that is written wrong keeps its year, and a misspelt name agrees in fewer keys than the same name of others.
    """
    that_year = {root for root, on in births.items() if born and on and on.year == born.year}
    return sorted(agree, key=lambda root: (root not in that_year, -agree[root], root))[:MOST_RANKED]


def _keys(actor: Actor) -> Any:
    """The keys of names that this actor may know of.

    To whoever sees every child those of all names: whom they lead to is narrowed with their names, and few are closed.
    """
    keys = scope.visible(actor, NameKey.objects)
    if gate.may(actor, Permission.SEE_EVERY_CHILD):
        return keys
    return keys.filter(name__in=scope.visible(actor, Name.objects).order_by().values("pk"))


def _names(actor: Actor, rows: Rows, roots: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[Name]]:
    """The names of some people that count, by the row that is kept, and no more of each than is asked here."""
    found = scope.visible(actor, Name.objects).filter(taken_back_at__isnull=True, person_id__in=_all(rows, roots))
    return _by_root(found.annotate(root=ROOT).only(*OF_A_NAME).order_by("pk"))


def _births(
    actor: Actor, agree: dict[uuid.UUID, float], rows: Rows, born: matching.Born | None
) -> dict[uuid.UUID, matching.Born | None]:
    """When those who may be put in order were born, as far as this actor may know, by the row that is kept.

    Of those whose names say less than others' it is asked only whether it was in that year (see `_closest`).
    """
    facts = scope.visible(actor, PersonFact.objects).filter(taken_back_at__isnull=True, kind=PersonFactKind.BORN.value)
    which = Q(person_id__in=_all(rows, _closest(agree, {}, None)))
    if born:
        which |= Q(year=born.year, person_id__in=_all(rows, agree))
    facts = facts.filter(which)
    facts = facts.exclude(certainty=Certainty.CONTRADICTED.value)
    facts = facts.annotate(root=ROOT).values_list("root", "on", "year", "is_about", "recorded_at", named=True)
    return {root: born_of(known) for root, known in _by_root(facts).items()}


def _all(rows: Rows, roots: Iterable[uuid.UUID]) -> list[uuid.UUID]:
    return [row for root in roots for row in rows[root]]


def _by_root(rows: Iterable[Any]) -> dict[uuid.UUID, list[Any]]:
    found: defaultdict[uuid.UUID, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.root].append(row)
    return dict(found)


def _connections(
    actor: Actor, child: Child, rows: Rows, roots: Iterable[uuid.UUID]
) -> defaultdict[uuid.UUID, list[Connection]]:
    """Where each stands, beside this child first. Those who were taken off stand nowhere."""
    stand = scope.visible(actor, Connection.objects).filter(removed_on__isnull=True).select_related("person", "child")
    stand = stand.filter(person_id__in=_all(rows, roots)).annotate(root=ROOT).order_by("added_on", "pk")
    found = defaultdict(list, _by_root(stand))
    for root, beside in found.items():
        beside.sort(key=lambda row: (row.child_id != child.pk, row.person_id != root))
    return found
