"""What the child answered: one step and one named person at a time, kept as rows that never change."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format

from kith.access import action, gate
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.domain import agreement, pathway
from kith.domain.agreement import Halt, Question
from kith.domain.terms import AgreementAnswer, AgreementScope, ChildAnswer, HowShown, Role
from kith.people import actions as write_people
from kith.people import queries as people
from kith.records import actions as records
from kith.referrals.actions import freezing, move, stop
from kith.referrals.models import Agreement, Referral, Stop
from kith.referrals.queries import agreement as reads
from kith.referrals.queries import places
from kith.sealing import keyed_digest

NOT_OPEN = "This work has ended. A yes belongs to work that is open: start again together first."
IN_PLAIN_WORDS = frozenset({HowShown.WORDS, HowShown.WRITING})


@dataclass(frozen=True)
class Said:
    """What the child answered to one question, and how we know. ``named`` is the child's name for the person.

    ``language``: in which they talked, with the interpreter's name; empty where nobody said it.
    """

    scope: AgreementScope
    answer: AgreementAnswer
    on: dt.date
    named: str = ""
    ask_again_on: dt.date | None = None
    how_shown: tuple[HowShown, ...] = ()
    childs_words: str = ""
    who_was_there: str = ""
    who_knows_how: str = ""
    capacity: str = ""
    language: str = ""


@action.action(Permission.RECORD_AGREEMENT, on="referral", event="together.started")
def start_together(actor: Actor, *, referral: Referral, at: dt.datetime) -> None:
    """Note that a coordinator and a child began a session together; the pages then stay open longer."""
    action.note(actor, "together.started", referral, at)


@action.action(Permission.RECORD_AGREEMENT, on="referral", event="together.handed_back")
def end_together(actor: Actor, *, referral: Referral, at: dt.datetime) -> None:
    """Note that a coordinator has the device back after a session together, having shown that it is them."""
    action.note(actor, "together.handed_back", referral, at)


@action.action(Permission.RECORD_AGREEMENT, on="referral", event="agreement.recorded")
def record_agreement(actor: Actor, *, referral: Referral, said: Said, at: dt.datetime) -> Agreement:
    """Keep the child's answer to one question.

    A yes is kept only when it is next and when it is written down how the child showed it (SAFEGUARDING 16). A "no" or
    "not now" is kept whatever is missing, and holds at once what has not left yet. The answer about talking moves the
    referral. Raises ActionBlocked where a yes is not next or something is missing.
    """
    answers = reads.answers_that_count(referral, timezone.localdate(at))
    if said.answer is AgreementAnswer.YES:
        _refuse_a_yes_too_early(referral, said, answers, at)
    row = _keep(actor, referral, said, at)
    action.note(actor, "agreement.recorded", row, at, scope=said.scope.value, answer=said.answer.value)
    if said.answer is not AgreementAnswer.YES:
        is_private = said.scope in agreement.ABOUT_A_PERSON
        halt = Halt() if said.scope is AgreementScope.TALK else Halt(said.scope, said.named, is_private=is_private)
        freezing.halt_outward(actor, child=referral.child, halt=halt, at=at)
    _keep_a_copy(actor, row, said, at)
    if said.scope is AgreementScope.TALK:
        was_yes = agreement.is_agreed(answers, AgreementScope.TALK)
        _move(actor, referral, said, was_yes=was_yes, at=at)
        _seal_or_open(actor, referral, said, was_yes=was_yes, at=at)
    return row


@action.action(Permission.RECORD_AGREEMENT, on="referral", event="agreement.withdrawn")
def withdraw_agreement(actor: Actor, *, referral: Referral, said: Said, at: dt.datetime) -> Agreement:
    """The child changes a yes to "no" or "not now": no reason is asked, and nothing more leaves under it."""
    if said.answer is AgreementAnswer.YES:
        raise gate.ActionBlocked("Changing your mind is a no, or not now.")
    row = record_agreement(actor, referral=referral, said=said, at=at)
    action.note(actor, "agreement.withdrawn", row, at, scope=said.scope.value, answer=said.answer.value)
    return row


def _refuse_a_yes_too_early(referral: Referral, said: Said, answers: agreement.Answers, at: dt.datetime) -> None:
    if not referral.is_open:
        raise gate.ActionBlocked(NOT_OPEN)
    question = Question(said.scope, said.named)
    why_not = agreement.why_not_yet(answers, question, pathway.Stage(referral.stood_at))
    halts = reads.open_halts(referral.child_id)
    if why_not is None and any(halt.keeps_from_asking(question) for halt in halts):
        why_not = reads.ON_HOLD
    why_not = why_not or _missing(referral, said, at)
    if why_not:
        raise gate.ActionBlocked(why_not)


def _missing(referral: Referral, said: Said, at: dt.datetime) -> str | None:
    if not said.how_shown:
        return "Write down how the child showed their yes."
    if not said.who_was_there.strip():
        return "Write down who was there."
    if not IN_PLAIN_WORDS & set(said.how_shown) and not said.who_knows_how.strip():
        return "Write down who knows how the child shows yes and no."
    if reads.needs_capacity(referral.child, at) and not said.capacity.strip():
        return "From 16 on, write down how you know that the young person can decide this."
    return None


def _keep(actor: Actor, referral: Referral, said: Said, at: dt.datetime) -> Agreement:
    named = said.named.strip() if said.scope in agreement.ABOUT_A_PERSON else ""
    return Agreement.objects.create(
        service_id=referral.service_id,
        child_id=referral.child_id,
        referral=referral,
        by_id=actor.user_id,
        at=at,
        on=said.on,
        scope=said.scope.value,
        named=named or None,
        named_digest=keyed_digest(agreement.plain_name(named), "referrals.named").hex() if named else "",
        answer=said.answer.value,
        ask_again_on=said.ask_again_on,
        how_shown=[way.value for way in said.how_shown],
        childs_words=said.childs_words or None,
        who_was_there=said.who_was_there or None,
        who_knows_how=said.who_knows_how or None,
        capacity=said.capacity or None,
        language=said.language,
    )


def _move(actor: Actor, referral: Referral, said: Said, *, was_yes: bool, at: dt.datetime) -> None:
    """Yes to talking is the child's agreement; no to talking ends the work, however far it has come."""
    events = {row.event for row in pathway.moves_from(places.as_place(referral.place), actor.role)}
    if said.answer is AgreementAnswer.YES and "referral.agreed" in events:
        move.move_referral(actor, referral=referral, event="referral.agreed", reason=ChildAnswer.YES, on=said.on, at=at)
    elif said.answer is AgreementAnswer.NO and "referral.declined" in events:
        reason = ChildAnswer.CHANGED_MIND if was_yes else ChildAnswer.NO
        move.move_referral(actor, referral=referral, event="referral.declined", reason=reason, on=said.on, at=at)
    elif said.answer is AgreementAnswer.NO and "referral.stopped" in events:
        pressed = stop.Pressed(Stop.Reach.EVERYTHING, Role.CHILD)
        stop.stop_for_child(actor, child=referral.child, pressed=pressed, at=at)


