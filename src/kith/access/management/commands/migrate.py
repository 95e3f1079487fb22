"""``migrate``, then the triggers: SQLite drops them whenever it rebuilds a table."""

from typing import Any

from django.core.management.commands.migrate import Command as Migrate
from django.db import connections

from kith.access import triggers


class Command(Migrate):
    """Migrate and put the triggers back."""

    def handle(self, *args: Any, **options: Any) -> str | None:
        """Run Django's own command, then install every trigger."""
        done = super().handle(*args, **options)
        if not options.get("plan") and not options.get("check_unapplied"):
            triggers.install(connections[options["database"]])
        return done
