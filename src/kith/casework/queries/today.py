"""Reads: a coordinator's children, what they are waiting for, and what runs out soon."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery

from kith.access import scope
from kith.access.actor import Actor
from kith.children.models import EligibilityResult
from kith.domain import agreement
from kith.domain.terms import AgreementAnswer, AgreementScope, ParentalAnswer
from kith.referrals.models import Agreement, Referral
from kith.referrals.models import ParentalAnswer as ParentalRow


@dataclass(frozen=True, slots=True)
class AskAgain:
    """A "not now" of the child with the day on which to ask again."""

    referral: Referral
    scope: AgreementScope
    named: str
    on: dt.date


def list_my_referrals(actor: Actor) -> list[Any]:
    """The open referrals in this coordinator's name, each with the current check's near miss, by the child's name."""
    results = EligibilityResult.objects.filter(child=OuterRef("child"), run__is_current=True).order_by("-run__on")
    rows = scope.visible(actor, Referral.objects).filter(coordinator_id=actor.user_id, is_open=True)
    return list(
        rows.select_related("child")
        .annotate(
            near_miss=Subquery(results.values("near_miss")[:1]),
            near_miss_on=Subquery(results.values("near_miss_on")[:1]),
        )
        .order_by("child__preferred_name", "child__reference")
    )


def list_ask_again(actor: Actor, referrals: list[Any], until: dt.date) -> list[AskAgain]:
    """The "not now" answers that count and are to be asked again by a day, the soonest first. One query."""
    by_id = {row.pk: row for row in referrals}
    rows = scope.visible(actor, Agreement.objects).filter(referral_id__in=by_id).order_by("at", "pk")
    counting = {(row.referral_id, row.scope, agreement.plain_name(row.named or "")): row for row in rows}
    found = [
        AskAgain(by_id[row.referral_id], AgreementScope(row.scope), row.named or "", row.ask_again_on)
        for row in counting.values()
        if row.answer == AgreementAnswer.NOT_NOW.value and row.ask_again_on and row.ask_again_on <= until
    ]
    return sorted(found, key=lambda one: (one.on, str(one.referral.child)))


def list_parents_not_asked(actor: Actor, referrals: list[Any]) -> list[ParentalRow]:
    """People with parental responsibility whose latest answer is "not asked yet". One query."""
    by_id = {row.pk: row for row in referrals}
    rows = scope.visible(actor, ParentalRow.objects).filter(referral_id__in=by_id, settles__isnull=True)
    latest = {(row.referral_id, " ".join(row.holder.casefold().split())): row for row in rows.order_by("at", "pk")}
    waiting = [row for row in latest.values() if row.answer == ParentalAnswer.NOT_ASKED_YET.value]
    for row in waiting:
        row.referral = by_id[row.referral_id]
    return waiting
