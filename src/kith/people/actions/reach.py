"""Ways to reach a person: written down, found to be right, ended. The value never changes."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from kith.access import action, gate, scope
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.domain.terms import ReachKind
from kith.people import queries
from kith.people.actions.persons import Says
from kith.people.models import Connection, Reach
from kith.sealing import keyed_digest

DIGEST_OF = "people.reach"


@dataclass(frozen=True, slots=True)
class ReachGiven:
    """A way to reach somebody. ``is_sealed``: only the writer, the manager and the safeguarding lead see it at all."""

    kind: ReachKind
    value: str
    is_sealed: bool = False
    is_safe_to_use: bool | None = None
    how_to_use: str = ""


@action.action(Permission.RECORD_PEOPLE, on="connection", event="reach.added")
def add_reach(actor: Actor, *, connection: Connection, given: ReachGiven, says: Says, at: dt.datetime) -> Reach:
    """Write down a way to reach a person. Raises ActionBlocked for an empty one.

    That somebody wrote it down does not say that anybody found it right: that is confirm_reach.
    Whether somebody else has sealed the same value is not said, and changes nothing here (SAFEGUARDING 2).
    """
    value = given.value.strip()
    if not value:
        raise gate.ActionBlocked("Write the number, address or name.")
    row = Reach.objects.create(
        service_id=connection.service_id,
        person_id=connection.person_id,
        for_child_id=None if says.for_every_child else connection.child_id,
        kind=given.kind.value,
        value=value,
        digest=keyed_digest(queries.plain(given.kind, value), DIGEST_OF).hex(),
        marks=queries.marks_of(given.kind, value),
        is_sealed=given.is_sealed,
        is_safe_to_use=given.is_safe_to_use,
        how_to_use=given.how_to_use.strip() or None,
        source=says.source.value,
        source_words=says.words.strip(),
        certainty=says.certainty.value,
        recorded_by_id=actor.user_id,
        recorded_at=at,
    )
    action.note(actor, "reach.added", connection, at, reach_kind=given.kind.value)
    return row


@action.action(Permission.RECORD_PEOPLE, on="reach", event="reach.confirmed")
def confirm_reach(
    actor: Actor,
    *,
    reach: Reach,
    connection: Connection,
    is_safe_to_use: bool | None,
    how_to_use: str,
    at: dt.datetime,
    version: int | None = None,
) -> Reach:
    """Say that a way to reach somebody is right today, and whether it is safe to use.

    Raises StaleVersion, and NotVisible for a way that is not this person's.
    """
    _must_be_of(actor, reach, connection)
    action.expect_version(reach, version)
    reach.is_safe_to_use, reach.how_to_use = is_safe_to_use, how_to_use.strip() or None
    reach.confirmed_on, reach.ended_on = timezone.localdate(at), None
    reach.save()
    action.note(actor, "reach.confirmed", connection, at, reach_kind=reach.kind)
    return reach


@action.action(Permission.RECORD_PEOPLE, on="reach", event="reach.ended")
def end_reach(
    actor: Actor, *, reach: Reach, connection: Connection, at: dt.datetime, version: int | None = None
) -> Reach:
    """Say that a way to reach somebody is no use any more. It stays in the history. Raises NotVisible, StaleVersion."""
    _must_be_of(actor, reach, connection)
    action.expect_version(reach, version)
    reach.ended_on = timezone.localdate(at)
    reach.save()
    action.note(actor, "reach.ended", connection, at, reach_kind=reach.kind)
    return reach


def _must_be_of(actor: Actor, reach: Reach, connection: Connection) -> None:
    if not queries.list_rows_of(actor, Reach, connection).filter(pk=reach.pk).exists():
        raise scope.NotVisible
