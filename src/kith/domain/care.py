"""A child's care on a date, worked out from their episodes: in care or not, since when, which homes.

Rules: DfE "Children looked after by local authorities" (SSDA903) guidance as read in the project's design notes;
each function names the rule it follows. Nothing here decides what happens to a child.
"""

import datetime
from collections.abc import Iterable
from typing import NamedTuple

from kith.domain import dates
from kith.domain.returns import liia, lists, model, records

STARTED = "S"
CONTINUES = "X1"
SHORT_BREAKS = frozenset({"V3", "V4"})
REMAND = frozenset({"J1", "J2", "J3"})
PLACED_FOR_ADOPTION = frozenset({"A3", "A4", "A5", "A6"})
ADOPTED_BY_CARER = frozenset({"A3", "A5"})
FOSTER = frozenset({"U1", "U2", "U3", "U4", "U5", "U6"})
TEMPORARY = frozenset({"T0", "T1", "T2", "T3", "T4"})
# Reasons for a new episode: all that begin another home, another carer, or a move to another carer.
NEW_HOME = frozenset({"S", "P", "T", "B", "U"})
NEW_CARER = frozenset({"S", "P", "B"})
MOVED_CARER = frozenset({"P", "B"})
SAME_CARER = frozenset({"T", "U"})


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

    @property
    def is_from_list(self) -> bool:
        """Whether the history follows from a list of Annex A, which names the last home only: nothing is counted."""
        return self.current is not None and self.current.repaired_by == lists.FROM_LIST

    @property
    def homes_in_year(self) -> int | None:
        """Homes from 1 April to `on`, temporary ones counted; None where only a list is known."""
        return homes_in_year(self.record, self.on) if self.record and not self.is_from_list else None

    @property
    def homes_in_year_without_temporary(self) -> int | None:
        """The same without temporary placements (T0 to T4)."""
        known = self.record if not self.is_from_list else None
        return homes_in_year(known, self.on, temporary=False) if known else None

    @property
    def carer_moves_in_year(self) -> int | None:
        """Moves to another carer from 1 April to `on` (reason for new episode P or B); None as above."""
        return carer_moves_in_year(self.record, self.on) if self.record and not self.is_from_list else None

    @property
    def long_term_stable(self) -> bool | None:
        """DfE's long-term stability; None where it does not apply (see long_term_stable below)."""
        return long_term_stable(self)

    @property
    def distance_miles(self) -> float | None:
        """Straight line from home to placement; None for UASC, short breaks and where a postcode is not known."""
        if self.current is None or self.distances is None or self.uasc or self.short_breaks:
            return None
        return self.distances(self.current.home_post, self.current.pl_post)

    @property
    def rows(self) -> tuple[tuple[str, int], ...]:
        """File and line of the rows that the answer rests on, oldest first."""
        return tuple((row.file, row.line) for row in self.period)


def facts(record: records.Record, on: datetime.date, *, distances: model.Distances | None = None) -> CareFacts | None:
    """The child's care on `on`, or None if no episode is open on that date.

    Open = began on or before `on` and did not end by the end of that day. Of several open rows the one that began
    last decides; legal status and placement are read from it. V3 and V4 are short breaks, not care.
    """
    rows = record.episodes
    open_at = [at for at, row in enumerate(rows) if row.decom <= on and (row.dec is None or row.dec > on)]
    if not open_at:
        return None
    deciding = open_at[-1]
    current = rows[deciding]
    first, overlap = _walk_back(rows, deciding)
    start_known = rows[first].rne == STARTED
    listed = lists.standing(record.lists, on) if record.lists else None
    uasc, formerly_uasc = _uasc(record, on, listed)
    adoption_why = _adoption_evidence(record, current, on)
    short_breaks = current.ls in SHORT_BREAKS
    conflict = overlap or len(open_at) > 1
    return CareFacts(
        council=record.council,
        child=record.child,
        on=on,
        in_care=not short_breaks,
        short_breaks=short_breaks,
        start=rows[first].decom,
        start_known=start_known,
        certainty="conflict" if conflict else "known" if start_known else "lower_bound",
        age=None if record.dob is None or record.dob > on else dates.age_on(record.dob, on),
        dob=record.dob,
        dob_conflict=record.dob_conflict,
        uasc=uasc,
        formerly_uasc=formerly_uasc,
        # The return only has disability as the main need (N2), so anything else says nothing; a list says yes or no.
        disabled=True if current.cin == "N2" else listed.disabled if listed else None,
        custody=current.place == "R5" or current.ls in REMAND,
        secure=current.place == "K1",
        placed_for_adoption=current.place in PLACED_FOR_ADOPTION,
        placement_order=current.ls == "E1",
        placed_with_parents=current.place == "P1",
        adoption_plan=adoption_why != "",
        adoption_why=adoption_why,
        current=current,
        period=rows[first : deciding + 1],
        last_seen=record.last_seen,
        stale=_is_stale(record, current, listed),
        record=record,
        distances=distances,
    )


