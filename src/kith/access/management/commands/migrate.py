"""``migrate`` with the triggers taken away before and put back after: SQLite rebuilds tables to change them.

The table in which processes count together is no model; it is made here too.
"""

from typing import Any

from django.core.management import call_command
from django.core.management.commands.migrate import Command as Migrate
from django.db import connections

from kith.access import triggers


class Command(Migrate):
    """Migrate and put the triggers back, whatever happens."""

    def handle(self, *args: Any, **options: Any) -> str | None:
        """Run Django's own command between taking every trigger away and installing it again."""
        if options.get("plan") or options.get("check_unapplied"):
            return super().handle(*args, **options)
        connection = connections[options["database"]]
        triggers.remove(connection)
        try:
            done = super().handle(*args, **options)
            call_command("createcachetable", database=options["database"], verbosity=0)
            return done
        finally:
            triggers.install(connection)
