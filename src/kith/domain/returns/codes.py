"""The codes that a return of a given year may use, with their labels (kith/domain/data/code_sets.csv)."""

import csv
import datetime
import functools
import importlib.resources
from typing import NamedTuple

from kith.domain.returns import tables


class Code(NamedTuple):
    """One code of one column, with the first and last return year in which it is valid.

    `last_start` is the last day on which an episode with it could begin, where that is not the end of a year.
    """

    code: str
    label: str
    first_year: int
    last_year: int
    last_start: datetime.date | None = None


@functools.cache
def valid(table: tables.Table, column: str, year: int) -> frozenset[str]:
    """The codes of a column that are valid in the return of `year`; empty if the column has no code set."""
    codes = _code_sets().get((table, column), ())
    return frozenset(code.code for code in codes if code.first_year <= year <= code.last_year)


@functools.cache
def columns() -> frozenset[str]:
    """The names of all columns that have a code set, of whichever table."""
    return frozenset(column for _, column in _code_sets())


@functools.cache
def valid_anywhere(column: str, year: int) -> frozenset[str]:
    """The codes of a column of this name in any table: the XML form files some of them in another."""
    return frozenset().union(*(valid(table, name, year) for table, name in _code_sets() if name == column))


@functools.cache
def last_starts(table: tables.Table, column: str, year: int) -> dict[str, datetime.date]:
    """Codes valid in the return of `year` with which an episode could begin only up to a day, and that day."""
    allowed = valid(table, column, year)
    codes = _code_sets().get((table, column), ())
    return {code.code: code.last_start for code in codes if code.last_start and code.code in allowed}


@functools.cache
def labels(table: tables.Table, column: str) -> dict[str, str]:
    """Every code that a column has ever had, with its short label."""
    return {code.code: code.label for code in _code_sets().get((table, column), ())}


@functools.cache
def _code_sets() -> dict[tuple[str, str], tuple[Code, ...]]:
    text = importlib.resources.files("kith.domain.data").joinpath("code_sets.csv").read_text("utf-8")
    sets: dict[tuple[str, str], list[Code]] = {}
    for row in csv.DictReader(text.splitlines()):
        first = int(row["valid_from_year"] or tables.FIRST_YEAR)
        last = int(row["valid_to_year"] or tables.LAST_YEAR)
        day = datetime.date.fromisoformat(row["last_start"]) if row["last_start"] else None
        sets.setdefault((row["table"], row["column"]), []).append(Code(row["code"], row["label"], first, last, day))
    return {key: tuple(codes) for key, codes in sets.items()}
