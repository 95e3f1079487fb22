"""Every move of a referral, by one row of the pathway table, kept as an immutable row."""

import datetime as dt
from typing import TypedDict, Unpack

from django.utils import timezone

from kith.access import action, gate
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.domain import pathway
from kith.domain.terms import ClosedAs, Term
from kith.referrals.models import Referral, StageChange

TAKEN = "There is another open referral for this child. Close that one first."


class Given(TypedDict, total=False):
    """What may come with a move. ``on`` is the day of the move (default: the day of ``at``)."""

    to: pathway.Place | None
    reason: Term | None
    words: str
    look_again_on: dt.date | None
    on: dt.date
    version: int | None


@action.action(Permission.MOVE_STAGE, on="referral", event="referral.moved")
def move_referral(
    actor: Actor, *, referral: Referral, event: str, at: dt.datetime, **given: Unpack[Given]
) -> StageChange:
    """Move a referral by one row of domain/pathway.py; the row says who may, and what must come with it.

    ``event`` is the row's event; ``to`` is needed only where it leads to more than one place. Returns the kept
    StageChange, whose ``referral`` is the row as it is now. Raises MoveNotAllowed, StaleVersion, ActionBlocked.
    """
    on = given.get("on") or timezone.localdate(at)
    reason = given.get("reason")
    attempt = pathway.Attempt(
        event=event,
        role=actor.role,
        on=on,
        to=given.get("to"),
        reason=reason,
        words=given.get("words", ""),
        look_again_on=given.get("look_again_on"),
        seconds_another=_seconds_another(actor, referral),
    )
    action.expect_version(referral, given.get("version"))
    move = pathway.check_move(place_of(referral), attempt)
    change = _kept(actor, referral, move, attempt, at)
    action.note(
        actor, "referral.moved", referral, at, event=event, from_place=change.from_place, to_place=change.to_place
    )
    return change


def place_of(referral: Referral) -> pathway.Place:
    """The stage or side state a referral stands at."""
    return as_place(referral.place)


def as_place(value: str) -> pathway.Place:
    """A stage or side state by its stored value."""
    return pathway.Stage(value) if value in set(pathway.Stage) else pathway.SideState(value)


def _seconds_another(actor: Actor, referral: Referral) -> bool:
    proposals = referral.withdrawals.filter(agreed__isnull=True)
    return proposals.exclude(proposed_by_id=actor.user_id).exists()


def _kept(
    actor: Actor, referral: Referral, move: pathway.Move, attempt: pathway.Attempt, at: dt.datetime
) -> StageChange:
    before = place_of(referral)
    after = pathway.landing(move, pathway.Stage(referral.stood_at))
    ended = pathway.is_ended(after)
    if pathway.is_ended(before) and not ended:
        _refuse_a_second_open_one(referral)
    referral.place = after.value
    if isinstance(after, pathway.Stage):
        referral.stood_at = after.value
    referral.is_open = not ended
    referral.closed_at = at if ended else None
    referral.closed_as = attempt.reason.value if ended and isinstance(attempt.reason, ClosedAs) else ""
    referral.look_again_on = attempt.look_again_on
    referral.save()
    return StageChange.objects.create(
        service_id=referral.service_id,
        child_id=referral.child_id,
        referral=referral,
        by_id=actor.user_id,
        at=at,
        event=move.event,
        from_place=before.value,
        to_place=after.value,
        on=attempt.on,
        reason=attempt.reason.value if attempt.reason else "",
        words=attempt.words or None,
        look_again_on=attempt.look_again_on,
    )


def _refuse_a_second_open_one(referral: Referral) -> None:
    others = Referral.objects.filter(child_id=referral.child_id, is_open=True).exclude(pk=referral.pk)
    if others.exists():
        raise gate.ActionBlocked(TAKEN)
