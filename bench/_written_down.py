"""People written into the tables of a service, as many as a workload asks for, and looked for as the page does it."""

import datetime as dt
import time
import uuid
from collections.abc import Iterator

from django.db import connection, transaction

from bench import _people
from kith.access import scope
from kith.access.actor import Actor
from kith.access.models import Council, Service, TenantQuerySet
from kith.children.models import Child
from kith.domain import matching
from kith.domain.terms import FactSource, PersonFactKind, PersonStatus
from kith.people import queries
from kith.people.models import Connection, Name, NameKey, Person, PersonFact, keys_of
from kith.returns.actions import bulk

BESIDE_ONE_CHILD = 20
AT_ONCE = 2_000
NOW = dt.datetime(2026, 4, 1, 9, 0, tzinfo=dt.UTC)


def fill(service: Service, people: list[matching.Person]) -> dict[str, uuid.UUID]:
    """Write people down beside children of a service; gives the id of each one's row."""
    with scope.every_service("the workload fills a service by hand"):
        council = Council.objects.get(service=service)
        children = [
            Child(service=service, council=council, reference=str(at), preferred_name=f"Child {at:05}")
            for at in range(0, len(people), BESIDE_ONE_CHILD)
        ]
        Child.objects.bulk_create(children, batch_size=AT_ONCE)
        rows = {one.id: Person(service=service) for one in people}
        for at in range(0, len(people), AT_ONCE):
            some = people[at : at + AT_ONCE]
            with transaction.atomic():
                Person.objects.bulk_create(rows[one.id] for one in some)
                Connection.objects.bulk_create(
                    _connection(rows[one.id], children[(at + place) // BESIDE_ONE_CHILD])
                    for place, one in enumerate(some)
                )
                _write_names([row for one in some for row in _names(rows[one.id], one)])
                PersonFact.objects.bulk_create(_born(rows[one.id], one) for one in some)
    return {known: row.pk for known, row in rows.items()}


def _connection(person: Person, child: Child) -> Connection:
    day = NOW.date()
    status = PersonStatus.NAMED_UNFOUND.value
    return Connection(
        service_id=person.service_id, child=child, person=person, status=status, status_on=day, added_on=day
    )


def _names(row: Person, person: matching.Person) -> Iterator[Name]:
    for name in person.names:
        yield Name(
            person=row,
            kind=name.kind.value,
            full=name.written,
            given=name.given,
            family=name.family,
            folded=queries.fold(name.written),
            **_said(row),
        )


def _write_names(named: list[Name]) -> None:
    """Names with their keys, as the model writes them, but many at once."""
    TenantQuerySet.bulk_create(Name.objects.all(), named)
    columns = [NameKey._meta.get_field(name).column for name in ("id", "service", "name", "key")]
    ids = [
        [
            bulk.as_stored(NameKey, column=column, value=value)
            for column, value in zip(columns[1:3], (row.service_id, row.pk), strict=True)
        ]
        for row in named
    ]
    rows = (
        (bulk.as_stored(NameKey, column="id", value=uuid.uuid4()), *both, key)
        for row, both in zip(named, ids, strict=True)
        for key in keys_of(row)
    )
    bulk.insert_rows(NameKey, columns=columns, rows=rows)


def _born(row: Person, person: matching.Person) -> PersonFact:
    born = person.born or matching.Born(1900)
    day = dt.date(born.year, born.month or 1, born.day or 1)
    return PersonFact(person=row, kind=PersonFactKind.BORN.value, on=day, year=day.year, **_said(row))


def _said(row: Person) -> dict[str, object]:
    return {"service_id": row.service_id, "source": FactSource.FILE.value}


def searched(
    actor: Actor, child: Child, asked: list[_people.Sought], ids: dict[str, uuid.UUID], *, dated: bool
) -> tuple[list[float], int]:
    """Seconds of each search, and how many found whom they meant among the first ten.

    SQLite works inside this process, so its processor time is taken: what else runs on the machine does not count.
    """
    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    took, found = [], 0
    for number, one in enumerate(asked):
        # Nobody asks more often than the limit of an hour, and each round is of other days.
        at = NOW + dt.timedelta(days=30 if dated else 0, minutes=10 * number)
        begun = clock()
        rows = queries.open_people_like(actor, child, one.text, at, one.born if dated else None)
        took.append(clock() - begun)
        found += ids[one.truth] in {row.connection.person_id for row in rows}
    return took, found
