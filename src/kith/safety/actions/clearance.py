"""Writes: asking whether a person is safe, answering for each kind, and the sides that must be thought of first."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format

from kith.access import action, gate, scope
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.children.models import Child
from kith.domain import safety as rules
from kith.domain.terms import Box, Cleared, ContactKind
from kith.people import actions as people
from kith.people.models import Connection, Person
from kith.records import actions as records
from kith.safety.actions.sides import hold_sides_that_wait
from kith.safety.models import Clearance, ClearanceAsked, SideAnswer
from kith.safety.queries import blocking, soon
from kith.safety.queries import sides as near


@dataclass(frozen=True, slots=True)
class Asking:
    """Which boxes are asked for a person, and why now."""

    boxes: tuple[Box, ...]
    words: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """One answer for one or more kinds. ``until`` is the first day on which it no longer counts."""

    kinds: tuple[ContactKind, ...]
    answer: Cleared
    until: dt.date
    conditions: str = ""
    why: str = ""
    checks: str = ""
    childs_feeling: str = ""


@dataclass(frozen=True, slots=True)
class SideGiven:
    """What is answered for one restricted person near somebody, and why."""

    restricted_id: uuid.UUID
    goes_on: bool
    words: str


@action.action(Permission.ASK_CLEARANCE, on="connection", event="clearance.asked")
def ask_clearance(actor: Actor, *, connection: Connection, asking: Asking, at: dt.datetime) -> list[ClearanceAsked]:
    """Ask the child's worker whether a person is safe in these ways; each waits until it is answered.

    Raises ActionBlocked where none is named. A box that waits already is not asked twice.
    """
    if not asking.boxes:
        raise gate.ActionBlocked("Choose what to ask about.")
    waiting = ClearanceAsked.objects.filter(connection=connection, answered_at__isnull=True)
    open_boxes = set(waiting.values_list("box", flat=True))
    rows = [
        ClearanceAsked.objects.create(
            service_id=connection.service_id,
            child_id=connection.child_id,
            connection=connection,
            box=box.value,
            words=asking.words.strip() or None,
            asked_by_id=actor.user_id,
            asked_at=at,
        )
        for box in asking.boxes
        if box.value not in open_boxes
    ]
    action.note(actor, "clearance.asked", connection, at, boxes=",".join(asking.boxes))
    return rows


@action.action(Permission.ASK_CLEARANCE, on="child", event="clearance.asked_again")
def ask_again(actor: Actor, *, child: Child, at: dt.datetime) -> int:
    """Nudge the child's worker about every question around a child that waits; gives how many there are.

    Once a day. Raises ActionBlocked where nothing waits any more, or somebody asked again that day already.
    """
    waiting = soon.list_questions(actor).filter(child=child)
    days = [timezone.localdate(one) for one in waiting.values_list("asked_again_at", flat=True) if one is not None]
    if not waiting.exists():
        raise gate.ActionBlocked("Everybody who was asked about has an answer by now.")
    if timezone.localdate(at) in days:
        raise gate.ActionBlocked("Somebody has asked again today. Ringing may be quicker.")
    number: int = waiting.update(asked_again_by_id=actor.user_id, asked_again_at=at)
    action.note(actor, "clearance.asked_again", child, at, count=number)
    return number


@action.action(Permission.ANSWER_CLEARANCE, on="connection", event="clearance.answered")
def clear(actor: Actor, *, connection: Connection, given: Given, at: dt.datetime) -> list[Clearance]:
    """Answer "safe to ...?" for a person, for each kind by itself; the earlier answers stay on record.

    A yes is refused while an order stands, nobody has asked who lives there, or a side is unanswered (SAFEGUARDING 3);
    "yes, if" needs its conditions, "not now" and "no" their reasons; these two hold what a yes had set going in these
    kinds. Raises ActionBlocked.
    """
    day = timezone.localdate(at)
    _refuse_unless_whole(connection, given, day)
    if given.answer not in rules.CLEARED:
        _hold(actor, connection, given.kinds, at)
    rows = [_keep(actor, connection, kind, given, day, at) for kind in given.kinds]
    answered = ClearanceAsked.objects.filter(connection=connection, answered_at__isnull=True)
    boxes = [box.value for box in Box if set(rules.KINDS_OF[box]) & set(given.kinds)]
    answered.filter(box__in=boxes).update(answered_by_id=actor.user_id, answered_at=at)
    action.note(actor, "clearance.answered", connection, at, answer=given.answer.value, kinds=",".join(given.kinds))
    if given.answer is Cleared.NO:
        hold_sides_that_wait(actor, child_id=connection.child_id, at=at)
    _keep_a_copy(actor, connection, given, at)
    return rows


@action.action(Permission.ANSWER_CLEARANCE, on="child", event="clearance.several_answered")
def answer_several(actor: Actor, *, child: Child, answers: Sequence[tuple[Connection, Given]], at: dt.datetime) -> int:
    """Answer several rows of the sheet at once: all of them are kept, or none. Returns how many."""
    for connection, given in answers:
        if connection.child_id != child.pk:
            raise scope.NotVisible
        clear(actor, connection=connection, given=given, at=at)
    action.note(actor, "clearance.several_answered", child, at, count=len(answers))
    return len(answers)


@action.action(Permission.ASK_CLEARANCE, on="clearance", event="clearance.dissent_added")
def add_dissent(actor: Actor, *, clearance: Clearance, words: str, at: dt.datetime) -> Clearance:
    """Write down that the coordinator sees it differently. The answer stands; the dissent stands beside it."""
    if not words.strip():
        raise gate.ActionBlocked("Write how you see it.")
    if clearance.dissent is not None:
        raise gate.ActionBlocked("Another view is written down already.")
    clearance.dissent, clearance.dissent_by_id, clearance.dissent_at = words.strip(), actor.user_id, at
    clearance.save()
    action.note(actor, "clearance.dissent_added", clearance, at)
    return clearance


@action.action(Permission.ANSWER_CLEARANCE, on="connection", event="side.answered")
def answer_side(
    actor: Actor, *, connection: Connection, restricted: Person, goes_on: bool, words: str, at: dt.datetime
) -> SideAnswer:
    """Answer for somebody near the one to be written to who must not hear of it: does it go on, or wait?"""
    if not words.strip():
        raise gate.ActionBlocked("Write why it can go on, or why it must wait.")
    row = SideAnswer.objects.create(
        service_id=connection.service_id,
        child_id=connection.child_id,
        connection=connection,
        restricted=restricted,
        goes_on=goes_on,
        words=words.strip(),
        by_id=actor.user_id,
        at=at,
    )
    action.note(actor, "side.answered", row, at, goes_on=goes_on)
    if not goes_on:
        hold_sides_that_wait(actor, child_id=connection.child_id, at=at)
    return row


@action.action(Permission.ANSWER_CLEARANCE, on="connection", event="side.several_answered")
def answer_sides(actor: Actor, *, connection: Connection, sides: Sequence[SideGiven], at: dt.datetime) -> int:
    """Answer for several restricted people near somebody at once: all of them are kept, or none. Returns how many.

    Raises NotVisible for somebody who is not restricted, or not near.
    """
    found = near.list_sides(connection.child_id, connection.person_id, timezone.localdate(at))
    known = {side.restricted.pk: side.restricted for side in found}
    for side in sides:
        if side.restricted_id not in known:
            raise scope.NotVisible
        restricted = known[side.restricted_id]
        answer_side(actor, connection=connection, restricted=restricted, goes_on=side.goes_on, words=side.words, at=at)
    action.note(actor, "side.several_answered", connection, at, count=len(sides))
    return len(sides)


def _refuse_unless_whole(connection: Connection, given: Given, day: dt.date) -> None:
    if not given.kinds:
        raise gate.ActionBlocked("Choose what the answer is about.")
    if given.until <= day:
        raise gate.ActionBlocked("The answer must last until a later day.")
    too_long = rules.why_too_long(given.answer, day, given.until)
    if too_long:
        raise gate.ActionBlocked(too_long)
    if given.answer is Cleared.YES_IF and not given.conditions.strip():
        raise gate.ActionBlocked("Write the conditions: yes, if what?")
    if given.answer in (Cleared.NOT_NOW, Cleared.NO) and not given.why.strip():
        raise gate.ActionBlocked("Write why. For not now: what would have to change?")
    if given.answer in rules.CLEARED:
        _refuse_a_yes_against(connection, given, day)


def _refuse_a_yes_against(connection: Connection, given: Given, day: dt.date) -> None:
    for kind in given.kinds:
        why = blocking.why_not(connection.child_id, connection.person_id, kind, day)
        if why in (rules.RESTRICTED, blocking.ADOPTION):
            raise gate.ActionBlocked(why)
    why = near.side_block(connection.child_id, connection.person_id, day)
    if why:
        raise gate.ActionBlocked(why)


def _hold(actor: Actor, connection: Connection, kinds: Sequence[ContactKind], at: dt.datetime) -> None:
    """Hold what is under way in these kinds; there is nothing where nobody ever said yes to one of them."""
    ids = near.one_person(connection.person_id)
    said_yes = Clearance.objects.filter(child_id=connection.child_id, connection__person_id__in=ids)
    if said_yes.filter(kind__in=kinds, answer__in=rules.CLEARED).exists():
        steps = [step for step, asked in rules.ASKED_WITH.items() if set(asked) & set(kinds)]
        people.hold_steps(actor, connection=connection, at=at, steps=steps, kinds=kinds)


def _keep(
    actor: Actor, connection: Connection, kind: ContactKind, given: Given, day: dt.date, at: dt.datetime
) -> Clearance:
    return Clearance.objects.create(
        service_id=connection.service_id,
        child_id=connection.child_id,
        connection=connection,
        kind=kind.value,
        answer=given.answer.value,
        conditions=given.conditions.strip() or None,
        why=given.why.strip() or None,
        checks=given.checks.strip() or None,
        childs_feeling=given.childs_feeling.strip() or None,
        on=day,
        until_on=given.until,
        by_id=actor.user_id,
        at=at,
    )


def _keep_a_copy(actor: Actor, connection: Connection, given: Given, at: dt.datetime) -> None:
    kinds = "; ".join(kind.label.lower() for kind in given.kinds)
    said = [f"Lifelong Links: is it safe? {connection}: {kinds}. Answer: {given.answer.label.lower()}"]
    said += [text.strip() for text in (given.conditions, given.why, given.checks) if text.strip()]
    said.append(f"It counts until {date_format(given.until, 'j F Y')}.")
    words = ". ".join(one.rstrip(".") for one in said) + "."
    records.keep_for_case_system(
        actor, child=connection.child, kind="clearance", subject_id=connection.pk, words=words, at=at
    )
