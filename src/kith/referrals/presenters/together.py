"""The pages used together with a child: the questions in a child's words, on the screen and on paper."""

import dataclasses
import datetime as dt
import uuid
from dataclasses import dataclass

from django.utils import timezone

from kith.access.actor import Actor
from kith.domain.agreement import Question
from kith.domain.terms import AgreementAnswer, AgreementScope
from kith.referrals.models import Referral
from kith.referrals.presenters import stop as stopping
from kith.referrals.presenters import words
from kith.referrals.queries import agreement, asks, places, stops
from kith.referrals.queries.agreement import AnswerKept
from kith.referrals.queries.asks import AskSeen
from kith.referrals.queries.stops import StopSeen
from kith.safety.queries import careful

# The pages before the questions; how many questions come is never said: one at a time.
STEPS = 3
THEN = "some questions"
QUESTIONS = {
    AgreementScope.TALK: "Can {who} talk with you?",
    AgreementScope.FILE: "Can {who} read your file?",
    AgreementScope.SEARCH: "Can {who} look for {person}?",
    AgreementScope.APPROACH: "Can {who} write to {person}, or ring?",
    AgreementScope.MEET: "Do you want to meet {person}?",
    AgreementScope.CONFERENCE: "Do you want to bring your people together for a day?",
    AgreementScope.SHARE_PLAN: "Can we share your plan with the people in it?",
}
MEANING = {
    AgreementScope.TALK: "You talk about who matters to you. You say what you want to say, and no more.",
    AgreementScope.FILE: "Your file is what people wrote about you over the years. Names in it can help us look.",
    AgreementScope.SEARCH: "Looking is not the same as writing or meeting. We ask you again before that.",
    AgreementScope.APPROACH: "We say as little as we can about you. We ask you again before you meet.",
    AgreementScope.MEET: "Somebody you know can come with you. You can stop it at any time.",
    AgreementScope.CONFERENCE: "You choose who comes, where it is, and what there is to eat.",
    AgreementScope.SHARE_PLAN: "They see what they promised. They do not see the rest.",
}
ANSWERED = {AgreementAnswer.YES: "Yes", AgreementAnswer.NOT_NOW: "Not now", AgreementAnswer.NO: "No"}
THANKS = {
    AgreementAnswer.YES: "You said yes. We wrote it down. You can change your mind.",
    AgreementAnswer.NOT_NOW: "You said not now. That is fine. We will ask you again.",
    AgreementAnswer.NO: "You said no. That is fine. We will not do it.",
}
SOMEBODY = "this person"


@dataclass(frozen=True)
class Line:
    """A question and the latest answer, as the child reads it; ``since`` says why a yes no longer counts.

    ``words``: what the child wanted written down with it. ``may_be_put``: whether it can be asked again at once.
    """

    question: str
    answer: str
    on: dt.date
    ask_again_on: dt.date | None
    scope: str
    named: str
    is_yes: bool
    since: str
    words: str
    may_be_put: bool = False


@dataclass(frozen=True)
class QuestionPage:
    """One question, and how many come after it is never said: one at a time."""

    referral_id: uuid.UUID
    question: str
    meaning: str
    scope: str
    named: str
    is_about_a_person: bool
    asked_in_words: str
    who: str


@dataclass(frozen=True)
class SharedPage:
    """What every page of a session together shows. ``language``: the child's, as it is recorded."""

    referral_id: uuid.UUID
    child_id: uuid.UUID
    childs_name: str
    language: str
    who: str
    asks: tuple[AskSeen, ...]
    answers: tuple[Line, ...]
    stopped: stopping.Stopped | None


@dataclass(frozen=True)
class StartPage:
    """The coordinator's page before and after a session. ``not_with``: interpreters whom the young person refuses."""

    shared: SharedPage
    next_question: str
    paused_until: str
    birthday: str
    history: tuple[tuple[AnswerKept, str], ...]
    stops: tuple[StopSeen, ...]
    place: str
    is_open: bool
    on: dt.date
    not_with: tuple[str, ...]
    may_copy: bool


def who_of(actor: Actor, referral: Referral) -> str:
    """Who works with this child: the coordinator, or else whoever is here."""
    return referral.coordinator.display_name if referral.coordinator else actor.name


