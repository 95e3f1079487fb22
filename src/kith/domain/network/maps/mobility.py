"""The mobility map: the homes of a child's life on one line, with room for the people who were there.

Homes come from the return or from the child. Why a home ended has no place in it (De Lay; maps-and-finding 1.3).
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from kith.domain import dates
from kith.domain.network import when
from kith.domain.network.graph import Problem
from kith.domain.network.maps.speaking import spoken
from kith.domain.network.maps.text import counted
from kith.domain.network.when import When

PER_ROW = 4
BLANKS = 4


@dataclass(frozen=True, slots=True)
class Home:
    """One home as the child may call it. `people` are those the child named, with how it felt with them: "safe",
    "not_safe" or "" (the child's own marks, shown to nobody but the child's team). `known_until`: where the returns end
    before the day of the map, so that nobody says "now" of what is not known."""

    label: str
    start: When | None = None
    end: When | None = None
    people: tuple[tuple[str, str], ...] = ()
    is_now: bool = False
    known_until: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop of the line: what is written on it, and blank lines for people still to be named."""

    number: int
    label: str
    when: str
    age: str
    people: tuple[tuple[str, str], ...]
    blanks: int
    is_now: bool
    spoken: str


@dataclass(frozen=True)
class Mobility:
    """A whole mobility map; `rows` are (home, when, age, people) for the table."""

    stops: tuple[Stop, ...]
    rows: tuple[tuple[str, str, str, str], ...]
    title: str
    says: str
    foot: str


def view(
    homes: Sequence[Home], *, born: When | None = None, on: datetime.date | None = None, with_marks: bool = True
) -> Mobility:
    """The line from the earliest home to now. `with_marks` False leaves out how it felt with people.

    A home without a beginning keeps its place in the order given; `check` says what is wrong in the dates.
    """
    stops = tuple(
        _stop(number, home, _age(home, born, on), with_marks) for number, home in enumerate(_in_order(homes), 1)
    )
    named = {name for stop in stops for name, _ in stop.people}
    return Mobility(
        stops=stops,
        rows=tuple((stop.label, stop.when, stop.age, ", ".join(name for name, _ in stop.people)) for stop in stops),
        title="Mobility map: the homes of a life, and who was there",
        says=f"{counted(len(stops), 'home')}. {counted(len(named), 'person', 'people')} named so far.",
        foot=f"True on {on.day} {on:%B %Y}" if on else "",
    )


def check(homes: Sequence[Home]) -> list[Problem]:
    """Homes that end before they begin, with the number of the home as its line."""
    return [
        Problem(f"The home “{home.label}” ends before it begins.", number)
        for number, home in enumerate(homes, 1)
        if home.start and home.end and home.end.is_surely_before(home.start)
    ]


def _in_order(homes: Sequence[Home]) -> list[Home]:
    """By beginning; a home without one stands after the home before it in the list."""
    keyed = []
    last = datetime.date.min
    for at, home in enumerate(homes):
        last = (home.start.order if home.start and home.start.order else None) or last
        keyed.append((last, at, home))
    return [home for _, _, home in sorted(keyed, key=lambda item: item[:2])]


def _stop(number: int, home: Home, age: str, with_marks: bool) -> Stop:
    lasted = _span(home)
    people = tuple((name, mark if with_marks else "") for name, mark in home.people)
    said = [f"Home {number}: {home.label or 'not named'}", lasted, age]
    said.append("with " + ", ".join(name for name, _ in people) if people else "people still to be named")
    return Stop(
        number=number,
        label=home.label or "A home",
        when=lasted,
        age=age,
        people=people,
        blanks=max(BLANKS - len(people), 1),
        is_now=home.is_now,
        spoken=", ".join(part for part in said if part),
    )


def _span(home: Home) -> str:
    start, end = spoken(home.start), "now" if home.is_now else spoken(home.end)
    if start and home.is_now and home.known_until:
        return f"{start}, not known after {spoken(when.on(home.known_until))}"
    if start and end:
        return f"{start} to {end}"
    return f"from {start}" if start else (f"until {end}" if end else "")


def _age(home: Home, born: When | None, on: datetime.date | None) -> str:
    if born is None or born.order is None or home.start is None or home.start.order is None:
        return ""
    first = max(dates.age_on(born.order, home.start.order), 0)
    end = home.end.order if home.end else (on if home.is_now else None)
    last = dates.age_on(born.order, end) if end else first
    return f"age {first}" if last <= first else f"age {first} to {last}"
