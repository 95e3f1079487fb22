"""Reads: a searcher's own queue. Of each search only what looking needs: never the child, nor how they belong together.

A search that is held, has ended, was given to somebody else, that an order or the adoption route ends, or to which the
child's yes no longer reaches (a birthday, another answer, a parent's no) is not there, and one looks like another:
whoever looks cannot tell which it was (SAFEGUARDING 2, 6).
"""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from kith.access import gate, scope
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.audit import record
from kith.domain.terms import AgreementScope, NameKind, PersonFactKind
from kith.finding.models import Attempt, Search
from kith.people import queries as people
from kith.people.models import Name, PersonFact
from kith.referrals import queries as referrals
from kith.safety.queries import looking

Key = uuid.UUID


@dataclass(frozen=True, slots=True)
class Task:
    """One search as whoever looks sees it: names and births of the person, the brief, and the tries so far.

    Of a try by somebody else only where, when and what came of it is told, not the words.
    """

    search: Search
    names: tuple[str, ...]
    births: tuple[PersonFact, ...]
    tries: tuple[Attempt, ...]


def open_queue(actor: Actor, on: dt.date, at: dt.datetime) -> list[Task]:
    """This person's own searches that may go on, those due first; that they were listed is one event."""
    gate.check(actor, Permission.WORK_QUEUE)
    with record.unit_of_work():
        tasks = _tasks(actor, scope.visible(actor, Search.objects), on)
        scope.note_listed(actor, "searches.listed", at, len(tasks))
    return tasks


def open_task(actor: Actor, search_id: Key, on: dt.date, at: dt.datetime) -> Task:
    """One of them, as an audited read of the child's record. Raises NotVisible, NotPermitted."""
    gate.check(actor, Permission.WORK_QUEUE)
    with record.unit_of_work():
        tasks = _tasks(actor, scope.visible(actor, Search.objects).filter(pk=search_id), on)
        if not tasks:
            raise scope.NotVisible
        scope.note_opened(actor, tasks[0].search.child_id, at)
    return tasks[0]


def _tasks(actor: Actor, rows: Any, on: dt.date) -> list[Task]:
    """The searches of these that may go on, with what looking needs: eleven questions however many."""
    searches = list(rows.select_related("connection__person", "child").order_by("next_try_on", "started_at", "pk"))
    about = [(one.child_id, people.root_of(one.connection.person)) for one in searches]
    blocked = looking.blocked(about, on)
    agreed = referrals.list_going_on((_step(one) for one in searches), AgreementScope.SEARCH, on)
    pairs = zip(searches, about, strict=True)
    mine = [one for one, pair in pairs if pair not in blocked and _step(one) in agreed]
    roots = {people.root_of(one.connection.person) for one in mine}
    names, births = _names(actor, roots), _births(actor, roots)
    tries: dict[Key, list[Attempt]] = defaultdict(list)
    for row in Attempt.objects.filter(search__in=[one.pk for one in mine]).order_by("-on", "-at").select_related("by"):
        tries[row.search_id].append(row)
    return [
        Task(
            one,
            tuple(dict.fromkeys(row.full for row in _told(names, one))),
            tuple(_told(births, one)),
            tuple(tries[one.pk]),
        )
        for one in mine
    ]


def _step(search: Search) -> tuple[Key, str]:
    return search.child_id, search.connection.about_person


def _told(rows: Mapping[Key, list[Any]], search: Search) -> list[Any]:
    """The rows about a search's person that may be told for its child."""
    found = rows.get(people.root_of(search.connection.person), [])
    return [row for row in found if row.for_child_id in (None, search.child_id)]


def _names(actor: Actor, roots: Iterable[Key]) -> dict[Key, list[Name]]:
    """Every name but the child's own word, which would say whose they are."""
    rows = Name.objects.filter(_of(actor, roots)).exclude(kind=NameKind.CHILDS.value)
    return _by_root(rows.select_related("person").order_by("recorded_at", "pk"))


def _births(actor: Actor, roots: Iterable[Key]) -> dict[Key, list[PersonFact]]:
    rows = PersonFact.objects.filter(_of(actor, roots), kind=PersonFactKind.BORN.value).defer("words")
    return _by_root(rows.select_related("person").order_by("recorded_at", "pk"))


def _of(actor: Actor, roots: Iterable[Key]) -> Q:
    ids = list(roots)
    return Q(service_id=actor.service_id, taken_back_at__isnull=True) & (
        Q(person_id__in=ids) | Q(person__same_as_id__in=ids)
    )


def _by_root(rows: Iterable[Any]) -> dict[Key, list[Any]]:
    found: dict[Key, list[Any]] = defaultdict(list)
    for row in rows:
        found[people.root_of(row.person)].append(row)
    return found
