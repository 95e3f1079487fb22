"""The PostgreSQL part of the run is not SQLite by accident, and the other way round."""

import os

from django.db import connection


def test_tests_run_on_the_database_asked_for() -> None:
    asked_for = "postgresql" if os.environ.get("DATABASE_URL", "").startswith("postgresql") else "sqlite"
    assert connection.vendor == asked_for
