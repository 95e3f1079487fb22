"""Referring a child: the one way in, for workers, reviewing officers, the manager and the child's own request."""

import datetime as dt

from django.utils import timezone
from django.utils.formats import date_format

from kith.access import action, gate
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.children import actions as children
from kith.children.models import Child
from kith.domain import pathway
from kith.domain.terms import AroseAt, Role
from kith.records import actions as records
from kith.referrals import queries
from kith.referrals.actions import move, safety
from kith.referrals.models import Referral, StageChange
from kith.referrals.queries import stops

STOPPED = "The child has stopped this. Starting again is agreed in person: the coordinator speaks with the child first."
ALREADY = "This child has a referral that is still open, so a second one is not needed."


@action.action(Permission.REFER, on="child", event="referral.made")
def refer_child(
    actor: Actor,
    *,
    child: Child,
    arose_at: AroseAt,
    why: str,
    at: dt.datetime,
    given: safety.SafetyGiven | None = None,
    by_the_child: bool = False,
    quietly: bool = False,
) -> Referral:
    """Refer a child. Returns the referral; raises ActionBlocked where one is open already, or the child has stopped.

    A child whose earlier referral has ended "asks to start again" on that one, so that its history stays whole.
    ``quietly``: the child asked, and the worker is not to hear that (domain/asking.py): who asked is in no copy.
    ``given``: the safety answers, if they are known now; a request of the child itself comes without them. The system
    never refuses a referral: whether the child fits the rule is for a manager to decide.
    """
    latest = queries.get_latest_referral(actor, child.pk)
    if latest is not None and latest.is_open:
        raise gate.ActionBlocked(ALREADY)
    if not by_the_child and stops.get_everything(actor, child.pk, latest):
        raise gate.ActionBlocked(STOPPED)
    if latest is not None:
        asked_by = (None if quietly else Role.CHILD) if by_the_child else actor.role
        change = move.move_referral(
            actor, referral=latest, event="referral.reopened", words=why, asked_by=asked_by, at=at
        )
        referral = change.referral
    else:
        referral = _first(actor, child, arose_at, why, at)
    if by_the_child:
        referral.by_the_child, referral.asked_quietly = True, quietly
        referral.save(update_fields=["by_the_child", "asked_quietly"])
    action.note(
        actor, "referral.made", referral, at, arose_at=arose_at.value, by_the_child=by_the_child, again=bool(latest)
    )
    children.mark_asked(actor, child=child, referred=True, at=at)
    who = _who(arose_at, by_the_child=by_the_child, quietly=quietly, on=timezone.localdate(at))
    copied = f"Referred to Lifelong Links. {who} Why: {why}"
    records.keep_for_case_system(actor, child=child, kind="referral.made", subject_id=referral.pk, words=copied, at=at)
    if given:
        safety.answer_safety(actor, referral=referral, given=given, at=at)
    return referral


def _first(actor: Actor, child: Child, arose_at: AroseAt, why: str, at: dt.datetime) -> Referral:
    on = timezone.localdate(at)
    attempt = pathway.Attempt(event="referral.made", role=actor.role, on=on)
    pathway.check_move(pathway.Stage.IDENTIFIED, attempt)
    referral = Referral.objects.create(
        service_id=child.service_id,
        child=child,
        arose_at=arose_at.value,
        why=why,
        made_by_id=actor.user_id,
        made_at=at,
        made_on=on,
    )
    StageChange.objects.create(
        service_id=child.service_id,
        child=child,
        referral=referral,
        by_id=actor.user_id,
        at=at,
        event=attempt.event,
        from_place=pathway.Stage.IDENTIFIED.value,
        to_place=pathway.Stage.REFERRAL.value,
        on=on,
    )
    return referral


def _who(arose_at: AroseAt, *, by_the_child: bool, quietly: bool, on: dt.date) -> str:
    if quietly:
        return f"Referred by the service on {date_format(on, move.DAY)}."
    return "The child asked for this." if by_the_child else f"How it came up: {arose_at.label.lower()}."