def is_taken_to_have_left(record: records.Record, on: datetime.date) -> bool:
    """Whether the child is not in care on `on` by a repair alone: no return says that the last row ended (LIIA_2)."""
    last = record.episodes[-1] if record.episodes else None
    if last is None or last.repaired_by != liia.NOT_SEEN_AGAIN or last.ls in SHORT_BREAKS:
        return False
    return last.dec is not None and last.dec <= on


def before_the_first(day: str) -> str:
    """What to know of an answer of an earlier day than `day`, the first that the returns cover, as it is written there.

    A return holds the children in care in its year: whoever left before it is in none.
    """
    return f"The first return begins on {day}: before it the returns tell only of who was still in care then."


def care(
    of: Iterable[records.Record], on: datetime.date, *, distances: model.Distances | None = None
) -> list[CareFacts]:
    """The facts of every child with an open episode on `on`, sorted by council and child."""
    found = [known for record in of if (known := facts(record, on, distances=distances)) is not None]
    found.sort(key=lambda known: (known.council or "", known.child))
    return found


def homes_in_year(
    record: records.Record, on: datetime.date, *, temporary: bool = True, kinds: frozenset[str] = NEW_HOME
) -> int:
    """Homes between 1 April and `on` inclusive, those already lived in on 1 April counted.

    A home begins with the first row of the year, whatever its reason, and with every row whose reason for new episode
    is in `kinds` (all but L, a change of legal status only). It counts if it lasts a day or more. A foster child placed
    for adoption with the same carers (A3, A5) stays in the same home. Source: DfE, Local authority interactive tool,
    methodology of "3 or more placements in the year" (read November 2026); whether T0 to T4 count is not stated
    there, so both are offered. `kinds=NEW_CARER` counts carers instead.
    """
    begins = dates.return_year_start(on)
    homes = 0
    lived: list[records.Episode] = []
    for row in record.episodes:
        if row.decom > on or (row.dec is not None and row.dec < begins):
            continue
        if lived and row.rne in kinds and not _adopted_by_carer(lived[-1], row):
            homes += _counts(lived, temporary=temporary)
            lived = []
        lived.append(row)
    return homes + _counts(lived, temporary=temporary)


def carer_moves_in_year(record: records.Record, on: datetime.date) -> int:
    """Rows from 1 April to `on` inclusive that begin with another carer (P or B)."""
    begins = dates.return_year_start(on)
    return sum(begins <= row.decom <= on and row.rne in MOVED_CARER for row in record.episodes)


def long_term_stable(known: CareFacts) -> bool | None:
    """With the same carer for 2 years or more, of those under 16 who have been in care for 2.5 years or more.

    None where the child is not of that group by what is known (the start may be a lower bound). A child placed for
    adoption counts if that placement and the one before together last 2 years. Changes with the same carer (L, T, U)
    break nothing. Source: DfE children looked after statistics 2024, "living with the same carer for at least 2 years".
    """
    if not known.in_care or known.age is None or known.age >= 16 or known.start is None:
        return None
    if known.start > dates.months_before(known.on, 30):
        return None
    first = _carer_began(known.period, len(known.period) - 1)
    began = known.period[first]
    if known.is_from_list and (began.place is None or began.decom > dates.years_before(known.on, 2)):
        return None  # who cared for the child before the last home is not known
    if known.placed_for_adoption and first > 0:
        first = _carer_began(known.period, first - 1)
    return known.period[first].decom <= dates.years_before(known.on, 2)


