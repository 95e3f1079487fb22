"""C15 on real connections: the same return twice at once is saved once, and a saving that is killed leaves nothing."""

import signal
from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.long

NOTHING = {
    **dict.fromkeys(("saved", "parts", "in_force", "rows", "episodes", "answers", "events"), 0),
    "children": [],
}


def test_the_same_return_at_once_is_saved_once_and_a_killed_saving_leaves_nothing(
    programs: Callable[[str], Any],
) -> None:
    came_to = programs("tests.apps.returns.race")

    # Killed after its rows and children were written: not one of them stands, and it can be saved as if never tried.
    killed = came_to["killed"]
    assert killed["code"] == -signal.SIGKILL
    assert killed["before"] == killed["after"] == NOTHING
    assert killed["again"] == "saved"
    assert killed["saved"] == {
        **{"saved": 1, "parts": 3, "in_force": 3, "rows": 6, "episodes": 3, "answers": 1, "events": 1},
        "children": ["A1", "A2"],
    }

    # Two uploads at once are two imports; whichever is saved first, the other says so and changes nothing.
    assert came_to["received"] == [2, 3]
    (first,) = (number for number, status in came_to["statuses"] if number in {2, 3} and status == "committed")
    assert sorted(came_to["pair"]) == [
        f"These files were saved before, as import {first}. Nothing would change.",
        "saved",
    ]
    # One import saved by two people at once is saved once.
    assert sorted(came_to["twice"]) == ["Import 4 does not wait any more: saved.", "saved"]
    assert sorted(status for _, status in came_to["statuses"]) == ["checked", *["committed"] * 3]
    assert came_to["end"]["events"] == came_to["end"]["saved"] == 3
    assert came_to["end"]["children"] == ["A1", "A2", "A3"]
    assert came_to["end"]["answers"] == 1
    # 6 rows of 2024, and twice the 4 of 2025, of which one version of each table counts.
    assert (came_to["end"]["rows"], came_to["end"]["parts"], came_to["end"]["in_force"]) == (14, 7, 5)
