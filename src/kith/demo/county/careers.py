"""The children of the made-up county: who they are, and who sets out on which way through care in which year."""

from __future__ import annotations

import datetime
import random
import statistics
from collections.abc import Iterator

from kith.demo.county import chance, names, places, routes, spells
from kith.demo.county.model import Child

_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
# No authority in England has this number.
_UPN_AUTHORITY = 399
# The score around which a child's yearly ones lie; Kent's mean was 14.6 in 2018 (DfE, see routes.py).
_SDQ = statistics.NormalDist(14.4, 6.6)
_GIRLS = {True: 46.0, False: 54.0}
_GIRLS_WHO_ARRIVE_ALONE = {True: 8.0, False: 92.0}


def children(rng: random.Random, *, first_year: int, last_year: int, scale: float) -> list[Child]:
    """Everyone who was in care at some time in the returns of these years, or left it not long before.

    `scale` = size of the county against the one that routes.py describes.
    """
    made: list[Child] = []
    numbers, register = _numbers(rng), names.Register()
    for name, route in routes.ROUTES.items():
        for past in range(route.years_back + last_year - first_year + 1):
            # Fractions are carried from year to year, so that a small authority keeps the proportions too.
            count = int((past + 1) * route.a_year * scale + 0.5) - int(past * route.a_year * scale + 0.5)
            for child in _cohort(rng, numbers, name=name, year=first_year - route.years_back + past, count=count):
                named = register.name_for(child.number, heritage=child.heritage, girl=child.girl)
                child.first_name, child.surname = named
                made.append(child)
    return sorted(made, key=lambda child: child.number)


def _numbers(rng: random.Random) -> Iterator[str]:
    """Six-figure numbers in random order, each once."""
    seen: set[int] = set()
    while True:
        number = rng.randrange(100_000, 1_000_000)
        if number not in seen:
            seen.add(number)
            yield str(number)


def _cohort(rng: random.Random, numbers: Iterator[str], *, name: str, year: int, count: int) -> list[Child]:
    """The children who set out on one route in one return year."""
    route, arrived, made = routes.ROUTES[name], name == "arrived", []
    dealt = zip(
        chance.spread(rng, count),
        chance.spread(rng, count),
        chance.spread(rng, count),
        chance.spread(rng, count),
        chance.deal(rng, count, route.tempers),
        chance.deal(rng, count, names.ARRIVED_HERITAGES if arrived else names.SETTLED_HERITAGES),
        chance.deal(rng, count, _GIRLS_WHO_ARRIVE_ALONE if arrived else _GIRLS),
        strict=True,
    )
    for day, age, stay, sdq, temper, heritage, girl in dealt:
        start = chance.later(datetime.date(year - 1, 4, 1), day * 365)
        dob = _not_on_leap_day(chance.later(start, -route.age(age) * routes.DAYS_IN_A_YEAR))
        score = round(_SDQ.inv_cdf(min(max(sdq, 0.001), 0.999)))
        child = _child(rng, next(numbers), dob=dob, girl=girl, heritage=heritage, temper=temper, sdq=score)
        spells.live(rng, child, name=name, start=start, stay=stay)
        made.append(child)
    return made


def _not_on_leap_day(dob: datetime.date) -> datetime.date:
    """Checkers of returns differ on the day on which a child born on 29 February comes of age: none is."""
    return dob - datetime.timedelta(days=1) if (dob.month, dob.day) == (2, 29) else dob


def _child(
    rng: random.Random, number: str, *, dob: datetime.date, girl: bool, heritage: str, temper: str, sdq: int
) -> Child:
    area = rng.choice(places.AREAS)
    arrived = heritage in names.ARRIVED_HERITAGES
    return Child(
        number=number,
        dob=dob,
        girl=girl,
        heritage=heritage,
        ethnic=chance.pick(rng, names.heritages()[heritage].ethnic),
        first_name="",  # given when it is known who has which name already
        surname="",
        upn=_upn(rng, dob.year),
        area=area,
        # The home of a child who arrived alone lies abroad and is left blank in the return.
        family_post="" if arrived else rng.choice(places.POSTCODES[area]),
        arrived=arrived,
        disabled=rng.random() < 0.07,
        temper=temper,
        sdq=sdq,
    )


def _upn(rng: random.Random, born: int) -> str:
    """A unique pupil number with its check letter (DfE guide: weights 2 to 13, remainder by 23)."""
    digits = f"{_UPN_AUTHORITY}{rng.randrange(1000, 10_000)}{(born + 5) % 100:02d}{rng.randrange(1000):03d}"
    check = sum(int(digit) * weight for weight, digit in enumerate(digits, start=2)) % 23
    return f"{_UPN_LETTERS[check]}{digits}"
