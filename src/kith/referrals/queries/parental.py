"""Reads: the answers of people with parental responsibility, and whether they stop outward steps."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.utils import timezone

from kith.access import gate, scope
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.audit import record
from kith.children.models import CareEpisode, Child
from kith.domain import consent
from kith.domain.terms import ParentalAnswer as Answered
from kith.referrals.models import ParentalAnswer, Referral


@dataclass(frozen=True, slots=True)
class Holder:
    """One person with parental responsibility: the latest answer, what settled it, and what it makes wait.

    ``over``: which of ``settled_by`` were decided under an order that has ended; ``legal_status``: the one that counts.
    """

    answer: ParentalAnswer
    earlier: tuple[ParentalAnswer, ...]
    settled_by: tuple[ParentalAnswer, ...]
    over: frozenset[uuid.UUID]
    legal_status: str
    waits: str | None
    ask_again: str | None


@dataclass(frozen=True, slots=True)
class Whose:
    """The birthday of the child, if it is known, and the day that is asked about."""

    born_on: dt.date | None
    on: dt.date | None


def list_holders(actor: Actor, referral: Referral, on: dt.date) -> list[Holder]:
    """Each person with parental responsibility once, with the latest answer first among theirs."""
    rows = scope.visible(actor, ParentalAnswer.objects).filter(referral=referral).select_related("by", "went_on_by")
    return _holders(list(rows.order_by("at")), referral.child, on)


def list_holder_names(actor: Actor, child_id: uuid.UUID) -> list[str]:
    """Whoever was written down as having parental responsibility, in the order in which they were asked about."""
    rows = scope.visible(actor, ParentalAnswer.objects).filter(child_id=child_id, settles__isnull=True).order_by("at")
    by_name = {" ".join(row.holder.casefold().split()): row.holder for row in rows}
    return list(by_name.values())


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
    return next((holder.waits for holder in _holders(rows, referral.child, on) if holder.waits), None)


def list_blocked(referrals: list[Referral], on: dt.date) -> set[uuid.UUID]:
    """Of these referrals the children whose outward steps wait for a parental answer; two questions however many."""
    answers: dict[uuid.UUID, list[ParentalAnswer]] = {}
    for row in ParentalAnswer.objects.filter(referral__in=[one.pk for one in referrals]).order_by("at"):
        answers.setdefault(row.referral_id, []).append(row)
    standing: dict[uuid.UUID, list[consent.Standing]] = {}
    episodes = CareEpisode.objects.filter(child_id__in=[one.child_id for one in referrals], decom__lte=on)
    for child, status, began in episodes.exclude(ls="").order_by("decom").values_list("child_id", "ls", "decom"):
        standing.setdefault(child, []).append(consent.Standing(status, began))
    return {
        one.child_id
        for one in referrals
        if any(
            holder.waits
            for holder in _holders_under(answers.get(one.pk, []), one.child, standing.get(one.child_id, []), on)
        )
    }


def legal_status_now(answer: ParentalAnswer, on: dt.date | None = None) -> str:
    """The legal status under which an answer counts now: the one it was given under, or what a later episode says."""
    return consent.status_now(answer.legal_status, _given_on(answer), _standing(answer.child_id, on))


def _standing(child_id: uuid.UUID, on: dt.date | None) -> list[consent.Standing]:
    """The legal status of every episode that began up to a day (any day, without one), the earliest first."""
    rows = CareEpisode.objects.filter(child_id=child_id).exclude(ls="").order_by("decom")
    rows = rows.filter(decom__lte=on) if on else rows
    return [consent.Standing(status, began) for status, began in rows.values_list("ls", "decom")]


def _given_on(answer: ParentalAnswer) -> dt.date:
    return answer.asked_on or timezone.localdate(answer.at)


def _holders(rows: list[ParentalAnswer], child: Child, on: dt.date | None) -> list[Holder]:
    if not rows:
        return []
    return _holders_under(rows, child, _standing(child.pk, on), on)


def _holders_under(
    rows: list[ParentalAnswer], child: Child, standing: list[consent.Standing], on: dt.date | None
) -> list[Holder]:
    by_name: dict[str, list[ParentalAnswer]] = {}
    for row in rows:
        if row.settles_id is None:
            by_name.setdefault(" ".join(row.holder.casefold().split()), []).append(row)
    whose = Whose(child.birth, on)
    return [_holder(answers, rows, standing, whose) for answers in by_name.values()]


def _holder(
    answers: list[ParentalAnswer],
    rows: list[ParentalAnswer],
    standing: list[consent.Standing],
    whose: Whose,
) -> Holder:
    *earlier, latest = answers
    settled = tuple(row for row in rows if row.settles_id == latest.pk)
    status = consent.status_now(latest.legal_status, _given_on(latest), standing)
    over = frozenset(
        row.pk for row in settled if row.went_on_by_id and consent.order_has_ended(timezone.localdate(row.at), standing)
    )
    given = consent.Given(
        Answered(latest.answer),
        status,
        latest.asked_on,
        has_legal_advice=any(row.legal_advice for row in settled),
        went_on=any(row.went_on_by_id and row.pk not in over for row in settled),
    )
    return Holder(
        answer=latest,
        earlier=tuple(reversed(earlier)),
        settled_by=settled,
        over=over,
        legal_status=status,
        waits=consent.why_waiting(given, dob=whose.born_on, on=whose.on),
        ask_again=consent.ask_again(latest.asked_on, whose.born_on, whose.on) if whose.on else None,
    )
