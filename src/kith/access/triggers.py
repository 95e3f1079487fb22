"""Same-service triggers: a foreign key between tenant tables can never cross from one service to another."""

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
        for model, field in tenant_links():
            if model._meta.db_table not in tables:
                continue
            for verb in ("insert", "update"):
                name = trigger_name(model, field, verb)
                for statement in _statements(connection.vendor, name, verb, model, field):
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
    names = set(audit_triggers.NAMES)
    for model, field in tenant_links():
        names |= {trigger_name(model, field, verb) for verb in ("insert", "update")}
    return names


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


def _statements(vendor: str, name: str, verb: str, model: type[models.Model], field: models.ForeignKey) -> list[str]:
    table, column = model._meta.db_table, field.column
    target = field.target_field
    there, key = target.model._meta.db_table, target.column
    when = f"INSERT ON {table}" if verb == "insert" else f"UPDATE OF {column}, service_id ON {table}"
    # every name below comes from our own models, none from a person
    crosses = (
        f"EXISTS (SELECT 1 FROM {there} t WHERE t.{key} = NEW.{column} "  # noqa: S608
        "AND t.service_id IS NOT NULL AND t.service_id <> NEW.service_id)"
    )
    refusal = f"{table}.{column} points into another service"
    if vendor == "sqlite":
        return [
            f"DROP TRIGGER IF EXISTS {name}",
            f"CREATE TRIGGER {name} BEFORE {when} WHEN {crosses} BEGIN SELECT RAISE(ABORT, '{refusal}'); END",
        ]
    function = f"fn_{name}"[:63]
    body = f"IF {crosses} THEN RAISE EXCEPTION '{refusal}'; END IF; RETURN NEW;"
    return [
        f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$",
        f"DROP TRIGGER IF EXISTS {name} ON {table}",
        f"CREATE TRIGGER {name} BEFORE {when} FOR EACH ROW EXECUTE FUNCTION {function}()",
    ]
