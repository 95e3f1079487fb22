"""Page objects: what was found in an import, on the page and as CSV."""

import csv
import io
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from kith.domain import spreadsheets
from kith.domain.returns import checks
from kith.domain.returns.tables import LISTS
from kith.returns.models import Batch, Finding, StoredFile

CSV_COLUMNS = ("file", "line", "column", "child", "rule", "severity", "what was found")
# What reading itself finds, in the words of a heading; DfE's own rules bring theirs.
TITLES = {
    "file.encoding": "The file is not in UTF-8.",
    "file.column-twice": "A heading stands twice.",
    "file.column-extra": "Columns that the return does not know.",
    "file.column-absent": "Columns that are not there.",
    "file.two-versions": "Two files give the same table and year, and differ.",
    "row.form": "The row does not have the cells of the header.",
    "row.key": "The row cannot be told from others: its key is blank or impossible.",
    "row.repeated": "The same row stands twice.",
    "row.same-key": "Two rows have one key and say different things.",
    "value.date": "A date that is none.",
    "file.sheet-unused": "Sheets of the workbook that are not used.",
    "row.beyond": "Cells of a workbook that stand under no heading.",
    "value.postcode": "A postcode with a quotation mark in it.",
    "value.code": "A value that is not among the answers of the list.",
    "value.formula": "A formula without a saved result.",
    "value.late": "A day beyond every return.",
    "value.plan": "A plan that is none of those of the list.",
    "value.number": "A number that is none.",
}


@dataclass(frozen=True)
class FindingRow:
    """One finding with its place."""

    file: str
    line: str
    column: str
    child: str
    text: str


@dataclass(frozen=True)
class FindingsPage:
    """Some findings of an import."""

    id: uuid.UUID
    name: str
    title: str
    rows: list[FindingRow]
    total: int
    pagination: dict[str, Any]


def findings_page(
    batch: Batch, rows: Sequence[Finding], *, files: Sequence[StoredFile], total: int, rule: str, pages: dict[str, Any]
) -> FindingsPage:
    """The findings of one rule, or of all."""
    names = {file.pk: _name(file) for file in files}
    title = checks.RULES[rule].title if rule in checks.RULES else TITLES.get(rule, "Everything that was found")
    shown = [_row(row, names[row.file_id]) for row in rows]
    return FindingsPage(batch.pk, str(batch), title, shown, total, pages)


def _name(file: StoredFile) -> str:
    """A file's name; of a workbook with the list."""
    return f"{file.name}, {file.table}" if file.table in LISTS else file.name


def _row(row: Finding, name: str) -> FindingRow:
    return FindingRow(name, str(row.line or ""), row.column, row.reference, row.text)


def findings_csv(rows: Iterable[Finding], *, files: Sequence[StoredFile]) -> str:
    """Findings as CSV, keyed by file and line; no cell can be taken for a formula."""
    names = {file.pk: _name(file) for file in files}
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(CSV_COLUMNS)
    for row in rows:
        cells = (names[row.file_id], row.line or "", row.column, row.reference, row.rule, row.severity, row.text)
        writer.writerow([spreadsheets.harmless(str(cell)) for cell in cells])
    return out.getvalue()
