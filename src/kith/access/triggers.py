"""Same-service triggers: no foreign key between tenant tables crosses to another service, and no row moves to one.

A table that only joins two others (many to many) has no service of its own: there the two ends must be of one service.
"""

from collections.abc import Iterator

from django.apps import apps
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from kith.audit import triggers as audit_triggers


def tenant_links() -> Iterator[tuple[type[models.Model], models.ForeignKey]]:
    """Every foreign key from one table with a service to another table with a service."""
    for model in apps.get_models():
        if not has_service(model):
            continue
        for field in model._meta.local_fields:
            if isinstance(field, models.ForeignKey) and field.name != "service":
                target = field.related_model
                if isinstance(target, type) and has_service(target):
                    yield model, field


def joins() -> Iterator[tuple[type[models.Model], list[models.ForeignKey]]]:
    """Every table that Django made only to join tables with a service, and its links to them."""
    for model in apps.get_models(include_auto_created=True):
        if not model._meta.auto_created or has_service(model):
            continue
        links = [field for field in model._meta.local_fields if isinstance(field, models.ForeignKey)]
        ends = [field for field in links if isinstance(field.related_model, type) and has_service(field.related_model)]
        if len(ends) > 1:
            yield model, ends


def tenant_tables() -> Iterator[type[models.Model]]:
    """Every table whose rows belong to one service."""
    return (model for model in apps.get_models() if has_service(model))


def has_service(model: type[models.Model]) -> bool:
    """Whether a table's rows belong to one service."""
    return any(field.name == "service" for field in model._meta.local_fields)


def trigger_name(model: type[models.Model], field: models.ForeignKey, verb: str) -> str:
    """A name of at most 63 characters."""
    return f"same_{model._meta.db_table}_{field.column}_{verb}"[:63].lower()


def install(connection: BaseDatabaseWrapper) -> list[str]:
    """Put every trigger in place, again if need be; returns the names of all of them."""
    tables = set(connection.introspection.table_names())
    names = audit_triggers.install(connection) if "audit_auditevent" in tables else []
    with connection.cursor() as cursor:
        for table, name, statements in _every(connection.vendor):
            if table in tables:
                for statement in statements:
                    cursor.execute(statement)
                names.append(name)
    return names


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take every trigger away while tables are rebuilt: SQLite cannot rename a table that a trigger names."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        names = [row[0] for row in cursor.fetchall()]
        for name in names:
            if name.startswith("same_") or name in audit_triggers.NAMES:
                cursor.execute(f"DROP TRIGGER {connection.ops.quote_name(name)}")


def expected() -> set[str]:
    """The names of the triggers that must be in place."""
    return {*audit_triggers.NAMES, *(name for _table, name, _statements in _every("sqlite"))}


def missing(connection: BaseDatabaseWrapper) -> set[str]:
    """Which triggers are not in place."""
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = {row[0] for row in cursor.fetchall()}
    return expected() - present


def _every(vendor: str) -> Iterator[tuple[str, str, list[str]]]:
    """Table, name and statements of every trigger. Each name in them comes from our own models, none from a person."""
    for model, field in tenant_links():
        for verb in ("insert", "update"):
            name = trigger_name(model, field, verb)
            yield model._meta.db_table, name, _link(vendor, name, verb, model, field)
    for model, ends in joins():
        for verb in ("insert", "update"):
            table = model._meta.db_table
            name = f"same_{table}_{verb}"[:63].lower()
            yield table, name, _join(vendor, name, verb, table, ends)
    for model in tenant_tables():
        table = model._meta.db_table
        # PostgreSQL takes a table's triggers by name: the second low line lets this one speak first.
        name = f"same_{table}__stays"[:63].lower()
        moves = f"OLD.service_id IS {'NOT' if vendor == 'sqlite' else 'DISTINCT FROM'} NEW.service_id"
        refusal = f"a row of {table} stays in its service"
        yield table, name, _refusing(vendor, name, table, f"UPDATE OF service_id ON {table}", moves, refusal)


def _link(vendor: str, name: str, verb: str, model: type[models.Model], field: models.ForeignKey) -> list[str]:
    table, column = model._meta.db_table, field.column
    there, key = field.target_field.model._meta.db_table, field.target_field.column
    when = f"INSERT ON {table}" if verb == "insert" else f"UPDATE OF {column}, service_id ON {table}"
    crosses = (
        f"EXISTS (SELECT 1 FROM {there} t WHERE t.{key} = NEW.{column} "  # noqa: S608
        "AND t.service_id IS NOT NULL AND t.service_id <> NEW.service_id)"
    )
    return _refusing(vendor, name, table, when, crosses, f"{table}.{column} points into another service")


def _join(vendor: str, name: str, verb: str, table: str, ends: list[models.ForeignKey]) -> list[str]:
    when = f"INSERT ON {table}" if verb == "insert" else f"UPDATE ON {table}"
    services = " UNION ".join(
        f"SELECT service_id FROM {end.target_field.model._meta.db_table} "  # noqa: S608
        f"WHERE {end.target_field.column} = NEW.{end.column} AND service_id IS NOT NULL"
        for end in ends
    )
    crosses = f"(SELECT COUNT(*) FROM ({services}) s) > 1"  # noqa: S608
    return _refusing(vendor, name, table, when, crosses, f"a row of {table} joins into another service")


def _refusing(vendor: str, name: str, table: str, when: str, wrong: str, refusal: str) -> list[str]:
    if vendor == "sqlite":
        return [
            f"DROP TRIGGER IF EXISTS {name}",
            f"CREATE TRIGGER {name} BEFORE {when} WHEN {wrong} BEGIN SELECT RAISE(ABORT, '{refusal}'); END",
        ]
    function = f"fn_{name}"[:63]
    body = f"IF {wrong} THEN RAISE EXCEPTION '{refusal}'; END IF; RETURN NEW;"
    return [
        f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$",
        f"DROP TRIGGER IF EXISTS {name} ON {table}",
        f"CREATE TRIGGER {name} BEFORE {when} FOR EACH ROW EXECUTE FUNCTION {function}()",
    ]
