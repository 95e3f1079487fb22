"""A child's care on a date, worked out from their episodes: in care or not, since when, which homes.

Rules: DfE "Children looked after by local authorities" (SSDA903) guidance as read in the project's design notes;
each function names the rule it follows. Nothing here decides what happens to a child.
"""

import datetime
from collections.abc import Iterable
from typing import NamedTuple

from kith.domain.returns import model, records


class CareFacts(NamedTuple):
    """What is known of one child's care on `on`. Null is "not known", never 0.

    A named tuple and not a dataclass: 100,000 of them are made in one answer, and it is the lightest thing Python
    has. The counts of homes, stability and distance are worked out when asked (they are properties).

    `start` is the first day of the current period of care or, if `start_known` is False, a date by which it had begun.
    `certainty` = known | lower_bound | conflict (rows that contradict each other bear on the answer).
    `current` is the row that decides; `period` the rows walked back to the start, oldest first.
    """

    council: str | None
    child: str
    on: datetime.date
    in_care: bool
    short_breaks: bool = False
    start: datetime.date | None = None
    start_known: bool = False
    certainty: str = "lower_bound"
    age: int | None = None
    dob: datetime.date | None = None
    dob_conflict: bool = False
    uasc: bool | None = None
    formerly_uasc: bool | None = None
    disabled: bool | None = None
    custody: bool = False
    secure: bool = False
    placed_for_adoption: bool = False
    placement_order: bool = False
    placed_with_parents: bool = False
    adoption_plan: bool = False
    adoption_why: str = ""
    current: records.Episode | None = None
    period: tuple[records.Episode, ...] = ()
    last_seen: datetime.date | None = None
    stale: bool = False
    record: records.Record | None = None
    distances: model.Distances | None = None

    # Properties, same names as in the JSON: homes_in_year: int, homes_in_year_without_temporary: int,
    # carer_moves_in_year: int, long_term_stable: bool | None, distance_miles: float | None,
    # rows: tuple[tuple[str, int], ...] (file, line of every row used)


def facts(
    record: records.Record, on: datetime.date, *, distances: model.Distances | None = None
) -> CareFacts | None:
    """The child's care on `on`, or None if no episode is open on that date."""
    raise NotImplementedError


def care(
    of: Iterable[records.Record], on: datetime.date, *, distances: model.Distances | None = None
) -> list[CareFacts]:
    """The facts of every child with an open episode on `on`, sorted by council and child."""
    raise NotImplementedError
