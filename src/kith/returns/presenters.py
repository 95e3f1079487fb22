"""Page objects: the list of imports, one import, and its findings."""

import csv
import io
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import formats, timezone

from kith.domain.returns import checks
from kith.returns.models import Batch, Finding, StoredFile

TAGS = {
    Batch.Status.CHECKED: "govuk-tag--yellow",
    Batch.Status.COMMITTED: "",
    Batch.Status.ROLLED_BACK: "govuk-tag--purple",
    Batch.Status.DISCARDED: "govuk-tag--grey",
}
SEVERITIES = {"error": "Wrong", "warning": "Needs a look", "note": "For information"}
SEVERITY_TAGS = {"error": "govuk-tag--red", "warning": "govuk-tag--yellow", "note": "govuk-tag--grey"}
# What reading itself finds, in the words of a heading; DfE's own rules bring theirs.
TITLES = {
    "file.encoding": "The file is not in UTF-8.",
    "file.column-twice": "A heading stands twice.",
    "file.column-extra": "Columns that the return does not know.",
    "file.column-absent": "Columns that are not there.",
    "file.two-versions": "Two files give the same table and year, and differ.",
    "row.form": "The row does not have the cells of the header.",
    "row.key": "The row cannot be told from others: its key is blank or impossible.",
    "row.repeated": "The same row stands twice.",
    "row.same-key": "Two rows have one key and say different things.",
    "value.date": "A date that is none.",
    "value.number": "A number that is none.",
}
COUNTED = ("new", "unchanged", "changed", "quarantined", "absent")
CSV_COLUMNS = ("file", "line", "column", "child", "rule", "severity", "what was found")
# A spreadsheet takes a cell that begins like this for a formula (OWASP, CSV injection); the wide forms too.
FORMULA_STARTS = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")


@dataclass(frozen=True)
class BatchRow:
    """One import in the list."""

    id: uuid.UUID
    name: str
    sent: str
    years: str
    council: str
    rows: str
    status: str
    tag: str


@dataclass(frozen=True)
class FileRow:
    """One table of one year: its ledger, and which import it would take the place of."""

    table: str
    year: int
    council: str
    new: str
    unchanged: str
    changed: str
    quarantined: str
    absent: str
    replaces: str


@dataclass(frozen=True)
class FindingGroup:
    """All findings of one rule."""

    rule: str
    title: str
    severity: str
    tag: str
    count: int
    example: str


@dataclass(frozen=True)
class ImportPage:
    """One import: what was read, refused and found, and what saving does or did."""

    id: uuid.UUID
    number: int
    version: int
    name: str
    status: str
    tag: str
    sent: str
    council: str
    years: str
    sum: str
    changes: list[str]
    files: list[FileRow]
    totals: list[str]
    file_names: list[tuple[str, str, int]]
    refused: list[dict[str, str]]
    masked: list[tuple[str, int]]
    groups: list[FindingGroup]
    findings: int
    saved_before: str
    waits: bool
    can_be_saved: bool
    must_check_again: bool
    is_saved: bool


def batch_rows(batches: Iterable[Batch]) -> list[BatchRow]:
    """The list of imports."""
    return [
        BatchRow(
            batch.pk,
            str(batch),
            _sent(batch),
            _years(batch),
            batch.council.name if batch.council else "as in the files",
            f"{batch.ledger.get('read', 0):,}",
            batch.get_status_display(),
            TAGS[Batch.Status(batch.status)],
        )
        for batch in batches
    ]


def import_page(
    batch: Batch, *, files: Sequence[StoredFile], groups: Sequence[dict[str, Any]], must_check_again: bool
) -> ImportPage:
    """One import."""
    ledger, changes = batch.ledger, batch.changes
    waits = batch.status == Batch.Status.CHECKED
    return ImportPage(
        id=batch.pk,
        number=batch.number,
        version=batch.version,
        name=str(batch),
        status=batch.get_status_display(),
        tag=TAGS[Batch.Status(batch.status)],
        sent=_sent(batch),
        council=batch.council.name if batch.council else "as in the files",
        years=_years(batch),
        sum=ledger_sentence(ledger),
        changes=change_sentences(changes, saved=not waits),
        files=[_file_row(part) for part in changes["parts"]],
        totals=[f"{sum(part[name] for part in changes['parts']):,}" for name in COUNTED],
        file_names=[(file.name, str(file), file.rows) for file in files],
        refused=batch.refused,
        masked=sorted(batch.masked.items()),
        groups=[_group(group) for group in groups],
        findings=batch.findings_count,
        saved_before=_numbers(changes["known"]) if changes["all_known"] else "",
        waits=waits,
        can_be_saved=waits and ledger["read"] > 0 and not changes["all_known"],
        must_check_again=waits and must_check_again,
        is_saved=batch.status == Batch.Status.COMMITTED,
    )


