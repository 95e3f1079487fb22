"""The rows of one child that an answer rests on, as they were sent: without postcodes and switched-off values."""

import json
from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from django.db.models import Q

from kith.access.actor import Actor
from kith.domain import returns
from kith.domain.returns import tables
from kith.returns.models import Batch, RawRow

# Other tables whose rows may say what a record takes for a row of this one: the XML form's header, Annex A's lists.
ALSO_IN = {
    returns.Table.EPISODES.value: (returns.Table.LIST_8.value,),
    returns.Table.UASC.value: (returns.Table.HEADER.value,),
    returns.Table.OC3.value: (returns.Table.HEADER.value, returns.Table.LIST_9.value),
}


class Place(NamedTuple):
    """Where a row stands: number of the import, table, year of the return, line of the file."""

    batch: int
    table: str
    year: int
    line: int


class SentRow(NamedTuple):
    """A row as sent: (column, value) of every cell that is not blank, and the normalised values of its key.

    ``place`` is where it was asked for; ``table`` the one that it stands in.
    """

    place: Place
    table: str
    key: tuple[Any, ...]
    cells: tuple[tuple[str, str], ...]


def list_rows_of_child(
    actor: Actor, *, council_code: str, reference: str, places: Collection[Place]
) -> dict[Place, list[SentRow]]:
    """The rows of a child that stand at some places of saved imports: one query.

    The caller has found the child among those the actor may see. Sealed cells (postcodes, and columns that the return
    does not know) and the columns that the service has switched off, then or now, are left out.
    """
    found: dict[Place, list[SentRow]] = {}
    if not places:
        return found
    rows = RawRow.objects.filter(
        _at(places),
        service_id=actor.service_id,
        reference=reference,
        part__council_code=council_code,
        part__batch__status=Batch.Status.COMMITTED,
        status=returns.Status.ACCEPTED.value,
    )
    columns = ("part__batch__number", "part__table", "part__year", "line", "values", "normal")
    beside = ("part__file__columns", "service__switched_off_columns")
    for *where, values, normal, header, off in rows.order_by("part_id", "line", "pk").values_list(*columns, *beside):
        stands = Place(*where)
        for place in _asked_as(stands, places):
            row = SentRow(place, stands.table, _key(stands.table, normal), tuple(_cells(header, values, off)))
            found.setdefault(place, []).append(row)
    return found


def _asked_as(stands: Place, places: Collection[Place]) -> Iterator[Place]:
    """The places asked for that a row is meant by: its own, or that of a table whose rows follow from it."""
    meant = (table for table, also in ALSO_IN.items() if stands.table in also)
    yield from (place for table in (stands.table, *meant) if (place := stands._replace(table=table)) in places)


def _at(places: Collection[Place]) -> Q:
    """The rows at these places: the lines of each part together."""
    lines: dict[tuple[int, str, int], set[int]] = {}
    for batch, table, year, line in places:
        lines.setdefault((batch, table, year), set()).add(line)
    wanted = Q()
    for (batch, table, year), some in sorted(lines.items()):
        any_of = (table, *ALSO_IN.get(table, ()))
        wanted |= Q(part__batch__number=batch, part__table__in=any_of, part__year=year, line__in=some)
    return wanted


def _key(table: str, normal: str) -> tuple[Any, ...]:
    spec = tables.SPECS[tables.Table(table)]
    values = dict(zip(spec.columns, json.loads(f"[{normal}]"), strict=False))
    return tuple(values.get(name) for name in spec.key)


def _cells(header: list[str], values: str, off: Collection[str]) -> Iterator[tuple[str, str]]:
    for name, value in zip(header, json.loads(f"[{values}]"), strict=True):
        if value and name and value.strip() and value != returns.MASK and name not in off:
            yield name, value
