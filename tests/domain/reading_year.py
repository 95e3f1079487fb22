"""A made-up ordinary year of reading in one service, by role, with its busy days; and ways to misuse it."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from kith.domain.watching import Reader, Sign, SignKind

LONDON = ZoneInfo("Europe/London")
FIRST_DAY = date(2025, 9, 1)
WORKING_DAYS = 225
CHILDREN = 1_600
# How many of each there are, how many children stand in their own list, and how many records they read on a usual day.
STAFF = {
    "coordinator": (8, 14, 4),
    "social_worker": (16, 18, 3),
    "reviewing_officer": (4, 65, 5),
    "manager": (2, 0, 7),
    "safeguarding_lead": (1, 0, 5),
    "analyst": (2, 0, 0),
    "searcher": (2, 0, 2),
    "privacy_officer": (1, 0, 0),
}
# About one child in eight has left the service; some are asked about again.
LEFT_EVERY = 8


@dataclass(frozen=True)
class Somebody:
    """One member of staff, with a year of traces in order and how many days they signed in on."""

    reader: Reader
    role: str
    own: tuple[int, ...]
    signs: tuple[Sign, ...]
    sessions: int


def ordinary_year(seed: int) -> Iterator[Somebody]:
    """Everybody's year. The same seed gives the same year."""
    dice = random.Random(seed)
    places = count(1)
    for role, (people, own, usual) in STAFF.items():
        for at in range(people):
            yield _year(dice, places, Reader(f"{role}-{at}"), role, own, usual)


def local(day: date, hour: int, minute: int = 0, second: int = 0) -> datetime:
    """A time of a day in London."""
    return datetime.combine(day, time(hour, minute, second), LONDON)


def working_days() -> list[date]:
    """The days of the year on which people work: Monday to Friday, without counting holidays."""
    days = (FIRST_DAY + timedelta(days=at) for at in range(366))
    return [day for day in days if day.weekday() < 5][:WORKING_DAYS]


def _year(dice: random.Random, places: Iterator[int], reader: Reader, role: str, own: int, usual: int) -> Somebody:
    mine = tuple(dice.sample(range(CHILDREN), own))
    signs: list[Sign] = []
    away = _leave(dice)
    worked = [day for day in working_days() if day not in away]
    for day in worked:
        signs += _day(dice, places, role, mine, usual, day)
    return Somebody(reader, role, mine, tuple(sorted(signs, key=lambda one: one.at)), len(worked))


def _leave(dice: random.Random) -> set[date]:
    """Two fortnights and, for one in six, seven weeks ill."""
    lengths = [14, 14, *([49] if dice.random() < 1 / 6 else [])]
    starts = [FIRST_DAY + timedelta(days=dice.randrange(330)) for _ in lengths]
    return {start + timedelta(days=at) for start, length in zip(starts, lengths, strict=True) for at in range(length)}


def _day(
    dice: random.Random, places: Iterator[int], role: str, mine: tuple[int, ...], usual: int, day: date
) -> Iterator[Sign]:
    yield Sign(next(places), local(day, 8, dice.randrange(60)), SignKind.SIGNED_IN)
    for _ in range(_some(dice, usual)):
        child = dice.choice(mine) if mine else _anybody(dice, day)
        yield _opened(places, _office(dice, day), child, is_theirs=bool(mine))
    if dice.random() < 0.02:
        yield Sign(next(places), _office(dice, day), SignKind.REFUSED)
    if role in _OF_A_ROLE:
        yield from _OF_A_ROLE[role](dice, places, mine, day)


def _manager(dice: random.Random, places: Iterator[int], mine: tuple[int, ...], day: date) -> Iterator[Sign]:
    """The weekly meeting, in which the waiting list is gone through; and children looked up by name."""
    if day.weekday() == 2:
        for at in range(dice.randint(5, 18)):
            yield _opened(places, local(day, 14, at * 3 % 60), _anybody(dice, day), is_theirs=False)
    yield from _analyst(dice, places, mine, day)


def _analyst(dice: random.Random, places: Iterator[int], mine: tuple[int, ...], day: date) -> Iterator[Sign]:
    for _ in range(_some(dice, 3)):
        yield Sign(next(places), _office(dice, day), SignKind.LOOKED_UP)


def _privacy_officer(dice: random.Random, places: Iterator[int], mine: tuple[int, ...], day: date) -> Iterator[Sign]:
    for _ in range(min(8, _some(dice, 2))):
        yield Sign(next(places), _office(dice, day), SignKind.UNSEALED)


def _worker(dice: random.Random, places: Iterator[int], mine: tuple[int, ...], day: date) -> Iterator[Sign]:
    """Emergency duty, or an evening's writing up."""
    for _ in range(dice.randint(1, 2) if dice.random() < 0.03 else 0):
        yield _opened(places, local(day, 22, dice.randrange(60)), dice.choice(mine), is_theirs=True)


def _coordinator(dice: random.Random, places: Iterator[int], mine: tuple[int, ...], day: date) -> Iterator[Sign]:
    if dice.random() < 0.2:
        child = dice.choice(mine)
        yield Sign(next(places), _office(dice, day), SignKind.SEARCHED, child, person=(child, dice.randrange(12)))
    for _ in range(min(3, _some(dice, 1))):
        yield Sign(next(places), _office(dice, day), SignKind.COPIED, dice.choice(mine))
    if dice.random() < 0.3:
        # One name that is typed, and so looked for several times, beside one child; one in a hundred is a common one.
        child, at = dice.choice(mine), _office(dice, day)
        who = ("a common name", dice.randrange(40)) if dice.random() < 0.01 else (child, dice.randrange(30))
        for part in range(3):
            yield Sign(next(places), at + timedelta(seconds=part), SignKind.LOOKED_FOR, child, person=(who, part))