def ledger_sentence(ledger: dict[str, int]) -> str:
    """The ledger's identity: every row that was read is in one of its parts."""
    return (
        f"{ledger['read']:,} rows read = {ledger['new']:,} new + {ledger['unchanged']:,} unchanged + "
        f"{ledger['changed']:,} changed + {ledger['quarantined']:,} waiting."
    )


def change_sentences(changes: dict[str, Any], *, saved: bool) -> list[str]:
    """What saving does, in sentences; nothing is left out because it is nought."""
    replaced = sorted({part["replaces"] for part in changes["parts"] if part["replaces"]})
    said = [
        f"{_children(changes['children_new'])} new.",
        f"The history of {_children(changes['children_changed'], of=True)} {'changed' if saved else 'changes'}.",
    ]
    if replaced:
        takes = "took" if saved else "takes"
        said.append(
            f"It {takes} the place of the same tables and years of import {_numbers(replaced)}; "
            f"{changes['absent']:,} rows of those are not in this one."
        )
    return said


def _children(count: int, *, of: bool = False) -> str:
    if of:
        return "1 child" if count == 1 else f"{count:,} children"
    return "1 child is" if count == 1 else f"{count:,} children are"


def _numbers(numbers: Sequence[int]) -> str:
    *first, last = map(str, numbers)
    return f"{', '.join(first)} and {last}" if first else last


def _sent(batch: Batch) -> str:
    day = formats.date_format(timezone.localtime(batch.sent_at), "j F Y, H:i")
    return f"{day}, {batch.sent_by.display_name if batch.sent_by else 'by the kith command'}"


def _years(batch: Batch) -> str:
    if not batch.years:
        return "none"
    first, last = batch.years[0], batch.years[-1]
    return str(first) if first == last else f"{first} to {last}"


def _file_row(part: dict[str, Any]) -> FileRow:
    counts = {name: f"{part[name]:,}" for name in COUNTED}
    replaces = f"Import {part['replaces']}" if part["replaces"] else ""
    return FileRow(part["table"], part["year"], part["council"], **counts, replaces=replaces)


def _group(group: dict[str, Any]) -> FindingGroup:
    rule, severity = group["rule"], group["severity"]
    title = checks.RULES[rule].title if rule in checks.RULES else TITLES.get(rule, group["example"])
    words, tag = SEVERITIES[severity], SEVERITY_TAGS[severity]
    return FindingGroup(rule, title, words, tag, group["count"], group["example"])


@dataclass(frozen=True)
class FindingRow:
    """One finding with its place."""

    file: str
    line: str
    column: str
    child: str
    text: str


@dataclass(frozen=True)
class FindingsPage:
    """Some findings of an import."""

    id: uuid.UUID
    name: str
    title: str
    rows: list[FindingRow]
    total: int
    pagination: dict[str, Any]


def findings_page(
    batch: Batch, rows: Sequence[Finding], *, files: Sequence[StoredFile], total: int, rule: str, pages: dict[str, Any]
) -> FindingsPage:
    """The findings of one rule, or of all."""
    names = {file.pk: file.name for file in files}
    title = checks.RULES[rule].title if rule in checks.RULES else TITLES.get(rule, "Everything that was found")
    shown = [FindingRow(names[row.file_id], str(row.line or ""), row.column, row.reference, row.text) for row in rows]
    return FindingsPage(batch.pk, str(batch), title, shown, total, pages)


def pagination(number: int, *, pages: int, query: str = "") -> dict[str, Any]:
    """Links to the page before and after; nothing where there is one page only."""
    links: dict[str, Any] = {}
    if number > 1:
        links["previous"] = {"href": f"?{query}page={number - 1}", "labelText": f"{number - 1} of {pages}"}
    if number < pages:
        links["next"] = {"href": f"?{query}page={number + 1}", "labelText": f"{number + 1} of {pages}"}
    return links


def findings_csv(rows: Iterable[Finding], *, files: Sequence[StoredFile]) -> str:
    """Findings as CSV, keyed by file and line; no cell can be taken for a formula."""
    names = {file.pk: file.name for file in files}
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(CSV_COLUMNS)
    for row in rows:
        cells = (names[row.file_id], row.line or "", row.column, row.reference, row.rule, row.severity, row.text)
        writer.writerow([harmless(str(cell)) for cell in cells])
    return out.getvalue()


def harmless(cell: str) -> str:
    """A cell that a spreadsheet shows and does not run: an apostrophe goes before what could begin a formula."""
    return f"'{cell}" if cell.lstrip(" ").startswith(FORMULA_STARTS) else cell
