"""Part of taking two rows for one and apart again: the more careful of where they stand stands for the person."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable

from django.utils import timezone

from kith.access import action
from kith.access.actor import Actor
from kith.domain import safety
from kith.domain.terms import FactSource, PersonStatus
from kith.people import queries
from kith.people.actions import connections, holding
from kith.people.models import Connection, StatusChange

TAKEN_FOR_ONE = "Taken for one: what holds for the other row holds for both."
TAKEN_APART = "Taken apart: each stands again where it stood by itself."


def stand_as_one(actor: Actor, people: Iterable[uuid.UUID], at: dt.datetime) -> None:
    """Have every row of these people stand, beside each child, where the most careful row of the same person stands.

    What said no, adoption route, not safe or died says of one row holds for all; a row that is alone again gets its own
    back. It is no news: whoever wrote it of the one row kept that. Both are changes in the history.
    """
    rows = queries.rows_of_one(set(people))
    together: dict[tuple[uuid.UUID, uuid.UUID], list[Connection]] = defaultdict(list)
    for row in Connection.objects.filter(person_id__in=rows).select_related("child", "person").order_by("pk"):
        together[queries.root_of(row.person), row.child_id].append(row)
    for places in together.values():
        own = {place.pk: _own(place) for place in places}
        careful = PersonStatus.most_careful(own.values())
        for place in places:
            _stand(actor, place, careful or own[place.pk], own[place.pk], at)


def _own(place: Connection) -> PersonStatus:
    """Where a row stands by what was said of it."""
    changes = StatusChange.objects.filter(connection=place).order_by("on", "at", "pk")
    said = changes.filter(by_joining=False).last() if changes.filter(by_joining=True).exists() else None
    return PersonStatus(said.status if said else place.status)


def _stand(actor: Actor, place: Connection, status: PersonStatus, own: PersonStatus, at: dt.datetime) -> None:
    before = PersonStatus(place.status)
    if before is status:
        return
    words = TAKEN_APART if status is own else TAKEN_FOR_ONE
    stands = connections.Stands(status, timezone.localdate(at), FactSource.FILE, words)
    connections.keep_change(actor, place, stands, at, by_joining=True)
    action.expect_version(place, None)  # a form that was opened before must not write over it
    place.status, place.status_on = status.value, stands.on
    place.save()
    action.note(actor, "connection.status_changed", place, at, status=status.value)
    steps = safety.ended_by(status) - safety.ended_by(before)
    if steps:
        holding.hold_steps(actor, connection=place, at=at, steps=steps)
