"""A service in a new database of its own, for workloads that need one. Import it before anything of Kith's."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import django
from django.core.management import call_command

HOME = Path(tempfile.mkdtemp(prefix="kith-bench-"))
atexit.register(shutil.rmtree, HOME, ignore_errors=True)
os.environ.update(
    KITH_HOME=str(HOME),
    KITH_SECRET_KEY="only-for-bench-" + "x" * 40,
    DJANGO_SETTINGS_MODULE="kith.config.settings",
)
django.setup()


def migrate() -> None:
    """Make the tables, with every trigger and constraint of a real service."""
    call_command("migrate", verbosity=0)
