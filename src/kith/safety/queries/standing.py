"""Reads: orders and decisions, who must not meet, and the adoption route of one child, also those that are over."""

import datetime as dt
import uuid
from typing import Any

from django.db.models import F, Q

from kith.access import scope
from kith.access.actor import Actor
from kith.audit import record
from kith.children.models import Child
from kith.domain import safety as rules
from kith.domain.terms import ContactKind
from kith.people.models import Connection
from kith.safety.models import AdoptionRoute, Apart, Clearance, Restriction
from kith.safety.queries import sides
from kith.safety.queries.sheet import as_clearance, root_of


def list_restrictions(actor: Actor, child: Child) -> Any:
    """Every order and decision about a child, those not lifted first, the newest of them on top."""
    rows = scope.visible(actor, Restriction.objects).filter(child=child)
    rows = rows.select_related("person", "made_by", "lifted_by")
    return rows.order_by(F("lifted_at").desc(nulls_first=True), "-on", "pk")


def is_under_an_order(actor: Actor, child: Child, on: dt.date) -> bool:
    """Whether any order or decision stands about a child on a day."""
    rows = scope.visible(actor, Restriction.objects).filter(child=child, lifted_at__isnull=True, on__lte=on)
    return bool(rows.filter(Q(until_on__isnull=True) | Q(until_on__gt=on)).exists())


def get_restriction(actor: Actor, restriction_id: uuid.UUID) -> Restriction:
    """One order or decision; raises NotVisible."""
    row: Restriction = scope.fetch(actor, Restriction.objects.select_related("child", "person"), restriction_id)
    return row


def list_apart(actor: Actor, child: Child) -> Any:
    """Every two people who must not meet around a child, those that still must not first."""
    rows = scope.visible(actor, Apart.objects).filter(child=child).select_related("one", "other", "made_by", "ended_by")
    return rows.order_by(F("ended_at").desc(nulls_first=True), "-on", "pk")


def who_must_not_meet(child_id: uuid.UUID, person_id: uuid.UUID, on: dt.date) -> set[uuid.UUID]:
    """The ids of every row of those who must not meet a person around a child on a day, whoever asks."""
    ids = sides.one_person(person_id)
    pairs = Apart.objects.filter(child_id=child_id, ended_at__isnull=True, on__lte=on)
    named = pairs.filter(Q(one_id__in=ids) | Q(other_id__in=ids)).values_list("one_id", "other_id")
    others = {one for pair in named for one in pair} - set(ids)
    return {row for other in others for row in sides.one_person(other)}


def get_apart(actor: Actor, apart_id: uuid.UUID) -> Apart:
    """Two people who must not meet; raises NotVisible."""
    row: Apart = scope.fetch(actor, Apart.objects.select_related("child", "one", "other"), apart_id)
    return row


def list_routes(actor: Actor, child: Child) -> Any:
    """Everybody around a child who goes, or went, by the adoption route; those who still do first."""
    rows = scope.visible(actor, AdoptionRoute.objects).filter(child=child)
    rows = rows.select_related("connection__person", "opened_by", "closed_by")
    return rows.order_by(F("closed_at").desc(nulls_first=True), "-opened_at", "pk")


def get_route(actor: Actor, route_id: uuid.UUID) -> AdoptionRoute:
    """One person's adoption route; raises NotVisible."""
    row: AdoptionRoute = scope.fetch(
        actor, AdoptionRoute.objects.select_related("child", "connection__person"), route_id
    )
    return row


def open_route(actor: Actor, route_id: uuid.UUID, at: dt.datetime) -> AdoptionRoute:
    """The same, as a read of its own kind, which "who looked" holds back (SAFEGUARDING 11). Raises NotVisible."""
    with record.unit_of_work():
        row = get_route(actor, route_id)
        record.note(
            record.Event("adoption_route.words_read", actor.who(), at, row._meta.label, str(row.pk), row.child_id)
        )
    return row


def get_clearance(actor: Actor, clearance_id: uuid.UUID) -> Clearance:
    """One answer; raises NotVisible."""
    rows = Clearance.objects.select_related("child", "connection__person", "connection__child", "by")
    row: Clearance = scope.fetch(actor, rows, clearance_id)
    return row


def list_conditions(actor: Actor, connection: Connection, on: dt.date) -> list[tuple[str, str]]:
    """What each "yes, if" that counts for a person rests on, by the kind of being in touch in words."""
    rows = list(
        scope.visible(actor, Clearance.objects)
        .filter(child_id=connection.child_id)
        .select_related("connection__person")
        .order_by("at")
    )
    root, read = root_of(connection.person), [(row, as_clearance(row)) for row in rows]
    every = [one for _, one in read]
    found: dict[str, list[str]] = {}
    for kind in ContactKind:
        counts = rules.in_force(every, root, kind, day=on)
        row = next((row for row, one in read if one is counts), None) if counts else None
        if row is not None and row.conditions and counts and counts.answer in rules.CLEARED:
            found.setdefault(row.conditions, []).append(kind.label)
    return [("; ".join(kinds), words) for words, kinds in found.items()]