def may_copy(actor: Actor, referral: Referral) -> bool:
    """Whether the child's own copy can be printed out of a session: nobody but the coordinator reads it whole."""
    return referral.coordinator_id == actor.user_id


def question_in_words(scope: AgreementScope, *, who: str, named: str = "") -> str:
    """The question as it is asked, in words a child of nine can read."""
    return QUESTIONS[scope].format(who=who, person=named or SOMEBODY)


def shared_page(actor: Actor, referral: Referral, on: dt.date) -> SharedPage:
    """The child's asks and answers, with the name the child chose, and whether everything is stopped."""
    who = who_of(actor, referral)
    stopped = stopping.stopped(actor, referral.child_id, referral)
    kept = agreement.list_answers(actor, referral, on)
    return SharedPage(
        referral_id=referral.pk,
        child_id=referral.child_id,
        childs_name=referral.child.preferred_name or "you",
        language=referral.child.language,
        who=who,
        asks=tuple(asks.list_asks(actor, referral.child)),
        answers=tuple(line(one, who, is_stopped=stopped is not None) for one in kept),
        stopped=stopped,
    )


def what_i_said(actor: Actor, referral: Referral, on: dt.date) -> SharedPage:
    """The answers, each with whether its question can be put again at once: a no is as free to change as a yes."""
    shared = shared_page(actor, referral, on)
    asked = {one: Question(AgreementScope(one.scope), one.named) for one in shared.answers if not one.is_yes}
    may = [] if shared.stopped else agreement.list_may_be_put(referral, asked.values(), on)
    lines = (dataclasses.replace(one, may_be_put=asked.get(one) in may) for one in shared.answers)
    return dataclasses.replace(shared, answers=tuple(lines))


def question_page(actor: Actor, referral: Referral, question: Question) -> QuestionPage:
    """The next question, with the child's own words that led to it."""
    who = who_of(actor, referral)
    words = [ask.words for ask in asks.list_asks(actor, referral.child) if ask.named and ask.named == question.named]
    return QuestionPage(
        referral_id=referral.pk,
        question=question_in_words(question.scope, who=who, named=question.named),
        meaning=MEANING[question.scope],
        scope=question.scope.value,
        named=question.named,
        is_about_a_person=bool(question.named),
        asked_in_words=words[0] if words else "",
        who=who,
    )


def start_page(actor: Actor, referral: Referral, at: dt.datetime) -> StartPage:
    """What is next, what was said so far, and what is stopped."""
    on = timezone.localdate(at)
    shared = shared_page(actor, referral, on)
    questions = agreement.list_next_questions(actor, referral, at) if referral.is_open else []
    first = questions[0] if questions else None
    return StartPage(
        shared=shared,
        next_question=question_in_words(first.scope, who=shared.who, named=first.named) if first else "",
        paused_until=words.look_again(referral.look_again_on, on) if referral.is_paused else "",
        birthday=words.birthday_ahead(referral.child.birth, on) if shared.answers else "",
        history=tuple((one, words.no_longer(one)) for one in agreement.list_answers_kept(actor, referral, on)),
        stops=tuple(stops.list_stops(actor, referral.child)),
        place=places.place_in_words(referral),
        is_open=referral.is_open and shared.stopped is None,
        on=on,
        not_with=tuple(careful.list_refused_interpreters(actor, referral.child)),
        may_copy=may_copy(actor, referral),
    )


def line(kept: AnswerKept, who: str, *, is_stopped: bool = False) -> Line:
    """One answer as the child reads it; nothing is asked again while everything is stopped."""
    given = kept.answered
    return Line(
        question=question_in_words(given.scope, who=who, named=given.named),
        answer=ANSWERED[given.answer],
        on=given.on,
        ask_again_on=None if is_stopped else given.ask_again_on,
        scope=given.scope.value,
        named=given.named,
        is_yes=given.is_yes() and kept.counts,
        since=_since(kept, is_stopped=is_stopped),
        words=kept.words,
    )


def _since(kept: AnswerKept, *, is_stopped: bool) -> str:
    if kept.stopped_on:
        return f"Then you stopped everything, on {words.day(kept.stopped_on)}."
    if kept.lapsed and not is_stopped:
        return f"You were {kept.lapsed.said_at} then. Since your {kept.lapsed.now}th birthday we ask you again."
    return ""
