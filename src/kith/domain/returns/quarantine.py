"""Rows that wait: why, how to mend them, and what of them may be shown to somebody who reads them as sent."""

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kith.domain.returns import codes, model, tables

SEALED = "[sealed]"
"""Stands where a postcode, or a cell that could be one, is not shown."""
MOST_SHOWN = 200
"""Longer cells are cut, with a note of how long they are."""
_QUOTED = 40
_NUL, _NUL_SHOWN = "\0", "\u2400"

# A whole postcode, wherever it stands in a cell (Royal Mail's form: area, district, sector, unit).
_POSTCODE = re.compile(r"\b[A-Z]{1,2}[0-9][A-Z0-9]?\s*[0-9][A-Z]{2}\b", re.IGNORECASE)
_HARMLESS = re.compile(r"[0-9]{1,10}|[0-9Zz]{1,4}[/.-][0-9Zz]{1,2}[/.-][0-9Zz]{1,4}")

# Part of a reason, and what to do about it. Every reason below has one; a test holds them together.
_MENDING = {
    "NUL character": "Type the row again in the source system: an invisible character came in, mostly by copying.",
    "field is longer than": "Shorten the long cell: it holds far more than any column of the return may.",
    "cells and the header": "Look for a comma too many or too few, or a quotation mark that is missing round a cell.",
    "is merged with": "Take the merged cells apart in the sheet, and write the value into each of the rows.",
    "stands more than once": "Leave it in once, with the value that is right.",
    "can be kept": "Shorten CHILD in the source system, or ask why the child has so long a number.",
    "CHILD is blank": "Write the child's number into CHILD.",
    "is blank": "Write the value in: without it the row cannot be told from others.",
    "is not a date": "Write the day that is meant, as DD/MM/YYYY.",
    "is after": "Check the year: the day lies beyond every return.",
}
AGAIN = "Correct it in the file and bring the file in again: nothing else changes."


class Cell(NamedTuple):
    """One cell of a row that waits: its column ("" where nobody can say which), and what may be shown of it."""

    column: str
    value: str


def how_to_mend(reason: str) -> str:
    """What to do about a row that waits, by its reason; a plain sentence."""
    return next(
        (advice for part, advice in _MENDING.items() if part in reason), "Look at the row in the source system."
    )


def quoted(cell: str) -> str:
    """A cell as reasons and findings quote it: short, without control characters, and never a postcode."""
    if _POSTCODE.search(cell):
        return "\u201c\u2026\u201d"
    safe = "".join(letter if letter.isprintable() else "?" for letter in itertools.islice(cell, _QUOTED))
    return f"\u201c{safe}\u201d" if len(cell) <= _QUOTED else f"\u201c{safe}\u2026\u201d"


def cells_as_sent(table: tables.Table, header: Sequence[str], raw: Sequence[str]) -> Iterator[Cell]:
    """The cells of a row that waits, in the order of the file.

    Postcode columns and columns that the return does not know are sealed, and so is any cell that holds a postcode.
    In a row that does not have the header's number of cells nobody can say which is which: there only days, whole
    numbers, codes of the table and the child's number are shown.
    """
    aligned = len(raw) == len(header)
    spec = tables.SPECS[table]
    known = frozenset() if aligned else _codes(spec)
    for at, value in enumerate(raw):
        column = header[at] if aligned else ""
        if not value.strip() or value == model.MASK:
            yield Cell(column, value)
        elif aligned:
            yield Cell(column, SEALED if _is_sealed(spec, column, value) else _plain(value))
        else:
            first = at == 0 and header[0] == tables.CHILD_COLUMN and not _POSTCODE.search(value)
            shown = first or _HARMLESS.fullmatch(value.strip()) or value.strip().upper() in known
            yield Cell(column, _plain(value) if shown else SEALED)


def _is_sealed(spec: tables.Spec, column: str, value: str) -> bool:
    return tables.is_hidden(spec, column) or _POSTCODE.search(value) is not None


def _codes(spec: tables.Spec) -> frozenset[str]:
    return frozenset(code for column in spec.columns for code in codes.labels(spec.table, column))


def _plain(value: str) -> str:
    """A value that can be shown: cut where it is long, and with every control character to be seen."""
    letters = (_NUL_SHOWN if one == _NUL else one if one.isprintable() else " " for one in value[:MOST_SHOWN])
    cut = f"\u2026 ({len(value):,} characters)" if len(value) > MOST_SHOWN else ""
    return "".join(letters) + cut
