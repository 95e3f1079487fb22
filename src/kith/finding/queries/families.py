"""Reads: family times that Lifelong Links arranged, and how they went."""

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from kith.access import scope
from kith.access.actor import Actor
from kith.domain import safety
from kith.domain.terms import ContactKind, FamilyTimeState
from kith.finding.models import FamilyTime
from kith.finding.queries.held import PLANNED
from kith.finding.queries.searches import about_them
from kith.people.models import Connection
from kith.safety.queries import standing


def list_family_times(actor: Actor, connections: Iterable[Connection]) -> list[FamilyTime]:
    """Family times with these people of one child, the newest first, each with how it went; two questions."""
    rows = scope.visible(actor, FamilyTime.objects).filter(about_them(connections))
    return list(rows.select_related("connection__person", "ask").prefetch_related("how_it_went").order_by("-on"))


def get_family_time(actor: Actor, time_id: uuid.UUID) -> FamilyTime:
    """One family time; raises NotVisible."""
    row: FamilyTime = scope.fetch(actor, FamilyTime.objects.select_related("connection", "child"), time_id)
    return row


def comes_with_one_kept_apart(connection: Connection, kind: ContactKind, on: dt.date) -> bool:
    """Whether a time together on a day would bring two people to it who must not meet: whoever asks.

    They would pass each other at the door, whatever the hours: another day is kinder than a corridor.
    """
    if kind not in safety.IN_PERSON:
        return False
    apart = standing.who_must_not_meet(connection.child_id, connection.person_id, on)
    rows = FamilyTime.objects.filter(
        child_id=connection.child_id, on=on, state__in=PLANNED, contact_kind__in=safety.IN_PERSON
    )
    return bool(apart) and rows.filter(connection__person_id__in=apart).exists()


def list_soon(actor: Actor, children: Iterable[uuid.UUID], on: dt.date, until: dt.date) -> Any:
    """Planned family times of these children up to a day, the soonest first; with those to come that are held.

    The child may still be looking forward to one that is held, and the other may be on the way.
    """
    planned = Q(state=FamilyTimeState.PLANNED.value) | Q(state=FamilyTimeState.HELD.value, on__gte=on)
    rows = scope.visible(actor, FamilyTime.objects).filter(planned, child_id__in=list(children), on__lte=until)
    return rows.select_related("connection", "child").order_by("on", "at_time")
