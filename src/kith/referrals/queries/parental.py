"""Reads: the answers of people with parental responsibility, and whether they stop outward steps."""

import datetime as dt
import uuid
from dataclasses import dataclass

from kith.access import gate, scope
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.audit import record
from kith.domain import consent
from kith.domain.terms import ParentalAnswer as Answered
from kith.referrals.models import ParentalAnswer, Referral


@dataclass(frozen=True, slots=True)
class Holder:
    """One person with parental responsibility: the latest answer, what settled it, and what it makes wait."""

    answer: ParentalAnswer
    earlier: tuple[ParentalAnswer, ...]
    settled_by: tuple[ParentalAnswer, ...]
    waits: str | None
    ask_again: str | None


def list_holders(actor: Actor, referral: Referral, on: dt.date) -> list[Holder]:
    """Each person with parental responsibility once, with the latest answer first among theirs."""
    rows = scope.visible(actor, ParentalAnswer.objects).filter(referral=referral).select_related("by", "went_on_by")
    child = referral.child
    return _holders(list(rows.order_by("at")), None if child.birth_date_conflict else child.born_on, on)


def get_answer(actor: Actor, answer_id: uuid.UUID) -> ParentalAnswer:
    """One answer; raises NotVisible."""
    return scope.fetch(actor, ParentalAnswer.objects.select_related("referral__child"), answer_id)


def open_answer(actor: Actor, answer_id: uuid.UUID, at: dt.datetime) -> ParentalAnswer:
    """The same, as an audited read of the child's record by somebody who may settle a refusal."""
    gate.check(actor, Permission.OVERRIDE_PR_REFUSAL)
    with record.unit_of_work():
        answer = get_answer(actor, answer_id)
        scope.note_opened(actor, answer.child_id, at)
        return answer


def outward_block(referral: Referral, on: dt.date | None = None) -> str | None:
    """The sentence that says why outward steps wait for a parental answer; None where nothing waits.

    Without ``on`` the child's age is not looked at, so a refusal still counts. Needs the service in force.
    """
    rows = list(ParentalAnswer.objects.filter(referral=referral).order_by("at"))
    born_on = referral.child.born_on if rows and not referral.child.birth_date_conflict else None
    return next((holder.waits for holder in _holders(rows, born_on, on) if holder.waits), None)


def _holders(rows: list[ParentalAnswer], born_on: dt.date | None, on: dt.date | None) -> list[Holder]:
    by_name: dict[str, list[ParentalAnswer]] = {}
    for row in rows:
        if row.settles_id is None:
            by_name.setdefault(" ".join(row.holder.casefold().split()), []).append(row)
    return [_holder(answers, rows, born_on, on) for answers in by_name.values()]


def _holder(
    answers: list[ParentalAnswer], rows: list[ParentalAnswer], born_on: dt.date | None, on: dt.date | None
) -> Holder:
    *earlier, latest = answers
    settled = tuple(row for row in rows if row.settles_id == latest.pk)
    given = consent.Given(
        Answered(latest.answer),
        latest.legal_status,
        latest.asked_on,
        has_legal_advice=any(row.legal_advice for row in settled),
        went_on=any(row.went_on_by_id for row in settled),
    )
    return Holder(
        answer=latest,
        earlier=tuple(reversed(earlier)),
        settled_by=settled,
        waits=consent.why_waiting(given, dob=born_on, on=on),
        ask_again=consent.ask_again(latest.asked_on, born_on, on) if on else None,
    )
