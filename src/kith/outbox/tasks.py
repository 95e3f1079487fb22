"""Background job: send what people have released."""

import time
import uuid

from django.utils import timezone

from kith.access import gate, scope
from kith.access.actor import Actor
from kith.outbox import actions, queries
from kith.outbox.actions import post_room

# SQLite lets one writer in at a time, and not in turn: between two letters a stop must find the door open.
TURN_SECONDS = 0.05


def send_released(service_id: uuid.UUID) -> None:
    """Send every released thing of a service; what may no longer go is held for a person to look at."""
    actor = Actor.system("outbox.send", service_id)
    with scope.acting(actor):
        post_room.tidy(actor)
        for item in queries.list_released(actor):
            try:
                actions.send_item(actor, item=item, at=timezone.now())
            except gate.ActionBlocked:
                actions.hold_item(actor, item=item, at=timezone.now())
            time.sleep(TURN_SECONDS)
