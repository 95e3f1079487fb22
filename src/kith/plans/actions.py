"""Writes: what people promised a child, what came of it, and how a promise is held, goes on and ends."""

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import F, Q
from django.utils import timezone

from kith.access import action, gate
from kith.access.actor import Actor
from kith.access.models import Service
from kith.access.permissions import Permission
from kith.children.models import Child
from kith.domain import plans
from kith.domain.agreement import Halt
from kith.domain.terms import AgreementScope, CameOfPromise, HowOften, PromiseState, SaysSo
from kith.people import queries as people
from kith.people.models import Connection
from kith.plans import queries
from kith.plans.models import Promise, PromiseCheck
from kith.referrals.models import Ask

NOT_KEPT = "Not kept"
ANOTHER_CHILD = "That belongs to another child."
ONE_OR_OTHER = "Choose one of the child’s people, or write who promises it, not both."
ONE_OF_THEIRS = "That is one of the child’s people. Choose them from the list; whoever is not on it promises nothing."
OVER = "This promise was kept or changed, or has ended. Write a new one down."
NOT_HELD = "This promise is not held."
SPEAK_FIRST = "The child’s coordinator writes that, after speaking with the child and with whoever promised."
# What a promise says as it was written down.
WRITTEN = (
    "service_id", "child_id", "connection_id", "given_by", "ask_id", "words", "how_often", "from_on", "due_on",
    "written_by_id", "written_at",
)  # fmt: skip
WRITER_PUTS_RIGHT = "Only whoever wrote it down puts it right."
ALREADY_SAID = "Somebody said what came of it on a day before this one."
COORDINATOR_WRITES = "The child’s coordinator writes that: it ends the promise."


@dataclass(frozen=True, slots=True)
class Wording:
    """What was promised, in their own words, how often, and from or by which day."""

    words: str
    how_often: HowOften
    from_on: dt.date
    due_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Promised(Wording):
    """The same with who promised it: one of the child's people, or somebody else in words."""

    connection: Connection | None = None
    given_by: str = ""
    ask: Ask | None = None


@dataclass(frozen=True, slots=True)
class Came:
    """What somebody says came of a promise. ``spoke_with_both``: with the child and with whoever promised."""

    came: CameOfPromise
    says: SaysSo
    on: dt.date
    words: str = ""
    spoke_with_both: bool = False


@action.action(Permission.MAKE_PROMISE, on="child", event="promise.made")
def make_promise(actor: Actor, *, child: Child, promised: Promised, at: dt.datetime) -> Promise:
    """Write down what somebody promised. It reaches nobody, so it needs no yes of its own.

    Raises ActionBlocked where something stands against it (queries.get_why_not), or the words, the days or the one who
    promised are missing.
    """
    connection, ask = promised.connection, promised.ask
    _must_say_who(actor, child, promised)
    today = timezone.localdate(at)
    _must_say_what(child, promised, today)
    _refuse(queries.get_why_not(actor, child, connection, today))
    row = Promise.objects.create(
        service_id=child.service_id,
        child=child,
        connection=connection,
        given_by=promised.given_by.strip() or None,
        ask=ask,
        words=promised.words.strip(),
        how_often=promised.how_often.value,
        from_on=promised.from_on,
        due_on=promised.due_on,
        written_by_id=actor.user_id,
        written_at=at,
    )
    action.note(actor, "promise.made", row, at, how_often=row.how_often)
    return row


@action.action(Permission.MAKE_PROMISE, on="promise", event="promise.put_right")
def put_promise_right(
    actor: Actor, *, promise: Promise, wording: Wording, at: dt.datetime, version: int | None = None
) -> Promise:
    """Put right what was written down wrongly: words, how often, days. How it stood first is kept as a row of its own.

    What came of it, and who promised it, stay. Raises ActionBlocked for anybody but its writer and where it is over.
    """
    action.expect_version(promise, version)
    today = timezone.localdate(at)
    if promise.written_by_id != actor.user_id:
        raise gate.ActionBlocked(WRITER_PUTS_RIGHT)
    if queries.get_state(actor, promise, today) in plans.OVER:
        raise gate.ActionBlocked(OVER)
    _must_say_what(promise.child, wording, today)
    if promise.checks.filter(on__lt=wording.from_on).exists():
        raise gate.ActionBlocked(ALREADY_SAID)
    Promise.objects.create(put_right_as=promise, **{name: getattr(promise, name) for name in WRITTEN})
    promise.words, promise.how_often = wording.words.strip(), wording.how_often.value
    promise.from_on, promise.due_on, promise.written_at = wording.from_on, wording.due_on, at
    promise.save()
    action.note(actor, "promise.put_right", promise, at)
    return promise


@action.action(Permission.RECORD_FAMILY_TIME, on="promise", event="promise.checked")
def check_promise(
    actor: Actor, *, promise: Promise, came: Came, at: dt.datetime, version: int | None = None
) -> PromiseCheck:
    """Keep what somebody says came of a promise, also of one that is held: what happened has happened.

    "Changed", which ends it, is the coordinator's alone, and so is "not kept", after speaking with both (SAFEGUARDING
    12). Raises ActionBlocked.
    """
    action.expect_version(promise, version)
    today = timezone.localdate(at)
    if queries.get_state(actor, promise, today) in plans.OVER:
        raise gate.ActionBlocked(OVER)
    if not promise.from_on <= came.on <= today:
        raise gate.ActionBlocked("The day must have come, and not lie before the promise.")
    has_spoken = gate.may(actor, Permission.MAKE_PROMISE) and came.spoke_with_both
    if came.came is CameOfPromise.NOT_KEPT and not has_spoken:
        raise gate.ActionBlocked(SPEAK_FIRST)
    if came.came is CameOfPromise.CHANGED and not gate.may(actor, Permission.MAKE_PROMISE):
        raise gate.ActionBlocked(COORDINATOR_WRITES)
    if came.came is not CameOfPromise.KEPT and not came.words.strip():
        raise gate.ActionBlocked("Write a few words about how it came.")
    promise.save()
    row = PromiseCheck.objects.create(
        service_id=promise.service_id,
        child_id=promise.child_id,
        promise=promise,
        came=came.came.value,
        says=came.says.value,
        on=came.on,
        words=came.words.strip() or None,
        by_id=actor.user_id,
        at=at,
    )
    action.note(actor, "promise.checked", row, at, came=row.came, says=row.says)
    return row


