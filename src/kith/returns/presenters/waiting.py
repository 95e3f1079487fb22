"""Page objects: the rows that wait in an import, as sent, on the page and as CSV to mend them by."""

import csv
import io
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from kith.domain import spreadsheets
from kith.domain.returns import MASK, annexa, quarantine
from kith.domain.returns.tables import LISTS
from kith.returns.models import Batch
from kith.returns.queries import WaitingRow

CSV_COLUMNS = ("file", "table", "year", "line", "what is wrong", "how to mend it", "cells in their order")
IN_ORDER = (
    "The cells do not fit the headings, so they stand in their order. Whatever could be a postcode, a name or an "
    "address is sealed."
)
NOT_KEPT = (
    "This table has a column that the service has switched off. Nobody can say which cell of this row it is, so none "
    "was kept: look at the line in the file."
)
MARKS = {quarantine.SEALED: "sealed", MASK: "switched off"}


@dataclass(frozen=True)
class CellShown:
    """One cell: its column (or which it is of the row), its value, and a mark where the value is not shown."""

    name: str
    value: str
    mark: str


@dataclass(frozen=True)
class RowShown:
    """One row that waits: where it stands, why, what to do, what else to know of it, and its cells."""

    place: str
    table: str
    reason: str
    mend: str
    aside: str
    cells: list[CellShown]


@dataclass(frozen=True)
class WaitingPage:
    """Some rows that wait in an import."""

    id: uuid.UUID
    name: str
    rows: list[RowShown]
    total: int
    again: str
    is_saved: bool
    pagination: dict[str, Any]


def waiting_page(batch: Batch, rows: Sequence[WaitingRow], *, total: int, pages: dict[str, Any]) -> WaitingPage:
    """The page of rows that wait."""
    is_saved = batch.status != Batch.Status.CHECKED
    return WaitingPage(batch.pk, str(batch), [_row(row) for row in rows], total, quarantine.AGAIN, is_saved, pages)


def _row(row: WaitingRow) -> RowShown:
    cells = [_cell(row, at, cell) for at, cell in enumerate(row.cells, start=1)]
    return RowShown(
        place=_place(row),
        table=f"{row.file.table} {row.file.year}",
        reason=row.reason,
        mend=quarantine.how_to_mend(row.reason),
        aside=_aside(row),
        cells=cells if any(cell.value != MASK for cell in row.cells) else [],
    )


def _cell(row: WaitingRow, at: int, cell: quarantine.Cell) -> CellShown:
    name = annexa.wording(row.file.table, cell.column) if cell.column else f"Cell {at}"
    return CellShown(name, "" if cell.value in MARKS else cell.value, MARKS.get(cell.value, ""))


def _place(row: WaitingRow) -> str:
    """The file and line; in a workbook the list and its row."""
    if row.file.table in LISTS:
        return f"{row.file.name}, {row.file.table}, row\u00a0{row.line}"
    return f"{row.file.name}, line\u00a0{row.line}"


def _aside(row: WaitingRow) -> str:
    """Why a row does not stand under its headings, or not at all; empty where it does."""
    if any(cell.column for cell in row.cells):
        return ""
    return IN_ORDER if any(cell.value != MASK for cell in row.cells) else NOT_KEPT


def waiting_csv(rows: Sequence[WaitingRow]) -> str:
    """Every row that waits, with the columns of its table; no cell can be taken for a formula.

    The cells of a row that cannot be cut into columns stand in one, in their order.
    """
    columns = list(dict.fromkeys(cell.column for row in rows for cell in row.cells if cell.column))
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow([spreadsheets.harmless(name) for name in (*CSV_COLUMNS, *columns)])
    for row in rows:
        writer.writerow([spreadsheets.harmless(str(cell)) for cell in _line(row, columns)])
    return out.getvalue()


def _line(row: WaitingRow, columns: Iterable[str]) -> list[object]:
    told: list[object] = [row.file.name, row.file.table, row.file.year, row.line, row.reason]
    told.append(f"{quarantine.how_to_mend(row.reason)} {quarantine.AGAIN}")
    named = {cell.column: cell.value for cell in row.cells if cell.column}
    in_order = "" if named else " | ".join(cell.value for cell in row.cells)
    return [*told, in_order, *(named.get(column, "") for column in columns)]
