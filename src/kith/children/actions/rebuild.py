"""The children of a council and their care history, worked out anew from the rows in force.

The raw rows are the record; what is written here can be thrown away and made again at any time.
"""

import datetime as dt
import json
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models

from kith.access.actor import Actor
from kith.access.models import Council
from kith.children.models import CareEpisode, CareRow, Child, EligibilityResult
from kith.children.queries.records import EPISODE_FIELDS, ROW_KINDS
from kith.domain import returns
from kith.returns import actions as return_actions
from kith.returns import queries as return_queries

Stored = Callable[..., Any]
CHILD_FIELDS = ("born_on", "birth_date_conflict", "sex", "last_seen_on", "in_any_return")
EPISODE_COLUMNS = ("service_id", "child_id", *EPISODE_FIELDS, "raw_row_id")
ROW_COLUMNS = ("service_id", "child_id", "table", "year", "batch_number", "line", "values")
_LONGEST_CODE = CareEpisode._meta.get_field("place").max_length or 20


@dataclass
class Rebuilt:
    """How many children a rebuilding made, changed, and found in no return any more."""

    new: int = 0
    changed: int = 0
    gone: int = 0
    removed: int = 0


def rebuild_council(actor: Actor, *, council: Council) -> Rebuilt:
    """Make the children of a council, their episodes and other rows anew from the rows in force.

    A child named for the first time is made. One that no return names any more keeps its row if anything refers to it
    (a referral, a note, a local fact), but stands in no answer; otherwise it is removed. A child that came in by
    another way than a return is left alone.
    """
    rows = return_queries.get_rows_in_force(actor, council.code)
    records = returns.timelines(rows.reading, repairs="liia")
    CareEpisode.objects.filter(child__council=council).delete()
    CareRow.objects.filter(child__council=council).delete()
    done = Rebuilt()
    ids = _write_children(council, records, done)
    _write_episodes(council, records, ids, rows)
    _write_rows(council, records, ids, rows)
    return done


def _write_children(council: Council, records: dict[Any, returns.Record], done: Rebuilt) -> dict[str, uuid.UUID]:
    """Bring the children's own rows up to date; returns the id of each child that stands in a return."""
    before = {
        row[0]: row[1:] for row in Child.objects.filter(council=council).values_list("reference", "pk", *CHILD_FIELDS)
    }
    fresh, changed, ids = [], [], {}
    for record in records.values():
        now = (record.dob, record.dob_conflict, (record.sex or "")[:1], record.last_seen, True)
        known = before.pop(record.child, None)
        if known is None:
            child = Child(service_id=council.service_id, council=council, reference=record.child)
            for name, value in zip(CHILD_FIELDS, now, strict=True):
                setattr(child, name, value)
            fresh.append(child)
        elif known[1:] != now:
            changed.append((*now, known[0]))
        ids[record.child] = known[0] if known else child.pk
    gone = {known[0] for known in before.values() if known[-1] and known[4] is not None}
    Child.objects.bulk_create(fresh, batch_size=500)
    key = _key(Child, "id")
    return_actions.update_rows(Child, columns=CHILD_FIELDS, rows=[(*row[:-1], key(row[-1])) for row in changed])
    return_actions.update_rows(Child, columns=("in_any_return",), rows=[(False, key(pk)) for pk in gone])
    done.new, done.changed, done.gone = len(fresh), len(changed), len(gone)
    done.removed = _remove_unreferenced(gone)
    return ids


def _write_episodes(
    council: Council,
    records: dict[Any, returns.Record],
    ids: dict[str, uuid.UUID],
    rows: return_queries.RowsInForce,
) -> None:
    service = return_actions.as_stored(CareEpisode, column="service_id", value=council.service_id)
    key = _key(CareEpisode, "child_id")

    def each() -> Iterator[tuple[Any, ...]]:
        for record in records.values():
            child = key(ids[record.child])
            for one in record.episodes:
                yield (
                    *(service, child, one.decom, one.dec),
                    *map(_code, (one.rne, one.ls, one.cin, one.place, one.provider, one.rec)),
                    *(_code(one.reason_place_change), _code(one.urn)),
                    *(one.year, rows.batch_numbers[one.file], rows.lines[one.line], one.repaired_by or ""),
                    one.line,
                )

    return_actions.insert_rows(CareEpisode, columns=EPISODE_COLUMNS, rows=each())


def _write_rows(
    council: Council,
    records: dict[Any, returns.Record],
    ids: dict[str, uuid.UUID],
    rows: return_queries.RowsInForce,
) -> None:
    service = return_actions.as_stored(CareRow, column="service_id", value=council.service_id)
    key = _key(CareRow, "child_id")

    def each() -> Iterator[tuple[Any, ...]]:
        for record in records.values():
            child = key(ids[record.child])
            for table, (name, _) in ROW_KINDS.items():
                for row in getattr(record, name):
                    number = rows.batch_numbers[row.file]
                    yield service, child, table, row.year, number, rows.lines[row.line], _values(row)

    return_actions.insert_rows(CareRow, columns=ROW_COLUMNS, rows=each())


def _values(row: Any) -> str:
    """The fields of a domain row as JSON, without where it stands."""
    said = {name: value for name, value in row._asdict().items() if name not in ("year", "file", "line")}
    return json.dumps(said, ensure_ascii=False, default=dt.date.isoformat)


def _code(value: str | None) -> str:
    """A code as it is kept; one too long to be any is cut, and marked so that it stays none."""
    if value is None or len(value) <= _LONGEST_CODE:
        return value or ""
    return value[: _LONGEST_CODE - 1] + "\u2026"


def _key(model: type[models.Model], column: str) -> Callable[[uuid.UUID], Any]:
    return lambda value: return_actions.as_stored(model, column=column, value=value)


def _remove_unreferenced(left: set[uuid.UUID]) -> int:
    """Remove those of some children that nothing but hidden answers refers to; returns how many."""
    EligibilityResult.objects.filter(child_id__in=left, run__taken_back=True).delete()
    while left:
        try:
            Child.objects.filter(pk__in=left).delete()
        except models.ProtectedError as error:
            left = left - _referred_to(error.protected_objects)
        else:
            break
    return len(left)


def _referred_to(rows: Iterable[models.Model]) -> set[uuid.UUID]:
    """The children that some rows refer to."""
    links = ((row, field) for row in rows for field in row._meta.concrete_fields)
    return {getattr(row, field.attname) for row, field in links if field.related_model is Child}
