"""Small workbooks (.xlsx) for tests, written part by part so that each oddity can be put in."""

import datetime
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from kith.domain import returns

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
# Style 0 is plain, 1 a built-in day, 2 a day of its own format, 3 a share.
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="164" formatCode="dd\\-mmm\\-yyyy;@"/>'
    '<numFmt numFmtId="165" formatCode="0.0%&quot;day&quot;"/></numFmts>'
    '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>'
)
LIST_8 = (
    "Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age",
    "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N))", "Does the Child have a Disability",
    "Date Started to be Looked After", "Child's Category of Need", "Start date of current legal status",
    "Child's Legal Status", "Date of Latest Statutory Review", "What is the permanence plan for this child?",
    "Date Ceased to be Looked After", "Reason Ceased to be Looked After", "Start Date of Most Recent Placement",
    "Placement Type", "Placement Provider", "Placement postcode", "URN of Placement", "Allocated Worker",
)  # fmt: skip
LIST_9 = (
    "Child Unique ID", "Gender", "Date of Birth", "LA in Touch", "Type of Accommodation",
    "Suitability of Accommodation", "Activity Status",
)  # fmt: skip
D = datetime.date
USUAL = {
    "Child Unique ID": 70001, "Gender": "a) Male", "Ethnicity": "a) WBRI", "Date of Birth": D(2012, 3, 2),
    "Does the Child have a Disability": "b) No", "Date Started to be Looked After": D(2019, 5, 1),
    "Child's Category of Need": "N1 - Abuse or Neglect", "Child's Legal Status": "C2: FCO",
    "Start date of current legal status": D(2019, 9, 1), "Date of Latest Statutory Review": D(2021, 2, 1),
    "What is the permanence plan for this child?": "f) Long-term fostering",
    "Start Date of Most Recent Placement": D(2020, 6, 1), "Placement Type": "f) U6: Foster placement - not FFA",
    "Placement Provider": "b) PR1 - Own provision", "Placement postcode": "CT1 2EH",
    "Allocated Worker": "Mo Akhtar",
}  # fmt: skip


@dataclass(frozen=True)
class Raw:
    """A cell's own XML: `Raw('t="e"', "<v>#N/A</v>")`."""

    attributes: str
    inside: str


Value = str | int | float | datetime.date | Raw | None


@dataclass
class Sheet:
    """One sheet: its rows by number (1-based); `after` is XML behind them."""

    name: str
    rows: dict[int, Sequence[Value]] = field(default_factory=dict)
    state: str = "visible"
    after: str = ""


def a_list(name: str, headings: Sequence[str], *rows: dict[str, Value], top: int = 1, **more: str) -> Sheet:
    """A sheet with headings in row `top` and a row for each child below."""
    below = {top + at: [row.get(heading) for heading in headings] for at, row in enumerate(rows, start=1)}
    return Sheet(name, {top: list(headings), **below}, **more)


def child(**changes: Value) -> dict[str, Value]:
    """A usual row of List 8; `started=...`, `plan=...` and so on change it."""
    names = {
        "id": "Child Unique ID", "dob": "Date of Birth", "started": "Date Started to be Looked After",
        "ceased": "Date Ceased to be Looked After", "rec": "Reason Ceased to be Looked After",
        "plan": "What is the permanence plan for this child?", "ls": "Child's Legal Status",
        "ls_since": "Start date of current legal status", "place": "Placement Type",
        "place_since": "Start Date of Most Recent Placement", "disability": "Does the Child have a Disability",
        "uasc": "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N))",
        "review": "Date of Latest Statutory Review", "sex": "Gender", "worker": "Allocated Worker",
    }  # fmt: skip
    return {**USUAL, **{names[name]: value for name, value in changes.items()}}


def list_8(*rows: dict[str, Value], **more: object) -> Sheet:
    """A List 8."""
    return a_list("List 8", LIST_8, *(rows or (child(),)), **more)  # type: ignore[arg-type]


def book(*sheets: Sheet, from_1904: bool = False, **parts: bytes) -> bytes:
    """A workbook of these sheets; `parts` are put in, or in the place of its own."""
    strings: list[str] = []
    made: dict[str, bytes | str] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": _links(("officeDocument", "xl/workbook.xml")),
        "xl/styles.xml": STYLES,
    }
    listed, links = [], [("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")]
    for number, sheet in enumerate(sheets, start=1):
        links.append(("worksheet", f"worksheets/sheet{number}.xml"))
        listed.append(f'<sheet name="{sheet.name}" sheetId="{number}" state="{sheet.state}" r:id="rId{len(links)}"/>')
        made[f"xl/worksheets/sheet{number}.xml"] = _sheet(sheet, strings)
    dates = '<workbookPr date1904="1"/>' if from_1904 else ""
    made["xl/workbook.xml"] = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}">{dates}<sheets>{"".join(listed)}</sheets></workbook>'
    )
    made["xl/_rels/workbook.xml.rels"] = _links(*links)
    made["xl/sharedStrings.xml"] = (
        f'<sst xmlns="{MAIN}">{"".join(f"<si><t>{escape(text)}</t></si>" for text in strings)}</sst>'
    )
    return pack(made | parts)


def pack(parts: dict[str, bytes | str]) -> bytes:
    """A package of parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def read(data: bytes, name: str = "annex.xlsx", **options: object) -> returns.Reading:
    """Read one workbook."""
    return returns.read([returns.Source(name, data)], **options)  # type: ignore[arg-type]


def serial(day: datetime.date) -> int:
    """The number that stands for a day."""
    return (day - D(1899, 12, 30)).days


def _links(*links: tuple[str, str]) -> str:
    inside = "".join(
        f'<Relationship Id="rId{at}" Type="{LINKS}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(links, start=1)
    )
    return f'<Relationships xmlns="{PACKAGE}">{inside}</Relationships>'


def _sheet(sheet: Sheet, strings: list[str]) -> str:
    rows = "".join(
        f'<row r="{number}">{"".join(_cell(number, at, value, strings) for at, value in enumerate(values))}</row>'
        for number, values in sorted(sheet.rows.items())
    )
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{sheet.after}</worksheet>'


def _cell(row: int, at: int, value: Value, strings: list[str]) -> str:
    place = f'r="{_letters(at)}{row}"'
    if value is None:
        return f'<c {place} s="1"/>'
    if isinstance(value, Raw):
        return f"<c {place} {value.attributes}>{value.inside}</c>"
    if isinstance(value, datetime.date):
        return f'<c {place} s="1"><v>{serial(value)}</v></c>'
    if isinstance(value, str):
        strings.append(value)
        return f'<c {place} t="s"><v>{len(strings) - 1}</v></c>'
    return f"<c {place}><v>{value}</v></c>"


def _letters(at: int) -> str:
    return chr(65 + at) if at < 26 else _letters(at // 26 - 1) + chr(65 + at % 26)
