"""Ages, birthdays, whole years back and working days."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.domain import dates

D = datetime.date
LEAP_DAY = D(2012, 2, 29)
days = st.dates(D(1950, 1, 1), D(2090, 12, 31))


def test_a_leap_day_child_comes_of_age_on_the_first_of_march():
    assert dates.birthday(LEAP_DAY, 16) == LEAP_DAY.replace(year=2028)
    assert dates.birthday(LEAP_DAY, 18) == D(2030, 3, 1)
    assert dates.birthday(LEAP_DAY, 75) == D(2087, 3, 1)


@pytest.mark.parametrize(
    ("on", "age"), [(D(2030, 2, 28), 17), (D(2030, 3, 1), 18), (D(2028, 2, 28), 15), (D(2028, 2, 29), 16)]
)
def test_age_of_a_leap_day_child(on, age):
    assert dates.age_on(LEAP_DAY, on) == age


def test_age_is_completed_years():
    assert dates.age_on(D(2010, 6, 15), D(2026, 6, 14)) == 15
    assert dates.age_on(D(2010, 6, 15), D(2026, 6, 15)) == 16
    assert dates.age_on(D(2010, 6, 15), D(2010, 6, 14)) == -1


@given(days, st.integers(0, 60))
def test_age_changes_on_the_birthday_and_not_before(dob, years):
    on = dates.birthday(dob, years)
    assert dates.age_on(dob, on) == years
    assert dates.age_on(dob, on - datetime.timedelta(days=1)) == years - 1


def test_years_before_the_29th_of_february_is_the_28th():
    assert dates.years_before(D(2024, 2, 29), 3) == D(2021, 2, 28)
    assert dates.years_before(D(2024, 2, 29), 4) == D(2020, 2, 29)
    assert dates.years_before(D(2018, 3, 31), 3) == D(2015, 3, 31)


def test_months_before_stops_at_the_end_of_a_short_month():
    assert dates.months_before(D(2018, 3, 31), 30) == D(2015, 9, 30)
    assert dates.months_before(D(2018, 1, 15), 1) == D(2017, 12, 15)


@given(days, st.integers(1, 30))
def test_years_before_is_never_after_the_same_day(on, years):
    before = dates.years_before(on, years)
    assert (before.year, before.month) == (on.year - years, on.month)
    assert before.day == on.day or (on.month, on.day, before.day) == (2, 29, 28)


def test_the_year_of_a_return_runs_from_april_to_march():
    assert dates.return_year_start(D(2018, 3, 31)) == D(2017, 4, 1)
    assert dates.return_year_start(D(2018, 4, 1)) == D(2018, 4, 1)
    assert dates.return_year(D(2018, 3, 31)) == 2018
    assert dates.return_year(D(2018, 4, 1)) == 2019
    assert dates.return_year_end(2018) == D(2018, 3, 31)


def test_working_days_leave_out_weekends_and_bank_holidays():
    assert dates.is_working_day(D(2026, 11, 20))
    assert not dates.is_working_day(D(2026, 11, 21))
    # Christmas 2026: 25 December is a Friday and Boxing Day is observed on Monday 28.
    assert dates.add_working_days(D(2026, 12, 24), 1) == D(2026, 12, 29)
    # The funeral of Queen Elizabeth II, a bank holiday that no formula gives.
    assert not dates.is_working_day(D(2022, 9, 19))
    assert dates.add_working_days(D(2026, 11, 20), 5) == D(2026, 11, 27)


def test_beyond_the_known_holidays_only_weekends_count_and_a_warning_says_so():
    with pytest.warns(dates.HolidaysNotKnown, match="2012-01-01 to 2028-12-31, not for 2029-01-01"):
        assert dates.add_working_days(D(2028, 12, 29), 1) == D(2029, 1, 1)
    with pytest.warns(dates.HolidaysNotKnown):
        assert dates.add_working_days(D(2033, 12, 23), 1) == D(2033, 12, 26)
    with pytest.warns(dates.HolidaysNotKnown):
        assert dates.is_working_day(D(2011, 12, 26))
    assert dates.add_working_days(D(2028, 12, 28), 1) == D(2028, 12, 29)


@pytest.mark.parametrize(
    ("on", "soon"), [(D(2027, 12, 30), False), (D(2027, 12, 31), True), (D(2028, 6, 1), True), (D(2030, 1, 1), True)]
)
def test_the_list_of_holidays_is_known_to_end_soon_a_year_ahead(on, soon):
    assert dates.holidays_end_soon(on) == (D(2028, 12, 31) if soon else None)


def test_at_least_one_working_day_is_counted():
    with pytest.raises(ValueError, match="at least one"):
        dates.add_working_days(D(2026, 1, 2), 0)


def test_the_ends_of_the_calendar_are_no_error():
    assert dates.years_before(D(2, 3, 1), 3) == D.min
    assert dates.birthday(D(9998, 1, 1), 3) == D.max
