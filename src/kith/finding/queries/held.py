"""Reads: where a search, a letter or a family time stands, as somebody may know it (ADR 0024).

What is held for the child's word about one person reads to others as what was taken back: ended, cancelled, called off.
"""

from kith.access.actor import Actor
from kith.domain import holding
from kith.domain.terms import FamilyTimeState, SearchState
from kith.finding.models import Approach, FamilyTime, Search
from kith.outbox import queries as outbox
from kith.outbox.models import OutboxItem

OPEN = (SearchState.LOOKING, SearchState.HELD)
PLANNED = (FamilyTimeState.PLANNED, FamilyTimeState.HELD)
WAITS = {
    OutboxItem.State.QUEUED: "Sent for a check",
    OutboxItem.State.RELEASED: "Leaves in a moment",
    OutboxItem.State.ON_THE_WAY: "Being handed over",
    OutboxItem.State.SENT: "Sent",
    OutboxItem.State.FAILED: "Could not be sent: see the letter",
    OutboxItem.State.FROZEN: "Held",
    OutboxItem.State.CANCELLED: "Did not leave",
}


def get_search_state(actor: Actor, row: Search) -> SearchState:
    """Where a search stands for this actor."""
    state = SearchState(row.state)
    return SearchState.ENDED if state is SearchState.HELD and _is_kept_from(actor, row) else state


def get_search_in_words(actor: Actor, row: Search) -> str:
    """The same in words; "ended for another reason" is one with "held" for those who are not told which."""
    state = get_search_state(actor, row)
    is_one = state is SearchState.ENDED and not holding.is_told(actor.role)
    return holding.NOT_LOOKED_FOR if is_one else state.label


def get_why_ended(actor: Actor, row: Search) -> str:
    """Why a search ended, in the words of whoever ended it.

    Where it ended for another reason, only for them and for those who are told all: a held one has no such words.
    """
    is_one = get_search_state(actor, row) is SearchState.ENDED and not holding.is_told(actor.role)
    return (row.ended_words or "") if not is_one or row.ended_by_id == actor.user_id else ""


def get_time_state(actor: Actor, row: FamilyTime) -> FamilyTimeState:
    """Where a family time stands for this actor."""
    state = FamilyTimeState(row.state)
    return FamilyTimeState.CANCELLED if state is FamilyTimeState.HELD and _is_kept_from(actor, row) else state


def get_time_in_words(actor: Actor, row: FamilyTime) -> str:
    """The same in words."""
    is_one = get_time_state(actor, row) is FamilyTimeState.CANCELLED and not holding.is_told(actor.role)
    return holding.NOT_GOING_AHEAD if is_one else get_time_state(actor, row).label


def get_words_of_time(actor: Actor, row: FamilyTime) -> str:
    """What was written when it was called off, or of how it came; of one called off only for those told all."""
    is_one = get_time_state(actor, row) is FamilyTimeState.CANCELLED and not holding.is_told(actor.role)
    return "" if is_one else row.words or ""


def get_letter_state(actor: Actor, row: Approach) -> OutboxItem.State:
    """Where a letter to a person stands for this actor."""
    return outbox.get_state(actor, row.item)


def get_letter_in_words(actor: Actor, row: Approach) -> str:
    """The same in words."""
    state = get_letter_state(actor, row)
    is_one = state == OutboxItem.State.CANCELLED and not holding.is_told(actor.role)
    return holding.NOT_GOING_OUT if is_one else WAITS[state]


def _is_kept_from(actor: Actor, row: Search | FamilyTime) -> bool:
    return row.held_private and not holding.knows(actor.role, actor.user_id, row.held_by_id)
