"""Reads: somebody found by a name while it is typed, among the people this actor may know of.

The keys of domain.matching find who could be meant, on either database; matching then puts them in order. Only what the
actor may read is looked through, and the question asked of the database is the same whoever is protected (SAFEGUARDING
2); a job looks whether what was typed is a protected name, and the safeguarding lead alone is told (B1). The purpose is
the child whose record is open; each search is an event with its words sealed, and there are only so many an hour (B6).
"""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count
from django.utils.module_loading import import_string

from kith.access import gate, scope
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.audit import queries as audit
from kith.audit import record
from kith.children.models import Child
from kith.domain import limits, matching
from kith.people.models import Connection, Name, NameKey, as_matched
from kith.people.queries.connections import root_of
from kith.people.queries.somebody import name_of
from kith.sealing import reading

LEAST_LETTERS = 3
MOST_FOUND = 8
# How many names share enough keys with what was typed to be put in order; more would be slower and no better.
MOST_RANKED = 150
HOUR = dt.timedelta(hours=1)
SEARCHED, TOO_OFTEN = "people.searched", "people.searched_too_often"


class SearchedTooOften(Exception):
    """Somebody asked more often in an hour than work needs."""


@dataclass(frozen=True, slots=True)
class FoundSomebody:
    """Somebody who could be meant: the name they go by, the name that was found, and beside which child."""

    connection: Connection
    name: str
    by_name: str
    is_same_child: bool


def open_people_like(actor: Actor, child: Child, text: str, at: dt.datetime) -> list[FoundSomebody]:
    """Who could be meant by what was typed so far, best first; nobody for fewer than three letters.

    Raises NotPermitted, SearchedTooOften. Five queries and the record, however many people there are.
    """
    gate.check(actor, Permission.RECORD_PEOPLE)
    if sum(letter.isalpha() for letter in text) < LEAST_LETTERS:
        return []
    with record.unit_of_work():
        too_often = _is_too_often(child, actor, at)
        who = actor.who()
        if too_often:
            record.note(record.Event(TOO_OFTEN, who, at, child._meta.label, str(child.pk), child.pk))
            found: list[FoundSomebody] = []
        else:
            found = _found(actor, child, text)
            event = record.Event(
                SEARCHED, who, at, child._meta.label, str(child.pk), child.pk, count=len(found), words=text
            )
            record.note(event)
            for name in settings.NAMES_LOOKED_FOR:
                import_string(name)(actor, child, text)
    if too_often:
        raise SearchedTooOften
    return found


def _is_too_often(child: Child, actor: Actor, at: dt.datetime) -> bool:
    """Whether somebody has searched as often in the last hour as work needs; the record counts, for every process."""
    done = audit.count_since(child.service_id, actor.id, SEARCHED, at - HOUR)
    return done >= limits.number("people_searches_an_hour")


def _found(actor: Actor, child: Child, text: str) -> list[FoundSomebody]:
    reading.get_ready()  # before anything is found, so that what is found changes no question
    query = matching.Query.typed(text)
    roots = _candidates(actor, query)
    names = _names(actor, roots)
    beside = _connections(actor, child, roots)
    people = [
        matching.Person(str(root), tuple(as_matched(one) for one in rows)) for root, rows in names.items() if rows
    ]
    ranked = matching.rank(query, people, most=MOST_RANKED)
    found = [
        FoundSomebody(row, *_two_names(query, names[root], root), is_same_child=row.child_id == child.pk)
        for one in ranked
        for root in [uuid.UUID(one.person.id)]
        for row in beside[root][:1]
    ]
    return found[:MOST_FOUND]


def _two_names(query: matching.Query, rows: list[Name], root: uuid.UUID) -> tuple[str, str]:
    """The name somebody goes by, and the one name of theirs that answers best: of two alike the one they go by."""
    goes_by = name_of(rows, root)

    def worth(name: Name) -> tuple[float, bool, str]:
        scores = [one.score for one in matching.rank(query, [matching.Person("", (as_matched(name),))])]
        return max(scores, default=0.0), name.full == goes_by, name.full

    return goes_by, max(rows, key=worth).full


def _candidates(actor: Actor, query: matching.Query) -> set[uuid.UUID]:
    """The people whose names share most keys with what was typed, by the row that is kept."""
    keys = scope.visible(actor, NameKey.objects).filter(key__in=query.search_keys())
    names = scope.visible(actor, Name.objects).filter(taken_back_at__isnull=True)
    rows = keys.filter(name__in=names.order_by().values("pk")).values("name__person_id", "name__person__same_as_id")
    counted = rows.annotate(agree=Count("key", distinct=True)).order_by("-agree", "name__person_id")[:MOST_RANKED]
    return {row["name__person__same_as_id"] or row["name__person_id"] for row in counted}


def _names(actor: Actor, roots: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[Name]]:
    rows = scope.visible(actor, Name.objects).filter(taken_back_at__isnull=True).select_related("person")
    found: defaultdict[uuid.UUID, list[Name]] = defaultdict(list)
    for row in rows.filter(person__in=list(roots)) | rows.filter(person__same_as__in=list(roots)):
        found[root_of(row.person)].append(row)
    return found


def _connections(actor: Actor, child: Child, roots: Iterable[uuid.UUID]) -> defaultdict[uuid.UUID, list[Connection]]:
    """Where each stands, beside this child first. Those who were taken off stand nowhere."""
    rows = scope.visible(actor, Connection.objects).filter(removed_on__isnull=True).select_related("person", "child")
    ids = list(roots)
    found: defaultdict[uuid.UUID, list[Connection]] = defaultdict(list)
    for row in (rows.filter(person__in=ids) | rows.filter(person__same_as__in=ids)).order_by("added_on", "pk"):
        found[root_of(row.person)].append(row)
    for root, beside in found.items():
        beside.sort(key=lambda row: (row.child_id != child.pk, row.person_id != root))
    return found
