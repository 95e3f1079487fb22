"""Maps: the child's own, drawn together and then never changed by anybody; and the worker's beside it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from kith.access import action, gate, scope
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.children.models import Child
from kith.domain.terms import (
    AgreementScope,
    DrawnBy,
    FactSource,
    LoveAnswer,
    LoveQuestion,
    MapKind,
    PersonStatus,
    Ring,
    SeesNow,
    Side,
)
from kith.network import queries
from kith.network.models import LoveMark, MapPlace, MapVersion
from kith.people import actions as people
from kith.people import queries as people_queries
from kith.people.models import Connection

FINISHED = "This map is finished. What was drawn is never changed: draw a new one, together."
# What "do you see each other?" says of where somebody stands, unless more than that is known already.
STANDS = {
    SeesNow.YES: PersonStatus.IN_TOUCH,
    SeesNow.NOT_ANY_MORE: PersonStatus.LOST_TOUCH,
    SeesNow.NEVER_MET: PersonStatus.NAMED_UNFOUND,
}


@dataclass(frozen=True, slots=True)
class Placed:
    """Where somebody is put: how near, in which part of the child's life, and whether they see each other now."""

    ring: Ring
    side: Side
    sees_now: SeesNow | None = None


@dataclass(frozen=True, slots=True)
class Finished:
    """The end of a map: who was there, what the child wants to say, who may see it."""

    who_was_there: str
    words: str = ""
    is_shared: bool = False


@action.action(Permission.DRAW_TOGETHER, on="child", event="map.started", needs=AgreementScope.TALK)
def start_map(actor: Actor, *, child: Child, at: dt.datetime, kind: MapKind = MapKind.CIRCLES) -> MapVersion:
    """Begin the child's next map, or go on with the one of today. It begins as the child left the last one.

    One that was left unfinished on an earlier day is kept as it was; nothing is lost. Needs the child's yes to talking.
    """
    today = timezone.localdate(at)
    left = queries.get_unfinished(actor, child, kind)
    if left and left.on == today:
        action.note(actor, "map.started", left, at, again=True)
        return left
    if left:
        left.finished_at = left.changed_at
        left.version += 1
        left.save()
    before = queries.placed_before(child, kind)
    version = MapVersion.objects.create(
        service_id=child.service_id,
        child=child,
        kind=kind.value,
        drawn_by=DrawnBy.CHILD.value,
        on=today,
        by_id=actor.user_id,
        started_at=at,
        changed_at=at,
    )
    MapPlace.objects.bulk_create(
        MapPlace(
            service_id=child.service_id,
            version=version,
            connection=place.connection,
            ring=place.ring,
            side=place.side,
            order=place.order,
            sees_now=place.sees_now,
        )
        for place in before
        if place.connection.removed_on is None
    )
    action.note(actor, "map.started", version, at, again=False)
    return version


@action.action(Permission.DRAW_TOGETHER, on="map_version", event="map.people_noted")
def write_who_is_here(
    actor: Actor, *, map_version: MapVersion, words: str, at: dt.datetime, version: int | None = None
) -> MapVersion:
    """Keep who is here while the child draws. Raises ActionBlocked for a finished map, StaleVersion."""
    _must_be_open(map_version)
    action.expect_version(map_version, version)
    map_version.who_was_there = words.strip() or None
    map_version.save()
    action.note(actor, "map.people_noted", map_version, at)
    return map_version


@action.action(Permission.DRAW_TOGETHER, on="map_version", event="map.person_placed")
def place_person(
    actor: Actor, *, map_version: MapVersion, connection: Connection, placed: Placed, at: dt.datetime
) -> MapPlace:
    """Put somebody on the child's map, or move them. The last to come stands last in their part.

    Raises ActionBlocked for a finished map; NotVisible for somebody the child does not know of, or of another child.
    """
    _must_be_open(map_version)
    whom = queries.get_known_to_child(actor, map_version, connection.pk)
    last = map_version.places.order_by("-order").values_list("order", flat=True).first()
    place, made = MapPlace.objects.get_or_create(
        version=map_version,
        connection=whom,
        defaults={
            "service_id": map_version.service_id,
            "ring": placed.ring.value,
            "side": placed.side.value,
            "order": (last or 0) + 1,
        },
    )
    place.ring, place.side = placed.ring.value, placed.side.value
    place.sees_now = placed.sees_now.value if placed.sees_now else place.sees_now
    place.save()
    _touch(map_version, at)
    _follow(actor, whom, placed, at)
    action.note(actor, "map.person_placed", map_version, at, new=made)
    return place


