"""Writing many rows with raw SQL: executemany on SQLite, COPY on PostgreSQL. The one place that does."""

from collections.abc import Iterable, Sequence
from typing import Any, cast

from django.db import connection, models

from kith.access import fitting
from kith.domain import collector


@collector.paused()
def insert_rows(model: type[models.Model], *, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows of values in the order of ``columns`` (column names of the model's table).

    Values go in as they are: dates as dates, sealed columns as sealed bytes, JSON as text. Call it inside a
    transaction; triggers and constraints hold as for any other write. A text that does not fit raises DoesNotFit.
    """
    rows = fitting.checked_rows(model, columns, rows)
    quote = connection.ops.quote_name
    table, names = quote(model._meta.db_table), ", ".join(quote(name) for name in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(columns))
        # names of our own tables and columns; every value is a parameter
        statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608
        cursor.executemany(statement, cast(Any, rows))  # an iterator is enough for it


def update_rows(
    model: type[models.Model], *, columns: Sequence[str], rows: Iterable[Sequence[Any]], key: str = "id"
) -> None:
    """Update rows by their key: each row holds the values of ``columns`` and, last, the key."""
    quote = connection.ops.quote_name
    sets = ", ".join(f"{quote(name)} = %s" for name in columns)
    statement = f"UPDATE {quote(model._meta.db_table)} SET {sets} WHERE {quote(key)} = %s"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(statement, list(fitting.checked_rows(model, (*columns, key), rows)))


def as_stored(model: type[models.Model], *, column: str, value: Any) -> Any:
    """A value as the database keeps it: for ids, which are text in SQLite and a type of their own in PostgreSQL."""
    field = next(field for field in model._meta.concrete_fields if field.column == column)
    return field.get_db_prep_save(value, connection)
