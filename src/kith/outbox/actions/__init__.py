"""Writes: everything that leaves, from the queue to the post room."""

from kith.outbox.actions.carrying import hand_over_item, note_followed, note_outcome
from kith.outbox.actions.items import (
    Kind,
    Letter,
    cancel_item,
    freeze_items,
    hold_item,
    queue_item,
    release_item,
    send_item,
    unfreeze_item,
)

__all__ = [
    "Kind",
    "Letter",
    "cancel_item",
    "freeze_items",
    "hand_over_item",
    "hold_item",
    "note_followed",
    "note_outcome",
    "queue_item",
    "release_item",
    "send_item",
    "unfreeze_item",
]
