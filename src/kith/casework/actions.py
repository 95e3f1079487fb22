"""Writes: the service's settings, what a privacy officer made of unusual reading, and a note with what it brings."""

import datetime as dt
from dataclasses import dataclass

from kith.access import action, gate
from kith.access.actor import Actor
from kith.access.models import ReadingAnswer, Service, User
from kith.access.permissions import Permission
from kith.children.actions import facts
from kith.children.models import Child
from kith.domain.terms import FactSource, PersonStatus, ReadingOutcome
from kith.domain.watching import Unusual
from kith.people import actions as people
from kith.records import actions as records
from kith.records.models import Note
from kith.referrals.actions import asks


@dataclass(frozen=True, slots=True)
class Settings:
    """What a service sets for itself."""

    reply_working_days: int
    emergency_number: str
    switched_off_columns: tuple[str, ...]


@action.action(Permission.MANAGE_SERVICE, on="service", event="service.settings_kept")
def keep_settings(
    actor: Actor, *, service: Service, given: Settings, at: dt.datetime, version: int | None = None
) -> Service:
    """Keep the service's settings. What came in before a column was switched off stays as it was.

    Raises ActionBlocked where the page for children is on and would lose its emergency number, StaleVersion.
    """
    action.expect_version(service, version)
    if given.reply_working_days < 1:
        raise gate.ActionBlocked("A child gets a reply: it takes at least one working day.")
    if service.ask_page_is_on and not given.emergency_number.strip():
        raise gate.ActionBlocked("The page where children ask is on: it cannot be without an emergency number.")
    service.reply_working_days = given.reply_working_days
    service.emergency_number = given.emergency_number.strip()
    service.switched_off_columns = sorted(given.switched_off_columns)
    service.save()
    codes = ", ".join(service.switched_off_columns)
    action.note(actor, "service.settings_kept", service, at, reply_days=given.reply_working_days, switched_off=codes)
    return service


@action.action(Permission.VIEW_AUDIT, on="user", event="unusual.answered")
def answer_unusual(
    actor: Actor, *, user: User, unusual: Unusual, outcome: ReadingOutcome, words: str, at: dt.datetime
) -> ReadingAnswer:
    """Write down what was made of one person's unusual reading. An answer is never changed: the latest stands.

    Raises ActionBlocked where somebody would answer for their own reading, or says nothing.
    """
    if str(user.pk) == actor.id:
        raise gate.ActionBlocked("Nobody answers for their own reading: another privacy officer does.")
    if not words.strip():
        raise gate.ActionBlocked("Say what you found.")
    answer = ReadingAnswer.objects.create(
        service_id=user.service_id,
        reader=user,
        rule=unusual.rule.value,
        first_seq=min(unusual.seqs),
        last_seq=max(unusual.seqs),
        outcome=outcome.value,
        words=words,
        by_id=actor.user_id,
        at=at,
    )
    action.note(actor, "unusual.answered", answer, at, rule=unusual.rule.value, outcome=outcome.value)
    return answer


@dataclass(frozen=True, slots=True)
class MayKeep:
    """What somebody may keep with a note beside its words."""

    asks: bool
    people: bool
    facts: bool


@dataclass(frozen=True, slots=True)
class WrittenOnce:
    """A note and what it brings: an ask in the child's words, somebody new by the child's word, and a fact."""

    note: records.Written
    ask: str = ""
    ask_about: str = ""
    called: str = ""
    how_related: str = ""
    fact: facts.Fact | None = None


@action.action(Permission.WRITE_NOTE, on="child", event="note.written")
def write_at_once(actor: Actor, *, child: Child, given: WrittenOnce, at: dt.datetime) -> Note:
    """Write a note and keep what it brings, each where it belongs: everything or nothing (SCREENS 3).

    Whoever is new is named by the child, who so knows of them, and not looked for yet. Raises ActionBlocked for an
    empty note or one of the future, NotPermitted for what the actor may not keep.
    """
    note = records.write_note(actor, child=child, given=given.note, at=at)
    said_on = given.note.happened_on
    if given.ask.strip():
        asks.save_ask(actor, child=child, words=given.ask, asked_on=said_on, at=at, named=given.ask_about)
    if given.called.strip() or given.how_related.strip():
        somebody = people.PersonGiven(
            described=people.Described(given.called, given.how_related, named_by_child=True),
            stands=people.Stands(PersonStatus.NAMED_UNFOUND, said_on, FactSource.CHILD),
            child_knows=True,
        )
        people.add_person(actor, child=child, given=somebody, says=people.Says(FactSource.CHILD), at=at)
    if given.fact:
        facts.record_fact(actor, child=child, fact=given.fact, at=at)
    return note
