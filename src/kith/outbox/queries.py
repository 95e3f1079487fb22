"""Reads: what waits to leave, what has left, what is held."""

import datetime as dt
import uuid
from typing import Any

from django.db import models

from kith.access import gate, scope
from kith.access.action import Asked
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.audit import record
from kith.children.models import Child
from kith.domain import holding
from kith.outbox.models import OutboxItem

State = OutboxItem.State
ORDER = (
    *(State.FAILED, State.QUEUED, State.FROZEN, State.RELEASED),
    *(State.ON_THE_WAY, State.SENT, State.CANCELLED),
)

# The moments at which something is about to leave: a person lets it go, it is handed to a carrier, it is sent.
LEAVING = ("outbox.released", "outbox.handed_over", "outbox.sent")


def leaving(asked: Asked) -> OutboxItem | None:
    """The thing that would leave by what is asked, for the checks that may hold it back; None for anything else."""
    item = asked.subject
    return item if asked.event in LEAVING and isinstance(item, OutboxItem) else None


def list_items(actor: Actor, *, first: int, most: int) -> list[OutboxItem]:
    """Things that wait, then those that are held, released, sent or cancelled; the oldest that waits first."""
    places = [models.When(state=state, then=place) for place, state in enumerate(ORDER)]
    if not holding.is_told(actor.role):
        private = models.Q(state=State.FROZEN, held_private=True) & ~models.Q(held_by_id=actor.user_id)
        places.insert(0, models.When(private, then=ORDER.index(State.CANCELLED)))
    number = models.Case(*places, default=9)
    rows = _mine(actor).select_related("child", "queued_by").order_by(number, "queued_at", "pk")
    return list(rows[first : first + most])


def get_state(actor: Actor, item: OutboxItem) -> State:
    """Where a thing stands as this actor may know it; held for a word about one person: taken back (ADR 0024)."""
    if item.state == State.FROZEN and item.held_private:
        return State.FROZEN if holding.knows(actor.role, actor.user_id, item.held_by_id) else State.CANCELLED
    return State(item.state)


def get_state_in_words(actor: Actor, item: OutboxItem) -> str:
    """The label of where a thing stands, for this actor."""
    state = get_state(actor, item)
    if state == State.CANCELLED and not holding.is_told(actor.role):
        return holding.NOT_GOING_OUT
    return str(state.label)


def count_items(actor: Actor) -> int:
    """How many things there are, for the pages of the list."""
    return _mine(actor).count()


def get_item(actor: Actor, item_id: uuid.UUID) -> OutboxItem:
    """One thing; raises NotVisible."""
    rows = OutboxItem.objects.select_related("child", "queued_by", "released_by")
    return scope.fetch(actor, rows, item_id)


def open_item(actor: Actor, item_id: uuid.UUID, at: dt.datetime) -> OutboxItem:
    """The same, with what it says and to whom: an audited read of the child's record."""
    with record.unit_of_work():
        item = get_item(actor, item_id)
        scope.note_opened(actor, item.child_id, at)
        return item


def get_child(actor: Actor, child_id: uuid.UUID) -> Child:
    """The child something is written about; raises NotVisible."""
    return scope.fetch(actor, Child.objects, child_id)


def is_sent(actor: Actor, item_id: str) -> bool | None:
    """Whether a thing has left; None if it may still leave in this moment, or is not there."""
    item = scope.visible(actor, OutboxItem.objects).filter(pk=item_id).first()
    if item is None or item.state == State.RELEASED:
        return None
    return item.state == State.SENT


def list_released(actor: Actor) -> list[OutboxItem]:
    """What a person has released and the job must send, the oldest release first; not what is to be tried later."""
    return list(_of_the_job(actor, State.RELEASED).order_by("released_at", "pk"))


def list_due(actor: Actor, at: dt.datetime) -> list[OutboxItem]:
    """What was released and whose time has come, the oldest release first."""
    rows = _of_the_job(actor, State.RELEASED).exclude(try_again_at__gt=at)
    return list(rows.order_by("released_at", "pk"))


def list_interrupted(actor: Actor, before: dt.datetime) -> list[OutboxItem]:
    """What was being handed over and has been for too long: what came of it is not known."""
    return list(_of_the_job(actor, State.ON_THE_WAY).filter(handed_at__lt=before).order_by("handed_at", "pk"))


def list_followed(actor: Actor, since: dt.datetime) -> list[OutboxItem]:
    """What a carrier has taken since a moment and of which it has not said whether it arrived."""
    rows = _of_the_job(actor, State.SENT).filter(came="accepted", sent_at__gte=since).exclude(carrier_ref="")
    return list(rows.order_by("sent_at", "pk"))


def _of_the_job(actor: Actor, state: OutboxItem.State) -> Any:
    return scope.visible(actor, OutboxItem.objects).filter(state=state)


def _mine(actor: Actor) -> models.QuerySet[OutboxItem]:
    if not gate.may(actor, Permission.QUEUE_OUTBOX):
        gate.check(actor, Permission.RELEASE_OUTBOX)
    rows: models.QuerySet[OutboxItem] = scope.visible(actor, OutboxItem.objects)
    return rows
