"""Where a referral stands, and its codes in words."""

from kith.domain import pathway
from kith.domain.terms import Term
from kith.referrals.models import Referral

WAITING = tuple(place.value for place in (*pathway.STARTING, pathway.SideState.REOPENED))


def as_place(value: str) -> pathway.Place:
    """A stage or side state by its stored value."""
    return pathway.Stage(value) if value in set(pathway.Stage) else pathway.SideState(value)


def get_place(referral: Referral) -> pathway.Place:
    """The stage or side state a referral stands at."""
    return as_place(referral.place)


def reasons_of(event: str) -> tuple[Term, ...]:
    """Every reason that any row of the pathway table knows for an event."""
    return tuple(dict.fromkeys(code for move in pathway.MOVES if move.event == event for code in move.reasons))


def reason_label(event: str, value: str) -> str:
    """A stored reason of a move in words."""
    return next((code.label for code in reasons_of(event) if code.value == value), value)


def verb_of(event: str) -> str:
    """What a move is called on screen."""
    return next((move.verb for move in pathway.MOVES if move.event == event), event)
