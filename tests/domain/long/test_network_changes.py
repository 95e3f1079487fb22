"""How long ties last, and which outlive a move."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.domain.network import changes
from kith.domain.network.bonds import Bond
from tests.domain.long.test_network_measures import BONDS, DATES

DAY = datetime.date
START = DAY(2020, 1, 1)


def ties(*days: int | str) -> list[Bond]:
    """Ties that begin on one day; a number of days until it ended, or "n+" where it holds after n days."""
    return [
        Bond(str(at), START, START + datetime.timedelta(days=end) if isinstance(end, int) else None)
        for at, end in enumerate(days)
    ]


def test_survival_of_a_published_trial() -> None:
    """Weeks in remission under 6-MP (Freireich and others 1963), with the shares printed in textbooks."""
    ended = [6, 6, 6, 7, 10, 13, 16, 22, 23]
    held = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    on = START + datetime.timedelta(days=40)
    rows = ties(*ended) + [Bond(f"held {at}", on - datetime.timedelta(days=days)) for at, days in enumerate(held)]
    steps = changes.survival(rows, on)
    assert [(step.days, step.at_risk, step.ended) for step in steps] == [
        (6, 21, 3), (7, 17, 1), (10, 15, 1), (13, 12, 1), (16, 11, 1), (22, 7, 1), (23, 6, 1),
    ]  # fmt: skip
    assert [round(step.share, 3) for step in steps] == [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448]
    assert (changes.share_lasting(steps, 5), round(changes.share_lasting(steps, 15), 3)) == (1, 0.690)
    assert changes.half_last(steps) == 23


def test_without_an_end_every_tie_lasts() -> None:
    rows = [Bond("a", START), Bond("b", START, DAY(2030, 1, 1))]
    assert (changes.survival(rows, DAY(2021, 1, 1)), changes.half_last([])) == ([], None)
    assert changes.survival([], START) == []


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        # One after the other without a gap, and overlapping: one time.
        ([("a", 1, 5), ("a", 5, 9)], [(1, 9)]),
        ([("a", 1, 7), ("a", 5, None)], [(1, None)]),
        ([("a", 1, None), ("a", 5, 9)], [(1, None)]),
        # Lost and found again: two.
        ([("a", 1, 5), ("a", 6, 9)], [(1, 5), (6, 9)]),
        # It ends on the day, or after it.
        ([("a", 1, 20)], [(1, 20)]),
        ([("a", 1, 21)], [(1, None)]),
        # It has not begun, or lasts no day.
        ([("a", 20, None), ("b", 25, None), ("c", 5, 5), ("d", 9, 5)], []),
    ],
)
def test_times_in_touch(rows: list[tuple[str, int, int | None]], found: list[tuple[int, int | None]]) -> None:
    def day(number: int | None) -> DAY | None:
        return None if number is None else DAY(2026, 1, number)

    bonds = [Bond(person, DAY(2026, 1, start), day(end)) for person, start, end in rows]
    assert changes.spells(bonds, DAY(2026, 1, 20)) == [(day(start), day(end)) for start, end in found]


def test_a_time_out_of_touch_is_no_tie() -> None:
    assert changes.spells([Bond("a", START, in_touch=False)], DAY(2026, 1, 1)) == []


def test_of_the_ties_before_a_move_some_outlive_it() -> None:
    moved = DAY(2025, 8, 31)
    rows = [
        Bond("stays", START),
        Bond("lost at once", START, moved),
        Bond("lost the day before", START, moved - datetime.timedelta(days=1)),
        Bond("lost in time", START, DAY(2026, 2, 28)),
        Bond("lost and found again", START, DAY(2025, 10, 1)),
        Bond("lost and found again", DAY(2026, 2, 1)),
        Bond("new", moved),
        Bond("lost later", START, DAY(2026, 3, 1)),
    ]
    found = changes.after_a_move(rows, moved, DAY(2026, 6, 1))
    assert found == changes.AfterMove(5, 3, DAY(2026, 2, 28))
    assert found.share == 0.6
    assert changes.after_a_move(rows, moved, DAY(2026, 2, 28)) == found
    assert changes.after_a_move(rows, moved, DAY(2026, 2, 27)) is None
    alone = changes.after_a_move([], moved, DAY(2026, 6, 1))
    assert alone
    assert alone.share is None


def test_change_after_months_as_far_as_they_have_come() -> None:
    rows = [Bond("a", START), Bond("b", START, DAY(2020, 12, 31))]
    found = changes.since(rows, DAY(2020, 1, 31), DAY(2021, 1, 31))
    assert [(one.months, one.change and one.change.second) for one in found] == [
        (6, DAY(2020, 7, 31)),
        (12, DAY(2021, 1, 31)),
        (24, None),
    ]
    assert [one.change and one.change.lost for one in found] == [(), ("b",), None]


@pytest.mark.parametrize(
    ("day", "months", "found"),
    [
        (DAY(2025, 8, 31), 6, DAY(2026, 2, 28)),
        (DAY(2024, 2, 29), 12, DAY(2025, 2, 28)),
        (DAY(2025, 12, 1), 1, DAY(2026, 1, 1)),
        (DAY(9999, 12, 1), 1, DAY.max),
    ],
)
def test_months_after(day: DAY, months: int, found: DAY) -> None:
    assert changes.months_after(day, months) == found


@given(BONDS, DATES)
def test_survival_falls_and_counts_every_tie_once(rows: list[Bond], on: DAY) -> None:
    steps, spells = changes.survival(rows, on), changes.spells(rows, on)
    assert sum(step.ended for step in steps) == sum(end is not None for _, end in spells)
    shares = [1.0, *(step.share for step in steps)]
    assert shares == sorted(shares, reverse=True)
    assert all(0 <= share <= 1 for share in shares)
    assert all(0 < step.ended <= step.at_risk <= len(spells) for step in steps)
    if spells and all(end is not None for _, end in spells):
        assert steps[-1].share == pytest.approx(0)


@given(BONDS, DATES, DATES)
def test_a_move_keeps_at_most_what_was_there(rows: list[Bond], moved: DAY, on: DAY) -> None:
    found = changes.after_a_move(rows, moved, on)
    assert found is None or 0 <= found.alive <= found.before


@given(st.lists(st.integers(1, 400), min_size=1, max_size=30))
def test_without_censoring_survival_is_the_share_that_is_left(days: list[int]) -> None:
    steps = changes.survival(ties(*days), START + datetime.timedelta(days=500))
    for step in steps:
        assert step.share == pytest.approx(sum(day > step.days for day in days) / len(days))
