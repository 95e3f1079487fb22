"""The rota: hours in words, whether somebody is there, working minutes."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from kith.domain import rota
from kith.domain.rota import Watch

LONDON = ZoneInfo("Europe/London")
WEEK = Watch(frozenset(range(5)), time(9), time(17))
SATURDAY = Watch(frozenset({5}), time(10), time(12, 30))


def local(day: int, hour: int, minute: int = 0, month: int = 6) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("at", "there"),
    [
        (local(15, 9), True),
        (local(15, 8, 59), False),
        (local(15, 16, 59), True),
        (local(15, 17), False),
        (local(20, 11), True),
        (local(21, 11), False),
        (local(25, 11, month=5), False),  # spring bank holiday
    ],
)
def test_whether_somebody_is_there(at: datetime, there: bool) -> None:
    assert rota.is_staffed([WEEK, SATURDAY], at) is there


def test_minutes_are_counted_in_staffed_hours_only() -> None:
    assert rota.after_working_minutes([WEEK], local(15, 10), 15) == local(15, 10, 15)
    assert rota.after_working_minutes([WEEK], local(15, 16, 50), 15) == local(16, 9, 5)
    assert rota.after_working_minutes([WEEK], local(19, 16, 50), 15) == local(22, 9, 5)
    assert rota.after_working_minutes([WEEK, SATURDAY], local(19, 16, 50), 15) == local(20, 10, 5)
    assert rota.after_working_minutes([WEEK], local(22, 17, month=5), 15) == local(26, 9, 15, month=5)


def test_overlapping_watches_do_not_count_a_minute_twice() -> None:
    late = Watch(frozenset(range(5)), time(16), time(18))
    assert rota.after_working_minutes([WEEK, late], local(15, 16, 50), 15) == local(15, 17, 5)


def test_the_next_time_somebody_is_there() -> None:
    assert rota.next_staffed([WEEK], local(15, 11)) == local(15, 11)
    assert rota.next_staffed([WEEK], local(19, 18)) == local(22, 9)


def test_an_empty_rota_never_answers() -> None:
    assert rota.next_staffed([], local(15, 11)) is None
    assert rota.after_working_minutes([], local(15, 11), 15) is None
    assert not rota.is_staffed([], local(15, 11))


def test_hours_in_words() -> None:
    odd = Watch(frozenset({0, 2}), time(0), time(12))
    assert rota.in_words([WEEK, SATURDAY]) == ["Monday to Friday, 9am to 5pm", "Saturday, 10am to 12.30pm"]
    assert rota.in_words([odd]) == ["Monday and Wednesday, 12am to 12pm"]


def test_minutes_pass_by_the_clock_on_the_wall_when_the_clocks_change() -> None:
    always = Watch(frozenset(range(7)), time(0), time(23, 59))
    before = datetime(2026, 3, 28, 23, 50, tzinfo=LONDON)
    after = rota.after_working_minutes([always], before, 15)
    assert after is not None
    assert after - before >= timedelta(minutes=15)
