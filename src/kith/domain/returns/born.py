"""The rows that give one child's date of birth: looked for when somebody asks, so that no record has to carry them."""

import datetime
from collections.abc import Iterable, Iterator

from kith.domain.returns import ledger, model, records, tables

# The tables with a row for each child: the first of these to give a date is the one to look at, then any other.
OWN_TABLES = (tables.Table.HEADER, tables.Table.LIST_8, tables.Table.LIST_9)

# The place of the table and the year: the smaller, the better to look at.
Rank = tuple[int, int]


def births(of: model.Reading, council: str | None, child: str) -> tuple[records.Birth, ...]:
    """One row for each different date of birth that counts for a child, by date: the latest of the best table."""
    parts = [part for file in of.files for part in file.parts if part.council == council]
    dropped = {id(part) for part, _ in ledger.superseded(parts)}
    return best(
        (rank(part.table, part.year), records.Birth(born, part.year, part.file, line))
        for part in parts
        if id(part) not in dropped
        for born, line in _given(part, child)
    )


def rank(table: str, year: int) -> Rank:
    """How good a row is to look at: the child's own row before rows of other things, a later year before an earlier."""
    return next((at for at, one in enumerate(OWN_TABLES) if one == table), len(OWN_TABLES)), -year


def best(ranked: Iterable[tuple[Rank, records.Birth]]) -> tuple[records.Birth, ...]:
    """The best row of each date of birth, by date."""
    found: dict[datetime.date, tuple[Rank, records.Birth]] = {}
    for one in ranked:
        found[one[1].born] = min(one, found.get(one[1].born, one))
    return tuple(found[born][1] for born in sorted(found))


def _given(part: model.Part, child: str) -> Iterator[tuple[datetime.date, int]]:
    for reference, born, line in zip(part.columns["CHILD"], part.columns.get("DOB", ()), part.lines, strict=False):
        if reference == child and born is not None:
            yield born, line