def _seal_or_open(actor: Actor, referral: Referral, said: Said, *, was_yes: bool, at: dt.datetime) -> None:
    """A yes to talking that is taken back seals the child's people, also until a later day; the next one opens them."""
    if said.answer is AgreementAnswer.YES and people.is_sealed(referral.child_id):
        write_people.open_people(actor, child=referral.child, at=at)
    elif said.answer is not AgreementAnswer.YES and was_yes:
        freezing.seal_people_around(actor, child=referral.child, at=at)


def _keep_a_copy(actor: Actor, row: Agreement, said: Said, at: dt.datetime) -> None:
    """Not of a "no" or "not now" about a person: that is the child's and the coordinator's only (SAFEGUARDING 5)."""
    if row.named and said.answer is not AgreementAnswer.YES:
        return
    words = [f"Lifelong Links: on {date_format(said.on, 'j F Y')} the child was asked about: {said.scope.label}."]
    if row.named:
        words.append(f"The person, as the child calls them: {row.named}.")
    words.append(f"Answer: {said.answer.label.lower()}.")
    if said.ask_again_on:
        words.append(f"To be asked again on {date_format(said.ask_again_on, 'j F Y')}.")
    if said.how_shown:
        words.append(f"Shown: {', '.join(way.label.lower() for way in said.how_shown)}.")
    for label, text in (("Present", said.who_was_there), ("Can decide this", said.capacity)):
        if text.strip():
            words.append(f"{label}: {text.strip()}.")
    records.keep_for_case_system(
        actor, child=row.child, kind="agreement", subject_id=row.pk, words=" ".join(words), at=at
    )
