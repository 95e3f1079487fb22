"""The workload of the search, small: what it writes down is what the page finds, and it counts what it says."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench import _people, _written_down
from kith.access import scope
from kith.audit import queries as audit
from kith.children.models import Child
from kith.config import start
from kith.domain import matching
from kith.domain.terms import Role
from kith.people import queries
from kith.people.models import Name, NameKey
from tests.personas import NOW, Cast

SEED = 11


def test_the_workload_finds_whom_it_wrote_down_with_and_without_a_birth(in_service: Cast) -> None:
    people = _people.register(120, SEED)
    ids = _written_down.fill(in_service.service, people)
    asked = _people.sought(people, 20, SEED)
    actor = in_service.actor(Role.MANAGER)
    with scope.acting(actor):
        child = Child.objects.get(reference="0")
        for dated in (False, True):
            took, found = _written_down.searched(actor, child, asked, ids, dated=dated)
            assert (len(took), found >= 19) == (20, True)
        stranger = _people.Sought("Zebedee Quarles", matching.Born(1950), asked[0].truth)
        assert _written_down.searched(actor, child, [stranger], ids, dated=False)[1] == 0


def test_its_keys_are_those_that_the_model_writes(in_service: Cast) -> None:
    (person,) = _people.register(1, SEED)
    _written_down.fill(in_service.service, [person])
    (row,) = Name.objects.all()
    written = set(NameKey.objects.filter(name=row).values_list("key", flat=True))
    row.keys.all().delete()
    row.pk = None
    row._state.adding = True
    row.save()
    assert written == set(NameKey.objects.filter(name=row).values_list("key", flat=True))


def test_an_embedded_database_is_told_how_often_a_service_stands_in_its_tables(in_service: Cast) -> None:
    _written_down.fill(in_service.service, _people.register(40, SEED))
    start.count_rows()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT stat FROM sqlite_stat1 WHERE idx = 'people_name_by_key'")
            assert cursor.fetchone()


@pytest.mark.once
def test_a_record_that_was_nearly_empty_at_the_start_is_not_read_whole_later(in_service: Cast) -> None:
    """How often somebody searched in the last hour is asked of the record with each letter that is typed.

    A server counts its rows by itself.
    """
    queries.open_people_like(in_service.actor(Role.MANAGER), in_service.child, "Zebedee", NOW)
    start.count_rows()
    with CaptureQueriesContext(connection) as asked:
        audit.count_since(in_service.service.pk, "nobody", "people.searched", timezone.now())
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN QUERY PLAN " + asked.captured_queries[0]["sql"])
        (plan,) = [row[3] for row in cursor.fetchall()]
    assert "audit_by_service" in plan
