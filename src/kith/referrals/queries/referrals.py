"""Reads: one referral, its history and its safety answers."""

import datetime as dt
import uuid
from typing import Any

from kith.access import gate, scope
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.audit import record
from kith.children.models import Child
from kith.children.queries import children
from kith.domain.terms import Role
from kith.referrals.models import Allocation, Referral, SafetyAnswers, StageChange, TriageDecision

WORK_WITH_IT = frozenset({Role.MANAGER, Role.COORDINATOR, Role.SAFEGUARDING_LEAD})


def get_referral(actor: Actor, referral_id: uuid.UUID) -> Referral:
    """One referral with its child and coordinator; raises NotVisible."""
    return scope.fetch(actor, Referral.objects.select_related("child", "coordinator", "made_by"), referral_id)


def open_referral(
    actor: Actor, referral_id: uuid.UUID, at: dt.datetime, needs: Permission = Permission.OPEN_CHILD
) -> Referral:
    """The same, as an audited read of the child's record by somebody who holds ``needs``."""
    gate.check(actor, needs)
    with record.unit_of_work():
        referral = get_referral(actor, referral_id)
        scope.note_opened(actor, referral.child_id, at)
        return referral


def get_child(actor: Actor, child_id: uuid.UUID) -> Child:
    """One child; raises NotVisible."""
    return scope.fetch(actor, Child.objects, child_id)


def open_child(actor: Actor, child_id: uuid.UUID, at: dt.datetime, needs: Permission = Permission.OPEN_CHILD) -> Child:
    """The same, as an audited read of the child's record by somebody who holds ``needs``."""
    gate.check(actor, needs)
    with record.unit_of_work():
        child = get_child(actor, child_id)
        scope.note_opened(actor, child.pk, at)
        return child


def get_latest_referral(actor: Actor, child_id: uuid.UUID) -> Referral | None:
    """The child's open referral, or else the last one that ended; None if there never was one."""
    rows = scope.visible(actor, Referral.objects).filter(child_id=child_id).select_related("child", "coordinator")
    return rows.order_by("-is_open", "-made_at").first()


def can_know_who_asked(actor: Actor, referral: Referral) -> bool:
    """Whether this person may read that the child asked: everybody, or who works with it where the child kept it quiet.

    A child who lets nobody know yet is answered by the manager or the lead, and is asked by the coordinator.
    """
    return not referral.asked_quietly or actor.role in WORK_WITH_IT


def can_read_words(actor: Actor, referral: Referral) -> bool:
    """Whether this person reads what was written with a referral, its safety answers first: access/policy.py.

    That is the child's case team, the coordinator and the service manager; others see that it happened, and when.
    """
    if actor.role is Role.MANAGER or referral.coordinator_id == actor.user_id:
        return True
    return children.is_around(actor, referral.child_id)


def list_changes(actor: Actor, referral: Referral) -> Any:
    """Every move of a referral, the latest first."""
    rows = scope.visible(actor, StageChange.objects).filter(referral=referral).select_related("by")
    return rows.order_by("-at", "-on")


def get_earliest_day(actor: Actor, referral: Referral) -> dt.date:
    """The day before which no further move can have been made: the referral's, or that of the move before."""
    before = list_changes(actor, referral).first()
    return max(referral.made_on, before.on) if before else referral.made_on


def list_safety_answers(actor: Actor, referral: Referral) -> Any:
    """The safety answers, the latest first."""
    rows = scope.visible(actor, SafetyAnswers.objects).filter(referral=referral).select_related("by")
    return rows.order_by("-at")


def list_decisions(actor: Actor, referral: Referral) -> Any:
    """Every decision of how soon, the latest first."""
    rows = scope.visible(actor, TriageDecision.objects).filter(referral=referral).select_related("by")
    return rows.order_by("-at")


def get_latest_decisions(actor: Actor, referral_ids: list[uuid.UUID]) -> dict[uuid.UUID, TriageDecision]:
    """The latest decision of how soon of each referral, by the referral's id. One query however many."""
    rows = scope.visible(actor, TriageDecision.objects).filter(referral_id__in=referral_ids).order_by("at")
    return {row.referral_id: row for row in rows}


def list_allocations(actor: Actor, referral: Referral) -> Any:
    """Every coordinator that was named, the latest first."""
    rows = scope.visible(actor, Allocation.objects).filter(referral=referral)
    return rows.select_related("by", "coordinator").order_by("-at")
