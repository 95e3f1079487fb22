"""Rows that wait in an import, as they were sent, for those who may mend them: an audited read."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from kith.access.actor import Actor
from kith.audit import record
from kith.domain import returns
from kith.domain.returns import quarantine, tables
from kith.returns.models import Batch, RawRow, StoredFile
from kith.returns.queries import imports, kept

A_PAGE = 25
_UNSAVED = (Batch.Status.CHECKED,)


class WaitingRow(NamedTuple):
    """A row that waits: its file, the line where it starts, why, and what may be shown of its cells."""

    file: StoredFile
    line: int
    reason: str
    cells: tuple[quarantine.Cell, ...]


def count_waiting(batch: Batch) -> int:
    """How many rows of an import wait; none where its files were destroyed."""
    return 0 if batch.status == Batch.Status.DISCARDED else int(batch.ledger.get("quarantined", 0))


def open_waiting_rows(
    actor: Actor, batch: Batch, open_kept: kept.OpenKept, *, at: dt.datetime, part: slice | None = None
) -> list[WaitingRow]:
    """Rows that wait, by year, table and line, without postcodes; that they were read is one event.

    Before an import is saved they are read from the sealed copies of its files, afterwards from its sealed raw rows.
    """
    with record.unit_of_work():
        rows = _unsaved(actor, batch, open_kept) if batch.status in _UNSAVED else _saved(actor, batch, part)
        shown = rows[part or slice(None)] if batch.status in _UNSAVED else rows
        event = record.Event(
            "return.waiting_rows_read",
            actor.who(),
            at,
            subject_type=batch._meta.label,
            subject_id=str(batch.pk),
            batch_id=batch.pk,
            count=len(shown),
        )
        record.note(event)
    return shown


def _unsaved(actor: Actor, batch: Batch, open_kept: kept.OpenKept) -> list[WaitingRow]:
    places = {(part["table"], part["year"]) for part in batch.changes.get("parts", ()) if part["quarantined"]}
    sent = kept.get_kept(actor, batch, open_kept, only=places)
    found = [
        _row(one.kept_as, row.line, row.reason, row.raw)
        for one in sent.files
        if one.kept_as is not None
        for row in one.read.quarantined
    ]
    return sorted(found, key=lambda row: (row.file.year, row.file.table, row.file.pk, row.line))


def _saved(actor: Actor, batch: Batch, part: slice | None) -> list[WaitingRow]:
    files = {file.pk: file for file in imports.list_files(actor, batch)}
    rows = RawRow.objects.filter(part__file_id__in=files, status=returns.Status.QUARANTINED.value)
    ordered = rows.order_by("part__year", "part__table", "part__file_id", "line", "pk")
    return list(_opened(ordered[part or slice(None)], files))


def _opened(rows: Any, files: dict[Any, StoredFile]) -> Iterator[WaitingRow]:
    listed: Iterable[tuple[Any, int, str, Any]] = rows.values_list("part__file_id", "line", "reason", "sealed")
    for file_id, line, reason, sealed in listed:
        yield _row(files[file_id], line, reason, sealed[0] if sealed else ())


def _row(file: StoredFile, line: int, reason: str, raw: Iterable[str]) -> WaitingRow:
    cells = quarantine.cells_as_sent(tables.Table(file.table), file.columns, list(raw))
    return WaitingRow(file, line, reason, tuple(cells))
