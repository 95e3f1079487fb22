"""Two who may be one person are put before a manager, where something about safety stands; and the answer."""

import datetime as dt

from kith.access import action, gate
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.domain.terms import SameAnswer
from kith.people import queries
from kith.people.models import Connection, MergeAsked

NOBODY_ASKED = "Nobody waits for an answer about these two."


@action.action(Permission.MERGE_PEOPLE, on="connection", event="person.merge_asked")
def ask_to_merge(actor: Actor, *, connection: Connection, other: Connection, words: str, at: dt.datetime) -> MergeAsked:
    """Ask a manager to take two for one person, and say how one knows.

    Raises ActionBlocked without a reason, for one person, or while the same question waits; NotVisible for a person
    who is not this actor's.
    """
    second = queries.get_connection(actor, other.pk)
    if not words.strip():
        raise gate.ActionBlocked("Write how you know that this is one person.")
    if queries.root_of(connection.person) == queries.root_of(second.person):
        raise gate.ActionBlocked("This is one person already.")
    if _open(connection, second).exists():
        raise gate.ActionBlocked("This waits for a manager already.")
    row = MergeAsked.objects.create(
        service_id=connection.service_id,
        child_id=connection.child_id,
        connection=connection,
        other=second,
        words=words.strip(),
        by_id=actor.user_id,
        at=at,
    )
    action.note(actor, "person.merge_asked", connection, at, other=str(second.pk))
    return row


@action.action(Permission.LIFT_RESTRICTION, on="connection", event="person.merge_declined")
def decline_merge(actor: Actor, *, connection: Connection, other: Connection, words: str, at: dt.datetime) -> None:
    """Leave two as they are for now, and say why to whoever asked. It can be asked again.

    Raises ActionBlocked without a reason or where nobody asked.
    """
    second = queries.get_connection(actor, other.pk)
    if not words.strip():
        raise gate.ActionBlocked("Write why not now: whoever asked reads it.")
    if not _open(connection, second).exists():
        raise gate.ActionBlocked(NOBODY_ASKED)
    answer_asked(actor, (connection, second), SameAnswer.NOT_NOW, words, at)
    action.note(actor, "person.merge_declined", connection, at, other=str(second.pk))


def answer_asked(
    actor: Actor, two: tuple[Connection, Connection], answer: SameAnswer, words: str, at: dt.datetime
) -> None:
    """Say to whoever asked about two what became of it; a part of whatever was done."""
    _open(*two).update(answer=answer.value, answer_words=words.strip(), answered_by_id=actor.user_id, answered_at=at)


def _open(one: Connection, other: Connection):  # type: ignore[no-untyped-def]
    return MergeAsked.objects.filter(queries.asked_about(one, other), service_id=one.service_id, answer="")
