"""How rows stand in the table of raw rows: as JSON values with commas between, made and read a column at a time.

A return repeats few different values very often, so the text of each value is made once.
"""

import datetime as dt
import itertools
import json
import operator
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from kith.domain import collector, returns
from kith.domain.returns import model, tables

NULL = "null"
# SHA-256 as received, year, council: by these a file is known again.
FileKey = tuple[str, int, str]
_MEMO_SIZE = 200_000
# Made once: json.dumps would make an encoder for every value.
_JSON = json.JSONEncoder(ensure_ascii=False).encode


class Waiting(NamedTuple):
    """A quarantined row: nobody can say which cell is which, so all of it is sealed."""

    line: int
    secret: str
    reason: str


@dataclass(slots=True)
class PartText:
    """The rows of one file for one council as text, row by row in lists of equal length.

    ``normals`` and ``values`` have null in the place of sealed cells; ``secrets`` holds those, None where all are
    blank.
    """

    table: str
    council_code: str
    year: int
    sha256: str
    lines: Sequence[int]
    references: list[str]
    values: list[str]
    normals: list[str]
    secrets: list[str | None]
    columns: tables.Columns
    waiting: list[Waiting] = field(default_factory=list)

    def keys(self) -> list[tables.Key]:
        """The key of each row inside its table and council."""
        return tables.keys(tables.SPECS[tables.Table(self.table)], self.columns, self.year)

    @property
    def file_key(self) -> FileKey:
        """By what the file is known again."""
        return self.sha256, self.year, self.council_code

    @property
    def row_count(self) -> int:
        """All rows, quarantined ones too."""
        return len(self.lines) + len(self.waiting)


class _Texts(dict[Any, str]):
    """Value to JSON text. Numbers and text never share an entry: 1 and "1" differ as keys."""

    def __missing__(self, value: Any) -> str:
        if len(self) > _MEMO_SIZE:
            self.clear()
        plain = value.isoformat() if isinstance(value, dt.date) else value
        text = self[value] = _JSON(plain)
        return text


class Writer:
    """Turns parts into text; keep one for all the parts of an import."""

    def __init__(self) -> None:
        self._text: Callable[[Any], str] = _Texts().__getitem__

    @collector.paused()
    def encode(self, part: returns.Part, *, header: Sequence[str], council_code: str) -> PartText:
        """One part as text. ``header`` is its file's."""
        spec = tables.SPECS[part.table]
        raw = part.raw or []
        hidden_raw = [at for at, name in enumerate(header) if tables.is_hidden(spec, name)]
        hidden = [name for name, kind in spec.columns.items() if kind is tables.Kind.POSTCODE]
        known = part.named.difference(hidden)
        shown = [part.columns[name] if name in known else None for name in spec.columns]
        return PartText(
            part.table.value,
            council_code,
            part.year,
            part.sha256,
            part.lines,
            part.columns[tables.CHILD_COLUMN],
            self._rows([None if at in hidden_raw else _column(raw, at) for at in range(len(header))], len(part)),
            self._rows(shown, len(part)),
            self._secrets(
                [list(_column(raw, at)) for at in hidden_raw], [part.columns[name] for name in hidden], len(part)
            ),
            part.columns,
        )

    def wait(self, row: model.Quarantined) -> Waiting:
        """A quarantined row as text."""
        return Waiting(row.line, _JSON([list(row.raw), []]), row.reason)

    def _rows(self, columns: Sequence[Iterable[Any] | None], count: int) -> list[str]:
        """The cells of each row with commas between; null all the way down where a column is None."""
        cells = [itertools.repeat(NULL, count) if column is None else map(self._text, column) for column in columns]
        return list(map(",".join, zip(*cells, strict=True)))

    def _secrets(self, raw: Sequence[Sequence[str]], normal: Sequence[Sequence[Any]], count: int) -> list[str | None]:
        if not raw:
            return [None] * count
        sent, read = self._rows(raw, count), self._rows(normal, count) if normal else itertools.repeat("", count)
        said = map(any, zip(*raw, strict=True))
        return [f"[[{one}],[{two}]]" if some else None for one, two, some in zip(sent, read, said, strict=True)]


def columns_of(table: str, normals: Iterable[str]) -> tables.Columns:
    """Normalised values column by column, dates as dates, from the texts of a part's rows."""
    spec = tables.SPECS[tables.Table(table)]
    joined = "],[".join(normals)
    rows = json.loads(f"[[{joined}]]") if joined else []
    cells: list[Any] = list(zip(*rows, strict=True)) or [()] * len(spec.columns)
    # Rows that were kept before a table had its last columns lack those.
    cells += [[None] * len(rows)] * (len(spec.columns) - len(cells))
    day = _Days().__getitem__
    return {
        name: list(map(day, column)) if kind is tables.Kind.DATE else list(column)
        for (name, kind), column in zip(spec.columns.items(), cells, strict=True)
    }


class _Days(dict[str | None, dt.date | None]):
    def __missing__(self, text: str | None) -> dt.date | None:
        value = self[text] = None if text is None else dt.date.fromisoformat(text)
        return value


def _column(rows: Iterable[tuple[str, ...]], at: int) -> Iterable[str]:
    return map(operator.itemgetter(at), rows)