@action.action(Permission.DRAW_TOGETHER, on="map_version", event="map.person_removed")
def take_off_map(actor: Actor, *, map_version: MapVersion, connection: Connection, at: dt.datetime) -> None:
    """Take somebody off the map that is being drawn; they stay among the child's people. Raises ActionBlocked."""
    _must_be_open(map_version)
    map_version.places.filter(connection_id=connection.pk).delete()
    map_version.love_marks.filter(connection_id=connection.pk).delete()
    _touch(map_version, at)
    action.note(actor, "map.person_removed", map_version, at)


@action.action(Permission.DRAW_TOGETHER, on="map_version", event="map.love_answered")
def answer_love(
    actor: Actor,
    *,
    map_version: MapVersion,
    answer: LoveAnswer,
    named: Iterable[tuple[LoveQuestion, Connection]],
    at: dt.datetime,
) -> MapVersion:
    """Keep the child's answer to "who loves you, who will be there?". Only the child answers, nobody overrules it.

    Raises ActionBlocked for a finished map, NotVisible for somebody the child does not know of.
    """
    _must_be_open(map_version)
    marks = [
        (question, queries.get_known_to_child(actor, map_version, connection.pk)) for question, connection in named
    ]
    map_version.love_marks.all().delete()
    LoveMark.objects.bulk_create(
        LoveMark(service_id=map_version.service_id, version=map_version, connection=connection, question=question.value)
        for question, connection in marks
    )
    map_version.love = answer.value
    map_version.version += 1
    map_version.save()
    action.note(actor, "map.love_answered", map_version, at)
    return map_version


@action.action(Permission.DRAW_TOGETHER, on="map_version", event="map.finished")
def finish_map(
    actor: Actor, *, map_version: MapVersion, given: Finished, at: dt.datetime, version: int | None = None
) -> MapVersion:
    """End a map: from now on nobody changes it.

    Raises ActionBlocked without who was there, or for a finished one; StaleVersion where it was drawn on in between.
    """
    _must_be_open(map_version)
    action.expect_version(map_version, version)
    if not given.who_was_there.strip():
        raise gate.ActionBlocked("Write down who is here.")
    map_version.who_was_there = given.who_was_there.strip()
    map_version.words = given.words.strip() or None
    map_version.is_shared = given.is_shared
    map_version.finished_at = at
    map_version.save()
    action.note(actor, "map.finished", map_version, at, shared=given.is_shared)
    return map_version


@action.action(Permission.RECORD_PEOPLE, on="child", event="map.drawn")
def draw_map(
    actor: Actor, *, child: Child, places: Iterable[tuple[Connection, Placed]], words: str, at: dt.datetime
) -> MapVersion:
    """Keep how a worker sees the network today, beside the child's own map and never instead of it.

    Raises ActionBlocked where nobody is placed, NotVisible for somebody of another child.
    """
    version = MapVersion.objects.create(
        service_id=child.service_id,
        child=child,
        kind=MapKind.CIRCLES.value,
        drawn_by=DrawnBy.WORKER.value,
        on=timezone.localdate(at),
        words=words.strip() or None,
        by_id=actor.user_id,
        started_at=at,
        changed_at=at,
        finished_at=at,
    )
    rows = [_place(actor, version, connection, placed, order) for order, (connection, placed) in enumerate(places)]
    if not rows:
        raise gate.ActionBlocked("Place at least one person.")
    MapPlace.objects.bulk_create(rows)
    action.note(actor, "map.drawn", version, at, people=len(rows))
    return version


def _place(actor: Actor, version: MapVersion, connection: Connection, placed: Placed, order: int) -> MapPlace:
    row = people_queries.get_connection(actor, connection.pk)
    if row.child_id != version.child_id:
        raise scope.NotVisible
    return MapPlace(
        service_id=version.service_id,
        version=version,
        connection=row,
        ring=placed.ring.value,
        side=placed.side.value,
        order=order,
        sees_now=placed.sees_now.value if placed.sees_now else "",
    )


def _must_be_open(version: MapVersion) -> None:
    if version.finished_at is not None:
        raise gate.ActionBlocked(FINISHED)


def _touch(version: MapVersion, at: dt.datetime) -> None:
    version.changed_at = at
    version.version += 1
    version.save()


def _follow(actor: Actor, connection: Connection, placed: Placed, at: dt.datetime) -> None:
    """What the placing says of the person's part and of where they stand, where nothing more is known of it."""
    on = timezone.localdate(at)
    if not connection.side:
        described = people.Described(
            called=connection.called,
            how_related=connection.how_related,
            side=placed.side,
            last_in_touch_on=connection.last_in_touch_on,
            named_by_child=connection.named_by_child,
        )
        people.describe_connection(actor, connection=connection, given=described, at=at)
    status = STANDS.get(placed.sees_now) if placed.sees_now else None
    if status and connection.status in {one.value for one in STANDS.values()} and connection.status != status.value:
        stands = people.Stands(status, on, FactSource.CHILD)
        people.change_status(actor, connection=connection, stands=stands, at=at)
