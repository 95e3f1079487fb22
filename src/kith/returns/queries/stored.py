"""What is kept of the returns that were saved: which parts are in force, and their rows for the domain."""

import collections
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from kith.access import scope
from kith.access.actor import Actor
from kith.domain import returns
from kith.domain.returns import tables
from kith.returns.models import Batch, FilePart, RawRow
from kith.returns.queries import comparing, rowtext
from kith.sealing import keys

# The sealed value as it stands, unopened.
CIPHER = models.ExpressionWrapper(models.F("sealed"), output_field=models.BinaryField())
SEALED_PLACE = "returns.RawRow.sealed"
# SQLite takes so many parameters at once without a doubt.
PICKED_AT_ONCE = 500


@dataclass
class RowsInForce:
    """The rows in force of one council as a reading, and where each stands.

    In the reading a file's name is the id of its part and a row's line the id of the raw row: several rows of an XML
    file may stand on one line. ``lines`` gives the line of a raw row; ``batch_numbers`` the number of the import that
    brought a part.
    """

    reading: returns.Reading
    lines: dict[int, int] = field(default_factory=dict)
    batch_numbers: dict[str, int] = field(default_factory=dict)


def unseal(cipher: Any) -> str:
    """Open the sealed cells of one row."""
    return keys.current().open(bytes(cipher), SEALED_PLACE).decode()


def list_parts_in_force(actor: Actor, council_code: str | None = None) -> Any:
    """The parts that answers are made from."""
    rows = scope.visible(actor, FilePart.objects).filter(in_force=True)
    return rows if council_code is None else rows.filter(council_code=council_code)


def list_batches_in_force(actor: Actor) -> Any:
    """The imports that answers are made from: an answer records them."""
    parts = list_parts_in_force(actor).values("batch_id")
    return scope.visible(actor, Batch.objects).filter(pk__in=parts).order_by("number")


def get_rows_to_compare(actor: Actor, places: Iterable[tuple[str, str]]) -> comparing.InForce:
    """The rows in force of some (table, council), by child, key and year, as `comparing.compare` wants them."""
    found: dict[tuple[str, str], dict[comparing.RowKey, comparing.Years]] = {}
    for table, council in sorted(set(places)):
        by_key = found.setdefault((table, council), {})
        for part in list_parts_in_force(actor, council).filter(table=table):
            rows = list(_accepted(part).values_list("pk", "normal", CIPHER))
            columns = _columns(part, [(pk, normal) for pk, normal, _ in rows])
            keys_of = tables.keys(tables.SPECS[tables.Table(table)], columns, part.year)
            for key, (_, normal, sealed) in zip(keys_of, rows, strict=True):
                by_key.setdefault(key, {})[part.year] = comparing.Stored(normal, sealed)
    return found


def list_children_in_force(actor: Actor, council_codes: Iterable[str]) -> set[tuple[str, str]]:
    """(council, reference) of every child that any row in force names."""
    parts = list_parts_in_force(actor).filter(council_code__in=set(council_codes))
    rows = RawRow.objects.filter(part__in=parts, status=returns.Status.ACCEPTED.value)
    return set(rows.values_list("part__council_code", "reference").distinct())


def list_known_again(actor: Actor, shas: Iterable[str]) -> dict[rowtext.FileKey, int]:
    """(SHA-256, year, council) of saved files among these, with the number of the import that brought them."""
    parts = scope.visible(actor, FilePart.objects).filter(
        batch__status=Batch.Status.COMMITTED, file__sha256__in=set(shas)
    )
    listed = parts.order_by("-batch__number").values_list("file__sha256", "year", "council_code", "batch__number")
    return {(sha, year, council): number for sha, year, council, number in listed}


def get_replaced(actor: Actor) -> dict[tuple[str, str, int], int]:
    """(table, council, year) of every part in force, with the number of its import."""
    listed = list_parts_in_force(actor).values_list("table", "council_code", "year", "batch__number")
    return {(table, council, year): number for table, council, year, number in listed}


