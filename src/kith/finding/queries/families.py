"""Reads: family times that Lifelong Links arranged, and how they went."""

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from kith.access import scope
from kith.access.actor import Actor
from kith.domain.terms import FamilyTimeState
from kith.finding.models import FamilyTime
from kith.people.models import Connection


def list_family_times(actor: Actor, connections: Iterable[Connection]) -> list[FamilyTime]:
    """Family times with these people, the newest first, each with how it went; two questions."""
    rows = scope.visible(actor, FamilyTime.objects).filter(connection__in=list(connections))
    return list(rows.select_related("connection", "ask").prefetch_related("how_it_went").order_by("-on"))


def get_family_time(actor: Actor, time_id: uuid.UUID) -> FamilyTime:
    """One family time; raises NotVisible."""
    row: FamilyTime = scope.fetch(actor, FamilyTime.objects.select_related("connection", "child"), time_id)
    return row


def list_soon(actor: Actor, children: Iterable[uuid.UUID], until: dt.date) -> Any:
    """Planned family times of these children up to a day, the soonest first."""
    rows = scope.visible(actor, FamilyTime.objects).filter(
        child_id__in=list(children), state=FamilyTimeState.PLANNED.value, on__lte=until
    )
    return rows.select_related("connection", "child").order_by("on", "at_time")