@action.action(Permission.MAKE_PROMISE, on="promise", event="promise.ended")
def end_promise(actor: Actor, *, promise: Promise, words: str, at: dt.datetime, version: int | None = None) -> Promise:
    """Let a promise end, with why: nobody waits for it any more."""
    action.expect_version(promise, version)
    if not queries.can_end(actor, promise, timezone.localdate(at)):
        raise gate.ActionBlocked(OVER)
    if not words.strip():
        raise gate.ActionBlocked("Write why it ends.")
    promise.ended_by_id, promise.ended_at, promise.ended_words = actor.user_id, at, words.strip()
    promise.save()
    action.note(actor, "promise.ended", promise, at)
    return promise


@action.action(Permission.MAKE_PROMISE, on="promise", event="promise.resumed")
def resume_promise(actor: Actor, *, promise: Promise, at: dt.datetime, version: int | None = None) -> Promise:
    """Let a promise that was held go on. Its days count anew from today. Raises ActionBlocked where it may not."""
    action.expect_version(promise, version)
    today = timezone.localdate(at)
    if queries.get_state(actor, promise, today) is not PromiseState.HELD:
        raise gate.ActionBlocked(NOT_HELD)
    _refuse(queries.get_why_not(actor, promise.child, promise.connection, today))
    promise.held_at, promise.held_private, promise.held_by = None, False, None
    promise.resumed_on = today
    promise.save()
    action.note(actor, "promise.resumed", promise, at)
    return promise


@action.action(Permission.STOP, on="child", event="promise.frozen")
def freeze_promises(actor: Actor, *, child: Child, halt: Halt, at: dt.datetime) -> int:
    """Hold every promise that a stop reaches, in its transaction; returns how many (settings.STOP_HOOKS).

    A stop about one person or step does not reach what a worker promised; nor does the end of the work reach any: a
    promise is what lasts.
    """
    going_on = Promise.objects.select_for_update(of=("self",)).filter(
        child=child, held_at__isnull=True, ended_at__isnull=True, put_right_as__isnull=True
    )
    held = [row for row in going_on.select_related("connection") if not halt.is_ending and _reaches(halt, row)]
    for row in held:
        row.held_at, row.held_private = at, halt.is_private
        row.held_by_id = actor.user_id if halt.is_private else None
        row.version += 1
        row.save()
    action.note(actor, "promise.frozen", child, at, count=len(held))
    return len(held)


@action.action(Permission.WATCH_NAMES, on="service", event="promise.forgotten")
def forget_promises(actor: Actor, *, service: Service, beside: Collection[uuid.UUID], at: dt.datetime) -> int:
    """Take out the words of what a person who is not kept promised; that they did stays (settings.PURGE_HOOKS)."""
    theirs = Q(connection__in=beside)
    count = int(
        Promise.objects.filter(theirs).update(words=NOT_KEPT, given_by=None, ended_words=None, version=F("version") + 1)
    )
    PromiseCheck.objects.filter(promise__connection__in=beside).update(words=None)
    action.note(actor, "promise.forgotten", service, at, count=count)
    return count


def _reaches(halt: Halt, row: Promise) -> bool:
    if row.connection is None:
        return halt == Halt(is_private=halt.is_private)
    return halt.reaches(AgreementScope.MEET, row.about_person, person=row.connection.person_id)


def _must_say_who(actor: Actor, child: Child, promised: Promised) -> None:
    """One of the child's people, chosen, so that stops reach the promise; or somebody else, in words."""
    given_by = promised.given_by.strip()
    if any(row is not None and row.child_id != child.pk for row in (promised.connection, promised.ask)):
        raise gate.ActionBlocked(ANOTHER_CHILD)
    if promised.connection and given_by:
        raise gate.ActionBlocked(ONE_OR_OTHER)
    if promised.connection is None and not given_by:
        raise gate.ActionBlocked("Write who promises it.")
    theirs = people.list_people(actor, child, also_removed=True, with_dates=False) if given_by else []
    if any(plans.is_called_so(given_by, (*one.all_names, one.called)) for one in theirs):
        raise gate.ActionBlocked(ONE_OF_THEIRS)


def _must_say_what(child: Child, wording: Wording, today: dt.date) -> None:
    """Their words, on days that can be."""
    if not wording.words.strip() or len(wording.words.strip()) > plans.MOST_WORDS:
        raise gate.ActionBlocked(f"Write what was promised, in their own words, in up to {plans.MOST_WORDS} letters.")
    _refuse(plans.why_not_from(wording.from_on, child.birth, today))
    _refuse(plans.why_not_due(wording.how_often, wording.from_on, wording.due_on, today=today))


def _refuse(why: str | None) -> None:
    if why:
        raise gate.ActionBlocked(why)
