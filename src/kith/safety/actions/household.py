"""Writes: who lives with a person, asked before anything reaches them (SAFEGUARDING 3)."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from kith.access import action, gate, scope
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.domain.terms import LivesWithKind
from kith.people.models import Connection
from kith.safety.actions.sides import hold_sides_that_wait
from kith.safety.models import LivesWith


@dataclass(frozen=True, slots=True)
class Home:
    """What was answered to "who lives with them?". ``others``: those of the child's people who live there."""

    answer: LivesWithKind
    words: str
    on: dt.date
    others: tuple[Connection, ...] = ()


@action.action(Permission.RECORD_PEOPLE, on="connection", event="household.asked")
def say_who_lives_with(actor: Actor, *, connection: Connection, home: Home, at: dt.datetime) -> Sequence[LivesWith]:
    """Write down who lives with a person, that nobody does, or that nobody could find out; the latest answer counts.

    Where somebody lives there who must not hear of it, what is under way is held until that is answered for.

    Raises ActionBlocked where something is missing or does not fit; NotVisible for another child's person.
    """
    if any(one.child_id != connection.child_id for one in home.others):
        raise scope.NotVisible
    why = _what_is_wrong(connection, home, timezone.localdate(at))
    if why:
        raise gate.ActionBlocked(why)
    others: list[uuid.UUID | None] = [one.person_id for one in home.others]
    rows = [
        LivesWith.objects.create(
            service_id=connection.service_id,
            child_id=connection.child_id,
            connection=connection,
            answer=home.answer.value,
            other_id=other,
            words=home.words.strip(),
            on=home.on,
            by_id=actor.user_id,
            at=at,
        )
        for other in others or [None]
    ]
    action.note(actor, "household.asked", connection, at, answer=home.answer.value)
    hold_sides_that_wait(actor, child_id=connection.child_id, at=at)
    return rows


def _what_is_wrong(connection: Connection, home: Home, today: dt.date) -> str | None:
    if not home.words.strip():
        return "Write who says so, and how they know."
    if home.on > today:
        return "A day that has not come yet cannot be written down."
    if home.others and home.answer is not LivesWithKind.OTHERS:
        return "Somebody is ticked who lives there. Say that they live with others, or take the tick away."
    if any(one.person_id == connection.person_id for one in home.others):
        return "Nobody lives with themselves."
    return None
