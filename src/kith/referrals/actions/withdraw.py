"""Withdrawing: a worker proposes, the manager decides, and the child is told by a person (SAFEGUARDING 10)."""

import datetime as dt
from dataclasses import dataclass

from django.utils.formats import date_format

from kith.access import action, gate
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.domain.terms import WithdrawalReason
from kith.records import actions as records
from kith.referrals.actions import move
from kith.referrals.models import Referral, Withdrawal

DAY = "j F Y"


@dataclass(frozen=True, slots=True)
class Proposed:
    """Why a worker would withdraw, what would need to change, and when to look again whatever is decided."""

    reason: WithdrawalReason
    words: str
    what_would_change_it: str
    look_again_on: dt.date


@dataclass(frozen=True, slots=True)
class Told:
    """Who told the child, when and in which words; when the reviewing officer was told and an advocate offered."""

    child_told_by: str = ""
    child_told_on: dt.date | None = None
    child_told_words: str = ""
    reviewing_officer_told_on: dt.date | None = None
    advocate_offered_on: dt.date | None = None


@action.action(Permission.PROPOSE_WITHDRAWAL, on="referral", event="withdrawal.proposed")
def propose_withdrawal(
    actor: Actor, *, referral: Referral, given: Proposed, at: dt.datetime, version: int | None = None
) -> Withdrawal:
    """Propose to withdraw. The work goes on until the manager decides. Raises ActionBlocked, MoveNotAllowed."""
    if referral.withdrawals.filter(agreed__isnull=True).exists():
        raise gate.ActionBlocked("A proposal to withdraw is waiting for the manager already.")
    if not given.what_would_change_it.strip():
        raise gate.ActionBlocked("Write what would need to change for this to go on.")
    change = move.move_referral(
        actor,
        referral=referral,
        event="referral.withdrawal_proposed",
        reason=given.reason,
        words=given.words,
        look_again_on=given.look_again_on,
        at=at,
        version=version,
    )
    withdrawal = Withdrawal.objects.create(
        service_id=referral.service_id,
        child_id=referral.child_id,
        referral=change.referral,
        reason=given.reason.value,
        words=given.words,
        what_would_change_it=given.what_would_change_it,
        look_again_on=given.look_again_on,
        proposed_by_id=actor.user_id,
        proposed_at=at,
    )
    action.note(actor, "withdrawal.proposed", withdrawal, at, reason=withdrawal.reason)
    _copy(actor, withdrawal, "withdrawal.proposed", _proposal_in_words(given), at)
    return withdrawal


@action.action(Permission.DECIDE_WITHDRAWAL, on="withdrawal", event="withdrawal.decided")
def decide_withdrawal(
    actor: Actor, *, withdrawal: Withdrawal, agreed: bool, words: str, at: dt.datetime, version: int | None = None
) -> Withdrawal:
    """The manager's yes or no, with words. A yes withdraws the referral; the child's own yes stays on record."""
    action.expect_version(withdrawal, version)
    if withdrawal.agreed is not None:
        raise gate.ActionBlocked("This proposal was decided already.")
    if not words.strip():
        raise gate.ActionBlocked("Write why you decided this.")
    if agreed:
        move.move_referral(
            actor,
            referral=withdrawal.referral,
            event="referral.withdrawn",
            reason=WithdrawalReason(withdrawal.reason),
            words=words,
            look_again_on=withdrawal.look_again_on,
            at=at,
        )
    withdrawal.agreed = agreed
    withdrawal.decided_by_id = actor.user_id
    withdrawal.decided_at = at
    withdrawal.decision_words = words
    withdrawal.save()
    action.note(actor, "withdrawal.decided", withdrawal, at, agreed=agreed, reason=withdrawal.reason)
    said = "agreed to withdraw" if agreed else "did not agree to withdraw; the work goes on"
    _copy(actor, withdrawal, "withdrawal.decided", f"Lifelong Links: the service manager {said}. {words}", at)
    return withdrawal


@action.action(Permission.WRITE_NOTE, on="withdrawal", event="withdrawal.told")
def record_told(
    actor: Actor, *, withdrawal: Withdrawal, given: Told, at: dt.datetime, version: int | None = None
) -> Withdrawal:
    """Record who told the child and how, the reviewing officer, and the advocate; in one go or one after another.

    Only after the manager's yes: nothing is final before it, so nobody tells the child before it. Raises ActionBlocked.
    """
    action.expect_version(withdrawal, version)
    if not withdrawal.agreed:
        raise gate.ActionBlocked("The manager has not agreed to this withdrawal, so there is nothing to tell yet.")
    told = (given.child_told_by, given.child_told_on, given.child_told_words)
    if any(told) and not all(told):
        raise gate.ActionBlocked("Write who told the child, on which day and in which words.")
    withdrawal.child_told_by = given.child_told_by or withdrawal.child_told_by
    withdrawal.child_told_on = given.child_told_on or withdrawal.child_told_on
    withdrawal.child_told_words = given.child_told_words or withdrawal.child_told_words
    withdrawal.reviewing_officer_told_on = given.reviewing_officer_told_on or withdrawal.reviewing_officer_told_on
    withdrawal.advocate_offered_on = given.advocate_offered_on or withdrawal.advocate_offered_on
    withdrawal.save()
    action.note(actor, "withdrawal.told", withdrawal, at, child_told=bool(withdrawal.child_told_on))
    _copy(actor, withdrawal, "withdrawal.told", _telling_in_words(given), at)
    return withdrawal


def _copy(actor: Actor, withdrawal: Withdrawal, kind: str, words: str, at: dt.datetime) -> None:
    records.keep_for_case_system(actor, child=withdrawal.child, kind=kind, subject_id=withdrawal.pk, words=words, at=at)


def _proposal_in_words(given: Proposed) -> str:
    return (
        f"Lifelong Links: the worker proposes to withdraw. Reason: {given.reason.label}. {given.words} "
        f"What would need to change: {given.what_would_change_it} "
        f"To be looked at again on {date_format(given.look_again_on, DAY)}."
    )


def _telling_in_words(given: Told) -> str:
    said = ["Lifelong Links: withdrawal."]
    if given.child_told_on:
        said.append(
            f"{given.child_told_by} told the child on {date_format(given.child_told_on, DAY)}: {given.child_told_words}"
        )
    if given.reviewing_officer_told_on:
        said.append(f"The reviewing officer was told on {date_format(given.reviewing_officer_told_on, DAY)}.")
    if given.advocate_offered_on:
        said.append(f"An advocate was offered on {date_format(given.advocate_offered_on, DAY)}.")
    return " ".join(said)
