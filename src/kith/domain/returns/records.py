"""One child's record: the latest submitted row for each key, over all the years and tables that were read."""

import datetime
from typing import NamedTuple


class Episode(NamedTuple):
    """One episode of care as filed: the latest submitted row of its key, with the file and line it came from.

    `dec` None = still open. `place`, `ls`, `rec` and the rest are DfE codes, upper case. `repaired_by` names the
    repair that changed `dec` or `rec` (`--repairs liia`), None where the row stands as filed.
    """

    decom: datetime.date
    dec: datetime.date | None = None
    rne: str | None = None
    ls: str | None = None
    cin: str | None = None
    place: str | None = None
    provider: str | None = None
    rec: str | None = None
    reason_place_change: str | None = None
    home_post: str | None = None
    pl_post: str | None = None
    urn: str | None = None
    year: int = 0
    file: str = ""
    line: int = 0
    repaired_by: str | None = None


class UasRow(NamedTuple):
    """A row of the UASC table: the child is, or until `duc` was, an unaccompanied asylum-seeking child."""

    duc: datetime.date | None = None
    year: int = 0
    file: str = ""
    line: int = 0


class Birth(NamedTuple):
    """A row that gives a date of birth, of whichever table."""

    born: datetime.date
    year: int = 0
    file: str = ""
    line: int = 0


class AdoptionDecision(NamedTuple):
    """A row of PlacedAdoption. `placed` is the decision that the child should be placed, not the move (rule 115)."""

    placed: datetime.date
    ceased: datetime.date | None = None
    reason_ceased: str | None = None
    year: int = 0
    file: str = ""
    line: int = 0


class CareLeaver(NamedTuple):
    """A row of OC3: a care leaver around a birthday, in the return year that ends on 31 March `year`."""

    year: int
    in_touch: str | None = None
    activity: str | None = None
    accommodation: str | None = None
    file: str = ""
    line: int = 0


class Sdq(NamedTuple):
    """The SDQ part of a row of OC2: a score of 0 to 40 or the code of a reason."""

    year: int
    score: int | None = None
    reason: str | None = None
    file: str = ""
    line: int = 0


class Review(NamedTuple):
    """A row of Reviews: when, and how the child took part (PN0 to PN7)."""

    on: datetime.date
    code: str | None = None
    year: int = 0
    file: str = ""
    line: int = 0


class ListRow(NamedTuple):
    """A row of List 8 of Annex A: a child in care, or who left in the year before, as things stood that day.

    `plan` is a value of terms.PlanValue. `first_day` and `last_day` are the earliest and the latest day that the row
    names (the birth left out): the list was made on or after the latter.
    """

    started: datetime.date | None = None
    ceased: datetime.date | None = None
    rec: str | None = None
    cin: str | None = None
    ls_since: datetime.date | None = None
    ls: str | None = None
    place_since: datetime.date | None = None
    place: str | None = None
    provider: str | None = None
    urn: str | None = None
    plan: str | None = None
    uasc: bool | None = None
    disabled: bool | None = None
    first_day: datetime.date | None = None
    last_day: datetime.date | None = None
    year: int = 0
    file: str = ""
    line: int = 0


class Record(NamedTuple):
    """All that the returns say of one child. The key is (council, child).

    `dob` is None when no table gives it or two rows disagree (`dob_conflict`). `last_seen` is the end of the latest
    return year naming the child; `last_return` the end of the council's latest return that has episodes.
    `uasc_known` is False when nothing that was read for the council says who is unaccompanied. `lists` are rows of
    Annex A, which say what no return does.
    """

    council: str | None
    child: str
    dob: datetime.date | None = None
    dob_conflict: bool = False
    sex: str | None = None
    episodes: tuple[Episode, ...] = ()
    uasc: tuple[UasRow, ...] = ()
    placed_adoption: tuple[AdoptionDecision, ...] = ()
    oc3: tuple[CareLeaver, ...] = ()
    sdq: tuple[Sdq, ...] = ()
    reviews: tuple[Review, ...] = ()
    last_seen: datetime.date | None = None
    last_return: datetime.date | None = None
    uasc_known: bool = True
    lists: tuple[ListRow, ...] = ()
