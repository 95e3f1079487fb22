"""What saving an import and taking it back do to the tables of the return; the children's app does the rest.

Not actions by themselves: they run inside ``children.commit_return`` and ``children.roll_back_return``.
"""

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models.functions import Coalesce

from kith.domain import returns
from kith.returns.actions import bulk
from kith.returns.models import Batch, FilePart, RawRow, StoredFile
from kith.returns.queries import rowtext, stored
from kith.sealing import keys

RAW_COLUMNS = (
    *("service_id", "part_id", "line", "reference"),
    *("values", "normal", "sealed", "status", "reason"),
)
# When a part's turn is: its own import's, or that of the import that had brought the same file before.
TURN = (Coalesce("turn_at", "batch__committed_at"), Coalesce("turn_number", "batch__number"))


def write_parts(batch: Batch, *, parts: Iterable[tuple[StoredFile, rowtext.PartText]]) -> int:
    """Write the raw rows of an import, sealed where they must be; returns how many."""
    count = 0
    turns = _turns(batch)
    for file, text in parts:
        turn_at, turn_number = turns.get((file.sha256, text.table, text.council_code, text.year), (None, None))
        part = FilePart.objects.create(
            service_id=batch.service_id,
            batch=batch,
            file=file,
            table=text.table,
            council_code=text.council_code,
            year=text.year,
            rows=text.row_count,
            turn_at=turn_at,
            turn_number=turn_number,
        )
        bulk.insert_rows(RawRow, columns=RAW_COLUMNS, rows=raw_rows(part, text=text))
        count += text.row_count
    return count


def _turns(batch: Batch) -> dict[tuple[str, str, str, int], tuple[dt.datetime, int]]:
    """(SHA-256, table, council, year) of files of ``batch`` that were saved before, with the turn that they keep."""
    shas = StoredFile.objects.filter(batch=batch).values("sha256")
    parts = FilePart.objects.filter(batch__status=Batch.Status.COMMITTED, file__sha256__in=shas)
    listed = parts.order_by(*TURN).values_list("file__sha256", "table", "council_code", "year", *TURN)
    return {(sha, table, council, year): (at, number) for sha, table, council, year, at, number in listed}


def raw_rows(part: FilePart, *, text: rowtext.PartText) -> Iterator[tuple[Any, ...]]:
    """The values of each raw row in the order of RAW_COLUMNS, postcodes and unknown columns sealed one by one."""
    service = bulk.as_stored(RawRow, column="service_id", value=part.service_id)
    ring, place, pk = keys.current(), stored.SEALED_PLACE, part.pk
    accepted, waits = returns.Status.ACCEPTED.value, returns.Status.QUARANTINED.value
    sealed_cells = ring.seal_each((None if one is None else one.encode() for one in text.secrets), place)
    services, parts, states, reasons = (itertools.repeat(one, len(text.lines)) for one in (service, pk, accepted, ""))
    # A zip makes a row faster than any loop of ours.
    told = (services, parts, text.lines, text.references, text.values, text.normals)
    usable = zip(*told, sealed_cells, states, reasons, strict=True)
    waiting = (
        (service, pk, row.line, "", "", "", ring.seal(row.secret.encode(), place), waits, row.reason)
        for row in text.waiting
    )
    return itertools.chain(usable, waiting)


def put_in_force(batch: Batch) -> set[str]:
    """Work out anew which parts count, after ``batch`` was saved or taken back; returns the councils concerned.

    For each table, council and year that is the part of the import that was saved last. Of two different files in
    one import the one with the higher SHA-256 counts, so that the order of files never matters. A file that came again
    keeps its turn (see FilePart); of the same file twice the rows of the earlier import go on counting.
    """
    councils = set(FilePart.objects.filter(batch=batch).values_list("council_code", flat=True))
    parts = FilePart.objects.filter(batch__status=Batch.Status.COMMITTED, council_code__in=councils)
    winners: dict[tuple[str, str, int], int] = {}
    ordered = parts.order_by(*TURN, "file__sha256", "-batch__committed_at", "-batch__number", "-pk")
    for pk, table, council, year in ordered.values_list("pk", "table", "council_code", "year"):
        winners[table, council, year] = pk
    of_councils = FilePart.objects.filter(service_id=batch.service_id, council_code__in=councils)
    of_councils.filter(in_force=True).exclude(pk__in=winners.values()).update(in_force=False)
    of_councils.filter(in_force=False, pk__in=winners.values()).update(in_force=True)
    return councils
