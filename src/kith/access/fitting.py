"""Whether a value fits its column: asked before every write, alike on both databases, so that nothing is ever cut.

SQLite keeps any length, any word and NUL characters; PostgreSQL stops with an error that tells nobody where to look.
"""

import functools
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from django.apps import apps
from django.db import models
from django.db.backends.base.operations import BaseDatabaseOperations

from kith.access import gate
from kith.sealing import SealedTextField

NUL = "\0"
TEXTS = (models.CharField, models.TextField, SealedTextField)
WHOLE_NUMBERS = BaseDatabaseOperations.integer_field_ranges


class DoesNotFit(gate.ActionBlocked):
    """A value that its column cannot keep as it is. Nothing was saved; the text says which, and never the value."""

    code = "does_not_fit"


def problem(field: models.Field[Any, Any], value: Any) -> str:
    """What is wrong with a value for a column, as the end of a sentence; "" if it fits.

    ``value`` is as the model gives it. One that the database works out itself is not looked at.
    """
    if value is None or hasattr(value, "resolve_expression") or hasattr(value, "as_sql"):
        return ""
    if isinstance(field, TEXTS) and (wrong := _text_problem(str(value), field.max_length)):
        return wrong
    if isinstance(field, models.JSONField) and _has_nul(value):
        return "holds a NUL character: type it again"
    if field.choices and str(value) not in _choices(field) and not (value == "" and field.blank):
        return "is none of the words that may stand there"
    least, most = WHOLE_NUMBERS.get(field.get_internal_type(), (None, None))
    if least is not None and most is not None and isinstance(value, int) and not least <= value <= most:
        return f"is not between {least:,} and {most:,}"
    return ""


def long_text(value: str, field: models.Field[Any, Any]) -> str:
    """The same for a cell of a list, before anything is made of it."""
    return _text_problem(value, field.max_length)


def check(field: models.Field[Any, Any], value: Any) -> None:
    """Raise DoesNotFit unless a value fits its column."""
    if wrong := problem(field, value):
        label = str(field.verbose_name)
        raise DoesNotFit(f"{label[:1].upper()}{label[1:]} {wrong}. Nothing was saved.")


def checked_rows(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> Iterator[Sequence[Any]]:
    """Rows for raw SQL as they come, each looked at: what is too long, or no text for a database, raises DoesNotFit."""
    fields = {field.column: field for field in model._meta.concrete_fields}
    texts = [
        (at, fields[name], fields[name].max_length or None)
        for at, name in enumerate(columns)
        if isinstance(fields[name], models.CharField | models.TextField)
    ]
    for row in rows:
        for at, field, longest in texts:
            value = row[at]
            if value and ((longest is not None and len(value) > longest) or NUL in value):
                check(field, value)
        yield row


def watch() -> None:
    """Have every column of the project's own tables ask first, whoever writes: one row, many at once, an update."""
    for model in apps.get_models(include_auto_created=True):
        if model.__module__.startswith("kith."):
            for field in model._meta.local_concrete_fields:
                if "get_db_prep_save" not in vars(field):
                    vars(field)["get_db_prep_save"] = functools.partial(_prepared, field, field.get_db_prep_save)


def _prepared(field: models.Field[Any, Any], prepare: Callable[..., Any], value: Any, connection: Any) -> Any:
    check(field, value)
    return prepare(value, connection)


def _text_problem(text: str, longest: int | None) -> str:
    if longest is not None and len(text) > longest:
        return f"is {len(text):,} characters long, and at most {longest:,} can be kept: shorten it"
    return "holds a NUL character: type it again" if NUL in text else ""


def _has_nul(value: Any) -> bool:
    if isinstance(value, str):
        return NUL in value
    if isinstance(value, dict):
        return any(map(_has_nul, (*value, *value.values())))
    return isinstance(value, list | tuple) and any(map(_has_nul, value))


@functools.cache  # asked of every value that is written, and the same each time
def _choices(field: models.Field[Any, Any]) -> frozenset[str]:
    return frozenset(str(value) for value, _ in field.flatchoices)
