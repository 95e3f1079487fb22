"""Reads: what was answered to "who lives with them?", and what is asked where nobody answered (SAFEGUARDING 3)."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable

from django.db.models import OuterRef, Q, Subquery

from kith.access import scope
from kith.access.actor import Actor
from kith.domain import household as rules
from kith.domain.terms import LivesWithKind
from kith.people.models import Connection
from kith.safety.models import LivesWith
from kith.safety.queries.sheet import root_of


def why_not(child_id: uuid.UUID, ids: Iterable[uuid.UUID], day: dt.date) -> str | None:
    """The sentence that asks who lives with a person, whoever asks; None where that was answered and still counts.

    ``ids``: every row that is taken for the person.
    """
    rows = LivesWith.objects.filter(child_id=child_id, connection__person_id__in=ids, on__lte=day)
    latest = rows.order_by("-at").values_list("on", flat=True).first()
    return rules.why_not(latest, day=day)


def latest_of(rows: Iterable[LivesWith], root: uuid.UUID) -> list[LivesWith]:
    """The lines of the answer that counts for a person, by the row that is kept; none where nobody has answered."""
    mine = [row for row in rows if root_of(row.connection.person) == root]
    last = max((row.at for row in mine), default=None)
    return [row for row in mine if row.at == last]


def list_answer(actor: Actor, connection: Connection) -> list[LivesWith]:
    """The lines of the answer that counts for one person."""
    root = root_of(connection.person)
    rows = scope.visible(actor, LivesWith.objects).filter(child_id=connection.child_id)
    return latest_of(rows.select_related("connection__person", "other", "by"), root)


def who_was_named(child_id: uuid.UUID) -> list[tuple[uuid.UUID, uuid.UUID]]:
    """Who lives with whom by the latest answer about each person around a child, by the rows they were given for."""
    rows = LivesWith.objects.filter(child_id=child_id, answer=LivesWithKind.OTHERS.value, other__isnull=False)
    every = LivesWith.objects.filter(child_id=child_id).order_by("at").values_list("connection_id", "at")
    latest = dict(every)
    return [
        (row.connection.person_id, row.other_id)
        for row in rows.select_related("connection")
        if row.other_id and row.at == latest[row.connection_id]
    ]


def who_was_named_with(people: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Who lives with one of these people by the latest answer about them, or about whoever named them; one question."""
    latest = LivesWith.objects.filter(connection=OuterRef("connection")).order_by("-at").values("at")[:1]
    rows = LivesWith.objects.filter(Q(connection__person__in=people) | Q(other__in=people), other__isnull=False)
    pairs = set(rows.filter(at=Subquery(latest)).values_list("connection__person_id", "other_id"))
    return {one for pair in pairs for one in pair if one and not set(pair).isdisjoint(people)}