def get_pupils_in_force(actor: Actor, council_code: str, without: set[int]) -> dict[str, set[str]]:
    """The children at whom each pupil number stands in what is in force of a council, ``without`` some years."""
    with_numbers = [table.value for table, spec in tables.SPECS.items() if tables.PUPIL_COLUMN in spec.columns]
    parts = list_parts_in_force(actor, council_code).filter(table__in=with_numbers).exclude(year__in=without)
    known: dict[str, set[str]] = {}
    for part in parts:
        columns = _columns(part, list(_accepted(part).values_list("pk", "normal")))
        for child, upn in zip(columns[tables.CHILD_COLUMN], columns[tables.PUPIL_COLUMN], strict=True):
            if upn is not None:
                known.setdefault(upn, set()).add(child)
    return known


def get_rows_in_force(actor: Actor, council_code: str) -> RowsInForce:
    """All rows in force of a council, for `returns.timelines`. Nothing sealed is opened but to tell apart rows that
    share a child and day and differ in nothing else (the key's number depends on what they say)."""
    parts = list_parts_in_force(actor, council_code).select_related("batch", "file")
    made = RowsInForce(returns.Reading())
    for part in parts:
        made.batch_numbers[str(part.pk)] = part.batch.number
        made.reading.files.append(_file(part, made))
    return made


def _file(part: FilePart, made: RowsInForce) -> returns.FileRead:
    rows = list(_accepted(part).values_list("pk", "line", "normal"))
    name, table = str(part.pk), tables.Table(part.table)
    columns = _columns(part, [(pk, normal) for pk, _, normal in rows])
    made.lines.update((pk, line) for pk, line, _ in rows)
    named = frozenset(part.file.columns) & columns.keys()
    ids = [pk for pk, _, _ in rows]
    read = returns.Part(table, part.council_code, part.year, part.file.sha256, name, ids, columns, named=named)
    return returns.FileRead(name, table, part.year, part.council_code, part.file.sha256, "", (), [read], [], {})


def _accepted(part: FilePart) -> Any:
    """The rows of a part that did not have to wait, in the order of the file."""
    return RawRow.objects.filter(part=part, status=returns.Status.ACCEPTED.value).order_by("line", "pk")


def _columns(part: FilePart, rows: list[tuple[int, str]]) -> tables.Columns:
    """The normalised values of a part's rows (id, text), column by column.

    Postcodes stay sealed, but for rows that share a key: what they say, postcodes too, is what tells them apart.
    """
    spec = tables.SPECS[tables.Table(part.table)]
    columns = rowtext.columns_of(part.table, [normal for _, normal in rows])
    hidden = [name for name, kind in spec.columns.items() if kind is tables.Kind.POSTCODE]
    if not spec.numbered or not hidden:
        return columns
    keys_of = list(zip(*(columns[name] for name in spec.key), strict=True))
    counts = collections.Counter(keys_of)
    places = {pk: at for at, (key, (pk, _)) in enumerate(zip(keys_of, rows, strict=True)) if counts[key] > 1}
    for pk, values in _opened(places):
        for name, value in zip(hidden, values, strict=True):
            columns[name][places[pk]] = value
    return columns


def _opened(pks: Iterable[int]) -> Iterator[tuple[int, list[Any]]]:
    """The normalised sealed values of some rows."""
    wanted = list(pks)
    for first in range(0, len(wanted), PICKED_AT_ONCE):
        some = wanted[first : first + PICKED_AT_ONCE]
        rows: Any = RawRow.objects.filter(pk__in=some, sealed__isnull=False).values_list("pk", "sealed")
        for pk, sealed in rows:
            yield pk, sealed[1]


def open_postcodes(actor: Actor, raw_row_id: int) -> tuple[str | None, str | None]:
    """The home and placement postcodes of one episode, normalised. Only ever used to work out a distance.

    The caller has found the episode among those the actor may see; who brings returns in is another question.
    """
    rows = RawRow.objects.filter(pk=raw_row_id, service_id=actor.service_id, part__in_force=True)
    sealed: Any = rows.values_list("sealed", flat=True).first()
    return (None, None) if sealed is None else (sealed[1][0], sealed[1][1])


def list_tables_in_force(actor: Actor) -> list[tuple[str, str, int, list[str]]]:
    """(council, table, year, columns) of what answers are made from. It names no row, so all of the service may."""
    parts = FilePart.objects.filter(service_id=actor.service_id, in_force=True)
    return list(parts.values_list("council_code", "table", "year", "file__columns").order_by("year"))
