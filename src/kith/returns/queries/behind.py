"""The rows of one child that an answer rests on, as they were sent: without postcodes and switched-off values."""

import datetime as dt
import json
from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from django.db.models import Q

from kith.access.actor import Actor
from kith.domain import returns
from kith.domain.returns import born, tables
from kith.returns.models import Batch, RawRow

# Other tables whose rows may say what a record takes for a row of this one: the XML form's header, Annex A's lists.
ALSO_IN = {
    returns.Table.EPISODES.value: (returns.Table.LIST_8.value,),
    returns.Table.UASC.value: (returns.Table.HEADER.value,),
    returns.Table.OC3.value: (returns.Table.HEADER.value, returns.Table.LIST_9.value),
}


SAYS_BIRTH = frozenset({tables.CHILD_COLUMN, tables.BIRTH_COLUMN})
# Where a date of birth is looked for: the tables with a row for each child, or, where rows differ, all that give one.
OWN_TABLES = tuple(table.value for table in born.OWN_TABLES)
WITH_BIRTHS = tuple(table.value for table, spec in tables.SPECS.items() if tables.BIRTH_COLUMN in spec.columns)


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


class Shown(NamedTuple):
    """What is asked of a child's rows beside their places.

    ``births``: the tables in which to look for the date of birth. ``hides_home``: what names the home, or where it is,
    is left out: nobody may learn from a row where that child lives.
    """

    births: Collection[str] = ()
    hides_home: bool = False


class Rows(NamedTuple):
    """The rows of a child: those of the places asked for, and one for each date of birth in force, by date."""

    at: dict[Place, list[SentRow]]
    births: list[SentRow]


def list_rows_of_child(
    actor: Actor, *, council_code: str, reference: str, places: Collection[Place], shown: Shown
) -> Rows:
    """The rows of a child that stand at some places of saved imports, and those that give the birth: one query.

    The caller has found the child among those the actor may see. Sealed cells (postcodes, and columns that the return
    does not know) and the columns that the service has switched off, then or now, are left out. Of a row that gives the
    date of birth only the child and the day are shown; it is that of the table that is best to look at.
    """
    found: dict[Place, list[SentRow]] = {}
    ranked: list[tuple[born.Rank, returns.Birth]] = []
    give: list[SentRow] = []
    beside_off = tables.NAMES_THE_HOME if shown.hides_home else frozenset()
    for row in _rows(actor, council_code=council_code, reference=reference, places=places, births=shown.births):
        key, header, off = _key(row.stands.table, row.normal), row.header, beside_off | set(row.off)
        for place in _asked_as(row.stands, places):
            cells = tuple(_cells(header, row.values, off))
            found.setdefault(place, []).append(SentRow(place, row.stands.table, key, cells))
        given = _values(row.stands.table, row.normal).get(tables.BIRTH_COLUMN)
        if given and row.in_force and row.stands.table in shown.births:
            cells = tuple(cell for cell in _cells(header, row.values, off) if cell[0] in SAYS_BIRTH)
            birth = returns.Birth(dt.date.fromisoformat(given), row.stands.year, line=len(give))
            ranked.append((born.rank(row.stands.table, row.stands.year), birth))
            give.append(SentRow(row.stands, row.stands.table, key, cells))
    return Rows(found, [give[one.line] for one in born.best(ranked)])


class _Kept(NamedTuple):
    """A raw row with what is needed to show it."""

    stands: Place
    values: str
    normal: str
    in_force: bool
    header: list[str]
    off: list[str]


def _rows(
    actor: Actor, *, council_code: str, reference: str, places: Collection[Place], births: Collection[str]
) -> Iterator[_Kept]:
    if not places:
        return
    with_births = Q(part__in_force=True, part__table__in=births) if births else Q(pk=None)
    rows = RawRow.objects.filter(
        _at(places) | with_births,
        service_id=actor.service_id,
        reference=reference,
        part__council_code=council_code,
        part__batch__status=Batch.Status.COMMITTED,
        status=returns.Status.ACCEPTED.value,
    )
    columns = ("part__batch__number", "part__table", "part__year", "line", "values", "normal", "part__in_force")
    beside = ("part__file__columns", "service__switched_off_columns")
    for *where, values, normal, in_force, header, off in rows.order_by("part_id", "line", "pk").values_list(
        *columns, *beside
    ):
        yield _Kept(Place(*where), values, normal, in_force, header, off)


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
    values = _values(table, normal)
    return tuple(values.get(name) for name in tables.SPECS[tables.Table(table)].key)


def _values(table: str, normal: str) -> dict[str, Any]:
    """The normalised values of a row by column."""
    return dict(zip(tables.SPECS[tables.Table(table)].columns, json.loads(f"[{normal}]"), strict=False))


def _cells(header: list[str], values: str, off: Collection[str]) -> Iterator[tuple[str, str]]:
    for name, value in zip(header, json.loads(f"[{values}]"), strict=True):
        if value and name and value.strip() and value != returns.MASK and name not in off:
            yield name, value
