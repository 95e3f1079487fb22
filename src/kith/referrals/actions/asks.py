"""What the child asked for, in the child's words, and what came of it."""

import datetime as dt
from dataclasses import dataclass

from django.utils.formats import date_format

from kith.access import action, gate
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.children.models import Child
from kith.domain.terms import AskCategory, AskOutcome
from kith.records import actions as records
from kith.referrals.models import Ask, Referral

DAY = "j F Y"
NEEDS_WHY = "Write why it was not possible"
NEEDS_REVIEW = "Enter the later day on which it is looked at again"
NO_REVIEW = "Only what is not safe for now has a day to look at it again"


@dataclass(frozen=True, slots=True)
class Came:
    """What came of an ask; ``why`` is the professional's, beside every outcome. ``review_on``: what is not safe now.

    ``verdict``: what the child says came of it, in the child's own words: the headline.
    """

    outcome: AskOutcome
    why: str = ""
    review_on: dt.date | None = None
    verdict: str = ""

    def missing(self, on: dt.date) -> str:
        """What this outcome lacks (practice, Annex C), in words; empty where nothing does."""
        if self.outcome is AskOutcome.NOT_POSSIBLE and not self.why.strip():
            return NEEDS_WHY
        if self.outcome is AskOutcome.UNSAFE_FOR_NOW and (self.review_on is None or self.review_on <= on):
            return NEEDS_REVIEW
        if self.outcome is not AskOutcome.UNSAFE_FOR_NOW and self.review_on:
            return NO_REVIEW
        return ""


@action.action(Permission.RECORD_ASK, on="child", event="ask.saved")
def save_ask(actor: Actor, *, child: Child, words: str, asked_on: dt.date, at: dt.datetime, named: str = "") -> Ask:
    """Keep what the child asked for, word for word. ``named`` is the child's name for the person it is about."""
    if not words.strip():
        raise gate.ActionBlocked("Write down what the child asked for, in the child's words.")
    ask = Ask.objects.create(
        service_id=child.service_id,
        child=child,
        referral=Referral.objects.filter(child=child, is_open=True).first(),
        words=words.strip(),
        named=named.strip() or None,
        asked_on=asked_on,
        written_by_id=actor.user_id,
        written_at=at,
    )
    action.note(actor, "ask.saved", ask, at)
    return ask


@action.action(Permission.RECORD_ASK, on="ask", event="ask.sorted")
def sort_ask(
    actor: Actor,
    *,
    ask: Ask,
    category: AskCategory | None,
    named: str,
    at: dt.datetime,
    version: int | None = None,
) -> Ask:
    """Say what kind of thing was asked for and whom it is about. The child's words are never changed."""
    action.expect_version(ask, version)
    ask.category, ask.named = category.value if category else "", named.strip() or None
    ask.save()
    action.note(actor, "ask.sorted", ask, at, category=ask.category)
    return ask


@action.action(Permission.RECORD_ASK, on="ask", event="ask.outcome_recorded")
def record_ask_outcome(
    actor: Actor,
    *,
    ask: Ask,
    came: Came,
    on: dt.date,
    at: dt.datetime,
    version: int | None = None,
) -> Ask:
    """Say what came of an ask, and what the child says about that.

    What was not possible needs a why, and what is not safe for now a later day to look at it again: raises
    ActionBlocked.
    """
    action.expect_version(ask, version)
    if missing := came.missing(on):
        raise gate.ActionBlocked(f"{missing}.")
    ask.outcome, ask.outcome_on = came.outcome.value, on
    ask.why, ask.review_on = came.why.strip() or None, came.review_on
    ask.childs_verdict = came.verdict.strip() or ask.childs_verdict
    ask.save()
    action.note(actor, "ask.outcome_recorded", ask, at, outcome=came.outcome.value)
    asked, now = date_format(ask.asked_on, DAY), date_format(on, DAY)
    words = f"Lifelong Links: what the child asked for on {asked}: {came.outcome.label.lower()} (on {now})."
    words += f" {ask.why}" if ask.why else ""
    words += f" To be looked at again on {date_format(came.review_on, DAY)}." if came.review_on else ""
    records.keep_for_case_system(actor, child=ask.child, kind="ask", subject_id=ask.pk, words=words, at=at)
    return ask
