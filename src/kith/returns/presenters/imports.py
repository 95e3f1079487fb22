"""Page objects: the list of imports, and one import."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import formats, timezone

from kith.domain.returns import Refused, checks, replacing, tables, told
from kith.returns.models import Batch, StoredFile
from kith.returns.presenters import findings as found
from kith.returns.queries import count_waiting

TAGS = {
    Batch.Status.CHECKED: "govuk-tag--yellow",
    Batch.Status.COMMITTED: "",
    Batch.Status.ROLLED_BACK: "govuk-tag--purple",
    Batch.Status.DISCARDED: "govuk-tag--grey",
}
# What the sentences about changes are headed by: an import that was not saved changed nothing.
TITLES = {
    Batch.Status.CHECKED: "What saving it would change",
    Batch.Status.COMMITTED: "What it changed",
    Batch.Status.ROLLED_BACK: "What it changed, until it was taken back",
    Batch.Status.DISCARDED: "What saving it would have changed",
}
BEHIND = "What saving it would have changed on that day"
SEVERITIES = {"error": "Wrong", "warning": "Needs a look", "note": "For information"}
SEVERITY_TAGS = {"error": "govuk-tag--red", "warning": "govuk-tag--yellow", "note": "govuk-tag--grey"}
COUNTED = ("new", "unchanged", "changed", "quarantined", "absent")


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
    """All findings of one rule. ``is_rule``: the title says what should be so, else what was found."""

    rule: str
    title: str
    is_rule: bool
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
    changes_title: str
    changes: list[str]
    whose: list[str]
    more: int
    files: list[FileRow]
    totals: list[str]
    file_names: list[tuple[str, str, int]]
    refused: list[Refused]
    has_facts: bool
    masked: list[tuple[str, int]]
    groups: list[FindingGroup]
    findings: int
    waiting: int
    saved_before: str
    takes_most: list[str]
    compared_with: str
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
    """One import. What fell behind is told of the day it was checked on, and what it would replace now is not told."""
    ledger, changes = batch.ledger, batch.changes
    waits = batch.status == Batch.Status.CHECKED
    is_behind = waits and must_check_again
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
        changes_title=BEHIND if is_behind else TITLES[Batch.Status(batch.status)],
        changes=change_sentences(changes, saved=batch.committed_at is not None),
        whose=changes.get("whose", []),
        more=max(changes["children_changed"] - len(changes.get("whose", [])), 0),
        files=[_file_row(part) for part in changes["parts"]],
        totals=[f"{sum(part[name] for part in changes['parts']):,}" for name in COUNTED],
        file_names=[(file.name, str(file), file.rows) for file in files],
        refused=told(Refused(**one) for one in batch.refused),
        has_facts=any(one["reason"] == tables.LOCAL_FACTS for one in batch.refused),
        masked=sorted(batch.masked.items()),
        groups=[_group(group) for group in groups],
        findings=batch.findings_count,
        waiting=count_waiting(batch),
        saved_before=_numbers(changes["known"]) if changes["all_known"] and not is_behind else "",
        takes_most=takes_most(changes) if waits and not is_behind else [],
        compared_with=_compared_with(batch, is_behind=is_behind),
        waits=waits,
        can_be_saved=waits and ledger["read"] > 0 and not changes["all_known"],
        must_check_again=is_behind,
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
            f"{_absent(changes['absent'])} not in this one."
        )
    taken = "were" if saved else "will be"
    said += [
        f"{_left_out(one)}: they {taken} taken to have left care." for one in changes.get("left", ()) if one["left"]
    ]
    if changes["known"] and not changes["all_known"]:
        nothing = "changed" if saved else "change"
        said.append(f"Files that were saved before, as import {_numbers(changes['known'])}, {nothing} nothing.")
    return said


def _compared_with(batch: Batch, *, is_behind: bool) -> str:
    """What the ledger's words new, unchanged and changed are measured by."""
    if is_behind:
        with_what = f"what was saved on {_moment(batch.checked_at)}, when it was checked"
    elif batch.status == Batch.Status.CHECKED:
        with_what = "what is saved now"
    else:
        with_what = "what was saved before it, on the day it was checked"
    return with_what + (", and each year with the years before it that were sent with it" * (len(batch.years) > 1))


def takes_most(changes: dict[str, Any]) -> list[str]:
    """What saving would take most of away: of a table, or of the children in care whom a later year leaves out."""
    return [
        *_takes_most_rows(changes),
        *(
            f"{_left_out(one)}: they would be taken to have left care."
            for one in changes.get("left", ())
            if replacing.takes_most(one["in_care"], one["left"])
        ),
    ]


def _left_out(one: dict[str, Any]) -> str:
    of = f"{one['left']:,} of {one['in_care']:,} children in care at the end of the last return ({one['year']}"
    return f"{of}, {one['council']}) are not in this one"


def _takes_most_rows(changes: dict[str, Any]) -> list[str]:
    """For each table that saving would take most of away: how many rows come, and how many stand there now."""
    return [
        f"{part['table']} {part['year']}, {part['council']}: {_rows(part)} the place of {part['before']:,}. "
        f"{part['absent']:,} of those {'is' if part['absent'] == 1 else 'are'} no longer there."
        for part in changes["parts"]
        if replacing.takes_most(part.get("before", 0), part["absent"])
    ]


def _rows(part: dict[str, Any]) -> str:
    count = part["new"] + part["unchanged"] + part["changed"]
    return "1 row takes" if count == 1 else f"{count:,} rows take"


def _absent(count: int) -> str:
    return "1 row of those is" if count == 1 else f"{count:,} rows of those are"


def _children(count: int, *, of: bool = False) -> str:
    if of:
        return "1 child" if count == 1 else f"{count:,} children"
    return "1 child is" if count == 1 else f"{count:,} children are"


def _numbers(numbers: Sequence[int]) -> str:
    *first, last = map(str, numbers)
    return f"{', '.join(first)} and {last}" if first else last


def _sent(batch: Batch) -> str:
    return f"{_moment(batch.sent_at)}, {batch.sent_by.display_name if batch.sent_by else 'by the kith command'}"


def _moment(at: dt.datetime) -> str:
    return formats.date_format(timezone.localtime(at), "j F Y, H:i")


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
    is_rule = rule in checks.RULES
    title = checks.RULES[rule].title if is_rule else found.TITLES.get(rule, group["example"])
    words, tag = SEVERITIES[severity], SEVERITY_TAGS[severity]
    return FindingGroup(rule, title, is_rule, words, tag, group["count"], group["example"])
