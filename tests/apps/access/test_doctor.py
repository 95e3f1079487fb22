"""`kith doctor`: what is in place, what is missing, and what ends soon."""

import datetime as dt
from pathlib import Path

import pytest
from django.db import connection

from kith import cli
from kith.domain import dates
from tests.personas import Cast

Says = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def prepared(cast: Cast, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("kith.config.start.prepare", lambda *, demo, first: tmp_path)


def doctor(monkeypatch: pytest.MonkeyPatch, capsys: Says, on: dt.date) -> tuple[int, str]:
    monkeypatch.setattr("kith.config.start.today", lambda: on)
    code = cli.main(["doctor"])
    return code, capsys.readouterr().out


def test_a_service_that_lacks_nothing(monkeypatch: pytest.MonkeyPatch, capsys: Says) -> None:
    code, said = doctor(monkeypatch, capsys, dt.date(2026, 6, 15))
    assert (code, "MISSING" in said, "SOON" in said) == (0, False, False), said
    assert "Services: 2" in said


@pytest.mark.parametrize("on", [dt.date(2027, 12, 31), dt.date(2029, 3, 1)])
def test_a_list_of_holidays_that_ends_within_a_year_is_said_and_is_no_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: Says, on: dt.date
) -> None:
    assert dates.holidays_end_soon(on) == dt.date(2028, 12, 31)
    code, said = doctor(monkeypatch, capsys, on)
    (line,) = [line for line in said.splitlines() if line.startswith("SOON")]
    assert code == 0
    assert "Bank holidays are known up to 31/12/2028 only." in line


def test_a_database_that_others_can_read_is_said(monkeypatch: pytest.MonkeyPatch, capsys: Says, tmp_path: Path) -> None:
    database = tmp_path / "kith.sqlite3"
    database.touch(mode=0o644)
    database.chmod(0o644)
    monkeypatch.setattr("kith.config.start.database_files", lambda: [database])
    code, said = doctor(monkeypatch, capsys, dt.date(2026, 6, 15))
    assert code == 1
    assert f"Database: chmod 600 {database}" in said


def test_an_embedded_database_that_keeps_less_than_it_must_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: Says
) -> None:
    if connection.vendor != "sqlite":  # a server sees to its own
        assert "Database settings" not in doctor(monkeypatch, capsys, dt.date(2026, 6, 15))[1]
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete = OFF")
        try:
            code, said = doctor(monkeypatch, capsys, dt.date(2026, 6, 15))
        finally:
            cursor.execute("PRAGMA secure_delete = ON")
    assert code == 1
    assert "MISSING  Database settings: secure_delete is 0, not 1" in said
    code, said = doctor(monkeypatch, capsys, dt.date(2026, 6, 15))
    assert code == 0
    assert "Database settings: written ahead, synced in full, deleted for good" in said
