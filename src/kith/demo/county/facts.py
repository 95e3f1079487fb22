"""What no return holds, for the made-up children: the plan above all, then who works with them and what they speak."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kith.demo.county import chance, names
from kith.demo.county.model import REVIEW_DAYS, Child, Spell
from kith.domain import dates

COLUMNS = ("council", "child", "fact", "value", "from", "source", "author")

# Under kent-2018: under 16, in care for less than 3 years.
_AGE_LIMIT, _YEARS_LIMIT = 16, 3
_LIKELY_HOME = {"short": 0, "home": 1, "remand": 2, "guardian": 3, "adoption": 3, "teenage": 4, "long": 5, "arrived": 6}
_PLANS = {
    "guardian": {"special_guardianship": 1},
    "arrived": {"long_term_foster": 40, "independence": 45, "other": 15},
    "remand": {"residential": 50, "other": 50},
    "teenage": {"long_term_foster": 45, "residential": 25, "independence": 25, "other": 5},
}
_PLANS_OTHERWISE = {"long_term_foster": 78, "special_guardianship": 10, "residential": 9, "other": 3}
# Some plans contradict the return, as in life: a placement order stands, and the plan on the case system is older.
_OLD_PLAN, _NO_PLAN_THOUGH_DECIDED, _START_TYPED_IN = 0.06, 0.05, 0.3
_DISABILITIES = ("Learning disability", "Autistic", "Uses a wheelchair", "Hearing impairment", "Epilepsy")


class Staff(NamedTuple):
    """The people who work with the children, by full name; a worker's place in `workers` is their number."""

    workers: Sequence[str]
    reviewing_officers: Sequence[str]


class Wanted(NamedTuple):
    """How many children the facts should leave as "could be offered it" and as "a person must check"."""

    yes: int
    check: int


Row = tuple[str, ...]


def facts(
    rng: random.Random,
    children: Sequence[Child],
    *,
    council: str,
    on: datetime.date,
    last_day: datetime.date,
    staff: Staff,
    wanted: Wanted,
) -> list[Row]:
    """Rows of a facts file about every child in care on `last_day`, as they stand on `on`."""
    in_care = [(child, spell) for child in children if (spell := _in_care(child, last_day))]
    plans = _plans(rng, in_care, on=on, last_day=last_day, wanted=wanted)
    rows: list[Row] = []
    for child, spell in in_care:
        said = _about(rng, child, spell, plan=plans[child.number], on=on, last_day=last_day, staff=staff)
        for fact, value, since, source, author in said:
            rows.append((council, child.number, fact, value, min(since, on).isoformat(), source, author))
    return rows


def _in_care(child: Child, on: datetime.date) -> Spell | None:
    return next((s for s in child.spells if s.start <= on < s.end and not s.short_breaks), None)


def _adoption_shows(spell: Spell, on: datetime.date) -> bool:
    """Whether the return itself shows a plan for adoption on this day."""
    now = next(episode for episode in spell.episodes if episode.decom <= on < episode.dec)
    adoption = spell.adoption
    decided = adoption is not None and adoption.decided <= on and not (adoption.ended and adoption.ended <= on)
    return decided or now.status == "E1" or now.home.place.startswith("A")


def _plans(
    rng: random.Random,
    in_care: Sequence[tuple[Child, Spell]],
    *,
    on: datetime.date,
    last_day: datetime.date,
    wanted: Wanted,
) -> dict[str, str]:
    """Each child's plan by number; "" where none is recorded, so that a person must check.

    Of the children whom age, time in care and the return leave open, as many as `wanted` have no plan to go home or
    to be adopted: those on the longest ways through care first. The others have one.
    """
    since = dates.years_before(on, _YEARS_LIMIT)
    plans, open_to_all = {}, []
    for child, spell in in_care:
        if _adoption_shows(spell, last_day):
            plans[child.number] = chance.pick(rng, {"adoption": 1 - _OLD_PLAN, "long_term_foster": _OLD_PLAN})
        elif dates.age_on(child.dob, on) < _AGE_LIMIT and spell.start > since:
            open_to_all.append((_LIKELY_HOME[spell.route] + 3 * rng.random(), child, spell))
        else:
            plans[child.number] = "" if rng.random() < _NO_PLAN_THOUGH_DECIDED else _lasting(rng, child, spell, on)
    open_to_all.sort(key=lambda entry: entry[0], reverse=True)
    offered = [(child, spell) for _, child, spell in open_to_all[: wanted.yes + wanted.check]]
    # The plan of a child who came into care lately is the one most often not written down yet.
    offered.sort(key=lambda pair: pair[1].start.toordinal() + 500 * rng.random(), reverse=True)
    for place, (child, spell) in enumerate(offered):
        plans[child.number] = "" if place < wanted.check else _lasting(rng, child, spell, on)
    for _, child, _ in open_to_all[len(offered) :]:
        young = dates.age_on(child.dob, on) < 4
        plans[child.number] = chance.pick(rng, {"return_home": 92, "adoption": 8 if young else 0})
    return plans


def _lasting(rng: random.Random, child: Child, spell: Spell, on: datetime.date) -> str:
    """A plan neither to go home nor for adoption."""
    weights = _PLANS.get(spell.route, _PLANS_OTHERWISE)
    old_enough = dates.age_on(child.dob, on) >= 14
    return chance.pick(rng, {plan: n for plan, n in weights.items() if plan != "independence" or old_enough})


def _about(
    rng: random.Random,
    child: Child,
    spell: Spell,
    *,
    plan: str,
    on: datetime.date,
    last_day: datetime.date,
    staff: Staff,
) -> Iterator[tuple[str, str, datetime.date, str, str]]:
    """Fact, value, from, source and author of all that is known about one child."""
    current = next(worker for worker in reversed(spell.workers) if worker.start <= last_day)
    worker = staff.workers[current.number]
    team, system = "Children's data team", "case system"
    planned = chance.later(spell.start, rng.randint(25, 80))
    if plan:
        yield "plan", plan, planned, "care plan", _worker_on(spell, planned, staff)
    yield "area", child.area, spell.start, system, team
    yield "worker", worker, current.start, system, team
    yield "reviewing_officer", rng.choice(staff.reviewing_officers), spell.start, system, team
    yield "next_review", _next_review(spell, on).isoformat(), last_day, system, team
    yield (
        "language",
        names.heritages()[child.heritage].language,
        spell.start,
        system,
        _worker_on(spell, spell.start, staff),
    )
    if child.disabled:
        author = _worker_on(spell, planned, staff)
        yield "disability", rng.choice(_DISABILITIES), planned, "health assessment", author
    if (last_day - spell.start).days > 5 * 365 and rng.random() < _START_TYPED_IN:
        yield "care_start", spell.start.isoformat(), last_day, "case file", team


def _worker_on(spell: Spell, day: datetime.date, staff: Staff) -> str:
    """Who the child's worker was on a day of the spell."""
    return staff.workers[next(one for one in reversed(spell.workers) if one.start <= day).number]


def _next_review(spell: Spell, on: datetime.date) -> datetime.date:
    """The first review due after `on`: at 19 days, 88 days later, then every 178 days, as the return's are."""
    due, wait = chance.later(spell.start, REVIEW_DAYS[0]), REVIEW_DAYS[1]
    while due <= on:
        due, wait = chance.later(due, wait), REVIEW_DAYS[2]
    return due
