"""Answers of people with parental responsibility, what waits for them, and what to ask again."""

import datetime as dt
import uuid
from dataclasses import dataclass

from kith.access import gate
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.domain import consent, dates
from kith.domain.terms import ParentalAnswer as Answered
from kith.referrals import queries
from kith.referrals.models import ParentalAnswer, Referral
from kith.referrals.presenters import words
from kith.referrals.queries import parental

TAGS = {Answered.YES: "", Answered.NO: "govuk-tag--yellow"}


@dataclass(frozen=True, slots=True)
class HolderRow:
    """One person with parental responsibility."""

    id: uuid.UUID
    name: str
    basis: str
    answer: words.Tag
    said: str
    words: str
    waits: str
    ask_again: str
    settled: tuple[str, ...]
    earlier: tuple[str, ...]
    can_settle: bool


@dataclass(frozen=True, slots=True)
class ParentsPage:
    """Everybody with parental responsibility, and the rule that applies."""

    name: str
    referral_id: uuid.UUID
    child_id: uuid.UUID
    on: dt.date
    legal_status: str
    legal_status_code: str
    recorded: str
    is_adult: bool
    birthday: str
    block: str
    rows: tuple[HolderRow, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class SettlePage:
    """One refusal to be settled."""

    name: str
    referral_id: uuid.UUID
    holder: str
    refused_on: str
    words: str
    footing: str
    legal_status: str
    under_an_order: bool


def parents_page(actor: Actor, referral: Referral, on: dt.date) -> ParentsPage:
    """The answers of everybody with parental responsibility."""
    setting = consent.load_setting()
    known = queries.get_known(actor, referral.child, on)
    holders = queries.list_holders(actor, referral, on)
    may_settle = gate.may(actor, Permission.OVERRIDE_PR_REFUSAL)
    recorded = known.facts.get("parental_responsibility")
    return ParentsPage(
        name=str(referral.child),
        referral_id=referral.pk,
        child_id=referral.child_id,
        on=on,
        legal_status=consent.footing(known.legal_status).label,
        legal_status_code=known.legal_status,
        recorded=recorded.value if recorded else "",
        is_adult=bool(known.born_on and dates.age_on(known.born_on, on) >= setting.ends_at),
        birthday=words.birthday_ahead(known.born_on, on),
        block=next((holder.waits for holder in holders if holder.waits), ""),
        rows=tuple(_row(holder, may_settle=may_settle) for holder in holders),
        rule=f"{setting.title}, {words.day(setting.valid_from)}. {setting.source}",
    )


def settle_page(refusal: ParentalAnswer, on: dt.date) -> SettlePage:
    """What is to be settled."""
    status = parental.legal_status_now(refusal, on)
    footing = consent.footing(status)
    return SettlePage(
        name=str(refusal.referral.child),
        referral_id=refusal.referral_id,
        holder=refusal.holder,
        refused_on=words.day(refusal.asked_on),
        words=refusal.words or "",
        footing=footing.label,
        legal_status=status,
        under_an_order=footing is consent.Footing.CARE_ORDER,
    )


def _row(holder: parental.Holder, *, may_settle: bool) -> HolderRow:
    answer = holder.answer
    given = Answered(answer.answer)
    when = f"Asked on {words.day(answer.asked_on)}." if answer.asked_on else ""
    return HolderRow(
        id=answer.pk,
        name=answer.holder,
        basis=answer.basis,
        answer=words.Tag(given.label, TAGS.get(given, "govuk-tag--grey")),
        said=" ".join(filter(None, [when, f"{consent.footing(answer.legal_status).label} then."])),
        words=answer.words or "",
        waits=holder.waits or "",
        ask_again=holder.ask_again or "",
        settled=tuple(_settled(row, is_over=row.pk in holder.over) for row in holder.settled_by),
        earlier=tuple(f"{words.day(row.asked_on)}: {Answered(row.answer).label}" for row in holder.earlier),
        can_settle=may_settle and bool(holder.waits),
    )


def _settled(row: ParentalAnswer, *, is_over: bool) -> str:
    said = []
    if row.legal_advice:
        said.append(f"Legal advice of {words.day(row.legal_advice_on)}: {row.legal_advice}")
    if row.went_on_by:
        said.append(f"{row.went_on_by.display_name} decided to go on: {row.went_on_why}")
    if is_over:
        said.append("The order has ended since, so this decision no longer counts.")
    return " ".join(said)
