"""A map that was drawn on paper: the photo of it is a version like any other."""

import dataclasses
import datetime as dt

from kith.access import action
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.children.models import Child
from kith.domain.terms import DrawnBy, MapKind, PaperKind
from kith.network.actions.maps import Finished
from kith.network.models import MapVersion
from kith.records import actions as records


@action.action(Permission.RECORD_PEOPLE, on="child", event="map.paper_kept")
def keep_paper_map(
    actor: Actor, *, child: Child, given: records.Sent, end: Finished, at: dt.datetime, kind: MapKind = MapKind.CIRCLES
) -> MapVersion:
    """Keep the photo of a map that the child drew on paper, as an equal of one drawn here: finished, never changed.

    One that the child does not share stays in the service. Raises ActionBlocked for a day that has not come.
    """
    sent = dataclasses.replace(given, kind=PaperKind.MAP, stays_in_service=not end.is_shared)
    paper = records.keep_paper(actor, child=child, given=sent, at=at)
    version = MapVersion.objects.create(
        service_id=child.service_id,
        child=child,
        kind=kind.value,
        drawn_by=DrawnBy.CHILD.value,
        on=given.made_on,
        who_was_there=end.who_was_there.strip() or None,
        words=end.words.strip() or None,
        is_shared=end.is_shared,
        paper=paper,
        by_id=actor.user_id,
        started_at=at,
        changed_at=at,
        finished_at=at,
    )
    action.note(actor, "map.paper_kept", version, at)
    return version
