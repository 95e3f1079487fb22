"""What must not be tried too often is counted by all processes together, and names nobody."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from kith.access.models import User
from kith.config import shared
from kith.domain.terms import Role
from kith.referrals.views import ask
from kith.sealing import create_key_file
from tests.apps.access import processes
from tests.personas import Cast

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parents[3]


def test_two_processes_count_together(address: str, tmp_path: Path) -> None:
    create_key_file(tmp_path / "keys.json")
    done = subprocess.run(
        [sys.executable, "-m", "tests.apps.access.processes"],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": address, "KITH_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout.splitlines()[-1])
    over = 2 * processes.ASKS - ask.MOST_AN_HOUR
    assert result["asked"] == [302] * ask.MOST_AN_HOUR + [429] * over
    # Five wrong passwords close the account, three of them tried in one process and two in the other.
    assert result["wrong_passwords"].count(200) <= 5
    assert result["wrong_passwords"][-1] == 429
    assert result["right_password"] == [429]


@pytest.mark.parametrize("name", ["allauth:rl:account:login:60/m/ip:ip:192.0.2.7", "somebody@weald.example"])
def test_a_name_says_nothing_about_whom_it_counts(name: str) -> None:
    kept = shared.key(name, "", 1)
    assert len(kept) == 64
    assert not any(part in kept for part in ("192.0.2.7", "somebody", "weald"))
    assert kept != shared.key(name + "8", "", 1)
    assert kept != shared.key(name, "", 2)


def test_the_table_holds_no_address(cast: Cast) -> None:
    cache.clear()
    worker: User = cast.users[Role.SOCIAL_WORKER]
    Client(REMOTE_ADDR="192.0.2.7").post("/sign-in/", {"login": worker.email, "password": "wrong"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM kith_shared")
        rows = cursor.fetchall()
    assert rows
    assert not any("192.0.2.7" in text or worker.email in text for row in rows for text in row)


def test_doctor_knows_whether_counting_together_works(db: None, settings: object) -> None:
    assert shared.works()
