"""Writes: everything that leaves, from the queue to the post room."""

from kith.outbox.actions.carrying import hand_over_item, note_followed, note_outcome
from kith.outbox.actions.items import (
    ANOTHER_PERSON,
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
from kith.outbox.actions.post_room import destroy_files

__all__ = [
    "ANOTHER_PERSON",
    "Kind",
    "Letter",
    "cancel_item",
    "destroy_files",
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
