"""What the child says about seeing a person: between the child and the coordinator (SAFEGUARDING 5)."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from kith.access import action, gate
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.domain.terms import ChildSays
from kith.network.models import ChildSaid
from kith.people.models import Connection

WHEN = "Say when to ask again."


@dataclass(frozen=True, slots=True)
class SaidGiven:
    """What the child says; "not now" carries the day to ask again."""

    says: ChildSays
    ask_again_on: dt.date | None = None
    who_was_there: str = ""


@action.action(Permission.DRAW_TOGETHER, on="connection", event="child_says.recorded")
def record_child_said(actor: Actor, *, connection: Connection, given: SaidGiven, at: dt.datetime) -> ChildSaid:
    """Keep what the child says about seeing a person. The answer stands in no event, note or copy.

    Raises ActionBlocked for a "not now" without a day to ask again.
    """
    if given.says is ChildSays.NOT_NOW and given.ask_again_on is None:
        raise gate.ActionBlocked(WHEN)
    row = ChildSaid.objects.create(
        service_id=connection.service_id,
        child_id=connection.child_id,
        connection=connection,
        says=given.says.value,
        ask_again_on=given.ask_again_on if given.says is ChildSays.NOT_NOW else None,
        on=timezone.localdate(at),
        who_was_there=given.who_was_there.strip() or None,
        by_id=actor.user_id,
        at=at,
    )
    action.note(actor, "child_says.recorded", connection, at)
    return row


@action.action(Permission.DRAW_TOGETHER, on="said", event="child_says.checked_in")
def check_in(actor: Actor, *, said: ChildSaid, words: str, at: dt.datetime, version: int | None = None) -> ChildSaid:
    """Note that the coordinator spoke with the child after a "never": quietly, and for nobody else to read.

    Raises StaleVersion, and ActionBlocked without words.
    """
    action.expect_version(said, version)
    if not words.strip():
        raise gate.ActionBlocked("Write how it went, in a sentence.")
    said.checked_in_on, said.checked_in_words = timezone.localdate(at), words.strip()
    said.save()
    action.note(actor, "child_says.checked_in", said, at)
    return said
