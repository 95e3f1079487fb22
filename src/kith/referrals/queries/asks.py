"""Reads: what the child asked for, in the child's words."""

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q
from django.utils.module_loading import import_string

from kith.access import scope
from kith.access.actor import Actor
from kith.children.models import Child
from kith.domain.terms import AskCategory, AskOutcome
from kith.referrals.models import Ask

OPEN = (AskOutcome.NOT_STARTED, AskOutcome.BEING_TRIED)
"""What has been asked for and has not come to anything yet."""


@dataclass(frozen=True)
class AskSeen:
    """One ask. ``named`` is the child's name for the person it is about, empty if it is about something else.

    ``why``: a professional's words beside the outcome; ``review_on``: when it is looked at again.
    """

    id: uuid.UUID
    words: str
    named: str
    category: AskCategory | None
    asked_on: dt.date
    outcome: AskOutcome
    outcome_on: dt.date | None
    verdict: str
    why: str
    review_on: dt.date | None
    version: int


def list_asks(actor: Actor, child: Child) -> list[AskSeen]:
    """A child's asks, the oldest first: the child's first thought stays on top."""
    rows = scope.visible(actor, Ask.objects).filter(child=child).order_by("asked_on", "written_at", "pk")
    return [seen(row) for row in rows]


def list_latest_asks(actor: Actor, child_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, AskSeen]:
    """What each of these children asked for last, by child; none for a child who asked for nothing yet. One query."""
    rows = scope.visible(actor, Ask.objects).filter(child_id__in=child_ids).order_by("asked_on", "written_at", "pk")
    return {row.child_id: seen(row) for row in rows}


def list_done_about(actor: Actor, child_id: uuid.UUID, on: dt.date) -> dict[uuid.UUID, list[str]]:
    """What was done about each ask of a child up to a day, by the ask's id, in words: known to the apps that do it."""
    done: dict[uuid.UUID, list[str]] = {}
    for path in settings.KITH_DONE_ABOUT_ASKS:
        for ask_id, sentences in import_string(path)(actor, child_id, on).items():
            done.setdefault(ask_id, []).extend(sentences)
    return done


def get_ask(actor: Actor, ask_id: uuid.UUID) -> Ask:
    """One ask; raises NotVisible."""
    return scope.fetch(actor, Ask.objects.select_related("child", "referral"), ask_id)


def list_to_review(actor: Actor, child_ids: Collection[uuid.UUID], until: dt.date) -> list[Ask]:
    """What was asked for, was not safe then, and is to be looked at again by a day; the soonest first.

    Of these children, and of those with whom this person's work has ended: the day is looked to all the same.
    """
    theirs = Q(child_id__in=child_ids) | Q(referral__coordinator_id=actor.user_id, referral__is_open=False)
    rows = scope.visible(actor, Ask.objects).filter(theirs, review_on__lte=until)
    return list(rows.select_related("child").order_by("review_on", "pk"))


def list_open(child_id: uuid.UUID) -> list[Ask]:
    """What a child asked for that nothing has come of yet: for the rules themselves, whoever asks."""
    rows = Ask.objects.filter(child_id=child_id, outcome__in=[outcome.value for outcome in OPEN])
    return list(rows.select_related("child").order_by("asked_on", "written_at", "pk"))


def seen(row: Ask) -> AskSeen:
    """An ask as pages show it."""
    return AskSeen(
        id=row.pk,
        words=row.words,
        named=row.named or "",
        category=AskCategory(row.category) if row.category else None,
        asked_on=row.asked_on,
        outcome=AskOutcome(row.outcome),
        outcome_on=row.outcome_on,
        verdict=row.childs_verdict or "",
        why=row.why or "",
        review_on=row.review_on,
        version=row.version,
    )
