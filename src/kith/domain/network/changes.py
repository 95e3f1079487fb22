"""What a network kept, gained and lost between two days, how long ties last, and which of them outlive a move."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from kith.domain import dates
from kith.domain.network import definitions
from kith.domain.network.bonds import Bond, Network, network


class Change(NamedTuple):
    """People in touch on both days, only on the second, only on the first: ids in order.

    `alike` is Jaccard's share of all these people who are in both, from 0 to 1; None if there is nobody at all.
    """

    first: datetime.date
    second: datetime.date
    kept: tuple[str, ...]
    new: tuple[str, ...]
    lost: tuple[str, ...]
    alike: float | None


class Later(NamedTuple):
    """The change so many months after a day; None where that day is still to come."""

    months: int
    change: Change | None


class Step(NamedTuple):
    """At so many days: ties that were looked at, ties that ended, and the share that lasts beyond it."""

    days: int
    at_risk: int
    ended: int
    share: float


class AfterMove(NamedTuple):
    """Of the ties on the day before a move, how many hold some months after it."""

    before: int
    alive: int
    on: datetime.date

    @property
    def share(self) -> float | None:
        """From 0 to 1; None if there was no tie before."""
        return self.alive / self.before if self.before else None


def change(first: Network, second: Network) -> Change:
    """Who of the people in touch is kept, new and lost, and how alike the two days are.

    Alike is kept / (kept + new + lost), from 0 to 1 (Jaccard 1901); None if there is nobody. The order of the two days
    may be any.
    """
    before, after = first.alters.keys(), second.alters.keys()
    both, either = before & after, before | after
    return Change(
        first.on,
        second.on,
        kept=tuple(sorted(both)),
        new=tuple(sorted(after - before)),
        lost=tuple(sorted(before - after)),
        alike=len(both) / len(either) if either else None,
    )


def since(bonds: Iterable[Bond], start: datetime.date, on: datetime.date) -> list[Later]:
    """The change 6, 12 and 24 months after a day (definitions.toml), as far as those days have come by `on`."""
    rows = list(bonds)
    first = network(rows, start)
    found = []
    for months in definitions.load().change_months:
        day = months_after(start, months)
        found.append(Later(months, change(first, network(rows, day)) if day <= on else None))
    return found


def after_a_move(bonds: Iterable[Bond], moved: datetime.date, on: datetime.date) -> AfterMove | None:
    """Of the people in touch on the day before a move, those in touch six months after it (definitions.toml).

    None if that day is still to come by `on`. Who came back into touch in between counts as in touch.
    """
    rows = list(bonds)
    day = months_after(moved, definitions.load().months_after_a_move)
    if day > on or moved == datetime.date.min:
        return None
    before = network(rows, moved - datetime.timedelta(days=1)).alters.keys()
    return AfterMove(len(before), len(before & network(rows, day).alters.keys()), day)


def survival(bonds: Iterable[Bond], on: datetime.date) -> list[Step]:
    """Kaplan and Meier's (1958) estimate of how long a tie lasts, at every number of days at which one ended.

    A tie is a time in touch without a gap; who loses touch and finds it again has two. One that holds on `on` is
    counted as lasting at least so long (censored). The share is that of ties that outlast the days of the step.
    """
    ends: Counter[int] = Counter()
    leaving: Counter[int] = Counter()
    for start, end in spells(bonds, on):
        days = ((end or on) - start).days
        leaving[days] += 1
        ends[days] += end is not None
    at_risk, share, steps = sum(leaving.values()), 1.0, []
    for days in sorted(leaving):
        if ends[days]:
            share *= 1 - ends[days] / at_risk
            steps.append(Step(days, at_risk, ends[days], share))
        at_risk -= leaving[days]
    return steps


def share_lasting(steps: Iterable[Step], days: int) -> float:
    """The share of ties that last longer than so many days: the last step up to it, 1 before the first."""
    return min((step.share for step in steps if step.days <= days), default=1.0)


def half_last(steps: Iterable[Step]) -> int | None:
    """The days after which no more than half of the ties last; None if more than half outlast everything seen."""
    return next((step.days for step in steps if step.share <= 0.5), None)


def spells(bonds: Iterable[Bond], on: datetime.date) -> list[tuple[datetime.date, datetime.date | None]]:
    """Times in touch of each person without a gap, as (first day, day it ended or None if it holds on `on`).

    Bonds of one person that overlap or follow each other are one time. A time that begins after `on`, or lasts no day
    by then, is left out.
    """
    found: list[tuple[datetime.date, datetime.date | None]] = []
    by_person: dict[str, list[Bond]] = {}
    for bond in sorted(bonds, key=lambda bond: (bond.person, bond.start)):
        if bond.in_touch and bond.start < on:
            by_person.setdefault(bond.person, []).append(bond)
    for rows in by_person.values():
        found.extend(_joined(rows, on))
    return found


def _joined(rows: list[Bond], on: datetime.date) -> list[tuple[datetime.date, datetime.date | None]]:
    times: list[tuple[datetime.date, datetime.date]] = []
    open_end = datetime.date.max
    for bond in rows:
        end = bond.end or open_end
        if end <= bond.start:
            continue
        if times and bond.start <= times[-1][1]:
            times[-1] = (times[-1][0], max(times[-1][1], end))
        else:
            times.append((bond.start, end))
    return [(start, end if end <= on else None) for start, end in times]


def months_after(day: datetime.date, months: int) -> datetime.date:
    """The same day of the month so many months later, or the last day of that month if it is shorter.

    A day past the end of the calendar is its last.
    """
    if day.year * 12 + day.month - 1 + months >= (datetime.MAXYEAR + 1) * 12:
        return datetime.date.max
    return dates.months_before(day, -months)
