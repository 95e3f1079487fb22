"""The copy of a file that may be kept: values of switched-off columns replaced, everything else byte for byte."""

import functools
import re
from collections.abc import Iterator

from kith.domain.returns import model, tables, text

# What a cell may hold and still be blank: spaces, within quotation marks or not.
_BLANK = '" \t'

# (start, end) of a field's own text
Span = tuple[int, int]


class HeaderNotFound(ValueError):
    """The file does not begin with the header that it was read with."""


def masked_copy(data: bytes, *, header: tuple[str, ...], switched_off: frozenset[str]) -> bytes:
    """`data` with every value of the columns in `switched_off` replaced by MASK; blank cells stay blank.

    `header` is the header as read (FileRead.columns). A row that does not have as many cells as the header has all of
    its cells replaced: nobody can say which is which. Raises HeaderNotFound.
    """
    off = {at for at, name in enumerate(header) if name in switched_off}
    if not off:
        return data
    content, encoding = text.decode(data)
    line, first = text.first_line(content)
    separator = next((mark for mark in text.SEPARATORS if _names(first, mark) == header), None)
    if separator is None:
        raise HeaderNotFound
    pieces, copied = [], 0
    for at, spans in enumerate(_rows(content, separator)):
        if at < line:
            continue
        whole = len(spans) == len(header)
        for column, (start, end) in enumerate(spans):
            if (column in off or not whole) and content[start:end].strip(_BLANK):
                pieces += [content[copied:start], model.MASK]
                copied = end
    return ("".join(pieces) + content[copied:]).encode(encoding)


def _names(line: str, separator: str) -> tuple[str, ...]:
    return tuple(tables.column_name(cell) for cell in text.cells(line, separator))


def _rows(content: str, separator: str) -> Iterator[list[Span]]:
    """Where the cells of each row stand; a quoted cell may hold line ends."""
    spans: list[Span] = []
    for found in _field(separator).finditer(content):
        spans.append(found.span(1))
        if found[2] != separator:
            yield spans
            spans = []
            if found.end() == len(content):
                return


@functools.cache
def _field(separator: str) -> re.Pattern[str]:
    mark = re.escape(separator)
    return re.compile(rf'("(?:[^"]|"")*"[^{mark}\r\n]*|[^{mark}\r\n]*)({mark}|\r\n|\r|\n|\Z)')
