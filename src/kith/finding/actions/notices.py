"""Writes: that a person was told that we hold facts about them, or why not yet (UK GDPR Article 14)."""

import datetime as dt
from dataclasses import dataclass

from kith.access import action, gate
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.domain import notices
from kith.domain.terms import NoticeKind
from kith.finding.models import Notice
from kith.people.models import Connection


@dataclass(frozen=True, slots=True)
class Told:
    """What is written down. ``until``: until when a reason not to tell counts; none where they were told."""

    kind: NoticeKind
    on: dt.date
    words: str
    until: dt.date | None = None


@action.action(Permission.WRITE_APPROACH, on="connection", event="person.notice_recorded")
def record_notice(actor: Actor, *, connection: Connection, told: Told, at: dt.datetime) -> Notice:
    """Keep that a person was told, or why not and until when. Rows are added and never changed.

    Raises ActionBlocked where the words are missing, the day has not come, or a reason would count for too long.
    """
    _must_fit(told, at.date())
    row = Notice.objects.create(
        service_id=connection.service_id,
        child_id=connection.child_id,
        connection=connection,
        kind=told.kind.value,
        words=told.words.strip(),
        on=told.on,
        until_on=told.until,
        by_id=actor.user_id,
        at=at,
    )
    action.note(actor, "person.notice_recorded", row, at, told=told.kind is NoticeKind.TOLD)
    return row


def _must_fit(told: Told, today: dt.date) -> None:
    if not told.words.strip():
        raise gate.ActionBlocked("Write how they were told, or why not.")
    if told.on > today:
        raise gate.ActionBlocked("The day must have come.")
    if told.kind is NoticeKind.TOLD:
        if told.until is not None:
            raise gate.ActionBlocked("Whoever was told need not be told again: leave the second day empty.")
        return
    if told.until is None or told.until <= today:
        raise gate.ActionBlocked("Say on which day it is looked at again.")
    if told.until > notices.latest_until(today):
        months = notices.load_setting().looked_at_again_months
        raise gate.ActionBlocked(f"It is looked at again within {months} months.")
