"""Every move of a referral, by one row of the pathway table, kept as an immutable row."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import TypedDict, Unpack

from django.utils import timezone
from django.utils.formats import date_format

from kith.access import action, gate
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.domain import pathway
from kith.domain.agreement import Halt
from kith.domain.terms import ClosedAs, Role, Term
from kith.records import actions as records
from kith.referrals import queries
from kith.referrals.actions import asks as write_asks
from kith.referrals.actions import freezing
from kith.referrals.models import Referral, SafetyAnswers, StageChange
from kith.referrals.queries import asks, stops

TAKEN = "There is another open referral for this child. Close that one first."
# Rows that lead to "the same stage" say nothing of a pause: only going on ends it.
RESUMED = "referral.resumed"
SETTLED = "referral.baseline_settled"
STARTING_AGAIN = frozenset({"referral.reopened", "referral.restarted"})
IN_PERSON = "Everything has stopped. Starting again is agreed with the child in person, on the page of the stop."
DAY = "j F Y"


class Given(TypedDict, total=False):
    """What may come with a move. ``on`` is the day of the move (default: the day of ``at``).

    ``asked_by``: who asked to start again, where everybody who reads the referral may know it.
    """

    to: pathway.Place | None
    reason: Term | None
    words: str
    look_again_on: dt.date | None
    who_was_there: str
    on: dt.date
    version: int | None
    asked_by: Role | None


@action.action(Permission.MOVE_STAGE, on="referral", event="referral.moved")
def move_referral(
    actor: Actor, *, referral: Referral, event: str, at: dt.datetime, **given: Unpack[Given]
) -> StageChange:
    """Move a referral by one row of domain/pathway.py; the row says who may, and what must come with it.

    ``event`` is the row's event; ``to`` is needed only where it leads to more than one place. Returns the kept
    StageChange, whose ``referral`` is the row as it is now. Raises MoveNotAllowed, StaleVersion, ActionBlocked.
    The caller keeps the copy for the case system, with the words of its own decision; ``move_on`` does both.
    """
    action.expect_version(referral, given.get("version"))
    attempt = pathway.Attempt(
        event=event,
        role=actor.role,
        on=given.get("on") or timezone.localdate(at),
        to=given.get("to"),
        reason=given.get("reason"),
        words=given.get("words", ""),
        look_again_on=given.get("look_again_on"),
        who_was_there=given.get("who_was_there", ""),
        seconds_another=_seconds_another(actor, referral),
        adult_on=queries.adult_on(referral),
    )
    if event == SETTLED:
        _refuse_without_safety_answers(referral)
    change = _moved(actor, referral, attempt, at, asked_by=given.get("asked_by"))
    came_from, went_to = change.from_place, change.to_place
    action.note(
        actor, "referral.moved", referral, at, event=event, reason=change.reason, came_from=came_from, went_to=went_to
    )
    if event == SETTLED and change.referral.coordinator_id:
        # A coordinator who was named early, to ask the child, would else never begin: nothing is left to wait for.
        change.referral = move_referral(actor, referral=change.referral, event="referral.allocated", at=at).referral
    return change


@action.action(Permission.MOVE_STAGE, on="referral", event="referral.moved")
def move_on(
    actor: Actor,
    *,
    referral: Referral,
    event: str,
    at: dt.datetime,
    came: Mapping[uuid.UUID, write_asks.Came] | None = None,
    **given: Unpack[Given],
) -> StageChange:
    """Make a move from the "Move on" page, and keep it in words for the council's case system.

    Closing asks about each open ask of the child: ``came`` says by the ask's id what came of it. Raises ActionBlocked
    where one is left out, and for starting again after a stop of everything: that is agreed with the child in person
    and written down on the stop's own page (SAFEGUARDING 6).
    """
    if event in STARTING_AGAIN and stops.is_started_again_in_person(actor, referral):
        raise gate.ActionBlocked(IN_PERSON)
    earliest, on = queries.get_earliest_day(actor, referral), given.get("on")
    if on and on < earliest:
        raise gate.ActionBlocked(f"The step before this one was on {date_format(earliest, DAY)}: no step is earlier.")
    if event in pathway.ASKS_WHAT_CAME:
        _say_what_came(actor, referral, came or {}, on=given.get("on") or timezone.localdate(at), at=at)
    change = move_referral(actor, referral=referral, event=event, at=at, **given)
    records.keep_for_case_system(
        actor, child=change.child, kind=event, subject_id=change.pk, words=in_words(change), at=at
    )
    return change


def _say_what_came(
    actor: Actor, referral: Referral, came: Mapping[uuid.UUID, write_asks.Came], *, on: dt.date, at: dt.datetime
) -> None:
    for ask in asks.list_open(referral.child_id):
        said = came.get(ask.pk)
        if said is None or said.outcome in asks.OPEN:
            raise gate.ActionBlocked("Say what came of each thing that the child asked for, before this ends.")
        write_asks.record_ask_outcome(actor, ask=ask, came=said, on=on, at=at)


def in_words(change: StageChange) -> str:
    """A move as a professional would write it down."""
    before, after = queries.as_place(change.from_place), queries.as_place(change.to_place)
    said = [f"Lifelong Links: {after.label}, on {date_format(change.on, DAY)} (before: {before.label})."]
    if change.reason:
        said.append(f"Reason: {queries.reason_label(change.event, change.reason)}.")
    if change.words:
        said.append(change.words)
    if change.who_was_there:
        said.append(f"Who was there: {change.who_was_there.strip().rstrip('.')}.")
    if change.look_again_on:
        said.append(f"To be looked at again on {date_format(change.look_again_on, DAY)}.")
    return " ".join(said)


def _seconds_another(actor: Actor, referral: Referral) -> bool:
    proposals = referral.withdrawals.filter(agreed__isnull=True)
    return proposals.exclude(proposed_by_id=actor.user_id).exists()


def _refuse_without_safety_answers(referral: Referral) -> None:
    if not SafetyAnswers.objects.filter(referral=referral).exists():
        raise gate.ActionBlocked("The three safety questions have not been answered yet. Ask the social worker first.")


def _moved(
    actor: Actor, referral: Referral, attempt: pathway.Attempt, at: dt.datetime, *, asked_by: Role | None = None
) -> StageChange:
    before = queries.as_place(referral.place)
    move = pathway.check_move(before, attempt)
    stays = isinstance(move.to, pathway.SameStage) and move.event != RESUMED
    after = before if stays else pathway.landing(move, pathway.Stage(referral.stood_at))
    if pathway.is_ended(before) and not pathway.is_ended(after):
        _refuse_a_second_open_one(referral)
    _stand_at(referral, after, attempt, at)
    if after is not before and (pathway.is_ended(after) or after is pathway.SideState.PAUSED):
        # Whoever ends or pauses the work, nothing that was written for it leaves any more.
        is_ending = pathway.is_ended(after) and after not in pathway.WITHOUT_A_YES
        freezing.halt_outward(actor, child=referral.child, halt=Halt(is_ending=is_ending), at=at)
    if after in pathway.WITHOUT_A_YES:
        freezing.seal_people_around(actor, child=referral.child, at=at)
    return StageChange.objects.create(
        service_id=referral.service_id,
        child_id=referral.child_id,
        referral=referral,
        by_id=actor.user_id,
        at=at,
        event=move.event,
        from_place=before.value,
        to_place=after.value,
        on=attempt.on,
        reason=attempt.reason.value if attempt.reason else "",
        words=attempt.words or None,
        who_was_there=attempt.who_was_there or None,
        look_again_on=attempt.look_again_on,
        asked_by=asked_by.value if asked_by else "",
    )


def _stand_at(referral: Referral, after: pathway.Place, attempt: pathway.Attempt, at: dt.datetime) -> None:
    ended = pathway.is_ended(after)
    if not (referral.is_paused and after is pathway.SideState.PAUSED):
        # A proposal says when to look again whatever is decided; a pause that goes on keeps the day that was agreed.
        referral.look_again_on = attempt.look_again_on
    referral.place = after.value
    if isinstance(after, pathway.Stage):
        referral.stood_at = after.value
    referral.is_open = not ended
    referral.closed_at = (referral.closed_at or at) if ended else None
    referral.closed_as = attempt.reason.value if ended and isinstance(attempt.reason, ClosedAs) else ""
    referral.save()


def _refuse_a_second_open_one(referral: Referral) -> None:
    others = Referral.objects.filter(child_id=referral.child_id, is_open=True).exclude(pk=referral.pk)
    if others.exists():
        raise gate.ActionBlocked(TAKEN)
