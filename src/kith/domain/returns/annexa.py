"""Annex A, the child-level workbook for Ofsted's inspections: List 8 (children in care) and List 9 (care leavers).

Ofsted's template gives the headings, but councils word them as they like, so a sheet is known by its headings and a
heading by the words in it; names of sheets are not trusted. Hidden sheets are not read. Source: Ofsted, Annex A of the
inspection of local authority children's services, as in the sample workbook of liia-tools (read 27 November 2026).
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kith.domain.returns import model, package, sheets, tables, workbook, worksheet

_IN_CARE = r"(looked after|\bcare\b|\bcla\b|\blac\b)"
# Column, the heading in Ofsted's words, and the words by which a heading is known. The first that fits counts.
_COLUMNS: dict[tables.Table, tuple[tuple[str, str, str], ...]] = {
    tables.Table.LIST_8: (
        ("CHILD", "Child Unique ID", r"(child|person|unique).*\b(id|reference|number)\b|\bid\b"),
        ("DOB", "Date of Birth", r"birth|\bdob\b"),
        ("AGE", "Age", r"^age\b"),
        ("UASC", "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months", r"unaccompanied|\buasc\b"),
        ("DISABILITY", "Does the Child have a Disability", r"disab"),
        ("AGAIN", "Is this a second or subsequent period of being a Looked After Child", r"second or subsequent"),
        ("REC", "Reason Ceased to be Looked After", r"reason.*(ceas|end)"),
        ("CEASED", "Date Ceased to be Looked After", rf"(ceas|\bend).*{_IN_CARE}"),
        (
            "STARTED",
            "Date Started to be Looked After",
            rf"(start|began|became|entered).*{_IN_CARE}",
        ),
        ("LS_SINCE", "Start date of current legal status", r"(start|date).*legal status"),
        ("LS", "Child's Legal Status", r"legal status"),
        ("CIN", "Child's Category of Need", r"category of need|primary need"),
        ("REVIEW", "Date of Latest Statutory Review", r"statutory review|(latest|last) review"),
        ("SW_VISIT", "Date of Last Social Work Visit", r"social work.* visit"),
        ("IRO_VISIT", "Date of Last IRO Visit / Contact to the Child", r"\biro\b|reviewing officer"),
        ("PLAN", "What is the permanence plan for this child?", r"permanence plan|care plan"),
        ("HEALTH_ASSESSMENT", "Date of Last Health Assessment", r"health"),
        ("DENTAL_CHECK", "Date of Last Dental Check", r"dental|teeth"),
        ("PLACEMENTS", "Number of Placements in the Last 12 months", r"number of placements"),
        ("PLACE_SINCE", "Start Date of Most Recent Placement", r"(start|date).*placement"),
        ("PLACE_PROVIDER", "Placement Provider", r"placement provider|provider.*placement"),
        ("PL_POST", "Placement postcode", r"post ?code"),
        ("URN", "URN of Placement", r"\burn\b"),
        ("PLACE_LOCATION", "Placement Location", r"placement location|location of placement"),
        ("PLACE_LA", "LA of Placement", r"\bla of placement|authority of placement"),
        ("PLACE", "Placement Type", r"placement type|type of placement"),
        ("MISSING_TIMES", "Number of Episodes the Child has been 'Missing' from their Placement", r"episodes.*missing"),
        ("ABSENT_TIMES", "Number of Episodes the Child has been 'Absent' from their Placement", r"episodes.*absent"),
        ("INTERVIEW_OFFERED", "Was the child offered a Return Interview", r"offered.*interview"),
        ("INTERVIEW_ACCEPTED", "Did the child accept a Return Interview", r"accept.*interview"),
        ("TEAM", "Allocated Team", r"team"),
        ("WORKER", "Allocated Worker", r"worker"),
        ("SEX", "Gender", r"gender|^sex"),
        ("ETHNIC", "Ethnicity", r"ethnic"),
    ),
    tables.Table.LIST_9: (
        ("CHILD", "Child Unique ID", r"(child|person|unique).*\b(id|reference|number)\b|\bid\b"),
        ("DOB", "Date of Birth", r"birth|\bdob\b"),
        ("AGE", "Age", r"^age\b"),
        ("UASC", "Unaccompanied Asylum Seeking Child (UASC)", r"unaccompanied|\buasc\b"),
        ("DISABILITY", "Does the Child have a Disability", r"disab"),
        ("TEAM", "Allocated Team", r"team"),
        ("WORKER", "Allocated Worker", r"worker"),
        ("ADVISER", "Allocated Personal Adviser", r"personal advis"),
        ("ELIGIBILITY", "Eligibility Category", r"eligib"),
        ("IN_TOUCH", "LA in Touch", r"in touch"),
        ("LAST_CONTACT", "Date of Last Contact", r"last contact"),
        ("PATHWAY_PLAN", "Latest Pathway Plan Review Date", r"pathway"),
        ("SUITABLE", "Suitability of Accommodation", r"suitab"),
        ("ACCOM", "Type of Accommodation", r"accommodation"),
        ("ACTIV", "Activity Status", r"activity"),
        ("SEX", "Gender", r"gender|^sex"),
        ("ETHNIC", "Ethnicity", r"ethnic"),
    ),
}
# What tells one list from the others: besides the child and the date of birth all of the first, or two of the second.
_TELLS = {
    tables.Table.LIST_8: ({"STARTED"}, {"LS", "PLACE", "PLAN", "CEASED", "PLACE_SINCE", "LS_SINCE"}),
    tables.Table.LIST_9: (set(), {"IN_TOUCH", "ACCOM", "SUITABLE", "ELIGIBILITY", "ACTIV"}),
}
_FEWEST_TELLS = 2
_HEADER_WITHIN = 20
# A number without the format of a day is taken for one only in this span: 1954 to 2064.
_PLAIN_DAYS = (20_000, 60_000)


def wording(table: str, column: str) -> str:
    """A column of List 8 or 9 in Ofsted's words; the column's own name for any other."""
    named = {name: words for name, words, _ in _COLUMNS.get(tables.Table(table), ())}
    return named.get(column, column)


class _Header(NamedTuple):
    """Where the columns of a list stand: the table, the row of the headings, and column by position."""

    table: tables.Table
    line: int
    names: dict[int, str]


def read(book: workbook.Workbook, limits: model.Limits) -> list[sheets.Sheet]:
    """List 8 and List 9 of a workbook, those that it has. Raises sheets.CannotRead."""
    found: dict[tables.Table, sheets.Sheet] = {}
    unused: list[str] = []
    for sheet in book.sheets:
        header = _find_header(book, sheet, limits)
        if header is None or sheet.is_hidden:
            unused.append(f"{sheet.name} (hidden)" if header is not None else sheet.name)
            continue
        if header.table in found:
            both = f"{found[header.table].name} and {sheet.name}"
            raise sheets.CannotRead(f"the sheets {both} both look like {header.table}; leave only one in")
        found[header.table] = _Taking(book, sheet, header, limits).sheet()
    if not found:
        raise sheets.CannotRead(
            "no sheet that is shown is List 8 or List 9 of Ofsted's Annex A; save tables of the SSDA903 return as CSV"
        )
    made = [found[table] for table in tables.LISTS if table in found]
    if unused:
        made[0].problems.append(_note("file.sheet-unused", f"Sheets not used: {', '.join(unused)[:200]}."))
    return made


def _note(rule: str, words: str, *, line: int | None = None, column: str | None = None) -> sheets.Problem:
    severity = model.Severity.NOTE if line is None else model.Severity.WARNING
    return sheets.Problem(line, column, None, rule, severity, words)


def _find_header(book: workbook.Workbook, sheet: workbook.SheetOf, limits: model.Limits) -> _Header | None:
    """The row of headings, if a sheet begins with those of a list (titles may stand above)."""
    found: list[_Header] = []

    def take(number: int, row: worksheet.Row) -> None:
        if number > _HEADER_WITHIN:
            raise package.Enough
        texts = {at: cell.text for at, cell in row.items() if at < limits.columns}
        known = next((one for table in tables.LISTS if (one := _as_header(table, number, texts))), None)
        if known is not None:
            found.append(known)
            raise package.Enough

    book.rows(sheet, take)
    return found[0] if found else None


def _as_header(table: tables.Table, number: int, texts: dict[int, str]) -> _Header | None:
    names = _named(table, texts)
    there = set(names.values())
    needed, tells = _TELLS[table]
    if {"CHILD", "DOB"} | needed <= there and len(tells & there) >= _FEWEST_TELLS:
        return _Header(table, number, names)
    return None


def _named(table: tables.Table, texts: dict[int, str]) -> dict[int, str]:
    """The column at each position that has a heading; one that the list does not know keeps its own words."""
    names: dict[int, str] = {}
    taken: set[str] = set()
    for at, text in sorted(texts.items()):
        words = " ".join(re.sub(r"[^\w/ ]", " ", text.lower()).split())
        name = next((one for one, _, known in _COLUMNS[table] if re.search(known, words) and one not in taken), "")
        names[at] = name or tables.column_name(text)
        taken.add(name)
    return names


class _Taking:
    """Takes the rows below the headings of one list."""

    def __init__(self, book: workbook.Workbook, sheet: workbook.SheetOf, header: _Header, limits: model.Limits) -> None:
        self._book, self._of, self._header, self._limits = book, sheet, header, limits
        self._spec = tables.SPECS[header.table]
        self._rows: list[sheets.SheetRow] = []
        self._problems: list[sheets.Problem] = []

    def sheet(self) -> sheets.Sheet:
        """The list as read."""
        merged = self._book.rows(self._of, self._take)
        names = tuple(self._header.names.values())
        child_at = next(at for at, name in self._header.names.items() if name == tables.CHILD_COLUMN)
        rows = list(_with_merged(self._rows, names.index(tables.CHILD_COLUMN), _hidden_by(merged, child_at)))
        problems = [*sheets.about_columns(self._spec, names), *self._problems]
        return sheets.Sheet(self._spec, names, rows, self._of.name, problems)

    def _take(self, number: int, row: worksheet.Row) -> None:
        if number <= self._header.line:
            return
        if len(self._rows) >= self._limits.rows:
            raise sheets.CannotRead(f"more than {self._limits.rows:,} rows")
        cells = [self._text(number, name, row.get(at)) for at, name in self._header.names.items()]
        beyond = sorted(at for at in row if at not in self._header.names and row[at].text.strip())
        if beyond:
            self._problems.append(_note("row.beyond", "Cells without a heading are not used.", line=number))
        if any(cell.strip() for cell in cells):
            self._rows.append(sheets.SheetRow(number, cells))

    def _text(self, number: int, name: str, cell: worksheet.Cell | None) -> str:
        """A cell as text: days as DD/MM/YYYY, whatever they are to the workbook."""
        if cell is None:
            return ""
        if cell.unsolved:
            words = f"{name} holds a formula without a saved result. It counts as blank."
            self._problems.append(_note("value.formula", words, line=number, column=name))
        if cell.number is None or not self._holds_a_day(name, cell):
            return cell.text
        day = self._book.day(cell.number)
        return f"{day:%d/%m/%Y}" if day else cell.text

    def _holds_a_day(self, name: str, cell: worksheet.Cell) -> bool:
        if cell.is_date:
            return True
        first, last = _PLAIN_DAYS
        return self._spec.columns.get(name) is tables.Kind.DATE and first <= (cell.number or 0) <= last


def _hidden_by(merged: Iterable[tuple[int, int, int, int]], column: int) -> list[tuple[int, int]]:
    """(first row, last row) of the merged cells that reach over several rows of a column."""
    return [(first, last) for first, last, left, right in merged if left <= column <= right and last > first]


def _with_merged(rows: Iterable[sheets.SheetRow], at: int, hidden: list[tuple[int, int]]) -> Iterator[sheets.SheetRow]:
    """The rows; one whose child stands in a merged cell above waits, and says so."""
    for row in rows:
        above = next((first for first, last in hidden if first < row.line <= last), None)
        if above is None or row.cells[at].strip():
            yield row
        else:
            yield row._replace(waits=f"{tables.CHILD_COLUMN} is merged with row {above}.")
