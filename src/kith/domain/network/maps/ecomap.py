"""The ecomap (Hartman 1975): the child in the middle, people and systems round them, and what flows along each line."""

from __future__ import annotations

import datetime
import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from kith.domain.network import kinship
from kith.domain.network.copies import Audience, Href, copy_for
from kith.domain.network.graph import Family, Person, Tie
from kith.domain.network.kinship import Group
from kith.domain.network.layout import NotShown
from kith.domain.network.maps.connectedness import LOVES, THERE
from kith.domain.network.maps.profile import profile
from kith.domain.network.maps.rounds import FAR
from kith.domain.network.maps.speaking import Row, Speaker
from kith.domain.network.maps.text import counted, listed, wrap
from kith.domain.network.words import Being, Flow, Quality, Ring, Sector, Touch

CORE, DISC = 62.0, 23.0
ROOM, SIZE = 92.0, 13.0
_LEAST = 176.0  # the radius of the first round
_PASS = 54.0  # between a line that goes on outwards and the middle of somebody it passes
_MOST_TRACKS = 4


@dataclass(frozen=True, slots=True)
class System:
    """Something that is no person: a school, a health service, a club, a court."""

    id: str
    name: str
    sector: Sector
    quality: Quality | None = None
    flow: Flow = Flow.NONE


@dataclass(frozen=True, slots=True)
class Body:
    """Somebody or something round the child; x, y from the child's middle. `line` is None where no tie is recorded.

    Where nobody has said how a tie feels, its line shows what else is known: `touch`, and how `near` they were put.
    """

    id: str
    x: float
    y: float
    names: tuple[str, ...]
    initials: str
    sector: Sector
    is_system: bool
    line: str | None
    touch: Touch
    near: Ring | None
    has_died: bool
    flow: Flow
    spoken: str
    href: str | None


@dataclass(frozen=True)
class Ecomap:
    """A whole ecomap. `reach` is the radius of its outermost round."""

    child: str
    bodies: tuple[Body, ...]
    reach: float
    rows: tuple[Row, ...]
    not_shown: tuple[NotShown, ...]
    title: str
    says: str
    foot: str


PRESENT = "present"
"""A line with nothing said of how it is."""
NEAR = (Ring.CLOSEST, Ring.CLOSE)
"""The rings whose lines are thicker (Hartman: thick is strong)."""


def view(
    family: Family,
    *,
    systems: Sequence[System] = (),
    audience: Audience = Audience.TEAM,
    on: datetime.date | None = None,
    people: Collection[str] | None = None,
    href: Href = lambda person: None,
) -> Ecomap:
    """The ecomap of a checked family's focus. Everybody with a tie to the child or one step away has a line; relatives
    without one stand outside; people who are neither are not shown. An ecomap always has its date: give `on`."""
    copy = copy_for(family, audience).family
    speaker = Speaker(copy, audience, on)
    chosen = [p for p in copy.people if p.id != copy.focus and (people is None or p.id in people)]
    shown = [p for p in chosen if p.being is Being.PERSON and _has_place(speaker, p)]
    near = [person for person in shown if _has_line(speaker, person)]
    far = [person for person in shown if not _has_line(speaker, person)]
    entries: list[Person | System] = sorted([*near, *systems], key=lambda one: _order(speaker, one))
    outside = sorted(far, key=lambda one: _order(speaker, one))
    places, edge = _round(len(entries))
    more, reach = _outside(len(outside), edge)
    bodies = [
        _body(speaker, one, at, href) for one, at in zip([*entries, *outside], [*places, *more], strict=True)
    ]  # fmt: skip
    focus = copy.by_id.get(copy.focus or "")
    left = {person.id for person in shown}
    speaker.drawn = {*left, copy.focus or ""}
    return Ecomap(
        child=("Me" if speaker.is_child else speaker.name(focus)) if focus else "",
        bodies=tuple(bodies),
        reach=reach,
        rows=tuple(_row(speaker, one) for one in (*entries, *outside)),
        not_shown=tuple(
            NotShown(p.id, _why(p, people)) for p in copy.people if p.id != copy.focus and p.id not in left
        ),
        title="Ecomap: the child, and what gives and takes strength",
        says=_says(speaker, bodies),
        foot=f"True on {on.day} {on:%B %Y}" if on else "",
    )


def _why(person: Person, people: Collection[str] | None) -> str:
    if people is not None and person.id not in people:
        return "Not in the part that was chosen."
    return "A pregnancy has no line." if person.being is not Being.PERSON else "No tie to the child is known."


def _has_place(speaker: Speaker, person: Person) -> bool:
    found = speaker.kin_of(person.id)
    return person.id in speaker.ties or found.steps > 0


def _has_line(speaker: Speaker, person: Person) -> bool:
    found = speaker.kin_of(person.id)
    return person.id in speaker.ties or found.steps == 1 or (found.group is Group.SIBLINGS and found.steps == 2)


def _sector(speaker: Speaker, one: Person | System) -> Sector:
    if isinstance(one, System):
        return one.sector
    tie = speaker.ties.get(one.id)
    return (tie.sector if tie else None) or kinship.sector(one, speaker.kin_of(one.id), tie)


def _order(speaker: Speaker, one: Person | System) -> tuple[int, int, str, str]:
    """By sector, the nearest kin first, then by name."""
    sectors = list(Sector)
    if isinstance(one, System):
        return sectors.index(one.sector), 99, one.name, one.id
    return sectors.index(_sector(speaker, one)), speaker.kin_of(one.id).steps, speaker.name(one), one.id