_OF_A_ROLE = {
    "manager": _manager,
    "safeguarding_lead": _manager,
    "analyst": _analyst,
    "privacy_officer": _privacy_officer,
    "social_worker": _worker,
    "coordinator": _coordinator,
}


def _opened(places: Iterator[int], at: datetime, child: int, *, is_theirs: bool) -> Sign:
    return Sign(next(places), at, SignKind.OPENED, child, is_theirs=is_theirs, closed_on=left_on(child))


def left_on(child: int) -> date | None:
    """The day on which the work with a child ended, for about one in eight."""
    return FIRST_DAY - timedelta(days=child % 300) if child % LEFT_EVERY == 0 else None


def _anybody(dice: random.Random, day: date) -> int:
    """A child that somebody asks about: seldom one who has left."""
    child = dice.randrange(CHILDREN)
    return child if left_on(child) is None or dice.random() < 0.05 else child + 1


def _office(dice: random.Random, day: date) -> datetime:
    return local(day, dice.randint(9, 17), dice.randrange(60), dice.randrange(60))


def _some(dice: random.Random, usual: int) -> int:
    """Around the usual number; one day in twelve is three times as busy."""
    mean = usual * (3 if dice.random() < 1 / 12 else 1)
    return sum(dice.random() < 0.5 for _ in range(2 * mean))


def misuse(name: str, day: date, own: tuple[int, ...]) -> tuple[Reader, list[Sign]]:
    """The traces of one scripted misuse on a day, for somebody whose own list is given."""
    reader, signs = Reader("misuse"), list(_SCRIPTS[name](day, own))
    if "notice" in name:
        reader = replace(reader, notice_on=day - timedelta(days=3))
    return reader, [replace(sign, seq=10_000_000 + at) for at, sign in enumerate(signs)]


def _row(day: date, hour: int, number: int, gap: int, **more: object) -> Iterator[Sign]:
    """So many records of other people's children, one every so many seconds."""
    for at in range(number):
        start = local(day, hour) + timedelta(seconds=gap * at)
        yield replace(Sign(0, start, SignKind.OPENED, 20_000 + at), **more)


def _each(day: date, hour: int, number: int, gap: int, kind: SignKind) -> Iterator[Sign]:
    for at in range(number):
        yield Sign(0, local(day, hour) + timedelta(seconds=gap * at), kind, 30_000 + at)


def _later(day: date, days: int) -> date:
    return day + timedelta(days=days)


_REST = date(2025, 1, 5)
_SCRIPTS = {
    "thirty in half an hour": lambda day, own: _row(day, 10, 30, 60),
    "a script, one a second": lambda day, own: _row(day, 13, 400, 1),
    "seventy over a day": lambda day, own: _row(day, 8, 70, 480),
    "slowly, past midnight": lambda day, own: _row(day, 16, 90, 900),
    "four at night": lambda day, own: _row(day, 23, 4, 600),
    "own list, before dawn": lambda day, own: (
        Sign(0, local(day, 4, at), SignKind.OPENED, child, is_theirs=True) for at, child in enumerate(own[:5])
    ),
    "three that were closed": lambda day, own: _row(day, 11, 3, 3600, closed_on=_REST),
    "closed ones over a week": lambda day, own: (
        one for at in range(4) for one in _row(_later(day, at), 11 + at, 1, 1, closed_on=_REST, child=40_000 + at)
    ),
    "back to one that was closed": lambda day, own: (
        one for at in (0, 3) for one in _row(_later(day, at), 12, 1, 1, closed_on=_REST, child=41_000)
    ),
    "own list after notice": lambda day, own: (
        Sign(0, local(day, 9, at), SignKind.OPENED, 50_000 + at, is_theirs=True) for at in range(14)
    ),
    "others after notice": lambda day, own: _row(day, 15, 12, 120),
    "copies after notice": lambda day, own: _each(day, 16, 2, 300, SignKind.COPIED),
    "copies over days after notice": lambda day, own: (
        one for at in (0, 2, 4) for one in _each(_later(day, at), 9, 1, 1, SignKind.COPIED)
    ),
    "one adult from two records": lambda day, own: (
        Sign(0, local(day, 9 + at), SignKind.SEARCHED, 60_000 + at, is_theirs=True, person="her") for at in range(2)
    ),
    "one adult again weeks later": lambda day, own: (
        Sign(0, local(_later(day, 20 * at), 9), SignKind.SEARCHED, 61_000 + at, person="him") for at in range(2)
    ),
    "one name from two records": lambda day, own: (
        Sign(0, local(_later(day, 6 * at), 9), SignKind.LOOKED_FOR, child, is_theirs=True, person="her name")
        for at, child in enumerate(own[:2])
    ),
    "trying closed doors": lambda day, own: _each(day, 10, 6, 30, SignKind.REFUSED),
    "guessing names": lambda day, own: _each(day, 12, 60, 20, SignKind.LOOKED_UP),
    "one child, again and again": lambda day, own: (
        one for at in range(5) for hour in (9, 16) for one in _row(_later(day, at), hour, 1, 1, child=70_000)
    ),
    "copies of everything": lambda day, own: _each(day, 11, 12, 60, SignKind.COPIED),
    "reading all sealed words": lambda day, own: _each(day, 9, 25, 200, SignKind.UNSEALED),
    "a script that was stopped": lambda day, own: _each(day, 14, 1, 1, SignKind.TOO_FAST),
    "an account that slept": lambda day, own: (
        one
        for start, many in ((day, 1), (_later(day, 60), 24))
        for one in _row(start, 10, many, 900 if many > 1 else 1)
    ),
}
SCRIPTS = tuple(_SCRIPTS)
