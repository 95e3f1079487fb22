"""Rows of one table as sent, normalised column by column, and those that must wait."""

import datetime
from dataclasses import dataclass, field
from typing import NamedTuple

from kith.domain import dates
from kith.domain.returns import model, normalise, quarantine, sheets, tables, text

# No episode of any return that Kith knows can begin after this; a later date is a slip of the pen.
_LAST_DAY = dates.return_year_end(tables.LAST_YEAR)
_SHOWN = 40

# By what the year of a return is known.
_STARTS = {
    tables.Table.EPISODES: ("DECOM",),
    tables.Table.LIST_8: ("STARTED", "LS_SINCE", "PLACE_SINCE"),
}
# What a cell of a kind that is not a date should have been, and the name of the finding.
_WANTED = {
    tables.Kind.NUMBER: ("value.number", "a whole number"),
    tables.Kind.LISTED: ("value.code", "a code of the list"),
    tables.Kind.LISTED_SEX: ("value.code", "a code of the list"),
    tables.Kind.YES_NO: ("value.code", "yes or no"),
    tables.Kind.PLAN: ("value.plan", "one of the plans of the list"),
    tables.Kind.IN_TOUCH: ("value.code", "an answer of the list"),
    tables.Kind.SUITABLE: ("value.code", "suitable or unsuitable"),
}
# The DfE rule that an unreadable date breaks.
_DATE_RULES = {
    (tables.Table.HEADER, "DOB"): "102",
    (tables.Table.UASC, "DUC"): "104",
    (tables.Table.PLACED_ADOPTION, "DATE_PLACED"): "115",
    (tables.Table.PLACED_ADOPTION, "DATE_PLACED_CEASED"): "116",
    (tables.Table.EPISODES, "DECOM"): "141",
    (tables.Table.EPISODES, "DEC"): "147",
}


@dataclass(frozen=True, slots=True)
class Options:
    """What the caller wants of every file."""

    council: str | None
    switched_off: frozenset[str]
    limits: model.Limits
    keep_raw: bool


class Layout(NamedTuple):
    """Where things stand in one file: the table, and for each of its columns the position (None = not there)."""

    spec: tables.Spec
    header: tuple[str, ...]
    positions: dict[str, int | None]
    council_at: int | None
    off_at: dict[int, str]


@dataclass(slots=True)
class Parsed:
    """One table of one file, not yet given its year.

    `encoding` is that of a text, or the form (xml, xlsx). `group` names what shares one year: a folder of CSV files,
    or the one file that holds several tables. `sheet` is the name in a workbook.
    """

    member_name: str
    folder: str
    sha256: str
    encoding: str
    layout: Layout
    group: str
    sheet: str | None = None
    lines: list[int] = field(default_factory=list)
    columns: tables.Columns = field(default_factory=dict)
    councils: list[str | None] = field(default_factory=list)
    raw: list[tuple[str, ...]] = field(default_factory=list)
    quarantined: list[model.Quarantined] = field(default_factory=list)
    masked: dict[str, int] = field(default_factory=dict)
    problems: list[sheets.Problem] = field(default_factory=list)

    def latest_start(self) -> datetime.date | None:
        """The latest day on which something began, if this is a table that says so and has any row.

        That is DECOM of Episodes; in the list of children in care the start of care, of a home or of a legal status.
        """
        columns = _STARTS.get(self.layout.spec.table, ())
        days = (day for name in columns for day in self.columns[name] if day is not None and day <= _LAST_DAY)
        return max(days, default=None)


