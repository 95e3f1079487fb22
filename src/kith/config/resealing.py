"""Rotating the keys: a new key seals from now on, and what stands in the tables is sealed anew under it."""

from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction

from kith.sealing import keys
from kith.sealing.fields import SealedField

# The audit record is never changed, so its words stay under the key of their day; the old key stays on the ring.
NEVER_CHANGED = {"audit.AuditEvent"}
AT_A_TIME = 2000


def rotate() -> int:
    """Add a new current key and seal every sealed column anew, table by table; returns how many values.

    Stopping half-way loses nothing: old keys stay on the ring, and doing it again goes on with what is left.
    """
    keys.rotate_key_file(Path(settings.KITH_KEY_FILE))
    return sum(
        _reseal(model, field)
        for model in apps.get_models()
        if model._meta.label not in NEVER_CHANGED
        for field in model._meta.local_fields
        if isinstance(field, SealedField)
    )


def _reseal(model: type[models.Model], field: SealedField) -> int:
    quote = connection.ops.quote_name
    table, column, key = (quote(name) for name in (model._meta.db_table, str(field.column), _key(model)))
    # names of our own tables and columns; every value is a parameter
    found = f"SELECT {key}, {column} FROM {table} WHERE {column} IS NOT NULL"  # noqa: S608
    change = f"UPDATE {table} SET {column} = %s WHERE {key} = %s"  # noqa: S608
    ring, count = keys.current(), 0
    with connection.cursor() as cursor:
        cursor.execute(found)
        old = [(pk, bytes(sealed)) for pk, sealed in cursor.fetchall() if not ring.is_current(bytes(sealed))]
        for start in range(0, len(old), AT_A_TIME):
            rows = [_row(ring, field, pk, sealed) for pk, sealed in old[start : start + AT_A_TIME]]
            with transaction.atomic():
                cursor.executemany(change, rows)
            count += len(rows)
    return count


def _key(model: type[models.Model]) -> str:
    return str(model._meta.pk.column) if model._meta.pk else "id"


def _row(ring: keys.KeyRing, field: SealedField, pk: Any, sealed: bytes) -> tuple[Any, Any]:
    # both databases take bytes as they are
    return ring.seal(ring.open(sealed, field.place()), field.place()), pk
