"""One row of any tenant table in any service, with every required field filled: for sweeps over all tables."""

import datetime as dt
import itertools
import uuid
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone

from kith.access.models import Service
from kith.access.triggers import has_service
from kith.sealing.fields import SealedField, SealedJSONField

_numbers = itertools.count(1)


def tenant_models() -> list[type[models.Model]]:
    """Every concrete table of Kith that belongs to a service."""
    return [m for m in apps.get_models() if has_service(m) and m.__module__.startswith("kith.")]


def make(model: type[models.Model], service: Service, canary: str = "", **given: Any) -> Any:
    """Save one row; rows it must point to are made too. ``canary`` is put into every free text of the row.

    Needs ``scope.every_service``.
    """
    values: dict[str, Any] = dict(given)
    for field in model._meta.local_fields:
        if field.name in values or isinstance(field, models.AutoField):
            continue
        value = _value(field, service, canary)
        if value is not None:
            values[field.name] = value
    return model._default_manager.create(**values)


def _value(field: models.Field, service: Service, canary: str) -> Any:
    if field.name == "service":
        return service
    if isinstance(field, SealedField):
        return _sealed(field, canary)
    if field.has_default() and not canary:
        return None
    if field.null:
        return None
    if isinstance(field, models.ForeignKey):
        target = field.related_model
        assert isinstance(target, type)
        return make(target, service, canary) if has_service(target) else target._default_manager.first()
    return _plain(field, canary)


def _sealed(field: SealedField, canary: str) -> Any:
    text = f"{canary} {field.name}".strip()
    return (
        {"text": text}
        if isinstance(field, SealedJSONField) and not field.has_default()
        else ([text] if isinstance(field, SealedJSONField) else text)
    )


def _plain(field: models.Field, canary: str) -> Any:
    number = next(_numbers)
    if field.has_default():
        return None
    if field.choices:
        return field.choices[0][0]
    kinds: list[tuple[type[models.Field], Any]] = [
        (models.UUIDField, uuid.uuid4()),
        (models.EmailField, f"row{number}@example.test"),
        (models.BooleanField, False),
        (models.DateTimeField, timezone.now()),
        (models.DateField, dt.date(2026, 1, 1)),
        (models.TimeField, dt.time(9, 0)),
        (models.JSONField, []),
        (models.IntegerField, number),
    ]
    for kind, value in kinds:
        if isinstance(field, kind):
            return value
    return f"{number}"[: field.max_length or 40]
