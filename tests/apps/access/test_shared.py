"""What must not be tried too often is counted by all processes together, and names nobody."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from kith.access.models import User
from kith.config import shared
from kith.domain.terms import Role
from kith.referrals.views import ask
from tests.apps.access import processes
from tests.personas import Cast

pytestmark = pytest.mark.long


def test_two_processes_count_together(programs: Callable[[str], Any]) -> None:
    result = programs("tests.apps.access.processes")
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
