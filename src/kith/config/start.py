"""Starting the service from nothing: secrets, keys, database, and the two processes that run it."""

import datetime as dt
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import django
from django.core.management import call_command
from django.db import OperationalError, connection

from kith.config import web
from kith.sealing import keys

WORKER_RESTS_SECONDS = 5
WEB = f"python:{web.__name__}"


def home_of(demo: bool) -> Path:
    """Where everything that is not code is kept."""
    default = Path.cwd() / "var" / ("demo" if demo else "kith")
    return Path(os.environ.get("KITH_HOME") or default).resolve()


def prepare(*, demo: bool = False, first: Callable[[], None] | None = None) -> Path:
    """Make what is missing (folder, secret, keys, tables) and start Django. Doing it again changes nothing.

    ``first`` is called once Django has started, before anything of a service that is there already is mended.
    Raises OSError where the folder, the keys or the database cannot be used.
    """
    os.umask(0o077)  # whatever is made from here on, the database first, is for its owner alone
    home = home_of(demo)
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    (home / "static").mkdir(exist_ok=True)
    os.environ["KITH_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "kith.config.settings"
    if demo:
        os.environ["KITH_DEMO"] = "1"
    if "://" not in os.environ.get("DATABASE_URL", "://"):
        raise OSError("DATABASE_URL is not the address of a database, such as postgres://user:password@host/name")
    make_secret(home / "kith.env")
    key_file = Path(os.environ.get("KITH_KEY_FILE") or home / "keys.json")
    if not key_file.exists():
        keys.create_key_file(key_file)
    django.setup()
    try:
        keys.current()
    except (ValueError, KeyError, TypeError, AttributeError) as failure:
        raise OSError(f"{key_file} is not a key file that can be used; put the copy of it back") from failure
    try:
        if first is not None:
            first()
        call_command("migrate", verbosity=0, interactive=False)
        count_rows()
    except OperationalError as failure:
        raise ConnectionError(f"The database cannot be opened ({database_in_words()}): {failure}") from failure
    _keep_to_the_owner()
    if lacks := weak_settings():
        raise OSError(f"The database would not keep what it is given ({'; '.join(lacks)}): {database_in_words()}")
    return home


def _keep_to_the_owner() -> None:
    """Take from others what an earlier version or another program left open to them: the database file."""
    for path in database_files():
        path.chmod(0o600)


# What an embedded database must answer: the settings ask for it, and another build of SQLite may not do it.
SQLITE_MUST = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}


def weak_settings() -> list[str]:
    """What an embedded database does otherwise than it must, as `synchronous is 1, not 2`; none for a server's."""
    database: Any = connection  # of SQLite, which has more to say than the others
    if database.vendor != "sqlite":
        return []
    found = {}
    with connection.cursor() as cursor:
        for name in SQLITE_MUST:
            cursor.execute(f"PRAGMA {name}")
            found[name] = cursor.fetchone()[0]
    if database.is_in_memory_db():  # lost when its process ends, whatever is written ahead
        found["journal_mode"] = SQLITE_MUST["journal_mode"]
    lacks = [f"{name} is {found[name]}, not {must}" for name, must in SQLITE_MUST.items() if found[name] != must]
    if database.transaction_mode != "IMMEDIATE":
        lacks.append(f"transaction_mode is {database.transaction_mode}, not IMMEDIATE")
    return lacks


# How many rows of an index are looked at for it: enough to tell a service's id from a person's, in any register.
ROWS_COUNTED = 10_000
# A table with fewer rows may have grown a hundredfold by the next start: it is left to what the database supposes.
ROWS_WORTH_COUNTING = 100


def count_rows() -> None:
    """Have an embedded database count how often its values stand there; a server's does so by itself.

    Without, it takes every row of a service for few, and reads them all to find sixty people among 100,000. With what
    it counted in a table that was nearly empty, it would read all of that once it is full.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA analysis_limit={ROWS_COUNTED}")
            cursor.execute("ANALYZE")
            cursor.execute("DELETE FROM sqlite_stat1 WHERE CAST(stat AS INTEGER) < %s", [ROWS_WORTH_COUNTING])
            cursor.execute("ANALYZE sqlite_schema")  # reads in what is left


def database_files() -> list[Path]:
    """The files of an embedded database that stand on this machine; none for a server's."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor != "sqlite":
        return []
    return [path for path in (Path(name + end) for end in ("", "-wal", "-shm")) if path.exists()]


def make_secret(path: Path) -> None:
    """Write a secret for sessions and forms, readable by its owner only, unless there is one."""
    if path.exists() or "KITH_SECRET_KEY" in os.environ:
        return
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(f"KITH_SECRET_KEY={secrets.token_urlsafe(50)}\n")


def free_port(host: str, wanted: int) -> int:
    """The wanted port, or the next free one; raises OSError after fifty."""
    for port in range(wanted, min(wanted + 50, 65_536)):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return port
    raise OSError(f"No free port from {wanted} to {port}.")


def run_processes(host: str, port: int, *, worker: bool = True) -> int:
    """Run the pages and the job worker until the pages end or somebody stops them; returns the exit code."""
    python = sys.executable
    pages = [python, "-m", "gunicorn", "kith.config.wsgi", "--config", WEB, "--bind", f"{host}:{port}"]
    commands = [pages]
    if worker:
        commands.append([python, "-m", "django", "db_worker", "--queue-name", "*", "--interval", "2"])
    running = {_begin(command): command for command in commands}
    asked_to_stop = False

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal asked_to_stop
        asked_to_stop = True
        for pid in running:
            os.kill(pid, signal.SIGTERM)

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, stop)
    code = 0
    while running:
        pid, status = os.wait()
        command = running.pop(pid)
        if command is pages:
            code = os.waitstatus_to_exitcode(status)
            stop(0, None)
        elif not asked_to_stop:
            # a job that fails must not take the pages with it: the worker starts again
            time.sleep(WORKER_RESTS_SECONDS)
            running[_begin(command)] = command
    return 0 if code in {0, -signal.SIGTERM, -signal.SIGINT} else 1


def _begin(command: list[str]) -> int:
    """Start a process and give its number.

    It stands apart from the terminal's group: Ctrl and C reaches this process alone, which asks each once to end. A job
    that is under way is broken off by whoever asks twice.
    """
    return subprocess.Popen(command, process_group=0).pid


def today() -> dt.date:
    """Today, for the commands: the one place they ask the clock."""
    return dt.datetime.now(dt.UTC).astimezone().date()


def database_in_words() -> str:
    """Which database is in use, without its password."""
    if connection.vendor == "sqlite":
        return f"SQLite file {connection.settings_dict['NAME']}"
    return f"PostgreSQL database {connection.settings_dict['NAME']} on {connection.settings_dict['HOST']}"
