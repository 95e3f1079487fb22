"""Writes: somebody is moved aside in the family tree by hand; it is kept until somebody moves them again."""

import datetime as dt
from enum import StrEnum

from kith.access import action, gate
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.network.models import Nudge
from kith.network.queries.nudges import STEPS_A_COLUMN, get_aside
from kith.people.models import Connection

MOST_STEPS = 10 * STEPS_A_COLUMN


class Way(StrEnum):
    """Where to."""

    LEFT = "left"
    RIGHT = "right"
    BACK = "back"


@action.action(Permission.RECORD_PEOPLE, on="connection", event="map.nudged")
def nudge_person(actor: Actor, *, connection: Connection, way: Way, at: dt.datetime) -> Nudge:
    """Move somebody a quarter of a column aside, or back where the drawing puts them. Rows are added, never changed.

    Raises ActionBlocked beyond ten columns.
    """
    now = get_aside(actor, connection)
    aside = {Way.LEFT: now - 1, Way.RIGHT: now + 1, Way.BACK: 0}[way]
    if abs(aside) > MOST_STEPS:
        raise gate.ActionBlocked("They stand far enough aside.")
    row = Nudge.objects.create(
        service_id=connection.service_id,
        child_id=connection.child_id,
        connection=connection,
        aside=aside,
        by_id=actor.user_id,
        at=at,
    )
    action.note(actor, "map.nudged", row, at)
    return row
