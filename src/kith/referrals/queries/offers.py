"""Reads: children who could be offered this and were not yet, for the people who could refer them."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, Exists, F, IntegerField, Max, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from kith.access import gate, scope
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.children.models import Child, EligibilityResult, EligibilityRun
from kith.domain.terms import Answer, ChildAnswer
from kith.referrals.models import Offer, Referral

COULD_BE = (Answer.YES.value, Answer.CANNOT_TELL.value)
# An offer with one of these answers is a settled offer; "not now" and "could not be asked" come back.
SETTLED = (ChildAnswer.NO.value, ChildAnswer.CHANGED_MIND.value)
# No answer of the child: an offer that came to nothing, or a child who could not be asked and so was never asked.
NO_ANSWER = ("", ChildAnswer.NOT_ASKED.value)
NOT_OFFERED = Q(has_referral=False) & ~Q(offer_answer__in=SETTLED)


@dataclass(frozen=True, slots=True)
class Counts:
    """Of the children this person sees: how many could be offered it, wait for it, and need a person to check.

    ``later``: of those who do not wait, how many are to be looked at again on a day that has not come.
    ``stale``: of those who could be offered it, how many a later return no longer holds.
    """

    on: dt.date | None
    could_be: int
    not_offered: int
    must_check: int
    later: int
    stale: int


def is_put_forward() -> Q:
    """The children of whom a referral was ever made, or who were offered it and answered.

    A child who could not be asked did not answer, and counts among those who were never asked.
    """
    answered = Offer.objects.filter(child=OuterRef("pk")).exclude(answer__in=NO_ANSWER)
    return Q(Exists(Referral.objects.filter(child=OuterRef("pk")))) | Q(Exists(answered))


def list_not_offered(actor: Actor, on: dt.date) -> Any:
    """Children who could be offered it by the current check, without a referral and without a settled answer.

    Those to look at again later stand after the others; inside each part, by the next review.
    """
    rows = _could_be_offered(actor).filter(NOT_OFFERED)
    later = Case(When(_is_later(on), then=Value(1)), default=Value(0), output_field=IntegerField())
    return rows.annotate(later=later).order_by("later", F("next_review_on").asc(nulls_last=True), "reference")


def _is_later(on: dt.date) -> Q:
    return Q(offer_look_again_on__gt=on)


def count_not_offered(actor: Actor, on: dt.date) -> Counts:
    """How many of the children this person sees could be offered it, and how many wait for it, in one query.

    ``on`` of the answer is the day for which the current check says so; None where nobody has worked it out yet.
    """
    now = NOT_OFFERED & (Q(offer_look_again_on__isnull=True) | ~_is_later(on))
    found = _could_be_offered(actor).aggregate(
        on=Max("checked_on"),
        could_be=Count("pk"),
        not_offered=Count("pk", filter=now),
        must_check=Count("pk", filter=now & Q(answer=Answer.CANNOT_TELL.value)),
        later=Count("pk", filter=NOT_OFFERED & _is_later(on)),
        stale=Count("pk", filter=Q(is_stale=True)),
    )
    return Counts(**found)


def _could_be_offered(actor: Actor) -> Any:
    gate.check(actor, Permission.RECORD_OFFER)
    # which run is one look-up for all: each child's answer is then one step in the index of (run, child)
    run = scope.visible(actor, EligibilityRun.objects).filter(is_current=True)
    answers = EligibilityResult.objects.filter(run_id=Subquery(run.values("pk")[:1]))
    results = answers.filter(child=OuterRef("pk"))
    offers = Offer.objects.filter(child=OuterRef("pk")).order_by("-on", "-at")
    return (
        scope.visible(actor, Child.objects)
        .filter(pk__in=answers.filter(answer__in=COULD_BE).values("child_id"))
        .annotate(
            checked_on=Subquery(run.values("on")[:1]),
            answer=Subquery(results.values("answer")[:1]),
            missing=Subquery(results.values("missing")[:1]),
            near_miss=Subquery(results.values("near_miss")[:1]),
            is_stale=Subquery(results.values("stale")[:1]),
            offer_answer=Coalesce(Subquery(offers.values("answer")[:1]), Value("")),
            offer_reason=Subquery(offers.values("not_offered")[:1]),
            offer_on=Subquery(offers.values("on")[:1]),
            offer_look_again_on=Subquery(offers.values("look_again_on")[:1]),
            has_referral=Exists(Referral.objects.filter(child=OuterRef("pk"))),
        )
    )
