"""Database triggers that refuse to change or remove audit events."""

from django.db.backends.base.base import BaseDatabaseWrapper

REFUSAL = "audit events are never changed or removed"
NAMES = ("audit_no_update", "audit_no_delete")


def statements(vendor: str) -> list[str]:
    """The statements that put the triggers in place, for one kind of database."""
    found = []
    for name, verb in zip(NAMES, ("UPDATE", "DELETE"), strict=True):
        if vendor == "sqlite":
            found.append(f"DROP TRIGGER IF EXISTS {name}")
            found.append(
                f"CREATE TRIGGER {name} BEFORE {verb} ON audit_auditevent BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )
        else:
            found.append(f"DROP TRIGGER IF EXISTS {name} ON audit_auditevent")
            found.append(
                f"CREATE TRIGGER {name} BEFORE {verb} ON audit_auditevent "
                "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()"
            )
    if vendor != "sqlite":
        found.insert(
            0,
            "CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$",
        )
        found.append("DROP TRIGGER IF EXISTS audit_no_truncate ON audit_auditevent")
        found.append(
            "CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit_auditevent "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()"
        )
    return found


def install(connection: BaseDatabaseWrapper) -> list[str]:
    """Put the triggers in place, again if need be; returns their names."""
    with connection.cursor() as cursor:
        for statement in statements(connection.vendor):
            cursor.execute(statement)
    return [*NAMES]
