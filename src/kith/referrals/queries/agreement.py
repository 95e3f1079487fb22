"""Reads: what the child agreed to; and the checks the writing door asks of every step that needs a yes."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from kith.access import gate, scope
from kith.access.action import Asked
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.children.models import Child
from kith.domain import agreement, dates, holding, limits
from kith.domain.agreement import Answered, Answers, Halt, Lapsed, Question
from kith.domain.pathway import Stage
from kith.domain.terms import AgreementAnswer, AgreementScope, HowShown
from kith.referrals.models import Agreement, Referral, Stop
from kith.referrals.queries import asks, parental, referrals, stops

NOT_AGREED = "The child has not agreed to this step."
ON_HOLD = "This waits: the child, or somebody for the child, has stopped or paused it."
NO_REFERRAL = "There is no open referral for this child."
NO_WORD = "First write down what the child calls this person: the child says yes to one person, by name."
# From this birthday on a person notes how it is known that the young person can decide (Mental Capacity Act 2005, s.2).
CAPACITY_FROM_AGE = limits.number("capacity_from_age")


@dataclass(frozen=True)
class AnswerKept:
    """One answer of the child as it was written down, and whether it is the one that counts.

    ``lapsed`` and ``stopped_on`` say why the latest yes no longer counts: a birthday since, or a stop of everything.
    """

    id: uuid.UUID
    answered: Answered
    counts: bool
    lapsed: Lapsed | None
    stopped_on: dt.date | None
    words: str
    how_shown: tuple[HowShown, ...]
    who_was_there: str
    who_knows_how: str
    capacity: str
    language: str

    @property
    def is_latest(self) -> bool:
        """Whether no later answer replaced it."""
        return self.counts or self.lapsed is not None or self.stopped_on is not None


def open_together(actor: Actor, referral_id: uuid.UUID, at: dt.datetime) -> Referral:
    """The referral for the pages used together with a child: for those who may write down a child's answers.

    An audited read of the child's record. Raises NotPermitted, NotVisible.
    """
    gate.check(actor, Permission.RECORD_AGREEMENT)
    return referrals.open_referral(actor, referral_id, at)


def get_last_written(actor: Actor, referral: Referral, on: dt.date) -> Agreement | None:
    """The last yes this actor wrote down on this day: who is here need not be typed twice in one sitting."""
    rows = scope.visible(actor, Agreement.objects).filter(referral=referral, on=on, by_id=actor.user_id)
    rows = rows.filter(answer=AgreementAnswer.YES.value)
    return rows.order_by("-at").first()


def list_answers(actor: Actor, referral: Referral, on: dt.date) -> list[AnswerKept]:
    """The latest answer to each step and person, in the order of the steps, also a yes that no longer counts.

    Those that are not this actor's to know are left out.
    """
    kept = list_answers_kept(actor, referral, on)
    latest = [one for one in reversed(kept) if one.is_latest]
    order = list(AgreementScope)
    return sorted(latest, key=lambda one: order.index(one.answered.scope))


def list_answers_kept(actor: Actor, referral: Referral, on: dt.date) -> list[AnswerKept]:
    """Every answer this actor may know of, the newest first, with what counts on ``on`` as far as they may know.

    An answer that is not theirs to know moves nothing: the earlier yes stands as if it had not been given
    (SAFEGUARDING 5). What may be done is decided by ``answers_that_count``, not by this.
    """
    rows = list(scope.visible(actor, Agreement.objects).filter(referral=referral).order_by("at", "pk"))
    latest = {one.row.pk: one for one in _latest(rows, referral, on)}
    return [_kept(row, latest.get(row.pk)) for row in reversed(rows)]


def _kept(row: Agreement, latest: "_Latest | None") -> AnswerKept:
    return AnswerKept(
        id=row.pk,
        answered=answered(row),
        counts=latest is not None and latest.counts,
        lapsed=latest.lapsed if latest else None,
        stopped_on=latest.stopped_on if latest else None,
        words=row.childs_words or "",
        how_shown=tuple(HowShown(way) for way in row.how_shown),
        who_was_there=row.who_was_there or "",
        who_knows_how=row.who_knows_how or "",
        capacity=row.capacity or "",
        language=row.language,
    )


def answers_that_count(referral: Referral, on: dt.date) -> Answers:
    """What counts on ``on``, for the rules themselves: nobody is shown this, so nothing is left out."""
    rows = Agreement.objects.filter(referral=referral).order_by("at", "pk")
    return agreement.latest(answered(one.row) for one in _latest(rows, referral, on) if one.counts)


def list_next_questions(actor: Actor, referral: Referral, at: dt.datetime) -> list[Question]:
    """What may be asked now, in order; the first is next. People come from the child's own asks.

    Nothing is next during a pause: the child was told on which day we ask again.
    """
    if referral.is_paused:
        return []
    people = [ask.named for ask in asks.list_asks(actor, referral.child) if ask.named]
    stage, on = Stage(referral.stood_at), timezone.localdate(at)
    answers, looked_for = answers_that_count(referral, on), _looked_for(referral.child_id)
    questions = agreement.next_questions(answers, people, stage=stage, on=on, looked_for=looked_for)
    halts = open_halts(referral.child_id)
    return [question for question in questions if not any(halt.keeps_from_asking(question) for halt in halts)]


def _looked_for(child_id: uuid.UUID) -> set[str]:
    """Who is being looked for and may not be the right person yet: known to the apps that look for people."""
    return {name for path in settings.KITH_LOOKED_FOR for name in import_string(path)(child_id)}


def list_may_be_put(referral: Referral, questions: Iterable[Question], on: dt.date) -> list[Question]:
    """Which of these questions may be put to the child on ``on``, whatever the child answered to them before."""
    if not referral.is_open:
        return []
    answers, stage = answers_that_count(referral, on), Stage(referral.stood_at)
    halts = open_halts(referral.child_id)
    fitting = [one for one in questions if agreement.why_not_yet(answers, one, stage) is None]
    return [one for one in fitting if not any(halt.keeps_from_asking(one) for halt in halts)]


def list_running(actor: Actor, referral: Referral, on: dt.date) -> list[Question]:
    """What goes on with the child's yes: each step, and person, that is agreed on ``on`` and not stopped, in order.

    As far as this actor may know: a no that is not theirs to know changes nothing here.
    """
    kept = list_answers(actor, referral, on)
    counting = agreement.latest(one.answered for one in kept if one.counts)
    # About whom a stop is stays between the child and the coordinator: for others such a stop changes nothing here.
    knows = holding.is_told(actor.role)
    halts = [halt for halt in open_halts(referral.child_id) if knows or not halt.named]
    agreed = [one for one in (row.answered for row in kept) if agreement.is_agreed(counting, one.scope, one.named)]
    questions = [Question(one.scope, one.named) for one in agreed if one.scope is not AgreementScope.TALK]
    return [question for question in questions if not any(halt.keeps_from_asking(question) for halt in halts)]


def needs_capacity(child: Child, at: dt.datetime) -> bool:
    """Whether somebody must note how it is known that the young person can decide this: from 16, or age not known."""
    return child.birth is None or dates.age_on(child.birth, timezone.localdate(at)) >= CAPACITY_FROM_AGE


@dataclass(frozen=True)
class _Latest:
    """The latest row of one step and person, and why a yes no longer counts."""

    row: Agreement
    lapsed: Lapsed | None
    stopped_on: dt.date | None

    @property
    def counts(self) -> bool:
        return self.lapsed is None and self.stopped_on is None


def _latest(rows: Iterable[Agreement], referral: Referral, on: dt.date) -> list[_Latest]:
    """The latest of these rows, oldest first, for each step and person.

    A yes from before a stop of everything no longer counts, nor one from before the 16th or 18th birthday.
    """
    total = Stop.objects.filter(referral=referral, reach=Stop.Reach.EVERYTHING).order_by("-pressed_at").first()
    return _latest_under(rows, referral, total, on)


def count_answers(rows: Iterable[Agreement], referral: Referral, total: Stop | None, on: dt.date) -> Answers:
    """As ``answers_that_count``, of rows (the oldest first) and the last stop of everything that were read before."""
    latest = _latest_under(rows, referral, total, on)
    return agreement.latest(answered(one.row) for one in latest if one.counts)


def _latest_under(rows: Iterable[Agreement], referral: Referral, total: Stop | None, on: dt.date) -> list[_Latest]:
    latest = {(row.scope, agreement.plain_name(row.named or "")): row for row in rows}
    return [_standing(row, referral.child, total, on) for row in latest.values()]


def _standing(row: Agreement, child: Child, total: Stop | None, on: dt.date) -> _Latest:
    is_yes = row.answer == AgreementAnswer.YES.value
    if is_yes and total is not None and row.at <= total.pressed_at:
        return _Latest(row, None, timezone.localdate(total.pressed_at))
    return _Latest(row, agreement.lapsed(answered(row), child.birth, on), None)


def answered(row: Agreement) -> Answered:
    """One row as the rules read it."""
    return Answered(AgreementScope(row.scope), row.named or "", AgreementAnswer(row.answer), row.on, row.ask_again_on)


# --- what the writing door asks


def agreement_is_given(asked: Asked) -> None:
    """Raise ActionBlocked unless the child has agreed to the scope the action needs.

    A step about a person is checked for the person the subject names (``about_person`` or ``named``): where no word of
    the child for them stands yet, there is no yes, for that to another is none for them. Why it is not agreed is not
    said: that is the child's. Whoever must not know what the child says about one person gets one sentence for all of
    it (domain/holding.py).
    """
    if asked.needs is None:
        return
    referral = _open_referral(asked)
    answers = answers_that_count(referral, timezone.localdate(asked.at))
    is_about_one = asked.needs in agreement.ABOUT_A_PERSON
    about = about_whom(asked) if is_about_one else ""
    if is_about_one and not about:
        raise gate.ActionBlocked(NO_WORD)
    if agreement.is_agreed(answers, asked.needs, about):
        return
    raise _blocked_about_one(asked.actor, NOT_AGREED) if is_about_one else gate.ActionBlocked(NOT_AGREED)


def nothing_is_stopped(asked: Asked) -> None:
    """Raise ActionBlocked where the child or an adult has stopped or paused outward steps (SAFEGUARDING 6 and 7)."""
    if asked.needs is None:
        return
    referral = _open_referral(asked)
    about = about_whom(asked)
    reached = [halt for halt in open_halts(referral.child_id) if halt.reaches(asked.needs, about)]
    if any(not halt.named for halt in reached):
        raise gate.ActionBlocked(ON_HOLD)
    if reached:
        raise _blocked_about_one(asked.actor, ON_HOLD)
    if asked.needs not in agreement.OUTWARD:
        return
    if referral.is_paused:
        raise gate.ActionBlocked(ON_HOLD)
    parents = parental.outward_block(referral, timezone.localdate(asked.at))
    if parents:
        raise gate.ActionBlocked(parents)


def _blocked_about_one(actor: Actor, words: str) -> gate.BlockedAboutOne:
    return gate.BlockedAboutOne(words if holding.is_told(actor.role) else holding.NOT_NOW)


def open_halts(child_id: uuid.UUID) -> list[Halt]:
    """How far each stop of a child reaches that has not been lifted."""
    rows = Stop.objects.filter(child_id=child_id, lifted_at__isnull=True)
    return [stops.halt_of(row) for row in rows]


def about_whom(asked: Asked) -> str:
    """The person a subject is about, by the child's name for them; empty if it names nobody."""
    return getattr(asked.subject, "about_person", None) or getattr(asked.subject, "named", None) or ""


def _open_referral(asked: Asked) -> Referral:
    child_id = scope.child_of(asked.subject)
    rows = Referral.objects.filter(child_id=child_id, is_open=True).select_related("child")
    referral = rows.first() if child_id else None
    if referral is None:
        raise gate.ActionBlocked(NO_REFERRAL)
    return referral
