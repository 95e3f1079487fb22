"""What people with parental responsibility answered, and what settles a refusal (SAFEGUARDING 7)."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format

from kith.access import action, gate
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.domain import consent
from kith.domain.terms import ParentalAnswer as Answered
from kith.records import actions as records
from kith.referrals.models import ParentalAnswer, Referral
from kith.referrals.queries import parental

ASKED = (Answered.YES, Answered.NO)


@dataclass(frozen=True, slots=True)
class AnswerGiven:
    """One person's answer. ``basis``: why they have parental responsibility; ``legal_status``: code of column LS."""

    holder: str
    answer: Answered
    legal_status: str = ""
    basis: str = ""
    asked_on: dt.date | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """What settles a refusal: legal advice with its date, or a manager's reasons for going on; never nothing."""

    legal_advice: str = ""
    legal_advice_on: dt.date | None = None
    went_on_why: str = ""


@action.action(Permission.RECORD_PR_ANSWER, on="referral", event="parental_answer.recorded")
def record_parental_answer(actor: Actor, *, referral: Referral, given: AnswerGiven, at: dt.datetime) -> ParentalAnswer:
    """Keep what one person with parental responsibility answered. Earlier answers stay; the latest counts.

    A yes and a no need the day they were given; "Not asked: asking is unsafe" needs words. Raises ActionBlocked.
    """
    if given.answer in ASKED and given.asked_on is None:
        raise gate.ActionBlocked("Write the day on which this person was asked.")
    if given.answer is Answered.UNSAFE_TO_ASK and not given.words.strip():
        raise gate.ActionBlocked("Write why asking is unsafe.")
    row = ParentalAnswer.objects.create(
        service_id=referral.service_id,
        child_id=referral.child_id,
        referral=referral,
        by_id=actor.user_id,
        at=at,
        holder=given.holder,
        basis=given.basis,
        answer=given.answer.value,
        legal_status=given.legal_status,
        words=given.words or None,
        asked_on=given.asked_on,
    )
    action.note(actor, "parental_answer.recorded", row, at, answer=row.answer, legal_status=row.legal_status)
    records.keep_for_case_system(
        actor,
        child=referral.child,
        kind="parental_answer.recorded",
        subject_id=row.pk,
        words=_words(given),
        at=at,
    )
    return row


@action.action(Permission.OVERRIDE_PR_REFUSAL, on="refusal", event="parental_refusal.settled")
def settle_refusal(actor: Actor, *, refusal: ParentalAnswer, given: Settled, at: dt.datetime) -> ParentalAnswer:
    """Record the legal advice on a refusal, or a manager's reasons for going on under an order.

    Going on without legal advice is possible only where the child is in care under an order (law: domain/consent.py),
    and counts only as long as that order lasts. The refusal itself stays as it was given. Raises ActionBlocked.
    """
    if refusal.answer != Answered.NO.value:
        raise gate.ActionBlocked("Only a refusal needs settling.")
    has_advice = bool(given.legal_advice.strip() and given.legal_advice_on)
    goes_on = bool(given.went_on_why.strip())
    if not (has_advice or goes_on):
        raise gate.ActionBlocked("Write the legal advice with its date, or the reasons for going on.")
    status = parental.legal_status_now(refusal, timezone.localdate(at))
    under_an_order = consent.footing(status) is consent.Footing.CARE_ORDER
    if not has_advice and not under_an_order:
        raise gate.ActionBlocked("The child is not in care under an order: legal advice must be recorded first.")
    row = ParentalAnswer.objects.create(
        service_id=refusal.service_id,
        child_id=refusal.child_id,
        referral_id=refusal.referral_id,
        by_id=actor.user_id,
        at=at,
        holder=refusal.holder,
        basis=refusal.basis,
        answer=refusal.answer,
        legal_status=status,
        asked_on=refusal.asked_on,
        legal_advice=given.legal_advice or None,
        legal_advice_on=given.legal_advice_on,
        went_on_by_id=actor.user_id if goes_on else None,
        went_on_why=given.went_on_why or None,
        settles=refusal,
    )
    action.note(
        actor,
        "parental_refusal.settled",
        row,
        at,
        legal_advice=has_advice,
        went_on=goes_on,
        setting=consent.load_setting().id,
    )
    records.keep_for_case_system(
        actor, child=refusal.child, kind="parental_refusal.settled", subject_id=row.pk, words=_settled(row), at=at
    )
    return row


def _words(given: AnswerGiven) -> str:
    said = [f"Lifelong Links: parental responsibility. {given.holder}: {given.answer.label}."]
    if given.asked_on:
        said.append(f"Asked on {date_format(given.asked_on, 'j F Y')}.")
    said.append(f"{consent.footing(given.legal_status).label}.")
    return " ".join([*said, given.words] if given.words else said)


def _settled(row: ParentalAnswer) -> str:
    said = [f"Lifelong Links: {row.holder} said no."]
    if row.legal_advice and row.legal_advice_on:
        said.append(f"Legal advice of {date_format(row.legal_advice_on, 'j F Y')}: {row.legal_advice}")
    if row.went_on_why:
        said.append(f"The manager goes on because: {row.went_on_why}")
    return " ".join(said)
