"""A child asks for themselves, and a person always answers, with a date."""

import datetime as dt
from dataclasses import asdict, dataclass

from kith.access import action, gate, jobs, scope
from kith.access.actor import Actor
from kith.access.models import Service
from kith.access.permissions import Permission
from kith.access.queries import rota
from kith.children.models import Child
from kith.domain.terms import AroseAt
from kith.referrals.actions import refer
from kith.referrals.models import Referral, SelfReferral
from kith.referrals.queries import self_referrals as reads

PASSING_ON = "referrals.pass_on_unopened"


@dataclass(frozen=True)
class OwnWords:
    """What a child wrote on the public page, all of it kept sealed."""

    name: str
    sentence: str
    how_to_reach_me: str
    who_may_know: str
    age: str = ""


@action.action(Permission.SELF_REFER, on="service", event="self_referral.received")
def ask_for_myself(actor: Actor, *, service: Service, words: OwnWords, at: dt.datetime) -> SelfReferral:
    """Keep what a child wrote, promise a day for the reply, and give it to the person who is there now.

    Nothing is looked up and nothing is refused: the answer is the same whoever writes.
    """
    entries = rota.list_rota(actor)
    row = SelfReferral.objects.create(
        service_id=service.pk,
        answers=asdict(words),
        received_at=at,
        reply_by=reads.promised_day(service, at),
        waiting_for=rota.reader_for(entries, at),
        waiting_since=at,
    )
    action.note(actor, "self_referral.received", row, at)
    jobs.enqueue(PASSING_ON, service.pk, after=reads.get_pass_on_at(actor, at))
    return row


@action.action(Permission.ANSWER_SELF_REFERRAL, on="self_referral", event="self_referral.opened")
def open_self_referral(actor: Actor, *, self_referral: SelfReferral, at: dt.datetime) -> SelfReferral:
    """Open a request: who read it first, and when, is kept. It is then theirs to answer."""
    if self_referral.opened_at is None:
        self_referral.opened_by_id, self_referral.opened_at = actor.user_id, at
        self_referral.version += 1
        self_referral.save()
    if not scope.note_read(actor, "self_referral.opened", self_referral, at):
        action.note(actor, "self_referral.opened", self_referral, at)
    return self_referral


@action.action(Permission.ANSWER_SELF_REFERRAL, on="self_referral", event="self_referral.passed_on")
def pass_on_self_referral(actor: Actor, *, self_referral: SelfReferral, at: dt.datetime) -> SelfReferral:
    """Give an unopened request to the next person (SAFEGUARDING 1); where nobody else may open it, it stays."""
    following = rota.next_person(rota.list_line(actor), self_referral.waiting_for)
    if following is not None and self_referral.opened_at is None:
        self_referral.waiting_for, self_referral.waiting_since = following, at
        self_referral.version += 1
        self_referral.save()
        jobs.enqueue(PASSING_ON, self_referral.service_id, after=reads.get_pass_on_at(actor, at))
    user_id = str(self_referral.waiting_for_id) if self_referral.waiting_for_id else None
    action.note(actor, "self_referral.passed_on", self_referral, at, user_id=user_id)
    return self_referral


@action.action(Permission.ANSWER_SELF_REFERRAL, on="self_referral", event="self_referral.matched")
def match_self_referral(
    actor: Actor, *, self_referral: SelfReferral, child: Child | None, at: dt.datetime, version: int | None = None
) -> SelfReferral:
    """Say which child wrote this, or that we do not know (``child`` None). A person decides, never the system."""
    _refuse_unopened(self_referral)
    action.expect_version(self_referral, version)
    self_referral.child = child
    self_referral.save()
    action.note(actor, "self_referral.matched", self_referral, at, is_known=child is not None)
    return self_referral


@action.action(Permission.ANSWER_SELF_REFERRAL, on="self_referral", event="self_referral.replied")
def reply_to_self_referral(
    actor: Actor, *, self_referral: SelfReferral, words: str, at: dt.datetime, version: int | None = None
) -> SelfReferral:
    """Keep what a person told the child, how and when. Every request gets one, whatever the answer is.

    No copy goes to the case system: the child said who may know, and nobody else is told by way of a copy.
    """
    _refuse_unopened(self_referral)
    if not words.strip():
        raise gate.ActionBlocked("Write down what you told the child, and how.")
    action.expect_version(self_referral, version)
    self_referral.reply_words, self_referral.replied_by_id, self_referral.replied_at = words, actor.user_id, at
    self_referral.save()
    action.note(actor, "self_referral.replied", self_referral, at)
    return self_referral


@action.action(Permission.ANSWER_SELF_REFERRAL, on="self_referral", event="self_referral.referred")
def refer_from_self_referral(
    actor: Actor, *, self_referral: SelfReferral, why: str, at: dt.datetime, version: int | None = None
) -> Referral:
    """Make the referral that the child asked for. Raises ActionBlocked while it is not known which child wrote.

    ``why`` is what the child's workers will read: as much of the child's words as the child wants them to know. Where
    the child did not plainly say that the worker may know, they read that the service referred, not who asked.
    """
    _refuse_unopened(self_referral)
    if self_referral.child is None:
        raise gate.ActionBlocked("First say which child wrote this.")
    action.expect_version(self_referral, version)
    quietly = not reads.worker_may_know(self_referral)
    referral: Referral = refer.refer_child(
        actor,
        child=self_referral.child,
        arose_at=AroseAt.CHILD_ASKED,
        why=why,
        by_the_child=True,
        quietly=quietly,
        at=at,
    )
    _say_or_keep_quiet(referral, self_referral, quietly=quietly)
    self_referral.referral, self_referral.may_be_known = referral, not quietly
    self_referral.save()
    action.note(actor, "self_referral.referred", self_referral, at, referral_id=str(referral.pk))
    return referral


@action.action(Permission.ANSWER_SELF_REFERRAL, on="self_referral", event="self_referral.asked_in_person")
def record_who_may_know(
    actor: Actor,
    *,
    self_referral: SelfReferral,
    may_be_known: bool,
    words: str,
    at: dt.datetime,
    version: int | None = None,
) -> SelfReferral:
    """Write down what the child said, asked in person, about whether their worker may know that they asked.

    It counts from now on, whatever they wrote before, also for a referral that was made from this request: the worker
    then reads that the child asked, or reads it no more. What stands in the case system already is not changed.
    ``words``: who asked, where, and what the child said. Raises ActionBlocked without them, or before it was opened.
    """
    _refuse_unopened(self_referral)
    if not words.strip():
        raise gate.ActionBlocked("Write down who asked the child, where, and what the child said.")
    action.expect_version(self_referral, version)
    self_referral.may_be_known, self_referral.asked_words = may_be_known, words
    self_referral.asked_by_id, self_referral.asked_at = actor.user_id, at
    self_referral.save()
    if self_referral.referral is not None:
        _say_or_keep_quiet(self_referral.referral, self_referral, quietly=not may_be_known)
    action.note(actor, "self_referral.asked_in_person", self_referral, at)
    return self_referral


def _say_or_keep_quiet(referral: Referral, row: SelfReferral, *, quietly: bool) -> None:
    """Let the referral name the child as who asked, or not; only then may words stand as the child's own."""
    same = (referral.why or "").split() == row.answers["sentence"].split()
    referral.asked_quietly, referral.in_childs_words = quietly, same and not quietly
    referral.version += 1
    referral.save(update_fields=["asked_quietly", "in_childs_words", "version"])


def _refuse_unopened(row: SelfReferral) -> None:
    if row.opened_at is None:
        raise gate.ActionBlocked("Open the request first, so that it is known who read it.")
