"""Writing an answer: a table for people, JSON for programs, CSV for a spreadsheet."""

import argparse
import csv
import datetime
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from kith.domain import spreadsheets

FORMATS = ("table", "json", "csv")
_WIDEST = 60
_AT_A_TIME = 1_000

Row = Mapping[str, Any]


def add_format(parser: argparse.ArgumentParser) -> None:
    """Add --format to a command."""
    parser.add_argument("--format", choices=FORMATS, default="table", help="how to write the answer (default: table)")


def emit(
    args: argparse.Namespace,
    payload: Mapping[str, Any],
    rows: Iterable[Row],
    heading: Sequence[str] = (),
    *,
    columns: Sequence[str] = (),
) -> None:
    """Write the answer to standard output in the format asked for.

    `payload` is the JSON of the contract; `rows` the same answer as rows of one set of columns, for table and CSV;
    `heading` the lines of plain English that stand above a table; `columns` those of CSV, where there may be no row.
    """
    if args.format == "json":
        _write_json(payload)
    elif args.format == "csv":
        _write_csv(list(rows), columns)
    else:
        _write_table(list(rows), heading)


def warn(text: str) -> None:
    """One line to standard error."""
    print(text, file=sys.stderr)


def cell(value: object) -> str:
    """A value as people read it: not known is a dash, true is yes."""
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "".join(letter if letter.isprintable() else " " for letter in str(_plain(value)))


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def _write_json(payload: Mapping[str, Any]) -> None:
    """One line, in parts: `json.dump` takes four times as long, one text of a national answer too much memory."""
    encode = json.JSONEncoder(ensure_ascii=False, default=_plain).encode
    before = "{"
    for key, value in payload.items():
        sys.stdout.write(f"{before}{encode(key)}: ")
        if isinstance(value, list):
            _write_list(value, encode)
        else:
            sys.stdout.write(encode(value))
        before = ", "
    sys.stdout.write("}\n")


def _write_list(values: list[Any], encode: Callable[[Any], str]) -> None:
    before = "["
    for at in range(0, len(values), _AT_A_TIME):
        sys.stdout.write(before + encode(values[at : at + _AT_A_TIME])[1:-1])
        before = ", "
    sys.stdout.write("]" if values else "[]")


def _write_csv(rows: list[Row], columns: Sequence[str]) -> None:
    heading = rows[0] if rows else columns
    if not heading:
        return
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(heading)
    writer.writerows([_csv_cell(value) for value in row.values()] for row in rows)


def _csv_cell(value: object) -> str:
    """Null is empty, true and false are words, and text that a spreadsheet would run is made harmless."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return spreadsheets.harmless(value) if isinstance(value, str) else _plain(value)


def _write_table(rows: list[Row], heading: Sequence[str]) -> None:
    for line in heading:
        print(line)
    if not rows:
        return
    if heading:
        print()
    names = list(rows[0])
    lines = [names, *(_shown(row) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for texts in lines:
        print("  ".join(text.ljust(width) for text, width in zip(texts, widths, strict=True)).rstrip())


def _shown(row: Row) -> list[str]:
    """The cells of a row; all but the last, which has the rest of the line, are cut where they are long."""
    texts = [cell(value) for value in row.values()]
    return [*(text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…" for text in texts[:-1]), texts[-1]]
