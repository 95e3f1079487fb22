"""Triggers go before tables are rebuilt and come back afterwards."""

import pytest
from django.core.management import call_command
from django.db import connection

from kith.access import triggers


@pytest.mark.django_db
def test_migrate_puts_every_trigger_back() -> None:
    call_command("migrate", verbosity=0)
    assert triggers.missing(connection) == set()


@pytest.mark.django_db
@pytest.mark.once
def test_on_sqlite_no_trigger_stands_while_tables_are_rebuilt() -> None:
    # (SQLite only: the other database changes tables in place)
    triggers.remove(connection)
    assert triggers.missing(connection) == triggers.expected()
    triggers.install(connection)
    assert triggers.missing(connection) == set()
