"""Reading one file of a return: which table it is, its rows normalised column by column, and what must wait."""

import datetime
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from kith.domain import dates
from kith.domain.returns import model, normalise, quarantine, sources, tables, text

# No episode of any return that Kith knows can begin after this; a later date is a slip of the pen.
_LAST_DAY = dates.return_year_end(tables.LAST_YEAR)
_SHOWN = 40

# The DfE rule that an unreadable date breaks.
_DATE_RULES = {
    (tables.Table.HEADER, "DOB"): "102",
    (tables.Table.UASC, "DUC"): "104",
    (tables.Table.PLACED_ADOPTION, "DATE_PLACED"): "115",
    (tables.Table.PLACED_ADOPTION, "DATE_PLACED_CEASED"): "116",
    (tables.Table.EPISODES, "DECOM"): "141",
    (tables.Table.EPISODES, "DEC"): "147",
}


class CannotRead(ValueError):
    """The file as a whole is refused; the text says why."""


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
    separator: str
    line: int
    header: tuple[str, ...]
    positions: dict[str, int | None]
    council_at: int | None
    off_at: dict[int, str]


class Problem(NamedTuple):
    """A finding before its file's name is put to it."""

    line: int | None
    column: str | None
    child: str | None
    rule: str
    severity: model.Severity
    text: str


@dataclass(slots=True)
class Parsed:
    """One file, not yet given its year."""

    member_name: str
    folder: str
    sha256: str
    encoding: str
    layout: Layout
    lines: list[int] = field(default_factory=list)
    columns: tables.Columns = field(default_factory=dict)
    councils: list[str | None] = field(default_factory=list)
    raw: list[tuple[str, ...]] = field(default_factory=list)
    quarantined: list[model.Quarantined] = field(default_factory=list)
    masked: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def latest_start(self) -> datetime.date | None:
        """The latest DECOM, if this is an Episodes file with any row."""
        if self.layout.spec.table is not tables.Table.EPISODES:
            return None
        return max(self.columns["DECOM"], default=None)


def parse(member: sources.Member, memos: dict[tables.Kind, normalise.Memo], options: Options) -> Parsed:
    """Read one file whole. Raises CannotRead."""
    try:
        content, encoding = text.decode(member.data)
    except text.NotText as failure:
        raise CannotRead(str(failure)) from failure
    layout = _layout(content, options)
    parsed = Parsed(member.name, member.folder, hashlib.sha256(member.data).hexdigest(), encoding, layout)
    parsed.columns = {name: [] for name in layout.spec.columns}
    parsed.problems.extend(_about_the_file(layout, encoding))
    reader = _Reader(parsed, memos, options, suspicious="\0" in content or text.may_hold_long_fields(content))
    try:
        for chunk in text.chunks(content, layout.separator, layout.line):
            reader.take(chunk)
    except text.UnclosedQuote as failure:
        raise CannotRead(str(failure)) from failure
    return parsed


def _layout(content: str, options: Options) -> Layout:
    line, header_line = text.first_line(content)
    if not line:
        raise CannotRead("the file is empty")
    if header_line.lstrip().startswith("<"):
        raise CannotRead("no table matches: this is XML or a web page, and only CSV is read")
    reason = ""
    for separator in text.SEPARATORS:
        header = tuple(tables.column_name(cell) for cell in text.cells(header_line, separator))
        if len(header) > options.limits.columns:
            raise CannotRead(f"{len(header):,} columns; the limit is {options.limits.columns}")
        try:
            spec = tables.recognise(header)
        except tables.NotATable as failure:
            reason = reason or str(failure)
            continue
        return _located(spec, separator, line, header, options.switched_off)
    raise CannotRead(reason)


def _located(
    spec: tables.Spec, separator: str, line: int, header: tuple[str, ...], switched_off: frozenset[str]
) -> Layout:
    twice = [name for name in (*spec.key, tables.COUNCIL_COLUMN) if header.count(name) > 1]
    if twice:
        raise CannotRead(f"the heading {twice[0]} stands twice, so a row's key is not certain")
    positions = {name: header.index(name) if name in header else None for name in spec.columns}
    off = {at: name for at, name in enumerate(header) if name in switched_off}
    return Layout(
        spec,
        separator,
        line,
        header,
        positions,
        header.index(tables.COUNCIL_COLUMN) if tables.COUNCIL_COLUMN in header else None,
        off,
    )


