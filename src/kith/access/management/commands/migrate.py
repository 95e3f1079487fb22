"""``migrate`` with the triggers taken away before and put back after: SQLite rebuilds tables to change them.

The table in which processes count together is no model; it is made here too.
"""

from typing import Any

from django.core.management import CommandError, call_command
from django.core.management.commands.migrate import Command as Migrate
from django.db import connections
from django.db.migrations.loader import MigrationLoader

from kith.access import triggers


class Command(Migrate):
    """Migrate and put the triggers back, whatever happens."""

    def handle(self, *args: Any, **options: Any) -> str | None:
        """Run Django's own command between taking every trigger away and installing it again."""
        if options.get("plan") or options.get("check_unapplied"):
            return super().handle(*args, **options)
        connection = connections[options["database"]]
        _check_no_app_is_lost(connection)
        triggers.remove(connection)
        try:
            done = super().handle(*args, **options)
            call_command("createcachetable", database=options["database"], verbosity=0)
            return done
        finally:
            triggers.install(connection)


def _check_no_app_is_lost(connection: Any) -> None:
    """Raise CommandError where the database holds some of the migrations that another replaces, but not all.

    Django leaves such an app out without a word, and its tables stay as they are.
    """
    loader = MigrationLoader(connection)
    replacing = {key for key, migration in loader.disk_migrations.items() if migration.replaces}
    lost = {app for app, _ in replacing - set(loader.graph.nodes)}
    if lost:
        raise CommandError(
            f"The tables of {', '.join(sorted(lost))} are older than this version can bring up to date. "
            "Run the version before it once, then this one; nothing was changed."
        )
