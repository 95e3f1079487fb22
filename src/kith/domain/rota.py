"""When somebody is there to read messages: hours in words, whether now, and working minutes counted inside them."""

import functools
import importlib.resources
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from kith.domain import dates, limits

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
FURTHEST_DAYS = limits.number("rota_furthest_days")


@dataclass(frozen=True, slots=True)
class Watch:
    """Hours in which somebody reads: weekdays (0 = Monday), from and until (exclusive), local time."""

    weekdays: frozenset[int]
    start: time
    end: time

    def is_on(self, local: datetime) -> bool:
        """Whether this watch is kept at a local time. Nobody reads on a bank holiday."""
        return local.weekday() in self.weekdays and self.start <= local.time() < self.end and not _closed(local.date())


@dataclass(frozen=True, slots=True)
class PassingOn:
    """After how many staffed minutes what nobody opened goes on, and the hours that count where no rota is kept."""

    minutes: int
    without_rota: Watch


@functools.cache
def passing_on() -> PassingOn:
    """The rule of data/passing_on.toml, with its source and date there."""
    data = tomllib.loads(importlib.resources.files("kith.domain.data").joinpath("passing_on.toml").read_text("utf-8"))
    hours = data["without_rota"]
    return PassingOn(data["minutes"], Watch(frozenset(hours["weekdays"]), hours["from"], hours["until"]))


def is_staffed(watches: Iterable[Watch], local: datetime) -> bool:
    """Whether somebody is there at this local time."""
    return any(watch.is_on(local) for watch in watches)


def next_staffed(watches: Sequence[Watch], local: datetime) -> datetime | None:
    """The first local moment from ``local`` on at which somebody is there; None if nobody ever is."""
    return next((max(start, local) for start, _ in _open_times(watches, local)), None)


def after_working_minutes(watches: Sequence[Watch], local: datetime, minutes: int) -> datetime | None:
    """The local moment when ``minutes`` staffed minutes have passed since ``local``; None if nobody is ever there."""
    left = timedelta(minutes=minutes)
    for start, end in _open_times(watches, local):
        start = max(start, local)
        if end - start >= left:
            return start + left
        left -= end - start
    return None


def in_words(watches: Sequence[Watch]) -> list[str]:
    """The hours as a reader says them: "Monday to Friday, 9am to 5pm". One line for each pair of hours."""
    days: dict[tuple[time, time], set[int]] = {}
    for watch in watches:
        days.setdefault((watch.start, watch.end), set()).update(watch.weekdays)
    order = sorted(days.items(), key=lambda item: (min(item[1], default=7), item[0]))
    return [f"{_days_in_words(on)}, {clock(start)} to {clock(end)}" for (start, end), on in order if on]


def clock(at: time) -> str:
    """A time of day in words: 9am, 12.30pm, midnight is 12am."""
    hour = at.hour % 12 or 12
    half = "am" if at.hour < 12 else "pm"
    return f"{hour}.{at.minute:02d}{half}" if at.minute else f"{hour}{half}"


def _days_in_words(on: set[int]) -> str:
    ordered = sorted(on)
    if len(ordered) > 2 and ordered == list(range(ordered[0], ordered[-1] + 1)):
        return f"{DAYS[ordered[0]]} to {DAYS[ordered[-1]]}"
    names = [DAYS[day] for day in ordered]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _open_times(watches: Sequence[Watch], local: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Times when somebody is there that end after ``local``, in order, none overlapping another."""
    for ahead in range(FURTHEST_DAYS):
        on = local.date() + timedelta(days=ahead)
        if _closed(on):
            continue
        reached = datetime.combine(on, time.min, local.tzinfo)
        for watch in sorted(watches, key=lambda watch: watch.start):
            if on.weekday() not in watch.weekdays:
                continue
            start = max(datetime.combine(on, watch.start, local.tzinfo), reached)
            end = datetime.combine(on, watch.end, local.tzinfo)
            if end > start:
                reached = end
                if end > local:
                    yield start, end


def _closed(on: date) -> bool:
    """A bank holiday on a weekday. Past the end of the list of holidays a day counts as an ordinary one."""
    return on.weekday() < 5 and not dates.is_working_day(on)
