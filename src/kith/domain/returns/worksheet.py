"""One sheet of a workbook: its cells, a row at a time, and the ranges of it that are merged."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from kith.domain.returns import package, sheets

_MOST_COLUMNS, _MOST_ROWS = 16_384, 1_048_576
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


class Cell(NamedTuple):
    """What a cell shows. `number` is set for numbers; `is_date` where their format makes a day of them.

    `unsolved` = a formula without a saved result.
    """

    text: str
    number: float | None = None
    is_date: bool = False
    unsolved: bool = False


# Column (0-based) to cell, without those that are empty.
Row = dict[int, Cell]
# First row, last row, first column, last column of cells that are one.
Merged = list[tuple[int, int, int, int]]


@dataclass(slots=True)
class _Open:
    """The cell that is being read."""

    column: int
    kind: str
    style: int
    value: list[str] = field(default_factory=list)
    has_value: bool = False
    has_formula: bool = False


class Rows(package.Reader):
    """xl/worksheets/sheetN.xml: rows of cells, and merged ranges at the end."""

    def __init__(self, strings: list[str], date_styles: frozenset[int], take: Callable[[int, Row], None]) -> None:
        self._strings, self._date_styles, self._take = strings, date_styles, take
        self._row: Row = {}
        self._number = 0
        self._next = 0
        self._cell: _Open | None = None
        self._reading = self._in_hint = False
        self.merged: Merged = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """A part begins: a row, a cell, a merged range, or what a cell holds."""
        if name == "row":
            self._begin_row(attributes.get("r"))
        elif name == "c":
            self._begin_cell(attributes)
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif self._cell is not None:
            self._cell.has_formula = self._cell.has_formula or name == "f"
            self._in_hint = self._in_hint or name == "rPh"
            self._reading = name in {"v", "t"} and not self._in_hint
            self._cell.has_value = self._cell.has_value or self._reading

    def text(self, words: str) -> None:
        """Words inside a cell; what stands elsewhere is let go."""
        if self._reading and self._cell is not None:
            self._cell.value.append(words)

    def end(self, name: str) -> None:
        """A part ends: a cell goes to its row, a row that holds anything to whoever takes it."""
        self._reading = False
        self._in_hint = self._in_hint and name != "rPh"
        if name == "c" and self._cell is not None:
            shown = self._shown(self._cell)
            if shown.text.strip() or shown.unsolved:
                self._row[self._cell.column] = shown
            self._cell = None
        elif name == "row" and self._row:
            self._take(self._number, self._row)
            self._row = {}

    def _begin_row(self, number: str | None) -> None:
        self._number = package.whole(number) or self._number + 1
        if self._number > _MOST_ROWS:
            raise sheets.CannotRead(f"a sheet of the workbook has more than {_MOST_ROWS:,} rows")
        self._row, self._next = {}, 0

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        place = _REFERENCE.fullmatch(attributes.get("r", ""))
        column = _column(place[1]) if place else self._next
        if column >= _MOST_COLUMNS:
            raise sheets.CannotRead(f"a sheet of the workbook has more than {_MOST_COLUMNS:,} columns")
        self._next = column + 1
        self._cell = _Open(column, attributes.get("t", "n"), package.whole(attributes.get("s")))

    def _shown(self, cell: _Open) -> Cell:
        said = "".join(cell.value)
        if cell.has_formula and not said:
            return Cell("", unsolved=not cell.has_value)
        if cell.kind == "s":
            at = package.whole(said, otherwise=-1)
            return Cell(self._strings[at] if 0 <= at < len(self._strings) else "")
        if cell.kind == "b":
            return Cell({"1": "Yes", "0": "No"}.get(said.strip(), said))
        if cell.kind == "d":
            return Cell(said.partition("T")[0])
        return self._number_shown(said, cell.style) if cell.kind == "n" and said.strip() else Cell(said)

    def _number_shown(self, said: str, style: int) -> Cell:
        try:
            number = float(said)
        except ValueError:
            return Cell(said)
        whole = number == number and abs(number) < 1e15 and number == int(number)
        return Cell(str(int(number)) if whole else said, number, style in self._date_styles)

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        begins, ends = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last)
        if begins is None or ends is None:
            return
        self.merged.append((int(begins[2]), int(ends[2]), _column(begins[1]), _column(ends[1])))


def _column(letters: str) -> int:
    """The number of a column (0-based): A is 0, Z 25, AA 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
