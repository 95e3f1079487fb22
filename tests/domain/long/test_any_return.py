"""Any return, not only the samples: made-up returns of several years, answered by the command and reckoned again here.

The second reckoning knows nothing of the code it checks. It is written from three papers: the care facts of
reference/data-standards.md 1.5, what CONTRACTS.md says about years and about who is in care on a day, and the rule
set `kent-2018` (under 16, under three years in care, no plan to go home or for adoption).
"""

from __future__ import annotations

import datetime as dt
import json
import random
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from kith import cli

DAY = dt.timedelta(days=1)
EPISODES = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN"
HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB"
PLACED = "CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED"
STATUSES = "C2 C2 V2 V2 E1 V3 V4 J1 D1 C1".split()
HOMES = "U4 U4 U1 A3 A4 R5 P1 K2 K1 T0 H5".split()
REASONS = ["X1", "X1", "X1", "E4A", "E11", ""]
YEARS, RETURNS = range(2018, 2026), 60


@dataclass(frozen=True)
class Episode:
    """One line of the Episodes table."""

    child: str
    begins: dt.date
    why_new: str
    status: str
    home: str
    ends: dt.date | None
    why_ended: str


@dataclass
class Year:
    """What is filed for one year: episodes, birthdays, and when somebody was placed for adoption, from and until."""

    episodes: list[Episode] = field(default_factory=list)
    births: dict[str, dt.date] = field(default_factory=dict)
    placed: dict[tuple[str, dt.date], dt.date | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Reckoned:
    """What is known of one child in care on the day."""

    since: dt.date
    is_first_day_known: bool
    age: int | None
    answer: str


# --- a return as nobody would write it by hand ------------------------------------------------------------------------


def some_years(chance: random.Random) -> dict[int, Year]:
    """One to three years of one authority: gaps, overlaps, ends that are missing, birthdays that contradict."""
    filed: dict[int, Year] = {}
    while not filed:
        _file_some(chance, filed)
    return filed


def _file_some(chance: random.Random, filed: dict[int, Year]) -> None:
    born = {str(100 + one): _day_in(chance, chance.randrange(2000, 2022)) for one in range(chance.randrange(1, 12))}
    for year in sorted(chance.sample(YEARS, chance.choice([1, 1, 2, 3]))):
        there = [row for child in born if chance.random() > 0.25 for row in _stays(chance, child, year)]
        if not there:
            continue
        # The year of a return is the first 31 March on or after the latest day on which an episode begins.
        latest = max(row.begins for row in there)
        ends = latest.year + (latest > dt.date(latest.year, 3, 31))
        if ends in filed:
            continue
        filed[ends] = Year(there)
        for child in sorted({row.child for row in there}):
            if chance.random() > 0.1:
                filed[ends].births[child] = born[child] + 400 * DAY * (chance.random() < 0.05)
            if chance.random() < 0.1:
                begins = dt.date(ends - 1, 4, 1) + chance.randrange(360) * DAY
                until = chance.choice([None, None, begins + 30 * DAY])
                filed[ends].placed[child, begins] = until if until and until <= dt.date(ends, 3, 31) else None


def _stays(chance: random.Random, child: str, year: int) -> list[Episode]:
    """What one year's return says of a child: one to four episodes, no two of which begin on one day."""
    rows: dict[dt.date, Episode] = {}
    begins, last = dt.date(year - 1, 4, 1) + chance.randrange(-1500, 360) * DAY, dt.date(year, 3, 31)
    for _ in range(chance.randrange(1, 5)):
        if begins > last:
            break
        until = begins + chance.choice([0, 5, 60, 200, 400, 900]) * DAY
        ends = until if until <= last and chance.random() > 0.3 else None
        why_ended = chance.choice(REASONS) if ends else ""
        row = Episode(
            child, begins, chance.choice("SSPLTBU"), chance.choice(STATUSES), chance.choice(HOMES), ends, why_ended
        )
        rows.setdefault(begins, row)
        gap = chance.choice([0, 0, 0, chance.randrange(1, 80), -chance.randrange(1, 30)])
        begins = until + gap * DAY
    return list(rows.values())


def _day_in(chance: random.Random, year: int) -> dt.date:
    return dt.date(year, 1, 1) + chance.randrange(365) * DAY


def a_day(chance: random.Random, filed: dict[int, Year]) -> dt.date:
    """The day that is asked about: the last that is filed, or any."""
    if chance.random() < 0.4:
        return dt.date(max(filed), 3, 31)
    return dt.date(min(filed) - 1, 4, 1) + chance.randrange(400 * len(filed)) * DAY


def write(folder: Path, filed: dict[int, Year], chance: random.Random) -> list[str]:
    """The files of each year in a folder of its own, whose name says nothing; lines and folders in any order."""
    where = []
    for year in filed.values():
        place = folder / f"sent-{len(where)}"
        place.mkdir()
        rows = [
            f"{one.child},{_filed(one.begins)},{one.why_new},{one.status},N1,{one.home},PR1,"
            f"{_filed(one.ends)},{one.why_ended},,,,"
            for one in year.episodes
        ]
        chance.shuffle(rows)
        births = [f"{child},1,{_filed(born)},WBRI,,," for child, born in year.births.items()]
        # Who is placed for adoption has a birthday there, too: the one in the Header, where there is one.
        placed = [
            f"{child},{_filed(year.births.get(child))},{_filed(begins)},{_filed(until)},{'RD1' if until else ''}"
            for (child, begins), until in year.placed.items()
        ]
        for name, head, lines in (("a", EPISODES, rows), ("b", HEADER, births), ("c", PLACED, placed)):
            if lines:
                (place / f"{name}.csv").write_text("\r\n".join([head, *lines, ""]), "utf-8", newline="")
        where.append(str(place))
    chance.shuffle(where)
    return where


def _filed(day: dt.date | None) -> str:
    return day.strftime("%d/%m/%Y") if day else ""


# --- the second reckoning ---------------------------------------------------------------------------------------------


def reckon(filed: dict[int, Year], on: dt.date) -> tuple[set[str], dict[str, Reckoned]]:
    """Everybody with an open episode on a day, and what is known of those of them who are in care."""
    rows: dict[str, dict[dt.date, Episode]] = defaultdict(dict)
    births: dict[str, set[dt.date]] = defaultdict(set)
    placed: dict[tuple[str, dt.date], dt.date | None] = {}
    for _, year in sorted(filed.items()):
        for one in year.episodes:
            rows[one.child][one.begins] = one  # of one child and first day, what the later year says counts (3A)
        for child, born in year.births.items():
            births[child].add(born)
        placed |= year.placed
    is_open, in_care = set(), {}
    for child, by_day in rows.items():
        in_order = [by_day[day] for day in sorted(by_day)]
        there = [one for one in in_order if _covers(on, one.begins, one.ends)]
        if not there:
            continue
        is_open.add(child)
        now = there[-1]  # of several that are open, the one that began last decides
        if now.status in {"V3", "V4"}:
            continue  # short breaks are not care
        first = _first(in_order, now)
        age = _age(births[child], on)
        adoption = (
            now.home in {"A3", "A4", "A5", "A6"}
            or now.status in {"E1", "D1"}
            or any(_covers(on, begins, until) for (who, begins), until in placed.items() if who == child)
        )
        # No plan is in a return: nobody is "yes"; one criterion that is surely not met makes "no".
        is_no = (age is not None and age >= 16) or first.begins <= _three_years_before(on) or adoption
        in_care[child] = Reckoned(first.begins, first.why_new == "S", age, "no" if is_no else "cannot_tell")
    return is_open, in_care


def _covers(on: dt.date, begins: dt.date, until: dt.date | None) -> bool:
    """The last day itself is not covered any more (1.5)."""
    return begins <= on and (until is None or until > on)


def _first(in_order: list[Episode], now: Episode) -> Episode:
    """Where this period of care begins: back as long as the line above ends on this one's first day, with X1."""
    place = in_order.index(now)
    while place and (in_order[place - 1].ends, in_order[place - 1].why_ended) == (in_order[place].begins, "X1"):
        place -= 1
    return in_order[place]


def _age(births: set[dt.date], on: dt.date) -> int | None:
    """Completed years; not known where no birthday is filed, or more than one, or one to come."""
    if len(births) != 1:
        return None
    born = next(iter(births))
    years = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    return years if born <= on else None


def _three_years_before(on: dt.date) -> dt.date:
    """29 February to 28 February (1.5)."""
    return dt.date(on.year - 3, on.month, 28 if (on.month, on.day) == (2, 29) else on.day)


# --- both, side by side -----------------------------------------------------------------------------------------------


def asked(capsys: pytest.CaptureFixture[str], command: str, where: list[str], on: dt.date, *more: str) -> Any:
    """What the command answers, as data."""
    arguments = [*where, "--on", on.isoformat(), "--repairs", "none", "--format", "json", *more]
    assert cli.main([command, *arguments]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("seed", range(RETURNS))
def test_a_return_of_some_years_is_answered_as_reckoned_by_hand(
    seed: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(seed)
    filed = some_years(chance)
    on = a_day(chance, filed)
    where = write(tmp_path, filed, chance)
    is_open, in_care = reckon(filed, on)

    care = asked(capsys, "care", where, on)
    assert {one["child"] for one in care["children"]} == is_open
    found = {one["child"]: (one["start"], one["start_known"], one["age"]) for one in care["children"] if one["in_care"]}
    assert found == {child: (one.since.isoformat(), one.is_first_day_known, one.age) for child, one in in_care.items()}
    assert (care["counts"]["open"], care["counts"]["in_care"]) == (len(is_open), len(in_care))

    eligible = asked(capsys, "eligible", where, on, "--rules", "kent-2018")
    assert {one["child"]: one["answer"] for one in eligible["children"]} == {
        child: one.answer for child, one in in_care.items()
    }
    answers = [one.answer for one in in_care.values()]
    counts = eligible["counts"]
    assert (counts["yes"], counts["no"], counts["cannot_tell"]) == (
        0,
        answers.count("no"),
        answers.count("cannot_tell"),
    )
    assert counts["in_care"] == counts["population"] == len(in_care)


def test_the_returns_hold_what_is_hard() -> None:
    """Otherwise the two could agree about nothing: each thing that decides an answer comes up often enough."""
    seen: dict[str, int] = defaultdict(int)
    for seed in range(RETURNS):
        chance = random.Random(seed)
        filed = some_years(chance)
        is_open, in_care = reckon(filed, a_day(chance, filed))
        seen["several years"] += len(filed) > 1
        seen["open and not in care"] += len(is_open) - len(in_care)
        for one in in_care.values():
            seen[one.answer] += 1
            seen["first day known" if one.is_first_day_known else "first day not known"] += 1
            seen["age not known"] += one.age is None
    wanted = "several years, open and not in care, no, cannot_tell, first day known, first day not known, age not known"
    assert {name: seen[name] for name in wanted.split(", ") if seen[name] < 10} == {}
