"""Writes: family time that Lifelong Links arranged, the child's check-in, and the carer's three taps."""

import dataclasses
import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from kith.access import action, gate, jobs
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.domain import safety as rules
from kith.domain.pathway import Stage
from kith.domain.terms import AgreementScope, CarerTap, ContactKind, FamilyTimeState, Feeling, PersonStatus
from kith.finding import queries
from kith.finding.actions import along
from kith.finding.models import FamilyTime, HowItWent
from kith.finding.queries import held
from kith.people.models import Connection
from kith.records import actions as records
from kith.referrals.models import Ask

State = FamilyTimeState
NOT_TOGETHER = "Somebody who must not meet this person comes on that day. Choose another day."
RUNS_OUT = "The answer runs out before that day. Ask again first, or choose an earlier day."


@dataclass(frozen=True, slots=True)
class Planned:
    """A family time to come: in which way, when, where, and who helps. ``is_withheld``: a call shows no number."""

    kind: ContactKind
    on: dt.date
    where: str = ""
    who_helps: str = ""
    at_time: dt.time | None = None
    ask: Ask | None = None
    is_withheld: bool = False


@dataclass(frozen=True, slots=True)
class ChildSaid:
    """How it felt, as the child shows it, in the child's words if they want them kept."""

    feeling: Feeling
    words: str = ""


@dataclass(frozen=True, slots=True)
class CarerSaid:
    """The carer's three taps: how the child was before, afterwards, and the next day."""

    before: CarerTap
    after: CarerTap
    next_day: CarerTap
    words: str = ""


@action.action(Permission.PLAN_FAMILY_TIME, on="connection", event="family_time.planned", needs=AgreementScope.MEET)
def plan_family_time(actor: Actor, *, connection: Connection, planned: Planned, at: dt.datetime) -> FamilyTime:
    """Plan a time together. This kind must be cleared, and the clearance must outlast the day (SAFEGUARDING 14).

    Raises ActionBlocked without the child's yes to meeting this person, while anything stands against it, or on a day
    on which somebody comes who must not meet them.
    """
    today = timezone.localdate(at)
    if planned.kind not in rules.ASKED_WITH[AgreementScope.MEET]:
        raise gate.ActionBlocked("Choose how they meet.")
    if planned.on < today:
        raise gate.ActionBlocked("Choose a day that has not passed.")
    why = rules.why_not_then(planned.kind, planned.on, planned.at_time, is_withheld=planned.is_withheld)
    if why:
        raise gate.ActionBlocked(why)
    if queries.families.comes_with_one_kept_apart(connection, planned.kind, planned.on):
        raise gate.ActionBlocked(NOT_TOGETHER)
    first = not FamilyTime.objects.filter(connection=connection, state=State.HAPPENED.value).exists()
    row = FamilyTime(
        service_id=connection.service_id,
        child_id=connection.child_id,
        connection=connection,
        ask=along.own_ask(connection, planned.ask),
        contact_kind=planned.kind.value,
        is_first=first,
        on=planned.on,
        at_time=planned.at_time,
        where=planned.where.strip() or None,
        who_helps=planned.who_helps.strip() or None,
        planned_by_id=actor.user_id,
        planned_at=at,
    )
    # The kind is known only from the row; and it must be safe on the day itself, not only today.
    asked = action.Asked(actor, Permission.PLAN_FAMILY_TIME, row, AgreementScope.MEET, row.EVENT, at)
    action.ask_checks(asked)
    _must_be_safe_then(dataclasses.replace(asked, at=at + (planned.on - today)))
    row.save()
    action.note(actor, "family_time.planned", row, at, way=planned.kind.value, is_withheld=planned.is_withheld)
    # The same job whatever the place is, so that nobody finds where a child lives by trying (SAFEGUARDING 2).
    jobs.enqueue("finding.look_at_places", row.service_id, child=str(row.child_id))
    along.go_to(actor, connection, Stage.RECONNECTION, "The first family time was planned.", at)
    return row


def _must_be_safe_then(asked: action.Asked) -> None:
    try:
        action.ask_checks(asked)
    except gate.ActionBlocked as refused:
        raise gate.ActionBlocked(RUNS_OUT if refused.text == rules.RUN_OUT else refused.text) from None