class RowReader:
    """Takes the rows of one table of one file, a chunk at a time."""

    def __init__(
        self, parsed: Parsed, memos: dict[tables.Kind, normalise.Memo], options: Options, *, suspicious: bool
    ) -> None:
        self._into = parsed
        self._memos = memos
        self._options = options
        self._suspicious = suspicious
        self._spec = parsed.layout.spec
        self._width = len(parsed.layout.header)
        self._there = [name for name, at in parsed.layout.positions.items() if at is not None]
        parsed.columns = {name: [] for name in self._there}

    def wait(self, row: sheets.SheetRow) -> None:
        """Put a row into quarantine that cannot be used for a reason that its cells alone do not show."""
        self._quarantine(row.line, row.cells, "row.form", None, row.waits)

    def finish(self) -> None:
        """Give the columns that the file does not have their blanks: one list for all of them."""
        blanks: list[None] = [None] * len(self._into.lines)
        self._into.columns = {name: self._into.columns.get(name, blanks) for name in self._spec.columns}

    def take(self, chunk: text.Chunk) -> None:
        """Normalise a chunk and put every row of it either among the accepted or in quarantine."""
        if not chunk.rows:
            return
        if len(self._into.lines) + len(self._into.quarantined) + len(chunk.rows) > self._options.limits.rows:
            raise sheets.CannotRead(f"more than {self._options.limits.rows:,} rows")
        lines, rows = self._well_formed(chunk)
        if not rows:
            return
        columns = self._normalised(rows)
        kept = self._keyed(lines, rows, columns)
        if kept is not None:
            lines, rows = [lines[at] for at in kept], [rows[at] for at in kept]
            columns = {name: [values[at] for at in kept] for name, values in columns.items()}
        self._note_unreadable(lines, rows, columns)
        self._note_late(lines, columns)
        self._note_blank(lines, columns)
        self._keep(lines, rows, columns)

    def _well_formed(self, chunk: text.Chunk) -> tuple[list[int], list[list[str]]]:
        """The rows that can be cut into columns at all."""
        if not self._suspicious and set(map(len, chunk.rows)) == {self._width}:
            return chunk.lines, chunk.rows
        lines, rows = [], []
        for line, row in zip(chunk.lines, chunk.rows, strict=True):
            reason = self._malformed(row)
            if reason:
                self._quarantine(line, row, "row.form", None, reason)
            else:
                lines.append(line)
                rows.append(row)
        return lines, rows

    def _malformed(self, row: list[str]) -> str:
        if any("\0" in cell for cell in row):
            return "The row holds a NUL character."
        if max(map(len, row)) > text.FIELD_LIMIT:
            return f"A field is longer than {text.FIELD_LIMIT:,} characters."
        if len(row) != self._width:
            return f"The row has {len(row)} cells and the header {self._width}.{_runs_on(row)}"
        return ""

    def _normalised(self, rows: list[list[str]]) -> tables.Columns:
        cells = list(zip(*rows, strict=True))
        off = self._into.layout.off_at
        columns: tables.Columns = {}
        for name in self._there:
            at = self._into.layout.positions[name] or 0
            memo = self._memos[self._spec.columns[name]]
            columns[name] = [None] * len(rows) if at in off else list(map(memo.__getitem__, cells[at]))
        return columns

    def _keyed(self, lines: list[int], rows: list[list[str]], columns: tables.Columns) -> list[int] | None:
        """The places of the rows whose key is whole, or None if that is all of them. The others wait.

        Whole = the child and every day are there. What else a key holds may be blank, with a finding.
        """
        bad: dict[int, str] = {}
        for name in reversed(self._must_be_there()):
            values = columns[name] if name in columns else [None] * len(rows)
            if None in values:
                bad.update((at, name) for at, value in enumerate(values) if value is None)
            if name in _STARTS.get(self._spec.table, ()):
                bad.update((at, name) for at in _late(values))
        bad.update((at, tables.CHILD_COLUMN) for at in self._too_long(columns))
        if not bad:
            return None
        for at in sorted(bad):
            name = bad[at]
            rule = _DATE_RULES.get((self._spec.table, name), "row.key")
            self._quarantine(lines[at], rows[at], rule, name, self._why_no_key(rows[at], name))
        return [at for at in range(len(rows)) if at not in bad]

    def _too_long(self, columns: tables.Columns) -> list[int]:
        """The places of rows whose CHILD is longer than whoever keeps them can take; mostly there are none."""
        longest, children = self._options.limits.child, columns.get(tables.CHILD_COLUMN, [])
        if longest is None or max((len(child) for child in children if child), default=0) <= longest:
            return []
        return [at for at, child in enumerate(children) if child and len(child) > longest]

    def _must_be_there(self) -> list[str]:
        """What of the key no row can do without."""
        days = (name for name in self._spec.key if self._spec.columns[name] is tables.Kind.DATE)
        return [tables.CHILD_COLUMN, *days]

    def _note_blank(self, lines: list[int], columns: tables.Columns) -> None:
        """A finding for what is blank in a key that a row can do without: rows are told apart by the rest of it."""
        must = self._must_be_there()
        for name in self._spec.key:
            values = columns.get(name, [])
            if name in must or None not in values:
                continue
            for at, value in enumerate(values):
                if value is None:
                    child = columns[tables.CHILD_COLUMN][at]
                    words = f"{name} is blank, so this row cannot be told from another of the child and day."
                    self._into.problems.append(
                        sheets.Problem(lines[at], name, child, "row.key", model.Severity.ERROR, words)
                    )

    def _why_no_key(self, row: list[str], name: str) -> str:
        at = self._into.layout.positions[name]
        cell = "" if at is None else row[at].strip()
        said = f"{name} {quarantine.quoted(cell)}"
        if not cell:
            return f"{name} is blank."
        if name == tables.CHILD_COLUMN:
            return f"CHILD is {len(cell):,} characters long, and at most {self._options.limits.child} can be kept."
        if self._memos[self._spec.columns[name]][cell] is None:
            return f"{said} is not a date (DD/MM/YYYY)."
        return f"{said} is after {_LAST_DAY:%d/%m/%Y}, the end of the last return that Kith reads."

    def _quarantine(self, line: int, row: list[str], rule: str, column: str | None, reason: str) -> None:
        child_at = self._into.layout.positions["CHILD"]
        child = row[child_at].strip()[:_SHOWN] or None if child_at is not None and len(row) == self._width else None
        if child and "\0" in child:
            child = None
        self._into.quarantined.append(model.Quarantined(line, self._masked(row), reason, self._council(row)))
        words = f"{reason} The row waits."
        self._into.problems.append(sheets.Problem(line, column, child, rule, model.Severity.ERROR, words))

    def _note_unreadable(self, lines: list[int], rows: list[list[str]], columns: tables.Columns) -> None:
        """A finding for every cell that is no value of its kind; the value counts as not known."""
        for name, at in self._into.layout.positions.items():
            memo = self._memos[self._spec.columns[name]]
            if at is None or at in self._into.layout.off_at or not memo.bad:
                continue
            if memo.bad.isdisjoint(row[at] for row in rows):
                continue
            for line, row, value, child in zip(lines, rows, columns[name], columns["CHILD"], strict=True):
                if value is None and row[at] in memo.bad:
                    self._into.problems.append(self._unreadable(line, name, row[at], child))

    def _note_late(self, lines: list[int], columns: tables.Columns) -> None:
        """A finding for every day in a key that lies beyond all returns; the row is used as it stands."""
        for name in self._spec.key:
            if self._spec.columns[name] is tables.Kind.DATE:
                for at in _late(columns[name]):
                    words = f"{name} {columns[name][at]:%d/%m/%Y} is after {_LAST_DAY:%d/%m/%Y}. Is the year right?"
                    child = columns[tables.CHILD_COLUMN][at]
                    self._into.problems.append(
                        sheets.Problem(lines[at], name, child, "value.late", model.Severity.WARNING, words)
                    )

    def _unreadable(self, line: int, name: str, cell: str, child: str) -> sheets.Problem:
        if self._spec.columns[name] is tables.Kind.POSTCODE:
            words = f"A quotation mark stands in {name}, so it is no postcode. It counts as not known."
            return sheets.Problem(line, name, child, "value.postcode", model.Severity.ERROR, words)
        rule, wanted = _WANTED.get(self._spec.columns[name], ("value.date", "a date (DD/MM/YYYY)"))
        rule = _DATE_RULES.get((self._spec.table, name), rule)
        words = f"{name} {quarantine.quoted(cell)} is not {wanted}. It counts as not known."
        return sheets.Problem(line, name, child, rule, model.Severity.ERROR, words)

    def _keep(self, lines: list[int], rows: list[list[str]], columns: tables.Columns) -> None:
        into = self._into
        into.lines.extend(lines)
        for name, values in columns.items():
            into.columns[name].extend(values)
        if into.layout.council_at is not None:
            into.councils.extend(map(self._council, rows))
        if self._options.keep_raw or into.layout.off_at:
            masked = list(map(self._masked, rows))
            if self._options.keep_raw:
                into.raw.extend(masked)

    def _council(self, row: list[str]) -> str | None:
        at = self._into.layout.council_at
        if at is None or at >= len(row):
            return self._options.council
        return row[at].strip() or self._options.council

    def _masked(self, row: list[str]) -> tuple[str, ...]:
        off = self._into.layout.off_at
        if not off:
            return tuple(row)
        if len(row) != self._width:
            # Nobody can say which cell is which, so none of them is kept.
            return tuple(model.MASK for _ in row)
        for at, name in off.items():
            if row[at].strip():
                self._into.masked[name] = self._into.masked.get(name, 0) + 1
                row[at] = model.MASK
        return tuple(row)


def _runs_on(row: list[str]) -> str:
    """What most likely happened to a row that swallowed the next one."""
    lines = 1 + sum(len(cell.splitlines()) - 1 for cell in row if cell)
    return f" A quotation mark opened in it runs on over {lines} lines: is one too many?" if lines > 1 else ""


def _late(values: list[datetime.date | None]) -> list[int]:
    """The places of days that lie beyond every return; mostly there are none, which one look settles."""
    if max((value for value in values if value is not None), default=_LAST_DAY) <= _LAST_DAY:
        return []
    return [at for at, value in enumerate(values) if value is not None and value > _LAST_DAY]
