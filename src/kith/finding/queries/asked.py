"""Reads: what was done about each thing a child asked for."""

import uuid
from collections import defaultdict

from kith.access import scope
from kith.access.actor import Actor
from kith.finding.models import Approach, FamilyTime, Search
from kith.finding.queries import held

# Table, and the words for a row of it: what was done about the ask, in the order in which it happens.
DONE = ((Search, "started_at", "Looking"), (Approach, "at", "Letter"), (FamilyTime, "planned_at", "Family time"))


def list_done_about(actor: Actor, child_id: uuid.UUID) -> dict[uuid.UUID, list[str]]:
    """What was done about each ask of a child, by the ask's id, in words; three questions."""
    done: dict[uuid.UUID, list[str]] = defaultdict(list)
    for table, moment, what in DONE:
        rows = scope.visible(actor, table.objects).filter(child_id=child_id, ask__isnull=False)
        for row in rows.select_related("connection").order_by(moment):
            done[row.ask_id].append(f"{what}: {row.connection}. {_stands(actor, row)}")
    return dict(done)


def _stands(actor: Actor, row: Search | Approach | FamilyTime) -> str:
    if isinstance(row, Approach):
        return f"{row.get_layer_display().partition(':')[0]}; {row.get_answer_display() or 'no answer yet'}."
    return f"{held.get_search_in_words(actor, row) if isinstance(row, Search) else held.get_time_in_words(actor, row)}."
