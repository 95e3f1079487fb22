"""What saving an import and taking it back do to the tables of the return; the children's app does the rest.

Not actions by themselves: they run inside ``children.commit_return`` and ``children.roll_back_return``.
"""

import itertools
from collections.abc import Iterable, Iterator
from typing import Any

from kith.domain import returns
from kith.returns.actions import bulk
from kith.returns.models import Batch, FilePart, RawRow, StoredFile
from kith.returns.queries import rowtext, stored
from kith.sealing import keys

RAW_COLUMNS = (
    *("service_id", "part_id", "line", "reference"),
    *("values", "normal", "sealed", "status", "reason"),
)


def write_parts(batch: Batch, *, parts: Iterable[tuple[StoredFile, rowtext.PartText]]) -> int:
    """Write the raw rows of an import, sealed where they must be; returns how many."""
    count = 0
    for file, text in parts:
        part = FilePart.objects.create(
            service_id=batch.service_id,
            batch=batch,
            file=file,
            table=text.table,
            council_code=text.council_code,
            year=text.year,
            rows=text.row_count,
        )
        bulk.insert_rows(RawRow, columns=RAW_COLUMNS, rows=raw_rows(part, text=text))
        count += text.row_count
    return count


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
    one import the one with the higher SHA-256 counts, so that the order of files never matters.
    """
    councils = set(FilePart.objects.filter(batch=batch).values_list("council_code", flat=True))
    parts = FilePart.objects.filter(batch__status=Batch.Status.COMMITTED, council_code__in=councils)
    winners: dict[tuple[str, str, int], int] = {}
    ordered = parts.order_by("batch__committed_at", "batch__number", "file__sha256", "-pk")
    for pk, table, council, year in ordered.values_list("pk", "table", "council_code", "year"):
        winners[table, council, year] = pk
    of_councils = FilePart.objects.filter(service_id=batch.service_id, council_code__in=councils)
    of_councils.filter(in_force=True).exclude(pk__in=winners.values()).update(in_force=False)
    of_councils.filter(in_force=False, pk__in=winners.values()).update(in_force=True)
    return councils
