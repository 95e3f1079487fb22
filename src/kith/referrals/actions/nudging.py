"""Asking again: whoever has still to ask a parent, or to decide about a withdrawal, reads that somebody waits."""

import datetime as dt

from django.utils import timezone

from kith.access import action, gate
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.domain.terms import ParentalAnswer as Answered
from kith.referrals.models import ParentalAnswer, Withdrawal

TODAY_ALREADY = "Somebody has asked again today. Ringing may be quicker."


@action.action(Permission.RECORD_PR_ANSWER, on="answer", event="parental.asked_again")
def nudge_about_parent(actor: Actor, *, answer: ParentalAnswer, at: dt.datetime) -> ParentalAnswer:
    """Remind the child's worker that somebody with parental responsibility has still to be asked, once a day.

    Raises ActionBlocked where they were asked since, or somebody nudged that day already.
    """
    later = ParentalAnswer.objects.filter(referral_id=answer.referral_id, at__gt=answer.at)
    is_same = (_plain(one.holder) == _plain(answer.holder) for one in later)
    if answer.answer != Answered.NOT_ASKED_YET.value or any(is_same):
        raise gate.ActionBlocked("They have been asked by now.")
    _once_a_day(answer.asked_again_at, at)
    ParentalAnswer.objects.filter(pk=answer.pk).update(asked_again_by_id=actor.user_id, asked_again_at=at)
    answer.refresh_from_db()
    action.note(actor, "parental.asked_again", answer, at)
    return answer


@action.action(Permission.MOVE_STAGE, on="withdrawal", event="withdrawal.asked_again")
def nudge_about_withdrawal(actor: Actor, *, withdrawal: Withdrawal, at: dt.datetime) -> Withdrawal:
    """Remind the manager of a proposal to withdraw that waits for their yes or no, once a day.

    Raises ActionBlocked where it is decided by now, or somebody nudged that day already.
    """
    if withdrawal.agreed is not None:
        raise gate.ActionBlocked("The manager has decided by now.")
    _once_a_day(withdrawal.asked_again_at, at)
    Withdrawal.objects.filter(pk=withdrawal.pk).update(asked_again_by_id=actor.user_id, asked_again_at=at)
    withdrawal.refresh_from_db()
    action.note(actor, "withdrawal.asked_again", withdrawal, at)
    return withdrawal


def _once_a_day(last: dt.datetime | None, at: dt.datetime) -> None:
    if last is not None and timezone.localdate(last) == timezone.localdate(at):
        raise gate.ActionBlocked(TODAY_ALREADY)


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
