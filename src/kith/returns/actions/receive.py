"""Taking in a return: check it, keep a sealed copy, show what saving it would do. Nothing is in any answer yet."""

import datetime as dt
import functools
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.models import Max

from kith.access import action, gate
from kith.access.actor import Actor
from kith.access.models import Council, Service
from kith.access.permissions import Permission
from kith.domain import returns
from kith.domain.returns import checks
from kith.returns import queries
from kith.returns.actions import bulk, store
from kith.returns.models import Batch, Finding, StoredFile

FINDING_COLUMNS = ("service_id", "batch_id", "file_id", "line", "column", "reference", "rule", "severity", "text")


@action.action(Permission.IMPORT_RETURN, on="service", event="return.received")
def receive_return(
    actor: Actor,
    *,
    service: Service,
    sources: Sequence[returns.Source],
    council: Council | None,
    at: dt.datetime,
    year: int | None = None,
) -> Batch:
    """Read what was sent (files, folders, zips), check it, and keep it as an import that is not saved yet.

    ``council`` is for rows that do not name theirs. ``year`` overrides the year that the episodes show. The import
    says what was read, refused and found, and what saving it would change. Values of the service's switched-off
    columns are replaced before anything is kept. Bad content never raises: it is refused or waits, with a reason.
    """
    sent = queries.read_sent(
        sources,
        council=council.code if council else None,
        codes=queries.get_council_codes(actor),
        switched_off=frozenset(service.switched_off_columns),
        year=year,
        saved_pupils=functools.partial(queries.get_pupils_in_force, actor),
    )
    ledger, changes = compare_with_stored(actor, sent=sent)
    batch = Batch.objects.create(
        service=service,
        number=(Batch.objects.filter(service=service).aggregate(last=Max("number"))["last"] or 0) + 1,
        council=council,
        years=sorted({file.read.year for file in sent.files}),
        ledger=ledger,
        changes=changes,
        refused=[refused._asdict() for refused in sent.refused],
        masked=_masked(sent),
        findings_count=len(sent.findings),
        sent_by_id=actor.user_id,
        sent_at=at,
        checked_at=at,
    )
    with _keeping_files(batch, sent) as files:
        _write_findings(batch, sent.findings, files)
        action.note(
            actor,
            "return.received",
            batch,
            at,
            count=ledger["read"],
            batch_id=str(batch.pk),
            files=len(sent.files),
            refused=len(sent.refused),
            findings=len(sent.findings),
        )
    return batch


@action.action(Permission.IMPORT_RETURN, on="batch", event="return.checked_again")
def check_return_again(actor: Actor, *, batch: Batch, at: dt.datetime) -> Batch:
    """Compare an unsaved import again, after another one was saved or taken back since it came in.

    Findings rest on what was sent, and stay; those of the rule that looks at returns saved before are found anew.
    """
    must_be_unsaved(batch=batch)
    sent = queries.get_kept(actor, batch, store.open_kept)
    batch.ledger, batch.changes = compare_with_stored(actor, sent=sent)
    batch.checked_at = at
    _find_against_saved_again(actor, batch, sent)
    batch.version += 1
    batch.save()
    action.note(actor, "return.checked_again", batch, at, batch_id=str(batch.pk))
    return batch


@action.action(Permission.IMPORT_RETURN, on="batch", event="return.discarded")
def discard_return(actor: Actor, *, batch: Batch, version: int | None, at: dt.datetime) -> Batch:
    """Do not save an import: its findings and stored files are destroyed, its numbers stay.

    The files go once all else is committed: a file that outlives its row is no loss, a row without its file would be.
    """
    must_be_unsaved(batch=batch)
    action.expect_version(batch, version)
    batch.status, batch.refused = Batch.Status.DISCARDED, []
    batch.save()
    Finding.objects.filter(batch=batch).delete()
    files = StoredFile.objects.filter(batch=batch)
    for name in files.values_list("stored_as", flat=True):
        transaction.on_commit(functools.partial(store.remove, name))
    files.delete()
    action.note(actor, "return.discarded", batch, at, batch_id=str(batch.pk))
    return batch


