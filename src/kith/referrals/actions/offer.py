"""That a child was offered Lifelong Links and answered, or was not offered it yet and why."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format

from kith.access import action, gate
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.children import actions as children
from kith.children.models import Child
from kith.domain import pathway
from kith.domain.terms import ChildAnswer, NotOfferedReason
from kith.records import actions as records
from kith.referrals.models import Offer

# These two answers mean "ask me again": a date keeps the promise.
NEEDS_A_DATE = (ChildAnswer.NOT_NOW, ChildAnswer.NOT_ASKED)
# Answers that say nothing without a few words (practice, Annex C: "yes but only [people]", "could not be asked (why)").
NEEDS_WORDS = {
    ChildAnswer.YES_ONLY: "Write which people the child said yes to",
    ChildAnswer.NOT_ASKED: "Write why the child could not be asked",
}


@dataclass(frozen=True, slots=True)
class OfferGiven:
    """Exactly one of ``answer`` (the child was offered it) and ``not_offered`` (not now, because ...)."""

    on: dt.date
    answer: ChildAnswer | None = None
    not_offered: NotOfferedReason | None = None
    words: str = ""
    look_again_on: dt.date | None = None


@action.action(Permission.RECORD_OFFER, on="child", event="offer.recorded")
def record_offer(actor: Actor, *, child: Child, given: OfferGiven, at: dt.datetime) -> Offer:
    """Keep that a child was offered Lifelong Links and what they answered, or why not now and when to look again.

    Raises MoveNotAllowed (who may, and what must come with it, is in domain/pathway.py) or ActionBlocked.
    """
    if (given.answer is None) == (given.not_offered is None):
        raise gate.ActionBlocked("Say either what the child answered or why it was not offered now.")
    if given.on > timezone.localdate(at):
        raise gate.ActionBlocked("An offer is recorded after it was made, not before.")
    if given.not_offered is not None:
        pathway.check_move(
            pathway.Stage.COULD_BE_OFFERED,
            pathway.Attempt(
                event="child.not_offered",
                role=actor.role,
                on=timezone.localdate(at),
                reason=given.not_offered,
                look_again_on=given.look_again_on,
            ),
        )
    elif given.answer in NEEDS_A_DATE and (given.look_again_on is None or given.look_again_on <= given.on):
        raise gate.ActionBlocked("Write the later date on which to ask again.")
    if given.answer in NEEDS_WORDS and not given.words.strip():
        raise gate.ActionBlocked(f"{NEEDS_WORDS[given.answer]}.")
    offer = _kept(actor, child, given, at)
    if given.answer not in (None, ChildAnswer.NOT_ASKED):
        children.mark_asked(actor, child=child, at=at)
    action.note(actor, "offer.recorded", offer, at, answer=offer.answer, not_offered=offer.not_offered)
    records.keep_for_case_system(
        actor, child=child, kind="offer.recorded", subject_id=offer.pk, words=_words(given), at=at
    )
    return offer


def _kept(actor: Actor, child: Child, given: OfferGiven, at: dt.datetime) -> Offer:
    return Offer.objects.create(
        service_id=child.service_id,
        child=child,
        on=given.on,
        answer=given.answer.value if given.answer else "",
        not_offered=given.not_offered.value if given.not_offered else "",
        words=given.words or None,
        look_again_on=given.look_again_on,
        by_id=actor.user_id,
        at=at,
    )


def _words(given: OfferGiven) -> str:
    day = date_format(given.on, "j F Y")
    if given.answer:
        said = [f"Lifelong Links was offered on {day}. The child's answer: {given.answer.label}."]
    else:
        reason = given.not_offered.label if given.not_offered else ""
        said = [f"Lifelong Links was not offered now ({day}). Reason: {reason}."]
    if given.words:
        said.append(given.words)
    if given.look_again_on:
        said.append(f"To be looked at again on {date_format(given.look_again_on, 'j F Y')}.")
    return " ".join(said)
