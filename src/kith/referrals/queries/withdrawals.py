"""Reads: proposals to withdraw and what became of them."""

from typing import Any

from kith.access import scope
from kith.access.actor import Actor
from kith.referrals.models import Referral, Withdrawal


def get_withdrawal(actor: Actor, withdrawal_id: object) -> Withdrawal:
    """One proposal with its referral and child; raises NotVisible."""
    rows = Withdrawal.objects.select_related("referral", "child", "proposed_by", "decided_by")
    return scope.fetch(actor, rows, str(withdrawal_id))


def list_withdrawals(actor: Actor, referral: Referral) -> Any:
    """Every proposal for one referral, the latest first."""
    rows = scope.visible(actor, Withdrawal.objects).filter(referral=referral)
    return rows.select_related("proposed_by", "decided_by").order_by("-proposed_at")
