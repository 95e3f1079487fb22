"""Withdrawing: what was proposed, what was decided, who was told, and what stays on record."""

import uuid
from dataclasses import dataclass

from kith.access import gate
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.domain.terms import WithdrawalReason
from kith.referrals import queries
from kith.referrals.models import Referral, Withdrawal
from kith.referrals.presenters import words


@dataclass(frozen=True, slots=True)
class WithdrawalRow:
    """One proposal and what became of it."""

    id: uuid.UUID
    referral_id: uuid.UUID
    version: int
    reason: str
    words: str
    what_would_change_it: str
    look_again_on: str
    proposed: str
    decided: str
    agreed: bool | None
    told: tuple[tuple[str, str], ...]
    is_finished: bool
    can_decide: bool


@dataclass(frozen=True, slots=True)
class WithdrawPage:
    """A proposal to be made or decided, beside the child's own answer, which stays."""

    name: str
    referral_id: uuid.UUID
    child_said_yes: str
    proposal: WithdrawalRow | None
    waits: WithdrawalRow | None


def withdraw_page(actor: Actor, referral: Referral, withdrawal: Withdrawal | None = None) -> WithdrawPage:
    """What a person sees before proposing or deciding; ``waits`` is a proposal that nobody has decided yet."""
    rows = [withdrawal_row(actor, row) for row in queries.list_withdrawals(actor, referral)]
    return WithdrawPage(
        name=str(referral.child),
        referral_id=referral.pk,
        child_said_yes=_yes(actor, referral),
        proposal=withdrawal_row(actor, withdrawal) if withdrawal else None,
        waits=next((row for row in rows if row.agreed is None), None),
    )


def withdrawal_row(actor: Actor, row: Withdrawal) -> WithdrawalRow:
    """One proposal in words."""
    decided = ""
    if row.agreed is not None and row.decided_by and row.decided_at:
        answer = "agreed" if row.agreed else "did not agree"
        decided = f"{row.decided_by.display_name} {answer} on {words.local_day(row.decided_at)}"
        decided += f": {row.decision_words}" if row.decision_words else ""
    return WithdrawalRow(
        id=row.pk,
        referral_id=row.referral_id,
        version=row.version,
        reason=WithdrawalReason(row.reason).label,
        words=row.words,
        what_would_change_it=row.what_would_change_it or "",
        look_again_on=words.day(row.look_again_on),
        proposed=f"{row.proposed_by.display_name}, {words.local_day(row.proposed_at)}",
        decided=decided,
        agreed=row.agreed,
        told=_told(row) if row.agreed else (),
        is_finished=bool(row.child_told_on and row.reviewing_officer_told_on and row.advocate_offered_on),
        can_decide=row.agreed is None and gate.may(actor, Permission.DECIDE_WITHDRAWAL),
    )


def told_so_far(row: Withdrawal) -> dict[str, object]:
    """What stands in the form's fields already."""
    names = ("child_told_by", "child_told_on", "child_told_words", "reviewing_officer_told_on", "advocate_offered_on")
    return {"version": row.version, **{name: getattr(row, name) for name in names}}


def _told(row: Withdrawal) -> tuple[tuple[str, str], ...]:
    not_yet = "Not yet"
    child = f"{words.day(row.child_told_on)}, by {row.child_told_by}: {row.child_told_words}"
    officer, advocate = row.reviewing_officer_told_on, row.advocate_offered_on
    return (
        ("Child told", child if row.child_told_on else not_yet),
        ("Reviewing officer told", words.day(officer) if officer else not_yet),
        ("Advocate offered", words.day(advocate) if advocate else not_yet),
    )


def _yes(actor: Actor, referral: Referral) -> str:
    change = queries.list_changes(actor, referral).filter(event="referral.agreed").first()
    return f"The child said yes on {words.day(change.on)}. That stays on record." if change else ""
