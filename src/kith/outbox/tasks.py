"""Background jobs: send what people have released, and ask carriers what became of it."""

import time
import uuid

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from kith.access import gate, scope
from kith.access.actor import Actor
from kith.domain import carrying
from kith.outbox import actions, queries
from kith.outbox.actions import post_room
from kith.outbox.models import OutboxItem

# SQLite lets one writer in at a time, and not in turn: between two letters a stop must find the door open.
TURN_SECONDS = 0.05


def send_released(service_id: uuid.UUID) -> None:
    """Send every released thing of a service; what may no longer go is held for a person to look at."""
    actor = Actor.system("outbox.send", service_id)
    with scope.acting(actor):
        post_room.tidy(actor)
        _ask_about_interrupted(actor)
        for item in queries.list_due(actor, timezone.now()):
            try:
                _send(actor, item)
            except gate.ActionBlocked as refused:
                is_private = isinstance(refused, gate.BlockedAboutOne)
                actions.hold_item(actor, item=item, at=timezone.now(), is_private=is_private)
            time.sleep(TURN_SECONDS)


def follow_sent(service_id: uuid.UUID) -> None:
    """Ask carriers what became of things they took; what could not be delivered is shown to a person."""
    actor = Actor.system("outbox.follow", service_id)
    with scope.acting(actor):
        since = timezone.now() - carrying.load_setting().ask_until
        for item in queries.list_followed(actor, since):
            carrier = _carrier(item.way)
            if carrier is not None:
                outcome = carrier.follow(item.carrier_ref, timezone.now())
                actions.note_followed(actor, item=item, outcome=outcome, at=timezone.now())


def _send(actor: Actor, item: OutboxItem) -> None:
    way = carrying.way_of(item.recipient)
    carrier = None if item.kind == OutboxItem.Kind.EXPORT else _carrier(way.value)
    if carrier is None:
        actions.send_item(actor, item=item, at=timezone.now())
        return
    parcel = actions.hand_over_item(actor, item=item, way=way, at=timezone.now())
    outcome = carrier.send(parcel, timezone.now())
    actions.note_outcome(actor, item=item, outcome=outcome, at=timezone.now())


def _ask_about_interrupted(actor: Actor) -> None:
    before = timezone.now() - carrying.load_setting().interrupted_after
    for item in queries.list_interrupted(actor, before):
        carrier = _carrier(item.way)
        found = carrier.find(str(item.pk), timezone.now()) if carrier else None
        outcome = found or carrying.Outcome(carrying.Came.NOT_KNOWN, "no_carrier_any_more")
        actions.note_outcome(actor, item=item, outcome=outcome, at=timezone.now())


def _carrier(way: str) -> carrying.Carrier | None:
    """The carrier of a way; None where files are dropped into a folder for the post room."""
    found: carrying.Carrier | None = import_string(settings.KITH_CARRIER_FOR)(way)
    return found
