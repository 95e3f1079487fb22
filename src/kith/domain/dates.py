"""Dates as the law counts them: age, birthdays, whole years back, and working days in England and Wales."""

import datetime
import functools
import importlib.resources
import json
import warnings

from kith.domain import limits

# So long before the list of holidays ends, whoever keeps the service is told (domain/data/SOURCES.md says from where
# the next years come: GOV.UK gives them about two years ahead).
HOLIDAYS_END_SOON_MONTHS = limits.number("holidays_end_soon_months")


class HolidaysNotKnown(UserWarning):
    """The bank holidays of a day are not in the data file: working days were counted by weekends only."""


def birthday(dob: datetime.date, years: int) -> datetime.date:
    """The day on which someone born on `dob` becomes `years` old.

    A child born on 29 February comes of age on 1 March of a common year: the later day is the safer one. A day past
    the end of the calendar is its last.
    """
    year = dob.year + years
    if year > datetime.MAXYEAR:
        return datetime.date.max
    if dob.month == 2 and dob.day == 29 and not _is_leap(year):
        return datetime.date(year, 3, 1)
    return dob.replace(year=year)


def age_on(dob: datetime.date, on: datetime.date) -> int:
    """Completed years on `on`; negative before birth."""
    years = on.year - dob.year
    return years if birthday(dob, years) <= on else years - 1


def years_before(on: datetime.date, years: int) -> datetime.date:
    """The same day `years` calendar years earlier; 29 February becomes 28 February."""
    return months_before(on, 12 * years)


def months_before(on: datetime.date, months: int) -> datetime.date:
    """The same day of the month `months` earlier, or the last day of that month if it is shorter.

    A day before the calendar begins is its first.
    """
    year, month = divmod(on.year * 12 + on.month - 1 - months, 12)
    if year < datetime.MINYEAR:
        return datetime.date.min
    return on.replace(year=year, month=month + 1, day=min(on.day, _days_in(year, month + 1)))


def months_after(on: datetime.date, months: int) -> datetime.date:
    """The same day of the month `months` later, or the last day of that month if it is shorter."""
    return months_before(on, -months)


def return_year_start(on: datetime.date) -> datetime.date:
    """The 1 April on or before `on`: the first day of the year that a statutory return covers."""
    year = on.year if on.month >= 4 else on.year - 1
    return datetime.date(year, 4, 1)


def return_year(on: datetime.date) -> int:
    """The year of the first 31 March on or after `on`: the name of the return that covers this day."""
    return on.year if on.month <= 3 else on.year + 1


def return_year_end(year: int) -> datetime.date:
    """31 March of `year`: the last day that the return of that year covers."""
    return datetime.date(year, 3, 31)


def return_begins(year: int) -> datetime.date:
    """1 April of the year before `year`: the first day that the return of that year covers."""
    return return_year_start(return_year_end(year))


def is_working_day(on: datetime.date) -> bool:
    """Neither a weekend nor a bank holiday in England and Wales.

    Outside the years of data/bank_holidays.json only weekends are known; the answer then comes with the warning
    HolidaysNotKnown, since a page that promises a child a day must not fail for want of a list.
    """
    first, last, holidays = _bank_holidays()
    if not first <= on <= last:
        warnings.warn(f"Bank holidays are known from {first} to {last}, not for {on}.", HolidaysNotKnown, stacklevel=2)
    return on.weekday() < 5 and on not in holidays


def is_known_day_off(on: datetime.date) -> bool:
    """A weekend, or a bank holiday in England and Wales of the years in data/bank_holidays.json; no warning beyond."""
    return on.weekday() >= 5 or on in _bank_holidays()[2]


def holidays_end_soon(on: datetime.date) -> datetime.date | None:
    """The last day whose bank holidays are known, if it comes within twelve months of `on` or is over; else None."""
    _, last, _ = _bank_holidays()
    return last if on >= months_before(last, HOLIDAYS_END_SOON_MONTHS) else None


def add_working_days(on: datetime.date, days: int) -> datetime.date:
    """The working day that is `days` working days after `on` (1 = the next one). `days` is at least 1.

    Past the end of data/bank_holidays.json it counts weekends only, with the warning HolidaysNotKnown.
    """
    if days < 1:
        raise ValueError("Count at least one working day.")
    while days:
        on += datetime.timedelta(days=1)
        days -= is_working_day(on)
    return on


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _days_in(year: int, month: int) -> int:
    if month == 2:
        return 29 if _is_leap(year) else 28
    return 30 if month in {4, 6, 9, 11} else 31


@functools.cache
def _bank_holidays() -> tuple[datetime.date, datetime.date, frozenset[datetime.date]]:
    """First and last day that the data covers, and the holidays."""
    text = importlib.resources.files("kith.domain.data").joinpath("bank_holidays.json").read_text("utf-8")
    data = json.loads(text)
    day = datetime.date.fromisoformat
    return day(data["from"]), day(data["to"]), frozenset(day(text) for text in data["dates"])
