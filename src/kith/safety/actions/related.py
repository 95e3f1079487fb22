"""Writes: staff who may be related to somebody around a child: signs, what they say, what is decided (case B7)."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from kith.access import action, gate
from kith.access import queries as access
from kith.access.actor import Actor
from kith.access.models import Service, User
from kith.access.permissions import Permission
from kith.children.models import Child, ClosedRecord
from kith.domain import limits, related
from kith.domain.terms import ReachKind
from kith.people import queries as people
from kith.safety.models import RelatedDecision, RelatedSign, StaffMarks
from kith.safety.queries.related import Look, find_related

JOB = "safety.look_for_relatives"


def look_for_relatives(actor: Actor, child_id: uuid.UUID, at: dt.datetime) -> bool:
    """Compare a member of staff with everybody around a child: one question, and a row for each new sign.

    True if that closes the record to them. With weaker signs and without any, whoever opens is answered the same.
    """
    if actor.kind != "user" or actor.service_id is None:
        return False
    found = find_related(child_id, actor.user_id, actor.name)
    if found.new or found.closes:
        job = Actor.system(JOB, actor.service_id)
        service = access.get_own_service(job)
        note_related(job, service=service, child_id=child_id, user_id=actor.user_id, found=found, at=at)
    return found.closes


@action.action(Permission.WATCH_NAMES, on="service", event="related.looked")
def note_related(
    actor: Actor, *, service: Service, child_id: uuid.UUID, user_id: uuid.UUID, found: Look, at: dt.datetime
) -> int:
    """Keep signs, each once, and close the record where they say so. What is recorded of it names neither of the two.

    The reader may see what is recorded.
    """
    for person_id, strength in found.new:
        RelatedSign.objects.get_or_create(
            service=service,
            child_id=child_id,
            user_id=user_id,
            person_id=person_id,
            strength=strength.value,
            defaults={"seen_at": at},
        )
    if found.closes:
        _close(service.pk, child_id, user_id, at)
        action.note(actor, "related.closed", service, at)
    action.note(actor, "related.looked", service, at)
    return len(found.new)


@action.action(Permission.SIGN_IN, on="user", event="related.home_marked")
def give_own_marks(actor: Actor, *, user: User, postcode: str, phone: str, at: dt.datetime) -> StaffMarks:
    """Keep one's own home postcode and telephone as keyed digests; what was typed is not kept.

    Earlier ones stay. So many a year and no more: nobody finds out by trying where somebody lives. Raises
    ActionBlocked.
    """
    _refuse_for_another(actor, user)
    marks = {*people.marks_of(ReachKind.ADDRESS, postcode), *people.marks_of(ReachKind.PHONE, phone)}
    if not marks:
        raise gate.ActionBlocked("Write a whole postcode or a whole telephone number.")
    given = StaffMarks.objects.filter(user=user, given_at__gt=at - dt.timedelta(days=365)).count()
    if given >= limits.number("homes_a_year"):
        raise gate.ActionBlocked(f"You gave your home {given} times in the last year. Tell your manager of a new one.")
    row = StaffMarks.objects.create(service_id=actor.service_id, user=user, marks=sorted(marks), given_at=at)
    action.note(actor, "related.home_marked", user, at)
    return row


@action.action(Permission.SIGN_IN, on="user", event="related.declared")
def say_related(actor: Actor, *, user: User, words: str, at: dt.datetime) -> RelatedSign:
    """Say of oneself that one knows a child or somebody in a family, without naming a record. Raises ActionBlocked.

    Nothing is looked up and nothing answered: whoever decides reads it.
    """
    _refuse_for_another(actor, user)
    if not words.strip():
        raise gate.ActionBlocked("Write whom you know.")
    row = _said(actor, None, words, at)
    action.note(actor, "related.declared", user, at)
    return row


@action.action(Permission.OPEN_CHILD, on="child", event="related.declared")
def say_related_to_child(actor: Actor, *, child: Child, words: str, at: dt.datetime) -> RelatedSign:
    """Say of oneself that one knows this child or somebody in the family. The record is closed to one at once."""
    row = _said(actor, child, words, at)
    _close(child.service_id, child.pk, actor.user_id, at)
    action.note(actor, "related.declared", child, at)
    return row


@action.action(Permission.DECIDE_RELATED, on="sign", event="related.decided")
def decide_related(
    actor: Actor,
    *,
    sign: RelatedSign,
    outcome: related.Outcome,
    words: str,
    at: dt.datetime,
    version: int | None = None,
) -> RelatedDecision:
    """Decide whether a member of staff may read a child's record; nobody decides of themselves.

    Every sign between the two counts as looked at. May be decided anew at any time. Raises ActionBlocked, StaleVersion.
    """
    action.expect_version(sign, version)
    if sign.child_id is None or outcome is related.Outcome.NOBODY:
        raise gate.ActionBlocked("Say first which child is meant.")
    _refuse_without(words)
    sign.save()
    signs = RelatedSign.objects.filter(child_id=sign.child_id, user_id=sign.user_id, looked_at__isnull=True)
    signs.update(looked_by=actor.user_id, looked_at=at)
    if outcome is related.Outcome.CLOSED:
        _close(sign.service_id, sign.child_id, sign.user_id, at)
    else:
        rows = ClosedRecord.objects.filter(child_id=sign.child_id, user_id=sign.user_id, opened_at__isnull=True)
        rows.update(opened_at=at)
    action.note(actor, "related.decided", sign, at, outcome=outcome.value, user_id=str(sign.user_id))
    return _decision(actor, sign, sign.child_id, outcome, words, at)


@action.action(Permission.DECIDE_RELATED, on="sign", event="related.settled")
def settle_said(
    actor: Actor,
    *,
    sign: RelatedSign,
    children: Sequence[Child],
    words: str,
    at: dt.datetime,
    version: int | None = None,
) -> RelatedSign:
    """Close the records that are meant by what a member of staff said of no record; none may be meant.

    Raises ActionBlocked, StaleVersion.
    """
    action.expect_version(sign, version)
    if sign.child_id is not None or sign.looked_at is not None:
        raise gate.ActionBlocked("Somebody has looked at this already.")
    _refuse_without(words)
    sign.looked_by_id, sign.looked_at = actor.user_id, at
    sign.save()
    for child in children:
        RelatedSign.objects.create(
            service_id=sign.service_id, child=child, user_id=sign.user_id, strength=related.Strength.SAID.value,
            words=sign.words, seen_at=sign.seen_at, looked_by_id=actor.user_id, looked_at=at,
        )  # fmt: skip
        _close(sign.service_id, child.pk, sign.user_id, at)
        _decision(actor, sign, child.pk, related.Outcome.CLOSED, words, at)
    if not children:
        _decision(actor, sign, None, related.Outcome.NOBODY, words, at)
    action.note(actor, "related.settled", sign, at, count=len(children), user_id=str(sign.user_id))
    return sign


def _close(service_id: uuid.UUID, child_id: uuid.UUID, user_id: uuid.UUID, at: dt.datetime) -> None:
    ClosedRecord.objects.get_or_create(
        service_id=service_id, child_id=child_id, user_id=user_id, opened_at=None, defaults={"closed_at": at}
    )


def _said(actor: Actor, child: Child | None, words: str, at: dt.datetime) -> RelatedSign:
    row: RelatedSign = RelatedSign.objects.create(
        service_id=actor.service_id, child=child, user_id=actor.user_id, strength=related.Strength.SAID.value,
        words=words.strip() or None, seen_at=at,
    )  # fmt: skip
    return row


def _decision(
    actor: Actor, sign: RelatedSign, child_id: Any, outcome: related.Outcome, words: str, at: dt.datetime
) -> RelatedDecision:
    row: RelatedDecision = RelatedDecision.objects.create(
        service_id=sign.service_id, child_id=child_id, user_id=sign.user_id, outcome=outcome.value,
        words=words.strip(), by_id=actor.user_id, at=at,
    )  # fmt: skip
    return row


def _refuse_for_another(actor: Actor, user: User) -> None:
    if user.pk != actor.user_id or actor.service_id is None:
        raise gate.ActionBlocked("You can give only your own.")


def _refuse_without(words: str) -> None:
    if not words.strip():
        raise gate.ActionBlocked("Write why.")