def distance_band(miles: float | None) -> str | None:
    """A distance as people outside the case team may see it: 0-10, 10-20 or 20+ miles."""
    if miles is None:
        return None
    if miles < 10:
        return "0-10"
    return "10-20" if miles <= 20 else "20+"


def _walk_back(rows: tuple[records.Episode, ...], at: int) -> tuple[int, bool]:
    """Where the current period of care begins, and whether an overlapping row ended the walk.

    Back while the row immediately before (by start, of all the child's rows) ended on the day this one began and says
    that a new episode follows (X1).
    """
    while at > 0:
        before, row = rows[at - 1], rows[at]
        if before.dec != row.decom or before.rec != CONTINUES:
            return at, before.dec is None or before.dec > row.decom
        at -= 1
    return 0, False


def _uasc(record: records.Record, on: datetime.date, listed: records.ListRow | None) -> tuple[bool | None, bool | None]:
    """Unaccompanied asylum-seeking on `on`, and formerly so; None where nothing that was read says so.

    A list says who was so within a year before it; the status ends on the 18th birthday at the latest (rule 304).
    """
    if not record.uasc and listed is not None and listed.uasc:
        over = record.dob is not None and dates.birthday(record.dob, 18) <= on
        return not over, over
    if not record.uasc:
        return (False, False) if record.uasc_known else (None, None)
    now = any(row.duc is None or row.duc > on for row in record.uasc)
    return now, not now


def _adoption_evidence(record: records.Record, current: records.Episode, on: datetime.date) -> str:
    """What in the return shows a plan for adoption, in words; empty if nothing does. U2 and U5 are no evidence."""
    if current.place in PLACED_FOR_ADOPTION:
        return f"Placed for adoption since {_day(current.decom)} (placement {current.place})."
    if current.ls == "E1":
        return f"A placement order stands (legal status E1 in the episode from {_day(current.decom)})."
    if current.ls == "D1":
        return f"A freeing order stands (legal status D1 in the episode from {_day(current.decom)})."
    for decision in record.placed_adoption:
        if decision.placed <= on and (decision.ceased is None or decision.ceased > on):
            return f"It was decided on {_day(decision.placed)} that the child should be placed for adoption."
    return ""


def _day(on: datetime.date) -> str:
    return f"{on.day} {on:%B %Y}"


def _is_stale(record: records.Record, current: records.Episode, listed: records.ListRow | None) -> bool:
    """The row is open, and a later return of the same council no longer holds it, nor a later list the child."""
    last_year = max(current.year, listed.year if listed is not None and listed.ceased is None else 0)
    return current.dec is None and record.last_return is not None and last_year < record.last_return.year


def _counts(lived: list[records.Episode], *, temporary: bool) -> bool:
    """Whether these rows are a home: they last a day or more, and it is not a temporary one if those are left out."""
    if not lived or (not temporary and lived[0].place in TEMPORARY):
        return False
    return any(row.dec is None or row.dec > lived[0].decom for row in lived)


def _carer_began(period: tuple[records.Episode, ...], at: int) -> int:
    """The place in `period` of the row with which the carer of row `at` began (or the first, if that is not known)."""
    while at > 0 and period[at].rne not in NEW_CARER:
        at -= 1
    return at


def _adopted_by_carer(before: records.Episode, row: records.Episode) -> bool:
    """The placement for adoption (A3, A5) is with the foster carers of the row before, and the row says so too."""
    return row.place in ADOPTED_BY_CARER and before.place in FOSTER and row.rne in SAME_CARER
