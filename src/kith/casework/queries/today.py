"""Reads: a coordinator's children, what they are waiting for, and what runs out soon."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone

from kith.access import scope
from kith.access.actor import Actor
from kith.children.models import EligibilityResult
from kith.domain import agreement, dates
from kith.domain.agreement import Answered
from kith.domain.pathway import SideState
from kith.domain.terms import AgreementAnswer, AgreementScope, ClosedAs, ParentalAnswer
from kith.records.models import Note
from kith.referrals.models import Agreement, Allocation, Ask, Referral
from kith.referrals.models import ParentalAnswer as ParentalRow
from kith.referrals.queries import agreement as answers


@dataclass(frozen=True, slots=True)
class AskAgain:
    """A "not now" of the child with the day on which to ask again."""

    referral: Referral
    scope: AgreementScope
    named: str
    on: dt.date


@dataclass(frozen=True, slots=True)
class AtBirthday:
    """What one child said yes to before a birthday at which each consent is asked again (SAFEGUARDING 7)."""

    referral: Referral
    age: int
    on: dt.date
    given: tuple[Answered, ...]


@dataclass(frozen=True, slots=True)
class LatestAnswer:
    """The latest answer of a child to one step and person."""

    referral: Referral
    given: Answered


def list_my_referrals(actor: Actor) -> list[Any]:
    """The referrals in this coordinator's name, each with the current check's near miss, by the child's name.

    The open ones, and those a child has stopped: the coordinator gets in touch, and starting again is agreed in person.
    """
    results = EligibilityResult.objects.filter(child=OuterRef("child"), run__is_current=True).order_by("-run__on")
    open_now = Referral.objects.filter(child=OuterRef("child"), is_open=True)
    stopped = Q(place=SideState.STOPPED_BY_CHILD.value) & ~Exists(open_now)
    rows = scope.visible(actor, Referral.objects).filter(Q(is_open=True) | stopped, coordinator_id=actor.user_id)
    return list(
        rows.select_related("child")
        .annotate(
            near_miss=Subquery(results.values("near_miss")[:1]),
            near_miss_on=Subquery(results.values("near_miss_on")[:1]),
        )
        .order_by("child__preferred_name", "child__reference")
    )


def list_ended_children(actor: Actor) -> list[uuid.UUID]:
    """The children whose work in this coordinator's name has ended and does not go on with anybody; not who died.

    What they are still to be told does not end with the work (SAFEGUARDING 4).
    """
    open_now = Referral.objects.filter(child=OuterRef("child"), is_open=True)
    rows = scope.visible(actor, Referral.objects).filter(~Exists(open_now), is_open=False, coordinator_id=actor.user_id)
    return list(rows.exclude(closed_as=ClosedAs.DIED.value).values_list("child_id", flat=True).order_by().distinct())


@dataclass(frozen=True, slots=True)
class GivenToMe:
    """A referral that a manager put in this coordinator's name, and when."""

    referral: Referral
    at: dt.datetime


def list_given_since(actor: Actor, referrals: list[Any], since: dt.date) -> list[GivenToMe]:
    """The referrals whose latest coordinator was named on a day or after it, and who have not talked with the child.

    Whatever the child said since then (an answer, something asked for, words in a note) was said to that coordinator.
    One query.
    """
    by_id = {row.pk: row for row in referrals}
    rows = scope.visible(actor, Allocation.objects).filter(referral_id__in=by_id).order_by("at")
    answered = scope.visible(actor, Agreement.objects).filter(referral=OuterRef("referral"), at__gt=OuterRef("at"))
    asked = scope.visible(actor, Ask.objects).filter(child=OuterRef("child"), written_at__gt=OuterRef("at"))
    noted = scope.visible(actor, Note.objects).filter(child=OuterRef("child"), written_at__gt=OuterRef("at"))
    said = noted.filter(written_by_id=actor.user_id, childs_words__isnull=False)
    rows = rows.annotate(have_talked=Exists(answered) | Exists(asked) | Exists(said))
    latest = {row.referral_id: row.at for row in rows if not row.have_talked}
    return [GivenToMe(by_id[key], at) for key, at in latest.items() if timezone.localdate(at) >= since]


def list_latest_answers(actor: Actor, referrals: list[Any]) -> list[LatestAnswer]:
    """The latest answer to each step and person of these referrals that this actor may know of. One query."""
    by_id = {row.pk: row for row in referrals}
    rows = scope.visible(actor, Agreement.objects).filter(referral_id__in=by_id).order_by("at", "pk")
    latest = {(row.referral_id, row.scope, agreement.plain_name(row.named or "")): row for row in rows}
    return [LatestAnswer(by_id[row.referral_id], answers.answered(row)) for row in latest.values()]


def ask_again(latest: list[LatestAnswer], until: dt.date) -> list[AskAgain]:
    """The "not now" answers that are to be asked again by a day, the soonest first."""
    found = [
        AskAgain(one.referral, one.given.scope, one.given.named, one.given.ask_again_on)
        for one in latest
        if one.given.answer is AgreementAnswer.NOT_NOW and one.given.ask_again_on and one.given.ask_again_on <= until
    ]
    return sorted(found, key=lambda one: (one.on, str(one.referral.child)))


def at_birthday(latest: list[LatestAnswer], on: dt.date) -> list[AtBirthday]:
    """The children with a yes from before a birthday that has come, the longest due first."""
    by_child: dict[Any, list[LatestAnswer]] = {}
    for one in latest:
        by_child.setdefault(one.referral.child_id, []).append(one)
    found = [due for rows in by_child.values() if (due := _at_birthday(rows, on))]
    return sorted(found, key=lambda one: (one.on, str(one.referral.child)))


def _at_birthday(rows: list[LatestAnswer], on: dt.date) -> AtBirthday | None:
    referral, order = rows[0].referral, list(AgreementScope)
    born = referral.child.birth
    lapsed = [(one.given, found) for one in rows if (found := agreement.lapsed(one.given, born, on))]
    if not lapsed or born is None:
        return None
    age = max(found.now for _, found in lapsed)
    given = sorted((given for given, _ in lapsed), key=lambda given: order.index(given.scope))
    return AtBirthday(referral, age, dates.birthday(born, age), tuple(given))


def list_parents_not_asked(actor: Actor, referrals: list[Any]) -> list[ParentalRow]:
    """People with parental responsibility whose latest answer is "not asked yet". One query."""
    by_id = {row.pk: row for row in referrals}
    rows = scope.visible(actor, ParentalRow.objects).filter(referral_id__in=by_id, settles__isnull=True)
    latest = {(row.referral_id, " ".join(row.holder.casefold().split())): row for row in rows.order_by("at", "pk")}
    waiting = [row for row in latest.values() if row.answer == ParentalAnswer.NOT_ASKED_YET.value]
    for row in waiting:
        row.referral = by_id[row.referral_id]
    return waiting