@action.action(Permission.RECORD_FAMILY_TIME, on="family_time", event="family_time.recorded")
def record_family_time(
    actor: Actor,
    *,
    family_time: FamilyTime,
    happened: bool,
    words: str,
    at: dt.datetime,
    version: int | None = None,
) -> FamilyTime:
    """Write down whether it happened. They then count as in touch. Raises ActionBlocked before its day."""
    action.expect_version(family_time, version)
    if held.get_time_state(actor, family_time) not in held.PLANNED:
        raise gate.ActionBlocked("What came of it is written down already.")
    if family_time.on > timezone.localdate(at):
        raise gate.ActionBlocked("Its day has not come yet.")
    if not happened and not words.strip():
        raise gate.ActionBlocked("Write why it did not happen.")
    family_time.state = (State.HAPPENED if happened else State.DID_NOT_HAPPEN).value
    family_time.words = words.strip() or None
    family_time.save()
    action.note(actor, "family_time.recorded", family_time, at, happened=happened)
    if happened:
        along.stands_now(actor, family_time.connection, PersonStatus.IN_TOUCH, at)
    _keep_a_copy(actor, family_time, happened, at)
    return family_time


@action.action(Permission.PLAN_FAMILY_TIME, on="family_time", event="family_time.called_off")
def call_off_family_time(
    actor: Actor, *, family_time: FamilyTime, words: str, at: dt.datetime, version: int | None = None
) -> FamilyTime:
    """Call a planned family time off, with words for the record."""
    action.expect_version(family_time, version)
    if held.get_time_state(actor, family_time) not in held.PLANNED:
        raise gate.ActionBlocked("This cannot be called off any more.")
    if not words.strip():
        raise gate.ActionBlocked("Write why it was called off.")
    family_time.state, family_time.words = State.CANCELLED.value, words.strip()
    family_time.save()
    action.note(actor, "family_time.called_off", family_time, at)
    return family_time


@action.action(Permission.RECORD_FAMILY_TIME, on="family_time", event="family_time.child_checked_in")
def record_child_check_in(actor: Actor, *, family_time: FamilyTime, said: ChildSaid, at: dt.datetime) -> HowItWent:
    """Keep how it felt for the child. No answer is an answer too."""
    _must_have_happened(family_time)
    row = _how_it_went(actor, family_time, "child", at, feeling=said.feeling.value, words=said.words.strip() or None)
    action.note(actor, "family_time.child_checked_in", row, at)
    return row


@action.action(Permission.RECORD_FAMILY_TIME, on="family_time", event="family_time.carer_tapped")
def record_carer_taps(actor: Actor, *, family_time: FamilyTime, said: CarerSaid, at: dt.datetime) -> HowItWent:
    """Keep the carer's three taps and words."""
    _must_have_happened(family_time)
    taps = {"before": said.before.value, "after": said.after.value, "next_day": said.next_day.value}
    row = _how_it_went(actor, family_time, "carer", at, words=said.words.strip() or None, **taps)
    action.note(actor, "family_time.carer_tapped", row, at)
    return row


def _must_have_happened(family_time: FamilyTime) -> None:
    if family_time.state != State.HAPPENED.value:
        raise gate.ActionBlocked("First write down that it happened.")


def _how_it_went(actor: Actor, family_time: FamilyTime, said_by: str, at: dt.datetime, **said: str | None) -> HowItWent:
    return HowItWent.objects.create(
        service_id=family_time.service_id,
        child_id=family_time.child_id,
        family_time=family_time,
        said_by=said_by,
        on=timezone.localdate(at),
        by_id=actor.user_id,
        at=at,
        **said,
    )


def _keep_a_copy(actor: Actor, family_time: FamilyTime, happened: bool, at: dt.datetime) -> None:
    kind = ContactKind(family_time.contact_kind).label.lower()
    came = "took place" if happened else f"did not take place: {family_time.words}"
    words = f"Lifelong Links: family time with {family_time.connection} ({kind}) on {family_time.on:%-d %B %Y} {came}."
    records.keep_for_case_system(
        actor, child=family_time.child, kind="family_time", subject_id=family_time.pk, words=words, at=at
    )
