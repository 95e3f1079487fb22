"""Reads: a child's maps with their versions, and what the child says about seeing people."""

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from django.db.models import F

from kith.access import gate, scope
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.audit import record
from kith.children.models import Child
from kith.domain.terms import ChildSays, DrawnBy, MapKind, Ring
from kith.network.models import ChildSaid, LoveMark, MapPlace, MapVersion
from kith.people import queries as people
from kith.people.models import Connection


def list_versions(actor: Actor, child: Child, kind: MapKind = MapKind.CIRCLES) -> Any:
    """The finished versions of a map that this actor may read, the latest first."""
    rows = scope.visible(actor, MapVersion.objects).filter(child=child, kind=kind.value, finished_at__isnull=False)
    return rows.select_related("by", "child", "paper").order_by("-on", "-started_at", "pk")


def get_version(actor: Actor, version_id: uuid.UUID) -> MapVersion:
    """One version; raises NotVisible."""
    found: MapVersion = scope.fetch(actor, MapVersion.objects.select_related("child", "by", "paper"), version_id)
    return found


def open_version(actor: Actor, version_id: uuid.UUID, at: dt.datetime) -> MapVersion:
    """The same, as an audited read of the child's record. Raises NotVisible, NotPermitted."""
    gate.check(actor, Permission.VIEW_PEOPLE)
    with record.unit_of_work():
        found = get_version(actor, version_id)
        scope.note_opened(actor, found.child_id, at)
    return found


def get_unfinished(actor: Actor, child: Child, kind: MapKind = MapKind.CIRCLES) -> MapVersion | None:
    """The map that the child is drawing now, if there is one."""
    rows = scope.visible(actor, MapVersion.objects).filter(child=child, kind=kind.value, finished_at__isnull=True)
    rows = rows.select_related("child", "by")
    found: MapVersion | None = rows.filter(drawn_by=DrawnBy.CHILD.value).first()
    return found


def get_todays(actor: Actor, child: Child, on: dt.date) -> MapVersion | None:
    """The map of a session together: the one that is being drawn, else the child's latest of this day."""
    unfinished = get_unfinished(actor, child)
    if unfinished is not None:
        return unfinished
    drawn = list_versions(actor, child).filter(paper__isnull=True, drawn_by=DrawnBy.CHILD.value)
    found: MapVersion | None = drawn.filter(on=on).first()
    return found


def placed_before(child: Child, kind: MapKind) -> list[MapPlace]:
    """Where everybody stands in the child's own latest version, whoever asks: where the next one begins.

    A map on paper places nobody.
    """
    versions = MapVersion.objects.filter(child=child, kind=kind.value, drawn_by=DrawnBy.CHILD.value, paper__isnull=True)
    latest = versions.filter(finished_at__isnull=False).order_by("-on", "-started_at", "pk").first()
    return list(latest.places.select_related("connection")) if latest else []


def latest_placed(versions: Iterable[MapVersion]) -> MapVersion | None:
    """Of versions, the latest first, the child's own latest one that places people; else the worker's.

    A map on paper places nobody.
    """
    placed = [one for one in versions if one.paper_id is None]
    return next((one for one in placed if one.drawn_by == DrawnBy.CHILD.value), next(iter(placed), None))


def list_places(actor: Actor, *versions: MapVersion) -> list[MapPlace]:
    """Where people stand in these versions, in the order they were placed."""
    rows = scope.visible(actor, MapPlace.objects).filter(version__in=[one.pk for one in versions])
    return list(rows.select_related("connection", "connection__person").order_by("order", "pk"))


def get_rings_now(actor: Actor, child: Child) -> dict[uuid.UUID, Ring]:
    """How near the child put each person in the latest map that this actor may read, by connection."""
    latest = list_versions(actor, child).filter(drawn_by=DrawnBy.CHILD.value, paper__isnull=True).first()
    return {place.connection_id: Ring(place.ring) for place in list_places(actor, latest)} if latest else {}


def get_known_to_child(actor: Actor, version: MapVersion, connection_id: uuid.UUID) -> Connection:
    """One of the people of a version's child, whom the child knows of; raises NotVisible (SAFEGUARDING 4)."""
    row = people.get_connection(actor, connection_id)
    if row.child_id != version.child_id or not row.child_knows or row.removed_on is not None:
        raise scope.NotVisible
    return row


Loved = dict[uuid.UUID, set[tuple[str, uuid.UUID]]]


def list_loved(actor: Actor, *versions: MapVersion) -> Loved:
    """Whom the child named in these versions: by version, as (question, connection)."""
    rows = scope.visible(actor, LoveMark.objects).filter(version__in=[one.pk for one in versions])
    found: Loved = {one.pk: set() for one in versions}
    for row in rows.order_by("pk"):
        found[row.version_id].add((row.question, row.connection_id))
    return found


def get_says_now(actor: Actor, child: Child) -> dict[uuid.UUID, ChildSaid]:
    """What the child says now about seeing each person, by connection; empty for all but the child's coordinator."""
    rows = scope.visible(actor, ChildSaid.objects).filter(child=child).order_by("at", "pk")
    return {row.connection_id: row for row in rows}


def get_said(actor: Actor, said_id: uuid.UUID) -> ChildSaid:
    """One thing the child said; raises NotVisible."""
    found: ChildSaid = scope.fetch(actor, ChildSaid.objects.select_related("child", "connection"), said_id)
    return found


def open_said(actor: Actor, said_id: uuid.UUID, at: dt.datetime) -> ChildSaid:
    """The same, as an audited read of the child's record. Raises NotVisible, NotPermitted."""
    gate.check(actor, Permission.DRAW_TOGETHER)
    with record.unit_of_work():
        found = get_said(actor, said_id)
        scope.note_opened(actor, found.child_id, at)
    return found


def list_to_check_in(actor: Actor) -> Any:
    """Where a child said "never" and the coordinator has not spoken with them since: the coordinator's own, quietly."""
    rows = scope.visible(actor, ChildSaid.objects).filter(says=ChildSays.NEVER.value, checked_in_on__isnull=True)
    return rows.select_related("child", "connection").order_by("at", "pk")


def list_to_ask_again(actor: Actor, until: dt.date) -> Any:
    """Where a child said "not now" and the day to ask again is near."""
    rows = scope.visible(actor, ChildSaid.objects).filter(says=ChildSays.NOT_NOW.value, ask_again_on__lte=until)
    latest = rows.exclude(connection__child_said__at__gt=F("at"))
    return latest.select_related("child", "connection").order_by("ask_again_on", "pk")
