"""What reading a return gives: sources, rows, findings, refusals and the ledger.

A return may hold 330,000 rows, so accepted rows are kept column by column in a `Part` and a `Row` is made
only when somebody asks for it.
"""

import pathlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, Protocol

from kith.domain.returns import tables

# What `FileRead.encoding` says of files that are no text of one table.
FORMS = ("xml", "xlsx", "copy")
# A switched-off value is replaced by this before anything is kept.
MASK = "[switched off]"


@dataclass(frozen=True, slots=True)
class Source:
    """Something to read: `name` is what findings show; `data` is bytes, or the path of a file, folder or zip.

    `copy_of` is the table where `data` is a copy that Kith keeps of one (see copies.py).
    """

    name: str
    data: bytes | pathlib.Path
    copy_of: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one reading may take in. Zip figures: entries, unpacked bytes, and unpacked to packed ratio.

    `rows`, `cells` and `total_bytes` count all files together. These are the command's: it reads a national merge. The
    service answers inside a request and sets its own.
    `child`: the longest CHILD that can be kept, where there is such a limit; a row with a longer one waits.
    """

    entries: int = 1_000
    total_bytes: int = 200_000_000
    ratio: int = 100
    columns: int = 200
    rows: int = 2_000_000
    cells: int = 40_000_000
    child: int | None = None


class Severity(StrEnum):
    """How much a finding matters: an error is wrong, a warning needs a look, a note is for information."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Finding(NamedTuple):
    """One thing to look at. `line` is the physical line (1-based) where the row starts, null for a whole file.

    In XML it is the line of the source, in a workbook the row of the `sheet`. `table` is known where the file is.
    """

    file: str
    line: int | None
    sheet: str | None
    column: str | None
    child: str | None
    rule: str
    severity: Severity
    text: str
    council: str | None = None
    table: str | None = None


class Refused(NamedTuple):
    """A file that was not read, and why. None of its rows is in the ledger."""

    file: str
    reason: str


class Status(StrEnum):
    """What became of a row."""

    ACCEPTED = "accepted"
    QUARANTINED = "quarantined"


class Row(NamedTuple):
    """One line of a return: as sent, and normalised in the order of the table's columns.

    `values` holds dates as `date`, numbers as `int`, everything else as text; null is None. It is empty for a
    quarantined row. `raw` is in the order of the file's own columns, with switched-off values already replaced.
    `key` is the table's key inside a council (see tables.py), None for a quarantined row.
    """

    line: int
    raw: tuple[str, ...]
    values: tuple[object, ...]
    key: tuple[object, ...] | None
    status: Status
    reason: str
    council: str | None


class Quarantined(NamedTuple):
    """A row that waits, with the reason."""

    line: int
    raw: tuple[str, ...]
    reason: str
    council: str | None


@dataclass(slots=True)
class Part:
    """The accepted rows of one file for one council, column by column, in the order of the lines.

    `columns` has a list for every column of the table (blanks where the file lacks it); `named` are those that the
    file has. `sheet` is the name in a workbook. `stands_in` is the table in whose rows these stand, if another.
    """

    table: tables.Table
    council: str | None
    year: int
    sha256: str
    file: str
    lines: Sequence[int]
    columns: tables.Columns
    raw: list[tuple[str, ...]] | None = None
    named: frozenset[str] = frozenset()
    sheet: str | None = None
    stands_in: tables.Table | None = None
    _keys: list[tables.Key] | None = None

    @property
    def keys(self) -> list[tables.Key]:
        """The key of each row inside the council (see tables.keys), worked out once."""
        if self._keys is None:
            self._keys = tables.keys(tables.SPECS[self.table], self.columns, self.year)
        return self._keys

    def __len__(self) -> int:
        return len(self.lines)


class Submitted(NamedTuple):
    """One accepted row as the database keeps it: all that is needed to rebuild a child's record without the files."""

    table: tables.Table
    council: str | None
    year: int
    sha256: str
    file: str
    line: int
    values: tuple[object, ...]


@dataclass(slots=True)
class FileRead:
    """One recognised file. `council` is None when the file has no single council."""

    name: str
    table: tables.Table
    year: int
    council: str | None
    sha256: str
    encoding: str
    columns: tuple[str, ...]
    parts: list[Part]
    quarantined: list[Quarantined]
    masked_counts: dict[str, int]
    sheet: str | None = None

    @property
    def is_table_of_several(self) -> bool:
        """Whether the file holds more tables than this: then only this table's rows are kept (see copies.py)."""
        return self.encoding in FORMS

    @property
    def row_count(self) -> int:
        """Rows read: accepted and quarantined."""
        return sum(len(part) for part in self.parts) + len(self.quarantined)

    @property
    def rows(self) -> Iterator[Row]:
        """Every row of the file in the order of its lines, quarantined ones included."""
        yield from sorted(self._unsorted(), key=lambda row: row.line)

    def _unsorted(self) -> Iterator[Row]:
        spec = tables.SPECS[self.table]
        for part in self.parts:
            raws = part.raw if part.raw is not None else [()] * len(part)
            values = zip(*(part.columns[name] for name in spec.columns), strict=True)
            for line, raw, row, key in zip(part.lines, raws, values, part.keys, strict=True):
                yield Row(line, raw, row, key, Status.ACCEPTED, "", part.council)
        for bad in self.quarantined:
            yield Row(bad.line, bad.raw, (), None, Status.QUARANTINED, bad.reason, bad.council)


class Ledger(NamedTuple):
    """Where every row went: read = new + unchanged + changed + quarantined, always."""

    read: int
    new: int
    unchanged: int
    changed: int
    quarantined: int


@dataclass(slots=True)
class Reading:
    """The outcome of one reading. Files are in the order of table, council, year and content, whatever came first."""

    files: list[FileRead] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    ledger: Ledger = Ledger(0, 0, 0, 0, 0)


class Distances(Protocol):
    """Knows how far apart two postcodes are."""

    def __call__(self, home: str | None, placement: str | None) -> float | None:
        """Miles in a straight line to one decimal place, or None where either postcode is not known."""
