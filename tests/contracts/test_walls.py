"""Sweeps over every table: nothing crosses from one service to another, and every sealed field has a class."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction

from kith.access import policy, scope, triggers
from kith.access.models import Service, TenantQuerySet
from kith.domain.terms import Role
from kith.sealing.fields import SealedField
from tests.factories import rows
from tests.personas import Cast

# Taken from the tables themselves, never from what makes the triggers: a table left out there would be left out here.
TENANT_TABLES = [
    model
    for model in apps.get_models(include_auto_created=True)
    if any(field.column == "service_id" and field.is_relation for field in model._meta.local_fields)
]
LINKS = [
    (model, field)
    for model in TENANT_TABLES
    for field in model._meta.local_fields
    if isinstance(field, models.ForeignKey) and field.related_model in TENANT_TABLES
]
JOINS = [
    (model, [f for f in model._meta.local_fields if isinstance(f, models.ForeignKey)])
    for model in apps.get_models(include_auto_created=True)
    if model._meta.auto_created
    and all(f.related_model in TENANT_TABLES for f in model._meta.local_fields if isinstance(f, models.ForeignKey))
]
each_link = pytest.mark.parametrize(("model", "field"), LINKS, ids=[f"{m._meta.label}.{f.name}" for m, f in LINKS])
each_join = pytest.mark.parametrize(("model", "ends"), JOINS, ids=[m._meta.label for m, _ in JOINS])
each_table = pytest.mark.parametrize("model", TENANT_TABLES, ids=[m._meta.label for m in TENANT_TABLES])


def test_every_trigger_is_in_place(db: None) -> None:
    assert triggers.missing(connection) == set()


def test_no_foreign_key_of_the_database_is_left_out(db: None) -> None:
    of_services, found = set(), set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if "service_id" in {row.name for row in connection.introspection.get_table_description(cursor, table)}:
                of_services.add(table)
            constraints = connection.introspection.get_constraints(cursor, table).values()
            found |= {(table, row["columns"][0], row["foreign_key"][0]) for row in constraints if row["foreign_key"]}
    into = {(table, column) for table, column, there in found if there in of_services}
    held = {(model._meta.db_table, field.column) for model, field in LINKS}
    joined = {(model._meta.db_table, end.column) for model, ends in JOINS for end in ends}
    without = [table for table, _column in into if table not in of_services]
    assert {row for row in into if row[0] in of_services} - held == set()
    assert {row for row in into if without.count(row[0]) > 1} == joined != set()


@pytest.mark.long
@each_link
def test_a_row_cannot_be_pointed_into_another_service(
    cast: Cast, model: type[models.Model], field: models.ForeignKey
) -> None:
    with scope.every_service("two services are touched on purpose"):
        here, there = rows.make(model, cast.service), rows.make(_target(field), cast.other_service)
        with _refused(f"{model._meta.db_table}.{field.column} points into another service"):
            model._default_manager.filter(pk=here.pk).update(**{field.name: there.pk})


@each_link
def test_a_new_row_cannot_point_into_another_service(
    cast: Cast, model: type[models.Model], field: models.ForeignKey
) -> None:
    with scope.every_service("two services are touched on purpose"):
        there = rows.make(_target(field), cast.other_service)
        row = rows.make(model, cast.service)
        values = {f.attname: getattr(row, f.attname) for f in model._meta.local_fields if not f.primary_key}
        another = model(**{**values, field.attname: there.pk})
        with _refused(f"{model._meta.db_table}.{field.column} points into another service"):
            model._base_manager.bulk_create([another])


@each_join
def test_a_join_cannot_lead_into_another_service(
    cast: Cast, model: type[models.Model], ends: list[models.ForeignKey]
) -> None:
    first, second = ends
    refusal = f"{model._meta.db_table} joins into another service"
    with scope.every_service("two services are touched on purpose"):
        here = {end.attname: rows.make(_target(end), cast.service).pk for end in ends}
        kept = model._base_manager.create(**here)
        for end in (first, second):
            there = rows.make(_target(end), cast.other_service).pk
            with _refused(refusal):
                model._base_manager.create(**{**here, end.attname: there})
            with _refused(refusal):
                model._base_manager.filter(pk=kept.pk).update(**{end.attname: there})


@each_table
def test_a_row_cannot_be_moved_to_another_service(cast: Cast, model: type[models.Model]) -> None:
    with scope.every_service("two services are touched on purpose"):
        row = rows.make(model, cast.service)
        with _refused(f"{model._meta.db_table} stays in its service"):
            model._base_manager.filter(pk=row.pk).update(service=cast.other_service)


def _target(field: models.ForeignKey) -> type[models.Model]:
    assert isinstance(field.related_model, type)
    return field.related_model


@contextmanager
def _refused(why: str) -> Iterator[None]:
    with pytest.raises(DatabaseError, match=re.escape(why)), transaction.atomic():
        yield


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
