"""Writes: many rows of one table at once, without a model's overhead: a county's list holds tens of thousands."""

from collections.abc import Iterable

from django.db import connection, models

from kith.returns import actions as return_actions


def insert_models(model: type[models.Model], rows: Iterable[models.Model]) -> None:
    """Insert unsaved rows of one model, ids included. Call it inside a transaction."""
    fields = model._meta.concrete_fields
    prepare = [(field.attname, field.get_db_prep_save) for field in fields]
    columns = [str(field.column) for field in fields]
    return_actions.insert_rows(
        model,
        columns=columns,
        rows=(tuple(prepared(getattr(row, name), connection) for name, prepared in prepare) for row in rows),
    )
