"""What the child asked for, in the child's words, and what came of it."""

import datetime as dt

from django.utils.formats import date_format

from kith.access import action, gate
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.children.models import Child
from kith.domain.terms import AskCategory, AskOutcome
from kith.records import actions as records
from kith.referrals.models import Ask, Referral


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
    outcome: AskOutcome,
    on: dt.date,
    at: dt.datetime,
    verdict: str = "",
    version: int | None = None,
) -> Ask:
    """Say what came of an ask. ``verdict`` is what the child says came of it, in the child's words: the headline."""
    action.expect_version(ask, version)
    ask.outcome, ask.outcome_on = outcome.value, on
    ask.childs_verdict = verdict.strip() or ask.childs_verdict
    ask.save()
    action.note(actor, "ask.outcome_recorded", ask, at, outcome=outcome.value)
    asked, now = date_format(ask.asked_on, "j F Y"), date_format(on, "j F Y")
    words = f"Lifelong Links: what the child asked for on {asked}: {outcome.label.lower()} (on {now})."
    records.keep_for_case_system(actor, child=ask.child, kind="ask", subject_id=ask.pk, words=words, at=at)
    return ask