def _about_the_file(layout: Layout, encoding: str) -> Iterator[Problem]:
    spec, header = layout.spec, layout.header

    def problem(rule: str, severity: model.Severity, words: str, column: str | None = None) -> Problem:
        return Problem(None, column, None, rule, severity, words)

    if encoding == "cp1252":
        yield problem(
            "file.encoding", model.Severity.WARNING, "Not UTF-8: read as Windows-1252. Check letters with accents."
        )
    for name in sorted({name for name in header if name in spec.columns and header.count(name) > 1}):
        yield problem(
            "file.column-twice", model.Severity.ERROR, f"The heading {name} stands twice. The first is used.", name
        )
    extra = sorted(set(header) - spec.columns.keys() - {"", tables.COUNCIL_COLUMN})
    if extra:
        yield problem("file.column-extra", model.Severity.NOTE, f"Columns not used: {', '.join(extra)[:200]}.")
    absent = [name for name, at in layout.positions.items() if at is None]
    if absent:
        # Without these two every episode would look open and every period of care like a new one.
        grave = spec.table is tables.Table.EPISODES and {"DEC", "REC"} & set(absent)
        severity = model.Severity.WARNING if grave else model.Severity.NOTE
        yield problem("file.column-absent", severity, f"Columns not there: {', '.join(absent)}.")


class _Reader:
    """Takes the rows of one file, a chunk at a time."""

    def __init__(
        self, parsed: Parsed, memos: dict[tables.Kind, normalise.Memo], options: Options, *, suspicious: bool
    ) -> None:
        self._into = parsed
        self._memos = memos
        self._options = options
        self._suspicious = suspicious
        self._spec = parsed.layout.spec
        self._width = len(parsed.layout.header)

    def take(self, chunk: text.Chunk) -> None:
        """Normalise a chunk and put every row of it either among the accepted or in quarantine."""
        if not chunk.rows:
            return
        if len(self._into.lines) + len(self._into.quarantined) + len(chunk.rows) > self._options.limits.rows:
            raise CannotRead(f"more than {self._options.limits.rows:,} rows")
        lines, rows = self._well_formed(chunk)
        if not rows:
            return
        columns = self._normalised(rows)
        kept = self._keyed(lines, rows, columns)
        if kept is not None:
            lines, rows = [lines[at] for at in kept], [rows[at] for at in kept]
            columns = {name: [values[at] for at in kept] for name, values in columns.items()}
        self._note_unreadable(lines, rows, columns)
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
            return f"The row has {len(row)} cells and the header {self._width}."
        return ""

    def _normalised(self, rows: list[list[str]]) -> tables.Columns:
        cells = list(zip(*rows, strict=True))
        off = self._into.layout.off_at
        columns: tables.Columns = {}
        for name, at in self._into.layout.positions.items():
            if at is None or at in off:
                columns[name] = [None] * len(rows)
            else:
                columns[name] = list(map(self._memos[self._spec.columns[name]].__getitem__, cells[at]))
        return columns

    def _keyed(self, lines: list[int], rows: list[list[str]], columns: tables.Columns) -> list[int] | None:
        """The places of the rows whose key is whole, or None if that is all of them. The others wait."""
        bad: dict[int, str] = {}
        for name in reversed(self._spec.key):
            values = columns[name]
            if None in values:
                bad.update((at, name) for at, value in enumerate(values) if value is None)
            if self._spec.columns[name] is tables.Kind.DATE:
                late = max((value for value in values if value is not None), default=_LAST_DAY) > _LAST_DAY
                if late:
                    bad.update((at, name) for at, on in enumerate(values) if on is not None and on > _LAST_DAY)
        if not bad:
            return None
        for at in sorted(bad):
            name = bad[at]
            rule = _DATE_RULES.get((self._spec.table, name), "row.key")
            self._quarantine(lines[at], rows[at], rule, name, self._why_no_key(rows[at], name))
        return [at for at in range(len(rows)) if at not in bad]

    def _why_no_key(self, row: list[str], name: str) -> str:
        cell = row[self._into.layout.positions[name] or 0].strip()
        said = f"{name} {quarantine.quoted(cell)}"
        if not cell:
            return f"{name} is blank."
        if self._memos[self._spec.columns[name]][cell] is None:
            return f"{said} is not a date (DD/MM/YYYY)."
        return f"{said} is after {_LAST_DAY:%d/%m/%Y}, the end of the last return that Kith reads."

    def _quarantine(self, line: int, row: list[str], rule: str, column: str | None, reason: str) -> None:
        child_at = self._into.layout.positions["CHILD"] or 0
        child = row[child_at].strip()[:_SHOWN] or None if len(row) == self._width else None
        if child and "\0" in child:
            child = None
        self._into.quarantined.append(model.Quarantined(line, self._masked(row), reason, self._council(row)))
        self._into.problems.append(Problem(line, column, child, rule, model.Severity.ERROR, reason + " The row waits."))

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

    def _unreadable(self, line: int, name: str, cell: str, child: str) -> Problem:
        number = self._spec.columns[name] is tables.Kind.NUMBER
        kind = "a whole number" if number else "a date (DD/MM/YYYY)"
        rule = _DATE_RULES.get((self._spec.table, name), "value.number" if number else "value.date")
        words = f"{name} {quarantine.quoted(cell)} is not {kind}. It counts as not known."
        return Problem(line, name, child, rule, model.Severity.ERROR, words)

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
