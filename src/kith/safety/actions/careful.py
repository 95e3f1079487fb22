"""Writes: through whom somebody under 18 is reached, the other authority's yes, the care for who came alone."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from kith.access import action, gate, scope
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.children.models import Child
from kith.domain.terms import CareKind
from kith.people.models import Connection
from kith.safety.actions.sides import hold_who_needs_care
from kith.safety.models import CareTaken
from kith.safety.queries import careful

ABOUT_SOMEBODY = frozenset(set(CareKind) - {CareKind.TRAFFICKING_CHECK, CareKind.INTERPRETER_REFUSED})
"""Kinds that are about one of the child's people; the others may be about the child alone."""

MUST_BE_NAMED = {
    CareKind.THROUGH_WORKER: "Write the name of the worker or interpreter.",
    CareKind.INTERPRETER_REFUSED: "Write the name of the worker or interpreter.",
    CareKind.ELSEWHERE: "Write which authority it is.",
    CareKind.OTHER_SIGNED: "Write who signed there, and for which authority.",
}

NO_OWN_YES = "Enter the day on which they themselves said yes."
NOT_SAFE_FOR_BOTH = "Tick that it is safe for both of them: if it is not, nobody is reached in this way."


@dataclass(frozen=True, slots=True)
class CareGiven:
    """What somebody writes down. ``through``: the adult responsible; ``named``: a worker, interpreter or authority."""

    kind: CareKind
    words: str
    on: dt.date
    connection: Connection | None = None
    through: Connection | None = None
    named: str = ""
    safe_for_both: bool = False
    own_yes_on: dt.date | None = None


@action.action(Permission.ANSWER_CLEARANCE, on="child", event="care.taken")
def take_care(actor: Actor, *, child: Child, given: CareGiven, at: dt.datetime) -> CareTaken:
    """Write down one thing that comes before anybody is reached; the latest of a kind counts.

    What is under way to whom it is about is held where they must not be reached now.

    Raises ActionBlocked where something is missing, or nobody is reached through this adult; NotVisible for another
    child's person.
    """
    for connection in (given.connection, given.through):
        if connection is not None and connection.child_id != child.pk:
            raise scope.NotVisible
    why = _what_is_missing(given, at)
    if why:
        raise gate.ActionBlocked(why)
    row = CareTaken.objects.create(
        service_id=child.service_id,
        child=child,
        connection=given.connection,
        kind=given.kind.value,
        through=given.through,
        named=given.named.strip() or None,
        words=given.words.strip(),
        safe_for_both=given.safe_for_both,
        own_yes_on=given.own_yes_on,
        on=given.on,
        by_id=actor.user_id,
        at=at,
    )
    action.note(actor, "care.taken", row, at, care=row.kind)
    if given.connection is not None:
        hold_who_needs_care(actor, connection=given.connection, at=at)
    return row


@action.action(Permission.ANSWER_CLEARANCE, on="taken", event="care.ended")
def end_care(actor: Actor, *, taken: CareTaken, words: str, at: dt.datetime, version: int | None = None) -> CareTaken:
    """Note that something no longer stands, and why. It stays in the record; what it let go on is held.

    Raises ActionBlocked, StaleVersion.
    """
    action.expect_version(taken, version)
    if taken.ended_at is not None:
        raise gate.ActionBlocked("This was ended already.")
    if not words.strip():
        raise gate.ActionBlocked("Write why it no longer stands.")
    taken.ended_by_id, taken.ended_at, taken.ended_words = actor.user_id, at, words.strip()
    taken.save()
    action.note(actor, "care.ended", taken, at, care=taken.kind)
    everybody = Connection.objects.filter(child_id=taken.child_id).select_related("child", "person")
    for connection in [taken.connection] if taken.connection else everybody:
        hold_who_needs_care(actor, connection=connection, at=at)
    return taken


def _what_is_missing(given: CareGiven, at: dt.datetime) -> str | None:
    today = timezone.localdate(at)
    if not given.words.strip():
        return "Write who says so, and how they know."
    if given.on > today or (given.own_yes_on is not None and given.own_yes_on > today):
        return "A day that has not come yet cannot be written down."
    if given.kind in ABOUT_SOMEBODY and given.connection is None:
        return "Choose whom it is about."
    if given.kind is CareKind.THROUGH_ADULT:
        return _not_through(given, today)
    if given.kind in MUST_BE_NAMED and not given.named.strip():
        return MUST_BE_NAMED[given.kind]
    if given.kind is CareKind.THROUGH_WORKER and given.own_yes_on is None:
        return NO_OWN_YES
    return None


def _not_through(given: CareGiven, today: dt.date) -> str | None:
    if given.through is None or given.connection is None:
        return "Choose the adult who is responsible for them."
    return careful.why_not_through(given.through, given.connection, today) or (
        None if given.safe_for_both else NOT_SAFE_FOR_BOTH
    )