def must_be_unsaved(*, batch: Batch) -> None:
    """Raise gate.ActionBlocked unless the import still waits for somebody to save it or not."""
    if batch.status != Batch.Status.CHECKED:
        raise gate.ActionBlocked(f"Import {batch.number} does not wait any more: {batch.get_status_display().lower()}.")


def compare_with_stored(actor: Actor, *, sent: queries.Sent) -> tuple[dict[str, int], dict[str, Any]]:
    """The ledger, and what saving would change, against the rows in force now."""
    parts = sent.parts
    in_force = queries.get_rows_to_compare(actor, {(part.table, part.council_code) for part in parts})
    known = queries.list_known_again(actor, [part.sha256 for part in parts])
    compared = queries.compare(parts, in_force, unseal=queries.unseal, known=known.keys())
    replaced = queries.get_replaced(actor)
    for counts in compared.parts:
        if not counts.known:
            counts.replaces = replaced.get((counts.table, counts.council, counts.year))
    again = [known.get(part.file_key) for part in parts]
    children = queries.list_children_in_force(actor, {part.council_code for part in parts})
    changes = compared.changes(children)
    changes["known"] = sorted({number for number in again if number is not None})
    changes["all_known"] = bool(again) and None not in again
    return compared.ledger(), changes


# The name and table of a file: an XML file or a workbook has several tables.
FileAt = tuple[str, str]


@contextmanager
def _keeping_files(batch: Batch, sent: queries.Sent) -> Iterator[dict[FileAt, StoredFile]]:
    """Store the copies while the rest is saved inside; if anything fails, none of them stays behind."""
    files: dict[FileAt, StoredFile] = {}
    try:
        for file in sent.files:
            row = StoredFile(
                service_id=batch.service_id,
                batch=batch,
                name=file.read.name,
                table=file.read.table.value,
                year=file.read.year,
                sha256=file.read.sha256,
                encoding=file.read.encoding,
                columns=list(file.read.columns),
                rows=file.read.row_count,
                masked=file.read.masked_counts,
            )
            row.stored_as = store.keep(file.copy, file_id=row.pk)
            files[file.read.name, file.read.table.value] = row
        StoredFile.objects.bulk_create(files.values())
        yield files
    except BaseException:
        for row in files.values():
            store.remove(row.stored_as)
        raise


def _write_findings(batch: Batch, findings: Sequence[returns.Finding], files: dict[FileAt, StoredFile]) -> None:
    service = bulk.as_stored(Finding, column="service_id", value=batch.service_id)
    number = bulk.as_stored(Finding, column="batch_id", value=batch.pk)
    ids = {at: bulk.as_stored(Finding, column="file_id", value=file.pk) for at, file in files.items()}
    rows = (
        (
            *(service, number, ids[one.file, one.table or ""], one.line),
            *((one.column or "")[:40], (one.child or "")[:40], one.rule[:20], one.severity.value, one.text),
        )
        for one in findings
    )
    bulk.insert_rows(Finding, columns=FINDING_COLUMNS, rows=rows)


def _find_against_saved_again(actor: Actor, batch: Batch, sent: queries.Sent) -> None:
    found = queries.find_against_saved(
        [file.read for file in sent.files],
        codes=queries.get_council_codes(actor),
        saved_pupils=functools.partial(queries.get_pupils_in_force, actor),
    )
    Finding.objects.filter(batch=batch, rule=checks.AGAINST_SAVED).delete()
    files = {(file.read.name, file.read.table.value): file.kept_as for file in sent.files if file.kept_as}
    _write_findings(batch, found, files)
    batch.findings_count = Finding.objects.filter(batch=batch).count()


def _masked(sent: queries.Sent) -> dict[str, int]:
    """How many values of each switched-off column were replaced."""
    counts: dict[str, int] = {}
    for file in sent.files:
        for column, count in file.read.masked_counts.items():
            counts[column] = counts.get(column, 0) + count
    return counts
