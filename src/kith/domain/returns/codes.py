"""The codes that a return of a given year may use, with their labels (kith/domain/data/code_sets.csv)."""

import csv
import functools
import importlib.resources
from typing import NamedTuple

from kith.domain.returns import tables


class Code(NamedTuple):
    """One code of one column, with the first and last return year in which it is valid."""

    code: str
    label: str
    first_year: int
    last_year: int


@functools.cache
def valid(table: tables.Table, column: str, year: int) -> frozenset[str]:
    """The codes of a column that are valid in the return of `year`; empty if the column has no code set."""
    codes = _code_sets().get((table, column), ())
    return frozenset(code.code for code in codes if code.first_year <= year <= code.last_year)


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
        sets.setdefault((row["table"], row["column"]), []).append(Code(row["code"], row["label"], first, last))
    return {key: tuple(codes) for key, codes in sets.items()}
