"""Reads: whom we have told that we hold facts about them, whom not yet and why (UK GDPR Article 14)."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from kith.access import scope
from kith.access.actor import Actor
from kith.domain import notices
from kith.domain.terms import NoticeKind
from kith.finding.models import Approach, Evidence, Notice
from kith.finding.queries import searches
from kith.outbox.models import OutboxItem
from kith.people import queries as people
from kith.people.models import Connection

OnePerson = tuple[uuid.UUID, uuid.UUID]
"""A child, and the row that is kept of somebody beside them."""


@dataclass(frozen=True, slots=True)
class Due:
    """Somebody who is to be told: by when, or since when it is late."""

    connection: Connection
    by: dt.date
    is_late: bool


def list_notices(actor: Actor, connection: Connection) -> list[Notice]:
    """What was written down about telling one person, also at a row that was taken for them, the oldest first."""
    rows = scope.visible(actor, Notice.objects).filter(searches.about_them([connection]))
    return list(rows.select_related("by").order_by("at", "pk"))


def get_standing(
    evidence: Iterable[Evidence], letters: Iterable[Approach], rows: Iterable[Notice], on: dt.date
) -> notices.Standing:
    """Where telling one person stands, from rows that the caller has read."""
    return _standing(searches.told_by(evidence), letters, rows, on)


def _standing(
    told: Iterable[tuple[Evidence, str]], letters: Iterable[Approach], rows: Iterable[Notice], on: dt.date
) -> notices.Standing:
    sure = notices.sure_since((timezone.localdate(row.at), row.kind, who) for row, who in told)
    sent = [timezone.localdate(row.item.sent_at) for row in letters if row.item.sent_at]
    given = [notices.Given(NoticeKind(row.kind), row.on, row.until_on) for row in rows]
    return notices.standing(sure, min(sent, default=None), given, on=on)


def list_due(actor: Actor, children: Iterable[uuid.UUID], on: dt.date, until: dt.date) -> list[Due]:
    """Who around these children is to be told by a day, the soonest first. Five questions, however many people.

    Nobody waits who was taken off.
    """
    here = {"child_id__in": list(children), "connection__removed_on__isnull": True}
    evidence = scope.visible(actor, Evidence.objects).filter(taken_back_at__isnull=True, **here)
    sources: defaultdict[OnePerson, list[tuple[Evidence, str]]] = defaultdict(list)
    for row, who in searches.told_by(_in_order(evidence)):
        sources[_one_person(row)].append((row, who))
    sent = scope.visible(actor, Approach.objects).filter(item__state=OutboxItem.State.SENT, **here)
    letters = _by_person(sent.select_related("item"))
    given = _by_person(scope.visible(actor, Notice.objects).filter(**here))
    found = []
    for one, told in sources.items():
        stands = _standing(told, letters[one], given[one], on)
        if stands.is_open and stands.day and stands.day <= until:
            found.append(Due(told[0][0].connection, stands.day, is_late=stands.day < on))
    return sorted(found, key=lambda one: (one.by, str(one.connection.pk)))


def _by_person(rows: Any) -> defaultdict[OnePerson, list[Any]]:
    found: defaultdict[OnePerson, list[Any]] = defaultdict(list)
    for row in _in_order(rows):
        found[_one_person(row)].append(row)
    return found


def _one_person(row: Any) -> OnePerson:
    return row.child_id, people.root_of(row.connection.person)


def _in_order(rows: Any) -> Any:
    return rows.select_related("connection__person", "child").order_by("at", "pk")
