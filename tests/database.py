"""Fixtures for tests that need the database; taken in by the conftest files of those folders."""

import gc
import json
import os
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client, override_settings

from kith.access import scope
from kith.access.models import User
from kith.domain.terms import Role
from kith.sealing import create_key_file
from tests import personas

ROOT = Path(__file__).resolve().parents[1]

__all__ = [
    "address",
    "any_pace",
    "cast",
    "cora",
    "in_service",
    "keys",
    "little_sweeping",
    "programs",
    "quick_passwords",
    "sign_in",
]


@pytest.fixture(scope="session", autouse=True)
def keys() -> None:
    """A key file for this run, where settings look for it."""
    from django.conf import settings  # noqa: PLC0415  (settings are ready only when fixtures run)

    path = Path(settings.KITH_KEY_FILE)
    if not path.exists():
        create_key_file(path)


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    """Passwords are hashed as cheaply as can be, for what is tested is who gets in, not how long a guess takes."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(scope="session", autouse=True)
def any_pace() -> Iterator[None]:
    """A sweep opens every page in one breath; the test of the pace sets its own."""
    with override_settings(KITH_PAGES_A_MINUTE=1_000_000):
        yield


@pytest.fixture(scope="session", autouse=True)
def little_sweeping() -> None:
    """Python looks less often for what nobody holds any more, and never through what is read in already: it stays."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


@pytest.fixture
def address(tmp_path: Path, db: None) -> Iterator[str]:
    """A database of the engine under test without a row of ours, for one test's own processes alone."""
    if connection.vendor == "sqlite":
        path = tmp_path / "own.sqlite3"
        path.write_bytes(connection.connection.serialize())  # its tables stand already, which saves making them
        yield f"sqlite:///{path}"
        return
    import psycopg  # noqa: PLC0415  (only where PostgreSQL is under test)

    name, given = f"own_{uuid.uuid4().hex}", connection.get_connection_params()
    login = {key: given[key] for key in ("host", "port", "user", "password") if given.get(key)}
    with psycopg.connect(dbname="postgres", autocommit=True, **login) as server:
        server.execute(f"CREATE DATABASE {name}")
        yield f"postgresql://{login['user']}@{login['host']}:{login['port']}/{name}"
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def programs(address: str, tmp_path: Path) -> Callable[[str], Any]:
    """`programs("tests.apps.outbox.race")`: what a module that starts processes of its own prints last, as JSON."""

    def run(module: str) -> Any:
        create_key_file(tmp_path / "keys.json")
        done = subprocess.run(
            [sys.executable, "-m", module],
            cwd=ROOT,
            env={**os.environ, "DATABASE_URL": address, "KITH_HOME": str(tmp_path)},
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.splitlines()[-1])

    return run


@pytest.fixture
def cast(db: None) -> personas.Cast:
    """Everybody, in the database. No service is in force yet: ask for ``in_service`` too, or use scope.acting."""
    return personas.build()


@pytest.fixture
def in_service(cast: personas.Cast) -> Iterator[personas.Cast]:
    """The cast with the first service in force."""
    with scope.acting(cast.actor(Role.MANAGER)):
        yield cast


@pytest.fixture
def sign_in() -> Callable[[User], Client]:
    """A client signed in as a person, past the second factor."""

    def _sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="kith.config.sign_in.Backend")
        return client

    return _sign_in


@pytest.fixture
def cora(in_service: personas.Cast, sign_in: Callable[[User], Client]) -> Client:
    """A client signed in as the coordinator of the first service."""
    return sign_in(in_service.users[Role.COORDINATOR])