def _round(count: int) -> tuple[list[tuple[float, float]], float]:
    """Places for those with a line, each at an angle of their own and on as many tracks as keep the round smallest, so
    that a line outwards passes between two people; and the radius of the last track."""
    if not count:
        return [], CORE
    best = min(
        range(1, min(_MOST_TRACKS, count) + 1), key=lambda tracks: (_first(count, tracks) + FAR * tracks, tracks)
    )
    first = _first(count, best)
    places = []
    for at in range(count):
        angle = 2 * math.pi * (at + 0.5) / count
        radius = first + FAR * (at % best)
        places.append((radius * math.sin(angle), -radius * math.cos(angle)))
    return places, first + FAR * (best - 1)


def _first(count: int, tracks: int) -> float:
    """The least radius of the first of so many tracks."""
    beside = FAR / (2 * math.sin(min(math.pi * tracks / count, math.pi / 2))) if count > 1 else 0.0
    passing = _PASS * count / (2 * math.pi) if tracks > 1 else 0.0
    # Where the count is no multiple of the tracks the last and the first of one track stand nearer to each other.
    wrapped = FAR / (2 * math.sin(math.pi * (count % tracks) / count)) if count % tracks else 0.0
    return max(_LEAST, beside, passing, wrapped)


def _outside(count: int, edge: float) -> tuple[list[tuple[float, float]], float]:
    """Places on rounds outside for those without a line."""
    places: list[tuple[float, float]] = []
    radius = edge
    while len(places) < count:
        radius = max(radius + FAR, CORE + FAR)
        room = int(math.pi / math.asin(min(FAR / (2 * radius), 1.0)))
        many = min(room, count - len(places))
        for at in range(many):
            angle = 2 * math.pi * (at + 0.25) / many
            places.append((radius * math.sin(angle), -radius * math.cos(angle)))
    return places, radius


def _body(speaker: Speaker, one: Person | System, at: tuple[float, float], href: Href) -> Body:
    name, label = (one.name, one.name) if isinstance(one, System) else (speaker.name(one), speaker.label(one))
    tie = None if isinstance(one, System) else speaker.ties.get(one.id)
    quality = one.quality if isinstance(one, System) else (tie.quality if tie else None)
    has_line = isinstance(one, System) or _has_line(speaker, one)
    flow = one.flow if isinstance(one, System) else (tie.flow if tie else Flow.NONE)
    near = tie.ring if tie and tie.ring in NEAR and not quality else None
    said = _line_words(quality, near, flow, has_line)
    return Body(
        id=one.id,
        x=round(at[0], 2),
        y=round(at[1], 2),
        names=tuple(wrap(label, room=ROOM, size=SIZE, lines=2)),
        initials="".join(word[0] for word in name.split()[:2] if word[0].isalpha()).upper() if one.name else "?",
        sector=_sector(speaker, one),
        is_system=isinstance(one, System),
        line=(quality.value if quality else PRESENT) if has_line else None,
        touch=tie.touch if tie else Touch.UNKNOWN,
        near=near,
        has_died=isinstance(one, Person) and one.has_died,
        flow=flow,
        spoken=", ".join([name, *said]) if isinstance(one, System) else speaker.spoken_name(one, *said),
        href=None if isinstance(one, System) else href(one.id),
    )


def _line_words(quality: Quality | None, near: Ring | None, flow: Flow, has_line: bool) -> list[str]:
    if not has_line:
        return ["no tie recorded"]
    words = [profile()["qualities"][quality.value].legend.lower()] if quality else []
    words += [near.label.lower()] if near else []
    return [*words, *([flow.label.lower()] if flow is not Flow.NONE else [])]


def _row(speaker: Speaker, one: Person | System) -> Row:
    if isinstance(one, System):
        notes = "; ".join(_line_words(one.quality, None, one.flow, True))
        return Row(one.id, one.name, one.sector.label.lower(), "", "", "", "", "", notes=notes)
    tie: Tie | None = speaker.ties.get(one.id)
    flow = [tie.flow.label.lower()] if tie and tie.flow is not Flow.NONE else []
    given = [one for one in tie.supports if one not in (LOVES, THERE)] if tie else []
    supports = [", ".join(given)] if given else []
    return speaker.row(one, notes=[*flow, *supports, *([] if _has_line(speaker, one) else ["no tie recorded"])])


def _says(speaker: Speaker, bodies: Sequence[Body]) -> str:
    tied = [body for body in bodies if body.line]
    if not bodies:
        return "Nobody is here yet. Let’s find out who’s out there." if speaker.is_child else "Nobody is here yet."
    strong = sum(body.line in (Quality.CLOSE.value, Quality.VERY_CLOSE.value, Quality.CARING.value) for body in tied)
    gives = sum(body.flow in (Flow.TO, Flow.BOTH) for body in tied)
    whom = "me" if speaker.is_child else "the child"
    rest = len(bodies) - len(tied)
    more = f" {counted(rest, 'relative')} without a recorded tie." if rest else ""
    # Where nothing is shown of how ties feel, none is called weak by a nought.
    felt = any(body.line not in (None, PRESENT) for body in tied)
    told = [f"{strong} {'is' if strong == 1 else 'are'} strong"] if felt else []
    told += [f"{gives} {'gives' if gives == 1 else 'give'} strength"] if gives else []
    return f"{counted(len(tied), 'tie')} to {whom}{': ' if told else ''}{listed(told)}.{more}"
