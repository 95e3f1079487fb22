"""Where a referral stands, and its codes in words."""

import datetime as dt
from typing import Any, Protocol

from kith.domain import dates, limits, pathway
from kith.domain.terms import Term
from kith.referrals.models import Referral


class Stands(Protocol):
    """A referral, or a row that says where a child's latest one stands and who its coordinator is."""

    place: Any
    coordinator_id: Any


WAITS = "No coordinator yet"
WAITING = tuple(place.value for place in (*pathway.STARTING, pathway.SideState.REOPENED))


def as_place(value: str) -> pathway.Place:
    """A stage or side state by its stored value."""
    return pathway.Stage(value) if value in set(pathway.Stage) else pathway.SideState(value)


def get_place(referral: Referral) -> pathway.Place:
    """The stage or side state a referral stands at."""
    return as_place(referral.place)


def adult_on(referral: Referral) -> dt.date | None:
    """The child's 18th birthday; None where no date of birth counts."""
    birth = referral.child.birth
    return dates.birthday(birth, limits.number("adult_age")) if birth else None


def place_in_words(row: Stands) -> str:
    """Where a referral stands. Nobody asks the child before a coordinator is named, so until then it waits for one."""
    place = as_place(row.place)
    if place is pathway.Stage.CHILD_AGREEMENT and row.coordinator_id is None:
        return WAITS
    return place.label


def reasons_of(event: str) -> tuple[Term, ...]:
    """Every reason that any row of the pathway table knows for an event."""
    return tuple(dict.fromkeys(code for move in pathway.MOVES if move.event == event for code in move.reasons))


def reason_label(event: str, value: str) -> str:
    """A stored reason of a move in words."""
    return next((code.label for code in reasons_of(event) if code.value == value), value)


# A move that was made, as a history says it; "stage.entered" is told by its stage.
SAID = {
    "child.identified": "Put forward",
    "child.not_offered": "Not offered now",
    "referral.made": "Referred",
    "referral.accepted": "Accepted",
    "referral.triaged": "How soon was decided",
    "referral.agreed": "The child said yes",
    "referral.baseline_settled": "Answers and safety were settled",
    "referral.allocated": "A coordinator began",
    "referral.paused": "Paused",
    "referral.resumed": "Went on",
    "referral.stopped": "The child said stop",
    "referral.declined": "The child said no",
    "referral.no_looked_at": "The manager looked at the child’s no",
    "referral.enough": "Enough for the child",
    "referral.withdrawal_proposed": "A withdrawal was proposed",
    "referral.withdrawn": "Withdrawn",
    "referral.not_eligible": "Does not fit the rule",
    "referral.transferred": "Handed over to another authority",
    "referral.became_adult": "Goes on as a care leaver",
    "referral.asked_again": "Asked again as an adult",
    "referral.closed": "Closed",
    "referral.reopened": "Came back, to start again",
    "referral.restarted": "Started again",
}


def said_of(event: str) -> str:
    """A move that was made, in words."""
    return SAID.get(event, event)
