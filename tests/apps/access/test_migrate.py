"""`migrate`: models and migrations agree, and an app whose tables are too old is not left out without a word."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder


@pytest.mark.once
def test_models_and_migrations_agree(db: None) -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_tables_that_are_too_old_are_refused_before_anything_is_changed(db: None) -> None:
    # A database in which the last step of the safety tables was never taken.
    recorder = MigrationRecorder(connection)
    recorder.record_unapplied("safety", "0003_who_lives_there")
    recorder.record_unapplied("safety", "0002_related_staff")
    recorder.record_unapplied("safety", "0001_tables")
    recorder.record_unapplied("safety", "0007_asked_again")
    with pytest.raises(CommandError, match=r"The tables of safety are older .* nothing was changed"):
        call_command("migrate", verbosity=0)
