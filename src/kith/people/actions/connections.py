"""Where a person stands for a child: who they are, how it stands between them, and that they were taken off."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from kith.access import action, gate, jobs
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.children.models import Child
from kith.domain import safety
from kith.domain.terms import FactSource, PersonStatus, Side
from kith.people import queries
from kith.people.actions import holding
from kith.people.models import Connection, Person, StatusChange

CAME_BACK = "They said no. That they came back is written down by the child’s coordinator or a manager."
NOT_YET = "A day that has not come yet cannot be written down."


@dataclass(frozen=True, slots=True)
class Described:
    """Who a person is to the child: the child's word for them, in plain words, and which part of their life."""

    called: str = ""
    how_related: str = ""
    side: Side | None = None
    last_in_touch_on: dt.date | None = None
    named_by_child: bool = False


@dataclass(frozen=True, slots=True)
class Stands:
    """Where a person stands for the child since a day, who says so, and in which words.

    ``is_news``: whether the child is to be told of it; of each ancestor in a family file nobody is.
    """

    status: PersonStatus
    on: dt.date
    source: FactSource
    words: str = ""
    is_news: bool = True


@action.action(Permission.RECORD_PEOPLE, on="child", event="connection.made")
def connect(
    actor: Actor,
    *,
    child: Child,
    person: Person,
    described: Described,
    stands: Stands,
    child_knows: bool,
    at: dt.datetime,
) -> Connection:
    """Say that a person matters to a child; the same person once only.

    Raises ActionBlocked for somebody who stands there already, or a day that has not come.
    """
    _must_have_come(stands.on, at)
    if Connection.objects.filter(child=child, person_id__in=queries.one_person(person)).exists():
        raise gate.ActionBlocked("This person stands beside the child already.")
    connection = Connection.objects.create(
        service_id=child.service_id,
        child=child,
        person=person,
        called=described.called.strip(),
        how_related=described.how_related.strip(),
        side=described.side.value if described.side else "",
        last_in_touch_on=described.last_in_touch_on,
        named_by_child=described.named_by_child,
        child_knows=child_knows,
        status=stands.status.value,
        status_on=stands.on,
        added_on=timezone.localdate(at),
        called_by_id=actor.user_id,
        related_by_id=actor.user_id,
    )
    keep_change(actor, connection, stands, at)
    have_looked_at(connection)
    action.note(actor, "connection.made", connection, at, status=stands.status.value)
    follow_standing(actor, connection, stands, at)
    return connection


@action.action(Permission.RECORD_PEOPLE, on="connection", event="connection.described")
def describe_connection(
    actor: Actor, *, connection: Connection, given: Described, at: dt.datetime, version: int | None = None
) -> Connection:
    """Say who a person is to the child. Raises StaleVersion, and ActionBlocked for a day that has not come."""
    action.expect_version(connection, version)
    if given.last_in_touch_on:
        _must_have_come(given.last_in_touch_on, at)
    # A form sends back what it showed: words that were covered, and not changed, stay as they were written.
    if given.called.strip() != connection.called:
        connection.called, connection.called_by_id = given.called.strip(), actor.user_id
        have_looked_at(connection)
    if given.how_related.strip() != connection.how_related:
        connection.how_related, connection.related_by_id = given.how_related.strip(), actor.user_id
    connection.side = given.side.value if given.side else ""
    connection.last_in_touch_on = given.last_in_touch_on
    connection.named_by_child = given.named_by_child
    connection.save()
    action.note(actor, "connection.described", connection, at)
    return connection


def have_looked_at(connection: Connection) -> None:
    """Have a job look at how somebody is called, whoever it is, out of sight of whoever wrote it (SAFEGUARDING 2)."""
    jobs.enqueue("safety.look_at_person", connection.service_id, connection=str(connection.pk))


