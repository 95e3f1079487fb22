"""A stop and a sending at the same moment, on real connections: after the stop nothing more leaves."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.apps.outbox import race

pytestmark = pytest.mark.long


def test_a_stop_and_a_sending_at_once_leave_nothing_after_the_stop(programs: Callable[[str], Any]) -> None:
    result = programs("tests.apps.outbox.race")
    # Both sides got their turn, every letter is either sent or held, and what is sent was sent before the stop.
    assert 1 <= result["sent"] < race.LETTERS
    assert result["sent"] == result["sent_when_stopped"] == result["files"]
    assert (result["sent"] + result["held"], result["other"], result["half_written"]) == (race.LETTERS, 0, 0)
