"""What several writes about safety do alike: hold what is under way on a side that waits now (SAFEGUARDING 3)."""

import datetime as dt
import uuid

from django.utils import timezone

from kith.access.actor import Actor
from kith.domain import safety as rules
from kith.people import actions as people
from kith.people.models import Connection
from kith.safety.queries import sides


def hold_sides_that_wait(actor: Actor, *, child_id: uuid.UUID, at: dt.datetime) -> None:
    """Hold being in touch with everybody around a child who is near somebody that must not hear of it.

    Until each of those is answered for, nothing reaches this side; what is under way already would.
    """
    rows = list(Connection.objects.filter(child_id=child_id).select_related("child", "person"))
    waiting = sides.list_that_wait(child_id, [row.person for row in rows], timezone.localdate(at))
    for row in rows:
        if sides.root_of(row.person) in waiting:
            people.hold_steps(actor, connection=row, at=at, steps=rules.ASKED_WITH)
