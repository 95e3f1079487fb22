"""Writes: an order or decision that blocks, and lifting it."""

import datetime as dt
from dataclasses import dataclass

from django.utils.formats import date_format

from kith.access import action, gate, jobs, scope
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.children.models import Child
from kith.domain import safety as rules
from kith.domain.terms import ContactKind, RestrictionKind
from kith.people import actions as people
from kith.people.models import Connection
from kith.records import actions as records
from kith.safety.actions.sides import hold_sides_that_wait
from kith.safety.models import Restriction


@dataclass(frozen=True, slots=True)
class Order:
    """An order or decision. ``connection`` None: about everybody. ``kinds`` empty: every kind of being in touch."""

    kind: RestrictionKind
    words: str
    on: dt.date
    connection: Connection | None = None
    kinds: tuple[ContactKind, ...] = ()
    until_on: dt.date | None = None
    court_reference: str = ""


@action.action(Permission.RESTRICT, on="child", event="restriction.made")
def restrict(actor: Actor, *, child: Child, order: Order, at: dt.datetime) -> Restriction:
    """Keep an order or decision; in the same transaction everything it reaches that has not left yet is held.

    A refusal in an emergency ends by itself where the law ends it. Raises ActionBlocked without words, where it would
    end before it begins or later than the law allows; NotVisible for another child's person.
    """
    if not order.words.strip():
        raise gate.ActionBlocked("Write what the order or decision says.")
    until_on = _ends_on(order)
    connection = _own(actor, child, order.connection)
    row = Restriction.objects.create(
        service_id=child.service_id,
        child=child,
        person_id=connection.person_id if connection else None,
        kind=order.kind.value,
        court_reference=order.court_reference.strip() or None,
        kinds=[kind.value for kind in order.kinds],
        words=order.words.strip(),
        on=order.on,
        until_on=until_on,
        made_by_id=actor.user_id,
        made_at=at,
    )
    action.note(actor, "restriction.made", row, at, restriction=row.kind)
    jobs.enqueue("finding.look_at_places", row.service_id, child=str(child.pk))
    if order.kind is not RestrictionKind.LOCATION:  # what leaves is looked at when it is let go and when it is sent
        people.hold_everything(actor, child=child, connection=connection, at=at)
        hold_sides_that_wait(actor, child_id=child.pk, at=at)
    who = str(connection) if connection else "everybody"
    words = f"Lifelong Links: {order.kind.label}, about {who}, from {_day(order.on)}. {order.words.strip()}"
    records.keep_for_case_system(actor, child=child, kind="restriction", subject_id=row.pk, words=words, at=at)
    return row


@action.action(Permission.LIFT_RESTRICTION, on="restriction", event="restriction.lifted")
def lift_restriction(
    actor: Actor, *, restriction: Restriction, words: str, at: dt.datetime, version: int | None = None
) -> Restriction:
    """Lift an order or decision, with words of why; what was held stays held until a person lets each thing go."""
    action.expect_version(restriction, version)
    if restriction.lifted_at is not None:
        raise gate.ActionBlocked("This was lifted already.")
    if not words.strip():
        raise gate.ActionBlocked("Write why it no longer stands, and who decided that.")
    restriction.lifted_by_id, restriction.lifted_at, restriction.lifted_words = actor.user_id, at, words.strip()
    restriction.save()
    action.note(actor, "restriction.lifted", restriction, at, restriction=restriction.kind)
    said = f"Lifelong Links: {RestrictionKind(restriction.kind).label} no longer stands. {words.strip()}"
    records.keep_for_case_system(
        actor, child=restriction.child, kind="restriction", subject_id=restriction.pk, words=said, at=at
    )
    return restriction


def _ends_on(order: Order) -> dt.date | None:
    """The first day on which it no longer stands. Raises ActionBlocked for one that cannot be."""
    latest = rules.ends_on(order.kind, order.on)
    if order.until_on is None:
        return latest
    if order.until_on <= order.on:
        raise gate.ActionBlocked("The day on which it ends must come after the day from which it stands.")
    if latest is not None and order.until_on > latest:
        raise gate.ActionBlocked(
            f"{order.kind.label}: it can last until {_day(latest)} at most. Longer needs an order."
        )
    return order.until_on


def _own(actor: Actor, child: Child, connection: Connection | None) -> Connection | None:
    """The child's own connection; raises NotVisible for another's."""
    if connection is None:
        return None
    row: Connection = scope.fetch(actor, Connection.objects, connection.pk)
    if row.child_id != child.pk:
        raise scope.NotVisible
    return row


def _day(on: dt.date) -> str:
    return date_format(on, "j F Y")
