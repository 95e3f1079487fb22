"""Reading a workbook (.xlsx) with the standard library: its sheets and their cells, a row at a time and within limits.

Formulas are read as the values that were saved with them and never worked out; nothing that a workbook refers to is
opened. Format: ECMA-376, Part 1 (SpreadsheetML), and its older and strict names alike.
"""

import datetime
import io
import posixpath
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from kith.domain import archives
from kith.domain.returns import model, package, safexml, sheets, worksheet

# Numbers that stand for days, by their format: those built in, and those whose code holds a day, month or year.
_BUILT_IN_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_NOT_IN_CODE = re.compile(r"\"[^\"]*\"|\[[^\]]*\]|\\.|_.|\*.")
# Day 0 of the two ways of counting; the older one knows a 29 February 1900 that never was.
_FROM_1900, _FROM_1904 = datetime.date(1899, 12, 30), datetime.date(1904, 1, 1)
_FIRST_TRUE_SERIAL, _LAST_SERIAL = 61, 91_312


@dataclass(slots=True)
class SheetOf:
    """One sheet of a workbook: its name, whether it is hidden, and where its cells are."""

    name: str
    is_hidden: bool
    part: str


@dataclass(slots=True)
class Workbook:
    """An open workbook."""

    archive: zipfile.ZipFile
    sheets: list[SheetOf]
    strings: list[str]
    date_styles: frozenset[int]
    from_1904: bool

    def rows(self, sheet: SheetOf, take: Callable[[int, worksheet.Row], None]) -> worksheet.Merged:
        """Give `take` each row that is not empty, with its number (1-based), until it raises Enough.

        Returns the merged cells, where the whole sheet was read. Raises sheets.CannotRead.
        """
        reader = worksheet.Rows(self.strings, self.date_styles, take)
        package.walk(reader, self.archive, sheet.part)
        return reader.merged

    def day(self, number: float) -> datetime.date | None:
        """The day that a number stands for; None if it can be none that a return holds."""
        if not _FIRST_TRUE_SERIAL <= number < _LAST_SERIAL:
            return None
        return (_FROM_1904 if self.from_1904 else _FROM_1900) + datetime.timedelta(days=int(number))


def open_workbook(data: bytes, limits: model.Limits) -> Workbook:
    """Open a workbook. Raises sheets.CannotRead for anything else, and for one that is not safe to open."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        archives.refuse_unsafe(entries, most_entries=limits.entries, most_ratio=limits.ratio)
        if sum(entry.file_size for entry in entries) > limits.total_bytes:
            raise archives.NotSafe(f"the zip would unpack to more than {limits.total_bytes:,} bytes")
    except archives.NotSafe as failure:
        raise sheets.CannotRead(str(failure).replace("the zip", "the workbook")) from failure
    except package.BROKEN as failure:
        raise sheets.CannotRead("the workbook is damaged or cannot be opened") from failure
    names = {entry.filename for entry in entries}
    if any(posixpath.basename(name) == "vbaProject.bin" for name in names):
        raise sheets.CannotRead("the workbook holds macros; save it as .xlsx without them")
    return _Opening(archive, names).workbook()


class _Opening:
    """Finds the parts of a workbook by the relations that name them."""

    def __init__(self, archive: zipfile.ZipFile, names: set[str]) -> None:
        self._archive, self._names = archive, names

    def workbook(self) -> Workbook:
        main = next(iter(self._relations("", "officeDocument").values()), "xl/workbook.xml")
        if main not in self._names:
            raise sheets.CannotRead("it is a document, but not a workbook (.xlsx)")
        found = _Listing()
        package.walk(found, self._archive, main)
        parts = self._relations(main, "worksheet")
        strings, styles = _Strings(), _Styles()
        for reader, kind in ((strings, "sharedStrings"), (styles, "styles")):
            for part in self._relations(main, kind).values():
                package.walk(reader, self._archive, part)
        listed = [SheetOf(name, hidden, parts[key]) for name, hidden, key in found.sheets if key in parts]
        return Workbook(self._archive, listed, strings.strings, styles.dates(), found.from_1904)

    def _relations(self, part: str, kind: str) -> dict[str, str]:
        """Id to part of the relations of one kind that a part (or, "", the whole package) has."""
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        if path not in self._names:
            return {}
        found = _Relations(kind, folder)
        package.walk(found, self._archive, path)
        return {key: target for key, target in found.targets.items() if target in self._names}


class _Relations(package.Reader):
    def __init__(self, kind: str, folder: str) -> None:
        self._kind, self._folder = kind, folder
        self.targets: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        is_ours = attributes.get("Type", "").rpartition("/")[2] == self._kind
        if name == "Relationship" and is_ours and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            joined = target.lstrip("/") if target.startswith("/") else posixpath.join(self._folder, target)
            self.targets[attributes.get("Id", "")] = posixpath.normpath(joined)


class _Listing(package.Reader):
    """xl/workbook.xml: the sheets in their order."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, bool, str]] = []
        self.from_1904 = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "workbookPr":
            self.from_1904 = attributes.get("date1904", "") in {"1", "true"}
        elif name == "sheet":
            key = next((value for named, value in attributes.items() if safexml.local(named) == "id"), "")
            hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append((attributes.get("name", ""), hidden, key))


class _Strings(package.Reader):
    """xl/sharedStrings.xml: texts by number, without the hints on how to pronounce them."""

    def __init__(self) -> None:
        self.strings: list[str] = []
        self._said: list[str] = []
        self._in_text = self._in_hint = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "si":
            self._said = []
        self._in_hint = self._in_hint or name == "rPh"
        self._in_text = name == "t" and not self._in_hint

    def end(self, name: str) -> None:
        if name == "si":
            self.strings.append("".join(self._said))
        self._in_hint = self._in_hint and name != "rPh"
        self._in_text = False

    def text(self, words: str) -> None:
        if self._in_text:
            self._said.append(words)


class _Styles(package.Reader):
    """xl/styles.xml: which styles make a day of a number."""

    def __init__(self) -> None:
        self._formats: dict[int, str] = {}
        self._styles: list[int] = []
        self._within = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in {"cellXfs", "cellStyleXfs"}:
            self._within = name
        elif name == "numFmt":
            self._formats[package.whole(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif name == "xf" and self._within == "cellXfs":
            self._styles.append(package.whole(attributes.get("numFmtId")))

    def end(self, name: str) -> None:
        if name == self._within:
            self._within = ""

    def dates(self) -> frozenset[int]:
        """The numbers of the styles that show a day."""
        return frozenset(at for at, style in enumerate(self._styles) if self._shows_day(style))

    def _shows_day(self, style: int) -> bool:
        if style not in self._formats:
            return style in _BUILT_IN_DATES
        code = _NOT_IN_CODE.sub("", self._formats[style]).lower()
        return any(letter in code for letter in "dy") or "mmm" in code
