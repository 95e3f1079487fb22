"""What every kind of file comes down to: a table, its columns, and rows with the place where each stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kith.domain.returns import model, tables


class CannotRead(ValueError):
    """The file as a whole is refused; the text says why. `table` is the one it would have been, where that is known."""

    def __init__(self, reason: str, table: tables.Table | None = None) -> None:
        super().__init__(reason)
        self.table = table


class Problem(NamedTuple):
    """A finding before its file's name is put to it."""

    line: int | None
    column: str | None
    child: str | None
    rule: str
    severity: model.Severity
    text: str


class SheetRow(NamedTuple):
    """A row as sent, with as many cells as its sheet has columns. `waits` says why it cannot be used, "" if it can."""

    line: int
    cells: list[str]
    waits: str = ""


@dataclass(slots=True)
class Sheet:
    """The rows of one table that a file holds. `name` is that of the sheet in a workbook, None elsewhere."""

    spec: tables.Spec
    header: tuple[str, ...]
    rows: Sequence[SheetRow]
    name: str | None = None
    problems: list[Problem] = field(default_factory=list)


def about_columns(spec: tables.Spec, header: Sequence[str]) -> Iterator[Problem]:
    """Findings about the columns themselves: those that are not used, and those that are not there."""

    def problem(rule: str, severity: model.Severity, words: str) -> Problem:
        return Problem(None, None, None, rule, severity, words)

    extra = sorted(set(header) - spec.columns.keys() - {"", tables.COUNCIL_COLUMN})
    if extra:
        yield problem("file.column-extra", model.Severity.NOTE, f"Columns not used: {', '.join(extra)[:200]}.")
    absent = [name for name in spec.columns if name not in header and name not in spec.elsewhere]
    if absent:
        # Without these two every episode would look open and every period of care like a new one.
        grave = spec.table is tables.Table.EPISODES and {"DEC", "REC"} & set(absent)
        severity = model.Severity.WARNING if grave else model.Severity.NOTE
        yield problem("file.column-absent", severity, f"Columns not there: {', '.join(absent)}.")
