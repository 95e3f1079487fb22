"""A made-up county: five years of its statutory return, what is known locally, and the names of its children."""

from __future__ import annotations

import dataclasses
import datetime
import random

from kith.demo.county import careers, facts, filing, names, routes, workers
from kith.demo.county.model import Child
from kith.domain import dates

RETURN_YEARS = 5
FACTS, NAMES = "FACTS.csv", "NAMES.csv"
NAME_COLUMNS = ("council", "child", "first_name", "surname", "preferred_name")
# The first and the last return that Kith can read.
FIRST_YEAR, LAST_YEAR = 2017, 2027
_REVIEWING_OFFICERS = 24
_PREFERRED = {
    **{"Bethany": "Beth", "Georgia": "Georgie", "Jasmine": "Jaz", "Kayleigh": "Kay", "Rosie": "Ro", "Isla": "Izzy"},
    **{
        "Bradley": "Brad",
        "Callum": "Cal",
        "Cameron": "Cam",
        "Jayden": "Jay",
        "Oscar": "Oz",
        "Zach": "Zee",
    },
    **{
        "Abigail": "Abi",
        "Beatrix": "Bea",
        "Florence": "Flo",
        "Harriet": "Hattie",
        "Matilda": "Tilda",
        "Tabitha": "Tabby",
    },
    **{"Brandon": "Bran", "Frankie": "Frank", "Gabriel": "Gabe", "Jasper": "Jas", "Ronnie": "Ron", "Stanley": "Stan"},
    **{"Joshua": "Josh", "Samuel": "Sam", "Nathan": "Nate", "Filmon": "Fil", "Abdelrahim": "Abdel", "Hamayun": "Hami"},
}
_USES_IT = 0.5


@dataclasses.dataclass(frozen=True, slots=True)
class Size:
    """A made-up authority: its name, children in care, and how many could be offered Lifelong Links under kent-2018.

    `yes` and `check` ("a person must check") are reached as far as there are children whom the rules leave open.
    """

    council: str
    in_care: int
    yes: int
    check: int


COUNTY = Size("Wealdshire", in_care=1641, yes=180, check=120)
SECOND = Size("Marlbury", in_care=100, yes=11, check=7)
THIRD = Size("Northmere", in_care=100, yes=11, check=7)


def build(on: datetime.date, seed: int, size: Size = COUNTY) -> dict[str, bytes]:
    """The files of a made-up authority as they would lie on an analyst's desk on `on`; the same bytes every time.

    "<year>/<table>.csv" for each of the five latest complete return years before `on` (1 April to 31 March), and
    FACTS.csv and NAMES.csv beside them. Raises ValueError where Kith could not read one of those returns.
    """
    last_year = last_return_year(on)
    first_year = last_year - RETURN_YEARS + 1
    if first_year < FIRST_YEAR:
        raise ValueError(f"The demo needs five returns from {FIRST_YEAR} on; {on} is too early for that.")
    rng = random.Random(f"{seed} {last_year} {size.council} {size.in_care}")  # noqa: S311 - made-up data, no secret
    staff = _staff(rng)
    worker_ids = [f"SWE{rng.randrange(1_000_000, 10_000_000)}" for _ in staff.workers]
    scale = size.in_care / routes.IN_CARE_OF_THE_NUMBERS
    children = careers.children(rng, first_year=first_year, last_year=last_year, scale=scale)
    files: dict[str, bytes] = {}
    for year in range(first_year, last_year + 1):
        for name, data in filing.file_year(rng, children, year=year, worker_ids=worker_ids).items():
            files[f"{year}/{name}"] = data
    files[FACTS] = _facts(rng, children, on=on, last_year=last_year, size=size, staff=staff)
    files[NAMES] = _names(rng, children, first_year=first_year, last_year=last_year, council=size.council)
    return files


def return_files(files: dict[str, bytes]) -> dict[str, bytes]:
    """Only the statutory return among the files of `build`."""
    return {name: data for name, data in files.items() if "/" in name}


def last_return_year(on: datetime.date) -> int:
    """The latest return year that was complete before `on`, and that Kith can read."""
    return min(dates.return_year(on) - 1, LAST_YEAR)


def _staff(rng: random.Random) -> facts.Staff:
    everyone = names.staff_names(rng, workers.WORKERS + _REVIEWING_OFFICERS)
    return facts.Staff(everyone[: workers.WORKERS], everyone[workers.WORKERS :])


def _facts(
    rng: random.Random, children: list[Child], *, on: datetime.date, last_year: int, size: Size, staff: facts.Staff
) -> bytes:
    rows = facts.facts(
        rng,
        children,
        council=size.council,
        on=on,
        last_day=dates.return_year_end(last_year),
        staff=staff,
        wanted=facts.Wanted(yes=size.yes, check=size.check),
    )
    return filing.to_csv(facts.COLUMNS, rows)


def _names(rng: random.Random, children: list[Child], *, first_year: int, last_year: int, council: str) -> bytes:
    """The names of everyone who was in care at some time in the returns."""
    start, end = dates.return_year_end(first_year - 1), dates.return_year_end(last_year)
    rows = []
    for child in children:
        if any(spell.start <= end and spell.end > start for spell in child.spells):
            short = _PREFERRED.get(child.first_name, child.first_name)
            preferred = short if rng.random() < _USES_IT else child.first_name
            rows.append((council, child.number, child.first_name, child.surname, preferred))
    return filing.to_csv(NAME_COLUMNS, rows)
