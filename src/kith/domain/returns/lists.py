"""List 8 of Annex A as history: one row says how a child in care stood on the day the list was made.

It names the start of care, of the present home and of the present legal status, so a history of up to three episodes
follows from it. They are our reading, marked FROM_LIST: the list does not say how many homes came before, so nothing is
counted from them. Where the return's own episodes reach into that time they are the history, and the list only adds
what they do not say. The day of the list is not in it: the latest day that a row names is the earliest it can be.
"""

import datetime
from collections.abc import Iterator
from typing import Any

from kith.domain import dates
from kith.domain.returns import model, records

FROM_LIST = "LIST_8"
_CONTINUES = "X1"
# In the order of the fields of records.ListRow.
_COLUMNS = (
    *("STARTED", "CEASED", "REC", "CIN", "LS_SINCE", "LS", "PLACE_SINCE", "PLACE", "PLACE_PROVIDER", "URN"),
    "PLAN",
)
# Days that had come when the list was made.
_PAST = (
    *("STARTED", "CEASED", "LS_SINCE", "PLACE_SINCE", "REVIEW", "SW_VISIT", "IRO_VISIT", "HEALTH_ASSESSMENT"),
    "DENTAL_CHECK",
)
_YES = {"Y": True, "N": False}


def rows(part: model.Part) -> Iterator[records.ListRow]:
    """The rows of a list as records, in the order of the part."""
    last = dates.return_year_end(part.year)
    told = zip(*(part.columns[name] for name in _COLUMNS), strict=True)
    yes_no = zip(part.columns["UASC"], part.columns["DISABILITY"], strict=True)
    past = zip(*(part.columns[name] for name in _PAST), strict=True)
    for values, (uasc, disabled), days, line in zip(told, yes_no, past, part.lines, strict=True):
        known = [day for day in days if day is not None and day <= last]
        span = min(known, default=None), max(known, default=None)
        where = part.year, part.file, line
        yield records.ListRow._make((*values, _YES.get(uasc), _YES.get(disabled), *span, *where))


def with_lists(lived: list[records.Episode], listed: tuple[records.ListRow, ...]) -> list[records.Episode]:
    """One child's episodes with what the lists add: those of a time the return has none of, and an end it lacks."""
    made = list(lived)
    for row in sorted(listed, key=_order):
        begins = row.started or row.first_day
        if begins is None:
            continue
        reaching = [at for at, one in enumerate(made) if one.dec is None or one.dec > begins]
        if not reaching:
            made.extend(episodes(row))
        elif row.ceased is not None:
            made = [_ended(one, row) if one.dec is None else one for one in made]
    return made


def _order(row: records.ListRow) -> tuple[int, datetime.date, int]:
    return row.year, row.started or row.first_day or datetime.date.max, row.line


def _ended(one: records.Episode, row: records.ListRow) -> records.Episode:
    """An open row that an earlier return, or this list's own year, left open, with the end that the list gives."""
    if row.ceased is None or one.year > row.year or row.ceased < one.decom:
        return one
    return one._replace(dec=row.ceased, rec=row.rec, repaired_by=FROM_LIST)


def episodes(row: records.ListRow) -> Iterator[records.Episode]:
    """The history that one row tells, oldest first: since care began, since the home and the legal status did."""
    begins = row.started or row.first_day
    if begins is None:
        return
    within = (day for day in (row.ls_since, row.place_since) if day is not None and day > begins)
    days = [begins, *sorted({day for day in within if row.ceased is None or day < row.ceased})]
    for day, after in zip(days, [*days[1:], None], strict=True):
        is_last = after is None
        yield records.Episode(
            decom=day,
            dec=row.ceased if is_last else after,
            rne=_why_new(row, day, is_first=day == begins),
            ls=row.ls if _stands(row.ls_since, day, is_last) else None,
            cin=row.cin,
            place=row.place if _stands(row.place_since, day, is_last) else None,
            provider=row.provider if _stands(row.place_since, day, is_last) else None,
            rec=(row.rec if row.ceased else None) if is_last else _CONTINUES,
            urn=row.urn if _stands(row.place_since, day, is_last) else None,
            year=row.year,
            file=row.file,
            line=row.line,
            repaired_by=FROM_LIST,
        )


def _stands(since: datetime.date | None, day: datetime.date, is_last: bool) -> bool:
    """Whether what the list gives was so from this day on; without its own day it is known of the end only."""
    return is_last if since is None else since <= day or is_last


def _why_new(row: records.ListRow, day: datetime.date, *, is_first: bool) -> str | None:
    if is_first:
        return "S" if row.started else None
    if day == row.place_since:
        return "B" if day == row.ls_since else "P"
    return "L"


def standing(listed: tuple[records.ListRow, ...], on: datetime.date) -> records.ListRow | None:
    """The latest row that says how the child stood in the period of care of a day; None if none does."""
    fits = [row for row in listed if _begun(row, on) and (row.ceased is None or row.ceased > on)]
    return max(fits, key=_order, default=None)


def _begun(row: records.ListRow, on: datetime.date) -> bool:
    begins: Any = row.started or row.first_day
    return begins is not None and begins <= on
