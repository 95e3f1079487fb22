"""What somebody gives the child, and how the tie feels to whoever says so."""

import datetime as dt
from dataclasses import dataclass

from kith.access import action, gate
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.domain.terms import FactSource, Quality, SupportKind
from kith.network.models import Support, TieQuality
from kith.people.models import Connection


@dataclass(frozen=True, slots=True)
class QualityGiven:
    """How a tie feels, who says so, since when, in which words."""

    quality: Quality
    source: FactSource
    on: dt.date
    words: str = ""


@action.action(Permission.RECORD_PEOPLE, on="connection", event="support.recorded")
def add_support(
    actor: Actor, *, connection: Connection, kind: SupportKind, source: FactSource, from_on: dt.date, at: dt.datetime
) -> Support:
    """Write down what somebody gives the child. Raises ActionBlocked where it stands already."""
    if Support.objects.filter(connection=connection, kind=kind.value, until_on__isnull=True).exists():
        raise gate.ActionBlocked("This stands here already.")
    row = Support.objects.create(
        service_id=connection.service_id,
        child_id=connection.child_id,
        connection=connection,
        kind=kind.value,
        source=source.value,
        from_on=from_on,
        recorded_by_id=actor.user_id,
        recorded_at=at,
    )
    action.note(actor, "support.recorded", connection, at, support=kind.value)
    return row


@action.action(Permission.RECORD_PEOPLE, on="support", event="support.ended")
def end_support(actor: Actor, *, support: Support, until_on: dt.date, at: dt.datetime) -> Support:
    """Say since when somebody gives it no more. Raises ActionBlocked where it ended already or before it began."""
    if support.until_on is not None:
        raise gate.ActionBlocked("This has an end already.")
    if until_on < support.from_on:
        raise gate.ActionBlocked("It cannot end before it began.")
    support.until_on = until_on
    support.save()
    action.note(actor, "support.ended", support, at, support=support.kind)
    return support


@action.action(Permission.RECORD_PEOPLE, on="connection", event="quality.recorded")
def add_quality(actor: Actor, *, connection: Connection, given: QualityGiven, at: dt.datetime) -> TieQuality:
    """Write down how the tie to a person feels. Private; it is never drawn in a copy for the child or the family."""
    row = TieQuality.objects.create(
        service_id=connection.service_id,
        child_id=connection.child_id,
        connection=connection,
        quality=given.quality.value,
        source=given.source.value,
        words=given.words.strip() or None,
        on=given.on,
        recorded_by_id=actor.user_id,
        recorded_at=at,
    )
    action.note(actor, "quality.recorded", connection, at)
    return row
