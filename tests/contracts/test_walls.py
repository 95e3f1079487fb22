"""Sweeps over every table: nothing crosses from one service to another, and every sealed field has a class."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction

from kith.access import policy, scope, triggers
from kith.access.models import Service, TenantQuerySet
from kith.domain.terms import Role
from kith.sealing.fields import SealedField
from tests.factories import rows
from tests.personas import Cast

LINKS = list(triggers.tenant_links())


def test_every_trigger_is_in_place(db: None) -> None:
    assert triggers.missing(connection) == set()


@pytest.mark.parametrize(("model", "field"), LINKS, ids=[f"{m._meta.label}.{f.name}" for m, f in LINKS])
def test_a_row_cannot_point_into_another_service(
    cast: Cast, model: type[models.Model], field: models.ForeignKey
) -> None:
    with scope.every_service("two services are touched on purpose"):
        here = rows.make(model, cast.service)
        target = field.related_model
        assert isinstance(target, type)
        there = rows.make(target, cast.other_service)
        with pytest.raises(DatabaseError, match="another service"), transaction.atomic():
            model._default_manager.filter(pk=here.pk).update(**{field.name: there.pk})


def test_every_unique_constraint_of_a_tenant_table_stays_inside_the_service() -> None:
    outside = []
    for model in rows.tenant_models():
        unique = [c.fields for c in model._meta.constraints if isinstance(c, models.UniqueConstraint)]
        unique += [(f.name,) for f in model._meta.local_fields if f.unique and not f.primary_key]
        for fields in unique:
            inside = "service" in fields or any(_is_tenant_link(model, name) for name in fields)
            if not inside and (model._meta.label, *fields) != ("access.User", "email"):
                outside.append((model._meta.label, *fields))
    assert outside == []


def _is_tenant_link(model: type[models.Model], name: str) -> bool:
    field = model._meta.get_field(name)
    return isinstance(field, models.ForeignKey) and triggers.has_service(field.related_model)  # type: ignore[arg-type]


def test_every_tenant_table_hides_the_other_service(cast: Cast) -> None:
    manager, stranger = cast.actor(Role.MANAGER), cast.stranger(Role.MANAGER)
    seen = 0
    for model in rows.tenant_models():
        if not isinstance(getattr(model, "objects", None), models.Manager):
            continue
        with scope.every_service("a row of the other service is made"):
            row = rows.make(model, cast.other_service)
        with scope.acting(manager):
            queryset = model._default_manager.all()
            assert not queryset.filter(pk=row.pk).exists() or model._meta.label == "access.User", model._meta.label
            if isinstance(queryset, TenantQuerySet):
                seen += 1
                assert not scope.visible(manager, model._default_manager).filter(pk=row.pk).exists()
        assert stranger.service_id != manager.service_id
    assert seen > 20


def test_every_sealed_field_has_a_class_and_readers() -> None:
    sealed = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, SealedField)
    }
    declared = {name for name, row in policy.FIELDS.items() if row.field_class is policy.FieldClass.P0}
    assert sealed - declared == set(), "say in access/policy.py who may read these"
    assert declared - sealed == set(), "these are declared P0 but not sealed"


def test_no_sealed_value_stands_in_the_database_in_clear(cast: Cast) -> None:
    canary = "zebracanary"
    sealed = [f for m in rows.tenant_models() for f in m._meta.local_fields if isinstance(f, SealedField)]
    with scope.every_service("rows of every table are made"):
        for model in {field.model for field in sealed}:
            rows.make(model, cast.service, canary)
    tokens = {rows.token(canary, field) for field in sealed}
    stored = "".join(_everything_stored())
    assert canary in stored, "the plain fields show that the search would find one"
    assert {token for token in tokens if token in stored} == set()


def _everything_stored() -> Iterator[str]:
    with connection.cursor() as cursor:
        for model in rows.tenant_models():
            cursor.execute(f"SELECT * FROM {model._meta.db_table}")
            yield from (repr([bytes(cell) if isinstance(cell, memoryview) else cell for cell in row]) for row in cursor)


def test_services_are_the_only_tables_without_a_service(db: None) -> None:
    free = {
        m._meta.label for m in apps.get_models() if m.__module__.startswith("kith.") and not triggers.has_service(m)
    }
    assert free == {Service._meta.label, "audit.AuditEvent", "audit.AuditHead", "audit.ReadMark"}