@action.action(Permission.RECORD_PEOPLE, on="connection", event="connection.status_changed")
def change_status(
    actor: Actor, *, connection: Connection, stands: Stands, at: dt.datetime, version: int | None = None
) -> StatusChange:
    """Say where a person stands for the child since a day; what was said before stays.

    A change dated before the latest one is kept in the history and does not count now. What is under way is held where
    somebody says no, has died, is not safe for now or goes by the adoption route. Of one who says no, what was found is
    sealed, until somebody who reads sealed people writes down that they came back (docs/adr/0048), and a job keeps what
    SAFEGUARDING 19 lets be kept. Raises StaleVersion, and ActionBlocked for a day that has not come.
    """
    action.expect_version(connection, version)
    _must_have_come(stands.on, at)
    change = keep_change(actor, connection, stands, at)
    before = PersonStatus(connection.status)
    if stands.on >= connection.status_on:
        connection.status, connection.status_on = stands.status.value, stands.on
    if stands.status in PersonStatus.counted_in_touch():
        connection.last_in_touch_on = max(stands.on, connection.last_in_touch_on or stands.on)
    connection.save()
    action.note(actor, "connection.status_changed", connection, at, status=stands.status.value)
    _hold_or_refuse(actor, connection, before, at)
    if connection.status != before:
        follow_standing(actor, connection, stands, at)
    return change


@action.action(Permission.RECORD_PEOPLE, on="connection", event="connection.removed")
def remove_connection(
    actor: Actor, *, connection: Connection, at: dt.datetime, version: int | None = None, was_wrong: bool = False
) -> Connection:
    """Take a person off the child's people, from today on; everything said stays, and they can be brought back.

    What is under way about them is held: nobody looks for, writes to or meets somebody who was taken off.
    ``was_wrong``: somebody was looked for and this is not them. A job purges what was found of a failed candidate; what
    the child said stays (SAFEGUARDING 19).
    """
    action.expect_version(connection, version)
    connection.removed_on = timezone.localdate(at)
    connection.save()
    holding.hold_steps(actor, connection=connection, at=at)
    if was_wrong:
        jobs.enqueue("finding.forget", connection.service_id, connection=str(connection.pk), was_wrong=1)
    action.note(actor, "connection.removed", connection, at, was_wrong=was_wrong)
    return connection


@action.action(Permission.RECORD_PEOPLE, on="connection", event="connection.brought_back")
def bring_back_connection(
    actor: Actor, *, connection: Connection, at: dt.datetime, version: int | None = None
) -> Connection:
    """Bring somebody back among the child's people."""
    action.expect_version(connection, version)
    connection.removed_on = None
    connection.save()
    action.note(actor, "connection.brought_back", connection, at)
    return connection


@action.action(Permission.RECORD_PEOPLE, on="connection", event="connection.told")
def note_child_knows(
    actor: Actor, *, connection: Connection, at: dt.datetime, version: int | None = None
) -> Connection:
    """Note that the child knows of this person now: told face to face, by whoever was named to (SAFEGUARDING 4).

    From now on the person may stand on pages that the child sees. It is not undone: what is known stays known.
    """
    action.expect_version(connection, version)
    connection.child_knows = True
    connection.save()
    action.note(actor, "connection.told", connection, at)
    return connection


def keep_change(
    actor: Actor, connection: Connection, stands: Stands, at: dt.datetime, *, by_joining: bool = False
) -> StatusChange:
    """Keep where somebody stands since a day, in the history; whoever calls it says whether it stands so now."""
    return StatusChange.objects.create(
        service_id=connection.service_id,
        child_id=connection.child_id,
        connection=connection,
        status=stands.status.value,
        on=stands.on,
        source=stands.source.value,
        words=stands.words.strip() or None,
        by_joining=by_joining,
        by_id=actor.user_id,
        at=at,
    )


def _hold_or_refuse(actor: Actor, connection: Connection, before: PersonStatus, at: dt.datetime) -> None:
    """Hold what cannot go on as they stand now; refuse that others than those who read of them bring one back."""
    said_no, now = PersonStatus.said_no(), PersonStatus(connection.status)
    if before in said_no and now not in said_no and not gate.may(actor, Permission.READ_SEALED_PEOPLE):
        raise gate.ActionBlocked(CAME_BACK)
    steps = safety.ended_by(now) - safety.ended_by(before)
    if steps:
        holding.hold_steps(actor, connection=connection, at=at, steps=steps)


def follow_standing(actor: Actor, connection: Connection, stands: Stands, at: dt.datetime) -> None:
    """What follows elsewhere from where somebody stands now, by whichever page it was written down."""
    for hook in settings.STANDING_HOOKS:
        import_string(hook)(actor, connection=connection, stands=stands, at=at)
    if stands.status in PersonStatus.said_no():
        jobs.enqueue("finding.forget", connection.service_id, connection=str(connection.pk))


def _must_have_come(on: dt.date, at: dt.datetime) -> None:
    if on > timezone.localdate(at):
        raise gate.ActionBlocked(NOT_YET)
