"""Starting the service: what cannot be used is said in words, before anything is asked of it."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.db import OperationalError, connection

from kith import cli

Says = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("KITH_HOME", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return tmp_path


def test_an_address_that_is_none(monkeypatch: pytest.MonkeyPatch, capsys: Says) -> None:
    monkeypatch.setenv("DATABASE_URL", "nonsense")
    assert cli.main(["doctor"]) == 2
    assert capsys.readouterr().err.startswith("DATABASE_URL is not the address of a database")


@pytest.mark.parametrize("wrong", [ValueError, KeyError, TypeError])
def test_a_key_file_that_cannot_be_used(monkeypatch: pytest.MonkeyPatch, capsys: Says, wrong: type[Exception]) -> None:
    def current() -> None:
        raise wrong

    monkeypatch.setattr("kith.sealing.keys.current", current)
    assert cli.main(["doctor"]) == 2
    assert "is not a key file that can be used" in capsys.readouterr().err


@pytest.mark.parametrize("asked", ["kith.config.founding.to_be_mended", "kith.config.start.call_command"])
def test_a_database_that_does_not_answer(monkeypatch: pytest.MonkeyPatch, capsys: Says, asked: str) -> None:
    def refused(*arguments: object, **options: object) -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr("kith.config.founding.to_be_mended", list)
    monkeypatch.setattr(asked, refused)
    assert cli.main(["doctor"]) == 2
    assert "The database cannot be opened" in capsys.readouterr().err


def test_a_database_that_would_not_keep_what_it_is_given(monkeypatch: pytest.MonkeyPatch, capsys: Says) -> None:
    monkeypatch.setattr("kith.config.founding.to_be_mended", list)
    monkeypatch.setattr("kith.config.start.call_command", lambda *_, **__: None)
    monkeypatch.setattr("kith.config.start.count_rows", lambda: None)
    monkeypatch.setattr("kith.config.start.weak_settings", lambda: ["synchronous is 1, not 2"])
    assert cli.main(["doctor"]) == 2
    assert "would not keep what it is given (synchronous is 1, not 2): " in capsys.readouterr().err


# What a thread that serves pages reads on its own connection, in a process that was started as the service is.
SERVED = """
import json, threading
from kith.config import start
start.prepare()
from django.db import connection, transaction
def serve():
    found = {}
    with connection.cursor() as cursor:
        for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "busy_timeout"):
            cursor.execute(f"PRAGMA {name}")
            found[name] = cursor.fetchone()[0]
    said = []
    connection.connection.set_trace_callback(said.append)
    with transaction.atomic():
        pass
    print(json.dumps({**found, "begins": said[0]}))
thread = threading.Thread(target=serve)
thread.start()
thread.join()
"""


@pytest.mark.long
@pytest.mark.once
def test_a_connection_that_serves_pages_writes_ahead_and_syncs_in_full(tmp_path: Path, db: None) -> None:
    home = tmp_path / "kith"
    home.mkdir(mode=0o700)
    (home / "kith.sqlite3").write_bytes(tables())
    environment = {**os.environ, "KITH_HOME": str(home)}
    served = [sys.executable, "-c", SERVED]
    done = subprocess.run(served, capture_output=True, text=True, check=True, env=environment, timeout=120)
    assert json.loads(done.stdout) == {
        "journal_mode": "wal",
        "synchronous": 2,  # FULL
        "foreign_keys": 1,
        "secure_delete": 1,
        "busy_timeout": 20000,
        "begins": "BEGIN IMMEDIATE",
    }


def test_a_home_that_is_a_file(monkeypatch: pytest.MonkeyPatch, capsys: Says, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setenv("KITH_HOME", str(tmp_path / "file"))
    assert cli.main(["doctor"]) == 2
    assert capsys.readouterr().err == f"{tmp_path / 'file'}: File exists.\n"


@pytest.mark.long
@pytest.mark.once
def test_the_database_is_for_its_owner_alone_also_in_a_folder_that_others_may_enter(tmp_path: Path, db: None) -> None:
    home = tmp_path / "open"
    home.mkdir(mode=0o755)
    (home / "kith.sqlite3").touch(mode=0o644)
    (home / "kith.sqlite3").write_bytes(tables())
    prepare = [sys.executable, "-c", "from kith.config import start; start.prepare()"]
    subprocess.run(prepare, check=True, env={**os.environ, "KITH_HOME": str(home)}, timeout=120)
    open_to_others = [path.name for path in home.rglob("*") if path.is_file() and path.stat().st_mode & 0o077]
    assert open_to_others == []


@pytest.mark.long
@pytest.mark.once
def test_doctor_says_what_it_found_open_or_gone_before_it_is_mended(tmp_path: Path, db: None) -> None:
    home = tmp_path / "kith"
    home.mkdir(mode=0o700)
    (home / "kith.sqlite3").touch(mode=0o600)
    (home / "kith.sqlite3").write_bytes(tables())
    new = doctor(home)
    assert "MENDED" not in new
    database = home / "kith.sqlite3"
    database.chmod(0o644)
    with closing(sqlite3.connect(database)) as opened:
        name = opened.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%audit%'"
        ).fetchone()[0]
        opened.execute(f"DROP TRIGGER {name}")
        opened.commit()
    said = [line for line in doctor(home).splitlines() if line.startswith("MENDED")]
    assert said == [
        f"MENDED   {database} could be read by others (mode 644); now it is its owner's alone",
        f"MENDED   Triggers were missing, and are back; find out who removed them: {name}",
    ]
    assert database.stat().st_mode & 0o077 == 0
    after = doctor(home)
    assert "MENDED" not in after
    assert "ok       Database triggers: all in place" in after
    assert "ok       Database: its owner's alone" in after


def tables() -> bytes:
    """A database without a row of ours: its tables stand already, which saves making them."""
    return bytes(connection.connection.serialize())


def doctor(home: Path) -> str:
    """What `kith doctor` says, run by itself."""
    command = [sys.executable, "-c", "import sys; from kith import cli; sys.exit(cli.main(['doctor']))"]
    given = {**os.environ, "KITH_HOME": str(home)}
    for name in ("DATABASE_URL", "KITH_KEY_FILE", "KITH_SECRET_KEY", "DJANGO_SETTINGS_MODULE"):
        given.pop(name, None)
    done = subprocess.run(command, check=False, env=given, timeout=300, capture_output=True, text=True)
    assert done.stderr == ""
    assert done.returncode == 1, "there is no service yet"
    return done.stdout
