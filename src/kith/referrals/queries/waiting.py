"""Reads: who waits for a coordinator, what waits for the manager, and what is to be looked at again."""

import datetime as dt
from typing import Any

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, Subquery, Value, When

from kith.access import gate, scope
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.children.models import EligibilityResult
from kith.domain.pathway import REFERRERS, SideState, Stage
from kith.domain.terms import HowSoon
from kith.referrals.models import Referral, StageChange, Withdrawal
from kith.referrals.queries import places

LOOKED_AT = "referral.no_looked_at"
# Nobody knows yet whether an undecided one is urgent, so it stands right after the urgent ones until somebody looks;
# of those first whose answer changes soon, which most likely makes it urgent.
URGENT_FIRST = Case(
    When(how_soon=HowSoon.URGENT.value, then=Value(0)),
    When(how_soon="", near_miss_on__isnull=False, then=Value(1)),
    When(how_soon="", then=Value(2)),
    When(how_soon=HowSoon.SOON.value, then=Value(3)),
    default=Value(4),
    output_field=IntegerField(),
)


def list_waiting(actor: Actor) -> Any:
    """Open referrals without a coordinator: the urgent ones first, then those not decided yet, the longest wait first.

    Each row carries ``near_miss`` and ``near_miss_on`` of the current check. One query however many rows.
    """
    gate.check(actor, Permission.VIEW_WAITING)
    rows = scope.visible(actor, Referral.objects).filter(
        is_open=True, coordinator__isnull=True, place__in=places.WAITING
    )
    ranked = _with_near_miss(rows).select_related("child").annotate(rank=URGENT_FIRST)
    return ranked.order_by("rank", "made_on", "made_at", "pk")


def _with_near_miss(rows: Any) -> Any:
    """The same referrals, each with ``near_miss`` and ``near_miss_on`` of the current check."""
    results = EligibilityResult.objects.filter(child=OuterRef("child"), run__is_current=True).order_by("-run__on")
    return rows.annotate(
        near_miss=Subquery(results.values("near_miss")[:1]), near_miss_on=Subquery(results.values("near_miss_on")[:1])
    )


def count_waiting_languages(actor: Actor) -> dict[str, int]:
    """How many of those who wait for a coordinator speak each language that is recorded. One query."""
    rows = list_waiting(actor).order_by().exclude(child__language="").values_list("child__language")
    return {str(name): int(count) for name, count in rows.annotate(count=Count("pk"))}


def list_to_accept(actor: Actor) -> Any:
    """Referrals whose "how soon" nobody has decided yet, the oldest first, with the near miss of the current check."""
    rows = scope.visible(actor, Referral.objects).filter(
        is_open=True, place__in=[Stage.REFERRAL.value, Stage.TRIAGE.value, SideState.REOPENED.value]
    )
    return _with_near_miss(rows).select_related("child", "made_by").order_by("made_at")


def list_proposed_withdrawals(actor: Actor) -> Any:
    """Proposals to withdraw that wait for the manager, the oldest first."""
    rows = scope.visible(actor, Withdrawal.objects).filter(agreed__isnull=True)
    return rows.select_related("child", "referral", "proposed_by").order_by("proposed_at")


def list_unfinished_withdrawals(actor: Actor) -> Any:
    """Withdrawals the manager agreed to of which the child, the reviewing officer or an advocate does not know yet.

    One that no longer holds is none: the same referral goes on again, or the child was referred anew.
    """
    rows = scope.visible(actor, Withdrawal.objects).filter(agreed=True, referral__place=SideState.WITHDRAWN.value)
    anew = Referral.objects.filter(child_id=OuterRef("child_id"), made_at__gte=OuterRef("decided_at"))
    decided_again = Withdrawal.objects.filter(
        referral_id=OuterRef("referral_id"), agreed=True, decided_at__gt=OuterRef("decided_at")
    )
    rows = rows.exclude(Exists(anew.exclude(pk=OuterRef("referral_id")))).exclude(Exists(decided_again))
    missing = Q(child_told_on__isnull=True) | Q(reviewing_officer_told_on__isnull=True)
    return (
        rows.filter(missing | Q(advocate_offered_on__isnull=True))
        .select_related("child", "referral")
        .order_by("decided_at")
    )


def list_noes_to_look_at(actor: Actor) -> Any:
    """A child's noes that a worker or reviewing officer wrote down and no manager has looked at yet, the oldest first.

    The no counts at once, looked at or not. One that the child took back, or said again since, is none.
    """
    rows = scope.visible(actor, StageChange.objects).filter(
        event="referral.declined", by__role__in=list(REFERRERS), referral__place=SideState.DECLINED.value
    )
    since = StageChange.objects.filter(
        referral_id=OuterRef("referral_id"), at__gt=OuterRef("at"), event__in=["referral.declined", LOOKED_AT]
    )
    return rows.exclude(Exists(since)).select_related("child", "referral", "by").order_by("at")


def list_look_again(actor: Actor, on: dt.date) -> Any:
    """Referrals whose date to look again has come: paused, withdrawn, or with a proposal; the oldest date first."""
    rows = scope.visible(actor, Referral.objects).filter(look_again_on__lte=on)
    return rows.select_related("child").order_by("look_again_on")
