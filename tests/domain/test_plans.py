"""Promises: what is due when, and how each stands by what was said, on which day, by whom."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.domain import plans
from kith.domain.terms import CameOfPromise as Came
from kith.domain.terms import HowOften, PromiseState, SaysSo

MONDAY = dt.date(2026, 6, 1)


def day(number: int) -> dt.date:
    return MONDAY + dt.timedelta(days=number)


def check(number: int, came: Came = Came.KEPT, says: SaysSo = SaysSo.WORKER) -> plans.Check:
    return plans.Check(day(number), came, says)


def once(*checks: plans.Check) -> plans.Promise:
    return plans.Promise(HowOften.ONCE, MONDAY, day(5), checks)


def weekly(*checks: plans.Check, how_often: HowOften = HowOften.WEEKLY) -> plans.Promise:
    return plans.Promise(how_often, MONDAY, checks=checks)


def test_before_its_day_nobody_has_said_and_after_it_it_is_late() -> None:
    assert plans.state(once(), day(5)) is PromiseState.NOT_KNOWN
    assert plans.state(once(), day(6)) is PromiseState.LATE
    assert plans.due_on(once()) == day(5)


@pytest.mark.parametrize(
    ("came", "state"),
    [
        (Came.KEPT, PromiseState.KEPT),
        (Came.NOT_KEPT, PromiseState.NOT_KEPT),
        (Came.CHANGED, PromiseState.CHANGED),
    ],
)
def test_what_was_said_of_a_promise_made_once_stands(came: Came, state: PromiseState) -> None:
    promise = once(check(6, came))
    assert plans.state(promise, day(400)) is state
    assert plans.due_on(promise) is None


def test_the_childs_word_counts_before_anybody_elses() -> None:
    child = check(3, Came.NOT_KEPT, SaysSo.CHILD)
    assert plans.state(once(child, check(4)), day(9)) is PromiseState.NOT_KEPT
    assert plans.state(once(check(4), child), day(9)) is PromiseState.NOT_KEPT
    again = check(8, Came.KEPT, SaysSo.CHILD)
    assert plans.state(once(child, check(4), again), day(9)) is PromiseState.KEPT


def test_of_one_day_what_was_said_last_counts() -> None:
    assert plans.state(once(check(4, Came.NOT_KEPT), check(4)), day(9)) is PromiseState.KEPT


def test_every_week_is_late_once_a_whole_week_has_passed_in_silence() -> None:
    assert plans.state(weekly(), day(6)) is PromiseState.NOT_KNOWN
    assert plans.state(weekly(), day(7)) is PromiseState.LATE
    kept = weekly(check(3))
    assert plans.due_on(kept) == day(13)
    assert plans.state(kept, day(13)) is PromiseState.KEPT
    assert plans.state(kept, day(14)) is PromiseState.LATE


def test_the_childs_word_of_a_week_before_does_not_outweigh_this_week() -> None:
    promise = weekly(check(1, Came.NOT_KEPT, SaysSo.CHILD), check(8))
    assert plans.state(promise, day(9)) is PromiseState.KEPT


def test_what_was_changed_is_due_no_more() -> None:
    promise = weekly(check(3, Came.CHANGED))
    assert plans.due_on(promise) is None
    assert plans.state(promise, day(100)) is PromiseState.CHANGED


def test_whenever_it_is_wanted_is_never_late() -> None:
    promise = weekly(check(1, Came.KEPT, SaysSo.CHILD), check(90, Came.NOT_KEPT), how_often=HowOften.WHENEVER)
    assert plans.due_on(promise) is None
    assert plans.state(promise, day(500)) is PromiseState.NOT_KEPT
    assert plans.state(weekly(how_often=HowOften.WHENEVER), day(500)) is PromiseState.NOT_KNOWN


def test_a_month_ends_with_the_shorter_month() -> None:
    promise = plans.Promise(HowOften.MONTHLY, dt.date(2026, 1, 31))
    assert plans.due_on(promise) == dt.date(2026, 2, 27)
    checked = plans.Check(dt.date(2026, 2, 28), Came.KEPT, SaysSo.CHILD)
    kept = plans.Promise(HowOften.MONTHLY, dt.date(2026, 1, 31), checks=(checked,))
    assert plans.due_on(kept) == dt.date(2026, 4, 29)


def test_what_is_held_is_not_late_and_what_has_ended_is_over() -> None:
    held = plans.Promise(HowOften.WEEKLY, MONDAY, is_held=True)
    assert plans.state(held, day(50)) is PromiseState.HELD
    ended = plans.Promise(HowOften.WEEKLY, MONDAY, checks=(check(1),), is_held=True, is_ended=True)
    assert plans.state(ended, day(50)) is PromiseState.ENDED


def test_what_was_said_before_it_went_on_again_does_not_make_it_due_later() -> None:
    gone_on = plans.Promise(HowOften.WEEKLY, day(60), checks=(check(3),))
    assert plans.due_on(gone_on) == day(66)
    assert plans.state(gone_on, day(66)) is PromiseState.KEPT


def test_only_a_promise_made_once_needs_its_day() -> None:
    assert plans.why_not_due(HowOften.ONCE, MONDAY, None, today=MONDAY) == plans.NO_DAY
    assert plans.why_not_due(HowOften.ONCE, MONDAY, day(-1), today=MONDAY)
    assert plans.why_not_due(HowOften.ONCE, MONDAY, MONDAY, today=MONDAY) is None
    assert plans.why_not_due(HowOften.WEEKLY, MONDAY, None, today=MONDAY) is None
    assert plans.why_not_due(HowOften.WEEKLY, MONDAY, day(7), today=MONDAY) == plans.ONLY_ONCE


def test_a_promise_lies_in_the_childs_life_and_not_beyond_what_anybody_plans() -> None:
    in_ten_years = MONDAY.replace(year=MONDAY.year + 10)
    assert plans.why_not_due(HowOften.ONCE, MONDAY, in_ten_years, today=MONDAY) is None
    assert plans.why_not_due(HowOften.ONCE, MONDAY, in_ten_years + dt.timedelta(days=1), today=MONDAY)
    in_a_year = MONDAY.replace(year=MONDAY.year + 1)
    assert plans.why_not_from(in_a_year, None, MONDAY) is None
    assert plans.why_not_from(in_a_year + dt.timedelta(days=1), None, MONDAY)
    assert plans.why_not_from(MONDAY, MONDAY, MONDAY) is None
    assert plans.why_not_from(day(-1), MONDAY, MONDAY)


@pytest.mark.parametrize(
    ("typed", "is_so"),
    [("nan jean", True), ("Mrs José Whitcombe", True), ("my Nan", False), ("Jean, your worker", False), ("", False)],
)
def test_a_name_is_the_same_with_and_without_titles_and_accents(typed: str, is_so: bool) -> None:
    assert plans.is_called_so(typed, ["Nan Jean", "Jose Whitcombe", ""]) is is_so


EVERY = st.sampled_from([one for one in HowOften if one not in (HowOften.ONCE, HowOften.WHENEVER)])


@given(EVERY, st.integers(0, 3000), st.integers(0, 2000))
def test_a_check_today_is_never_late_today_and_is_late_in_the_end(how_often: HowOften, start: int, passed: int) -> None:
    first = day(start)
    today = first + dt.timedelta(days=passed)
    promise = plans.Promise(how_often, first, checks=(plans.Check(today, Came.KEPT, SaysSo.CHILD),))
    due = plans.due_on(promise)
    assert due is not None
    assert due > today
    assert plans.state(promise, due) is PromiseState.KEPT
    assert plans.state(promise, due + dt.timedelta(days=1)) is PromiseState.LATE


def test_what_was_promised_once_and_kept_stays_kept() -> None:
    checks = (check(2),)
    kept = plans.Promise(HowOften.ONCE, MONDAY, day(5), checks, is_held=True, is_ended=True)
    assert plans.state(kept, day(50)) is PromiseState.KEPT
    assert plans.is_settled(kept)
    assert not plans.is_settled(weekly(*checks))
