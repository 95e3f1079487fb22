"""All that happened to one referral in words: its moves, and who was named as coordinator."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from kith.access.actor import Actor
from kith.domain.terms import Role
from kith.referrals import queries
from kith.referrals.models import Referral
from kith.referrals.presenters import words

NAMED = "coordinator.allocated"


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of the history: a move, or that a coordinator was named (``event`` is the event's, ``change_id`` its
    row)."""

    change_id: uuid.UUID
    event: str
    on: str
    what: str
    by: str
    words: str
    look_again: str


def history(actor: Actor, referral: Referral, *, reads: bool) -> tuple[Happened, ...]:
    """Every move and every naming of a coordinator, the latest first; at one moment the naming came before the move."""
    moves = [((row.at, row.on, 1), happened(row, reads=reads)) for row in queries.list_changes(actor, referral)]
    lines = [*moves, *((_when(row), _named(row, reads=reads)) for row in queries.list_allocations(actor, referral))]
    return tuple(line for _, line in sorted(lines, key=lambda one: one[0], reverse=True))


def happened(row: Any, *, reads: bool = True) -> Happened:
    """One move in words; what was written with it only where this person reads that."""
    reason = queries.reason_label(row.event, row.reason) if row.reason else ""
    what = queries.as_place(row.to_place).label if row.event == "stage.entered" else queries.said_of(row.event)
    if row.asked_by:
        what = f"{asked(Role(row.asked_by))} asked to start again"
    return Happened(
        change_id=row.pk,
        event=row.event,
        on=words.day(row.on),
        what=f"{what}: {reason.lower()}" if reason else what,
        by=row.by.display_name if row.by else "The child",
        words=_written(row) if reads else "",
        look_again=words.day(row.look_again_on) if row.look_again_on else "",
    )


def came_back(history: Iterable[Happened]) -> Happened | None:
    """The latest time that somebody asked to start again, with why; None where nobody did."""
    return next((line for line in history if line.event == "referral.reopened"), None)


def left_of_a_pause(actor: Actor, referral: Referral, on: dt.date) -> str:
    """What was said of a pause whose day has not come, where the work ended in between; else empty.

    Whoever starts again must not go over what the child was promised by leaving it in the history.
    """
    if referral.is_paused or not referral.is_open:
        return ""
    last = queries.list_changes(actor, referral).filter(event__in=("referral.paused", "referral.resumed")).first()
    if last is None or last.event == "referral.resumed" or not last.look_again_on or last.look_again_on <= on:
        return ""
    until = words.day(last.look_again_on)
    return f"A pause was agreed until {until}, before this ended. Speak with the child before it goes on."


def _written(row: Any) -> str:
    who = f"Who was there: {row.who_was_there.rstrip('.')}." if row.who_was_there else ""
    return " ".join(filter(None, (row.words or "", who)))


def asked(role: Role) -> str:
    """Who asked, at the beginning of a sentence: by role, and the child as the child."""
    return "The child" if role is Role.CHILD else f"The {role.label.lower()}"


def _named(row: Any, *, reads: bool) -> Happened:
    said = ("The child asked for another person." if row.child_asked else "", row.words or "")
    return Happened(
        change_id=row.pk,
        event=NAMED,
        on=words.local_day(row.at),
        what=f"{row.coordinator.display_name} was named as coordinator",
        by=row.by.display_name if row.by else "The system",
        words=" ".join(filter(None, said)) if reads else "",
        look_again="",
    )


def _when(row: Any) -> tuple[dt.datetime, dt.date, int]:
    return row.at, timezone.localdate(row.at), 0
