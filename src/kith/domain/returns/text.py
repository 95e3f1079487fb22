"""From bytes to lines of cells: encoding, separator, quotes, and the physical line where each row starts."""

import codecs
import collections
import csv
import io
import itertools
import re
from collections.abc import Iterator
from typing import NamedTuple

FIELD_LIMIT = 131_072
SEPARATORS = (",", ";", "\t", "|")
_CHUNK = 8_192
_SNIFF = 4_096
# Appended to a text with quotes: if it is not read back as a row of its own, a quote was never closed.
_SENTINEL = "\x02kith end of file\x02"
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Letters that only a writer of UTF-8 leaves: U+00A0 to U+017F (é, ł) and U+2000 to U+203F (curly quotes, dashes).
# Read as Windows-1252 they would be Â, Ã, Ä, Å or â with a sign after it.
_UTF_8_LETTER = re.compile(rb"[\xc2-\xc5][\x80-\xbf]|\xe2\x80[\x80-\xbf]")
# Over its limit the csv module refuses the whole file. Here one row is quarantined instead, and what a file may hold
# is bounded by Limits.total_bytes before it is read.
csv.field_size_limit(2**31 - 1)


class NotText(ValueError):
    """The bytes are not text that can be read without guessing."""


class UnclosedQuote(ValueError):
    """A quotation mark is opened and never closed. `line` is where that row starts."""

    def __init__(self, line: int) -> None:
        super().__init__(f"a quotation mark opened in the row of line {line} is never closed")
        self.line = line


class Chunk(NamedTuple):
    """Some rows and, for each, the physical line (1-based) where it starts. Blank lines are left out."""

    lines: list[int]
    rows: list[list[str]]


def decode(data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding: by byte-order mark, else UTF-8, else Windows-1252. Raises NotText.

    A text that is partly in UTF-8 and partly not is refused whole: either reading would put wrong letters into it.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding), encoding
    _refuse_binary(data[:_SNIFF])
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as failure:
        _refuse_mixed(data, failure.start)
        return _decoded(data, "cp1252"), "cp1252"


def first_line(text: str) -> tuple[int, str]:
    """The first line that is not blank, with its number (1-based); line 0 if there is none."""
    for number, line in enumerate(io.StringIO(text, newline=""), start=1):
        if line.strip():
            return number, line
    return 0, ""


def cells(line: str, separator: str) -> list[str]:
    """One line cut into cells."""
    return next(csv.reader([line], delimiter=separator), [])


def chunks(text: str, separator: str, after: int) -> Iterator[Chunk]:
    """The rows that start after line `after`, some thousands at a time. Raises UnclosedQuote."""
    return _quoted_chunks(text, separator, after) if '"' in text else _plain_chunks(text, separator, after)


def may_hold_long_fields(text: str) -> bool:
    """Whether any field could be longer than FIELD_LIMIT; False settles it, True does not."""
    if len(text) <= FIELD_LIMIT:
        return False
    return '"' in text or max(map(len, io.StringIO(text, newline=""))) > FIELD_LIMIT


def _plain_chunks(text: str, separator: str, after: int) -> Iterator[Chunk]:
    """Without quotation marks a row is a line."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, quoting=csv.QUOTE_NONE)
    collections.deque(itertools.islice(reader, after), maxlen=0)
    line = after + 1
    while rows := list(itertools.islice(reader, _CHUNK)):
        yield _without_blank(list(range(line, line + len(rows))), rows)
        line += len(rows)


def _quoted_chunks(text: str, separator: str, after: int) -> Iterator[Chunk]:
    stream = io.StringIO(text.rstrip("\r\n") + "\n" + _SENTINEL + "\n", newline="")
    reader = csv.reader(stream, delimiter=separator)
    collections.deque(itertools.islice(reader, after), maxlen=0)
    lines: list[int] = []
    rows: list[list[str]] = []
    start = after + 1
    for row in reader:
        lines.append(start)
        rows.append(row)
        start = reader.line_num + 1
        # One row is kept back: the last of all has to be the sentinel.
        if len(rows) > _CHUNK:
            yield _without_blank(lines[:-1], rows[:-1])
            lines, rows = lines[-1:], rows[-1:]
    if not rows or rows[-1] != [_SENTINEL]:
        raise UnclosedQuote(lines[-1] if lines else after)
    yield _without_blank(lines[:-1], rows[:-1])


def _without_blank(lines: list[int], rows: list[list[str]]) -> Chunk:
    if not rows or min(map(len, rows)) > 1:
        return Chunk(lines, rows)
    kept = [(line, row) for line, row in zip(lines, rows, strict=True) if len(row) > 1 or (row and row[0].strip())]
    return Chunk([line for line, _ in kept], [row for _, row in kept])


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as failure:
        raise NotText(f"it is not text in UTF-8, UTF-16 or Windows-1252 (byte {failure.start + 1:,})") from failure


def _refuse_mixed(data: bytes, not_utf_8_at: int) -> None:
    """Raise NotText where letters of UTF-8 stand beside the byte that is none, with the line of each."""
    if letter := _UTF_8_LETTER.search(data):
        here, there = (data.count(b"\n", 0, at) + 1 for at in (letter.start(), not_utf_8_at))
        raise NotText(f"it mixes encodings: line {here} is in UTF-8 and line {there} is not; save all of it as UTF-8")


def _refuse_binary(head: bytes) -> None:
    """Raise NotText for pictures and programs, and for UTF-16 that does not say so: half of its bytes are NUL.

    Fewer NULs do not make it binary: they are found row by row.
    """
    nul = head.count(0)
    if nul > len(head) // 4 and nul <= len(head) // 2 + 1:
        raise NotText("it looks like UTF-16 without a byte-order mark; save it as UTF-8")
    control = sum(head.count(code) for code in range(32) if code not in {0, 9, 10, 11, 12, 13, 26})
    if control > max(8, len(head) // 50) or nul > len(head) // 4:
        raise NotText("it is not a text file")
