"""Reads: a worker's or reviewing officer's children, what was offered to each, and what each answered."""

import uuid
from collections.abc import Collection
from typing import Any

from django.db.models import Exists, F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from kith.access import scope
from kith.access.actor import Actor
from kith.children.models import CaseMember, EligibilityResult
from kith.children.queries import children
from kith.domain.terms import ParentalAnswer as Answered
from kith.referrals.models import Offer, ParentalAnswer, Referral, StageChange

# The two kinds of database put "no date" at different ends unless told.
REVIEW_ORDER = (F("next_review_on").asc(nulls_last=True), "preferred_name", "reference")


def list_parents_asked_again(actor: Actor, children_ids: Collection[uuid.UUID]) -> list[ParentalAnswer]:
    """Of these children, those with parental responsibility who are still not asked and about whom somebody nudged."""
    rows = scope.visible(actor, ParentalAnswer.objects).filter(child_id__in=children_ids, referral__is_open=True)
    latest: dict[tuple[uuid.UUID, str], ParentalAnswer] = {}
    for row in rows.filter(settles__isnull=True).select_related("referral__child").order_by("at", "pk"):
        latest[row.referral_id, " ".join(row.holder.casefold().split())] = row
    not_yet = Answered.NOT_ASKED_YET.value
    return [row for row in latest.values() if row.answer == not_yet and row.asked_again_at]


def list_mine(actor: Actor) -> Any:
    """My children by the next review, each with the current check, the latest referral and the latest offer.

    ``worker`` is somebody else's name where the child is in my list for another reason: I review, or manage the worker.
    One query however many rows; a child without a date for the next review stands last.
    """
    results = EligibilityResult.objects.filter(child=OuterRef("pk"), run__is_current=True).order_by("-run__on")
    latest = Referral.objects.filter(child=OuterRef("pk")).order_by("-is_open", "-made_at")
    offers = Offer.objects.filter(child=OuterRef("pk")).order_by("-on", "-at")
    agreed = StageChange.objects.filter(child=OuterRef("pk"), event="referral.agreed")
    workers = CaseMember.objects.filter(
        child=OuterRef("pk"), part=CaseMember.Part.WORKER, until_on__isnull=True
    ).order_by("from_on", "pk")
    return (
        children.list_mine(actor)
        .annotate(
            is_worker=Exists(workers.filter(user_id=actor.user_id)),
            worker=Coalesce(Subquery(workers.values("user__display_name")[:1]), Value("")),
            answer=Coalesce(Subquery(results.values("answer")[:1]), Value("")),
            missing=Coalesce(Subquery(results.values("missing")[:1]), Value("")),
            stale=Coalesce(Subquery(results.values("stale")[:1]), Value(False)),
            referral_id=Subquery(latest.values("pk")[:1]),
            referral_is_open=Subquery(latest.values("is_open")[:1]),
            referred_on=Subquery(latest.values("made_on")[:1]),
            coordinator_id=Subquery(latest.values("coordinator")[:1]),
            place=Coalesce(Subquery(latest.values("place")[:1]), Value("")),
            offer_answer=Coalesce(Subquery(offers.values("answer")[:1]), Value("")),
            offer_reason=Coalesce(Subquery(offers.values("not_offered")[:1]), Value("")),
            offer_on=Subquery(offers.values("on")[:1]),
            offer_look_again_on=Subquery(offers.values("look_again_on")[:1]),
            has_agreed=Exists(agreed),
        )
        .order_by(*REVIEW_ORDER)
    )
