"""Reads: proposals to withdraw and what became of them."""

import datetime as dt
import uuid
from typing import Any

from kith.access import gate, scope
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.audit import record
from kith.referrals.models import Referral, Withdrawal


def get_withdrawal(actor: Actor, withdrawal_id: uuid.UUID) -> Withdrawal:
    """One proposal with its referral and child; raises NotVisible."""
    rows = Withdrawal.objects.select_related("referral__child", "child", "proposed_by", "decided_by")
    return scope.fetch(actor, rows, withdrawal_id)


def open_withdrawal(actor: Actor, withdrawal_id: uuid.UUID, at: dt.datetime, needs: Permission) -> Withdrawal:
    """The same, as an audited read of the child's record by somebody who holds ``needs``."""
    gate.check(actor, needs)
    with record.unit_of_work():
        withdrawal = get_withdrawal(actor, withdrawal_id)
        scope.note_opened(actor, withdrawal.child_id, at)
        return withdrawal


def list_withdrawals(actor: Actor, referral: Referral) -> Any:
    """Every proposal for one referral, the latest first."""
    rows = scope.visible(actor, Withdrawal.objects).filter(referral=referral)
    return rows.select_related("proposed_by", "decided_by").order_by("-proposed_at")
