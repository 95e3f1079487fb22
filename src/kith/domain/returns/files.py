"""Reading one file of a return, whatever its form: the tables it holds, and why it is refused if it is."""

import hashlib
from collections.abc import Iterator

from kith.domain.returns import (
    annexa,
    copies,
    model,
    normalise,
    rowreader,
    sheets,
    sources,
    tables,
    text,
    workbook,
    xmlfile,
)
from kith.domain.returns.rowreader import Layout, Options, Parsed
from kith.domain.returns.sheets import CannotRead

_CHUNK = 8_192
_BLANK = b" \t\r\n\xef\xbb\xbf"
_HEAD = 400
_WEB_PAGE = (b"<!doctype html", b"<html")
# "<" in UTF-16 with its byte-order mark, or as XML may be without one
_WIDE_STARTS = (b"\xff\xfe<\x00", b"\xfe\xff\x00<", b"<\x00?\x00", b"\x00<\x00?")
# Microsoft's older container: an .xls, or a workbook locked with a password
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PACKED = b"PK\x03\x04"


def parse(member: sources.Member, memos: dict[tables.Kind, normalise.Memo], options: Options) -> Iterator[Parsed]:
    """The tables of one file, read whole. Raises CannotRead."""
    data = member.data
    if member.copy_of:
        sheet = copies.read(data, tables.Table(member.copy_of))
        yield _of_sheet(member, sheet, "copy", memos, options)
    elif data.startswith(_PACKED):
        for sheet in annexa.read(workbook.open_workbook(data, options.limits), options.limits):
            yield _of_sheet(member, sheet, "xlsx", memos, options)
    elif data[:_HEAD].lstrip(_BLANK).lower().startswith(_WEB_PAGE):
        raise CannotRead("it is a web page")
    elif _is_xml(data):
        for sheet in xmlfile.read(data, options.limits):
            yield _of_sheet(member, sheet, "xml", memos, options)
    elif data.startswith(_OLD_OFFICE):
        raise CannotRead("it is an old Excel workbook, or one locked with a password; save it as .xlsx without one")
    else:
        yield _of_csv(member, memos, options)


def _is_xml(data: bytes) -> bool:
    return data[:_HEAD].lstrip(_BLANK).startswith(b"<") or data.startswith(_WIDE_STARTS)


def _of_sheet(
    member: sources.Member,
    sheet: sheets.Sheet,
    form: str,
    memos: dict[tables.Kind, normalise.Memo],
    options: Options,
) -> Parsed:
    """One table of an XML file or a workbook. Each such file is a return by itself, with its own year."""
    digest = hashlib.sha256(member.data).hexdigest()
    layout = _located(sheet.spec, sheet.header, options.switched_off)
    parsed = Parsed(member.name, member.folder, digest, form, layout, f"{member.folder}//{member.name}", sheet.name)
    parsed.problems.extend(sheet.problems)
    reader = rowreader.RowReader(parsed, memos, options, suspicious=True)
    for at in range(0, len(sheet.rows), _CHUNK):
        some = sheet.rows[at : at + _CHUNK]
        for row in some:
            if row.waits:
                reader.wait(row)
        whole = [row for row in some if not row.waits]
        reader.take(text.Chunk([row.line for row in whole], [row.cells for row in whole]))
    reader.finish()
    return parsed


def _of_csv(member: sources.Member, memos: dict[tables.Kind, normalise.Memo], options: Options) -> Parsed:
    try:
        content, encoding = text.decode(member.data)
    except text.NotText as failure:
        raise CannotRead(str(failure)) from failure
    line, separator, layout = _layout(content, options)
    digest = hashlib.sha256(member.data).hexdigest()
    parsed = Parsed(member.name, member.folder, digest, encoding, layout, member.folder)
    parsed.problems.extend(_about_the_file(layout, encoding))
    suspicious = "\0" in content or text.may_hold_long_fields(content)
    reader = rowreader.RowReader(parsed, memos, options, suspicious=suspicious)
    try:
        for chunk in text.chunks(content, separator, line):
            reader.take(chunk)
    except (text.UnclosedQuote, CannotRead) as failure:
        raise CannotRead(str(failure), layout.spec.table) from failure
    reader.finish()
    return parsed


def _layout(content: str, options: Options) -> tuple[int, str, Layout]:
    """The line of the header, what parts its cells, and where things stand."""
    line, header_line = text.first_line(content)
    if not line:
        raise CannotRead("the file is empty")
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
        return line, separator, _located(spec, header, options.switched_off)
    raise CannotRead(reason)


def _located(spec: tables.Spec, header: tuple[str, ...], switched_off: frozenset[str]) -> Layout:
    twice = [name for name in (*spec.key, tables.COUNCIL_COLUMN) if header.count(name) > 1]
    if twice:
        raise CannotRead(f"the heading {twice[0]} stands twice, so a row's key is not certain", spec.table)
    positions = {name: header.index(name) if name in header else None for name in spec.columns}
    off = {at: name for at, name in enumerate(header) if name in switched_off}
    council_at = header.index(tables.COUNCIL_COLUMN) if tables.COUNCIL_COLUMN in header else None
    return Layout(spec, header, positions, council_at, off)


def _about_the_file(layout: Layout, encoding: str) -> Iterator[sheets.Problem]:
    spec, header = layout.spec, layout.header
    if encoding == "cp1252":
        words = "Not UTF-8: read as Windows-1252. Check letters with accents."
        yield sheets.Problem(None, None, None, "file.encoding", model.Severity.WARNING, words)
    for name in sorted({name for name in header if name in spec.columns and header.count(name) > 1}):
        words = f"The heading {name} stands twice. The first is used."
        yield sheets.Problem(None, name, None, "file.column-twice", model.Severity.ERROR, words)
    yield from sheets.about_columns(spec, header)
