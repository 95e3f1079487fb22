"""Reads: who waits for an answer, and which answers run out soon, for the first pages of those who must act."""

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, Max, Min, OuterRef

from kith.access import scope
from kith.access.actor import Actor
from kith.domain import safety as rules
from kith.domain.terms import Box, Cleared, ContactKind
from kith.safety.models import AdoptionRoute, Clearance, ClearanceAsked


@dataclass(frozen=True, slots=True)
class Waiting:
    """That people around a child wait for an answer: how many, since when the first of them, when asked again last."""

    child_id: uuid.UUID
    people: int
    since: dt.datetime
    asked_again: dt.datetime | None


@dataclass(frozen=True, slots=True)
class RunsOut:
    """An answer that counts now and will not for long, or stopped counting not long ago, with the box it is about."""

    child: Any
    connection: Any
    box: Box
    answer: Cleared
    until: dt.date


def list_waiting(actor: Actor, children: Collection[uuid.UUID] | None = None) -> list[Waiting]:
    """For each child (of these, or of all this actor sees) how many people wait for an answer, the longest first.

    Nobody waits who was taken off, or who goes by the adoption route.
    """
    rows = list_questions(actor)
    rows = rows if children is None else rows.filter(child_id__in=children)
    counted = rows.values("child_id").annotate(
        people=Count("connection__person_id", distinct=True), since=Min("asked_at"), asked_again=Max("asked_again_at")
    )
    return [Waiting(**row) for row in counted.order_by("since", "child_id")]


def list_questions(actor: Actor) -> Any:
    """Each question that waits for an answer, as rows; not of people who were taken off or go by the adoption route."""
    routes = AdoptionRoute.objects.filter(connection=OuterRef("connection"), closed_at__isnull=True)
    rows = scope.visible(actor, ClearanceAsked.objects).filter(
        answered_at__isnull=True, connection__removed_on__isnull=True
    )
    return rows.exclude(Exists(routes))


def list_running_out(actor: Actor, children: Collection[uuid.UUID], day: dt.date) -> list[RunsOut]:
    """Answers that run out within six weeks, or ran out in the last six, and that nobody was asked about again.

    A yes, and a "not now" that is to be looked at again; the soonest first, once for each box (SAFEGUARDING 14).
    Answers of people who were taken off, or go by the adoption route, matter no more.
    """
    window = rules.load_setting().raised_before
    later = Clearance.objects.filter(connection=OuterRef("connection"), kind=OuterRef("kind"), at__gt=OuterRef("at"))
    routes = AdoptionRoute.objects.filter(connection=OuterRef("connection"), closed_at__isnull=True)
    asked = ClearanceAsked.objects.filter(connection=OuterRef("connection"), answered_at__isnull=True)
    rows = scope.visible(actor, Clearance.objects).filter(
        child_id__in=children,
        until_on__gt=day - window,
        until_on__lte=day + window,
        answer__in=[Cleared.YES.value, Cleared.YES_IF.value, Cleared.NOT_NOW.value],
        connection__removed_on__isnull=True,
    )
    rows = rows.exclude(Exists(later)).exclude(Exists(routes)).annotate(is_asked=Exists(asked))
    found: dict[tuple[Any, ...], RunsOut] = {}
    for row in rows.filter(is_asked=False).select_related("child", "connection").order_by(F("until_on"), "pk"):
        one = RunsOut(row.child, row.connection, _box_of(row.kind), Cleared(row.answer), row.until_on)
        found.setdefault((row.connection_id, one.box), one)
    return list(found.values())


def _box_of(kind: str) -> Box:
    return next(box for box in Box if ContactKind(kind) in rules.KINDS_OF[box])
