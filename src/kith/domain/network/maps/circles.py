"""The circles map: how near the child puts everybody, and on which side they belong."""

from __future__ import annotations

import datetime
import functools
import math
import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from importlib import resources

from kith.domain.network import kinship
from kith.domain.network.copies import Audience, Href, copy_for
from kith.domain.network.graph import Family, Person
from kith.domain.network.layout import NotShown
from kith.domain.network.maps import rounds
from kith.domain.network.maps.ring_names import RingName, ring_names
from kith.domain.network.maps.speaking import Row, Speaker
from kith.domain.network.maps.text import counted, width, wrap
from kith.domain.network.words import Being, Ring, Sector, Touch
from kith.domain.terms import Certainty

SIZE = 13.0
# The names of the parts, outside the circle; how far above and below one no name of a ring stands.
LABEL, LABEL_ROOM, NEAR = 14.0, 84.0, 28.0
RINGS = tuple(Ring)


@dataclass(frozen=True, slots=True)
class Format:
    """How large everything is: the disc of a person, the circle of the child, what belongs to one person."""

    disc: float
    core: float
    cell: rounds.Cell


SCREEN = Format(disc=18.0, core=52.0, cell=rounds.Cell(90.0, 64.0))
PAPER = Format(disc=12.0, core=40.0, cell=rounds.Cell(86.0, 55.0, 1.5))
"""Drawn as wide as a sheet lies, so that a usual network stands on one (A4) in words of 8 points and more."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One person on the circles; x, y from the child's middle. `is_guess`: nobody has placed them yet."""

    id: str
    x: float
    y: float
    ring: Ring
    sector: Sector
    initials: str
    names: tuple[str, ...]
    is_guess: bool
    has_died: bool
    spoken: str
    href: str | None


@dataclass(frozen=True, slots=True)
class Slice:
    """One sector: where it begins and ends (radians clockwise from the top), its name, how many stand in it."""

    sector: Sector
    start: float
    end: float
    label: str
    count: int


@dataclass(frozen=True)
class Circles:
    """A whole circles map. `radii` are the outer edges of the rings, nearest first, `rings` their names; both are in
    the round, and the edges are as many times wider as `form.cell.pull` says."""

    child: str
    spots: tuple[Spot, ...]
    slices: tuple[Slice, ...]
    radii: tuple[float, ...]
    rings: tuple[RingName, ...]
    form: Format
    rows: tuple[Row, ...]
    not_shown: tuple[NotShown, ...]
    title: str
    says: str
    foot: str
    guesses: str


@functools.cache
def labels() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """The words of rings and sectors, sectors clockwise from the top."""
    text = resources.files("kith.domain.network.maps").joinpath("data/circles.toml").read_text(encoding="utf-8")
    read = tomllib.loads(text)
    return {section: read[section] for section in ("rings", "sectors")}


def view(
    family: Family,
    *,
    audience: Audience = Audience.TEAM,
    on: datetime.date | None = None,
    people: Collection[str] | None = None,
    href: Href = lambda person: None,
    workers: bool = True,
    form: Format = SCREEN,
) -> Circles:
    """The circles of a checked family's focus for an audience. Where the child placed somebody wins; who is not placed
    yet stands by what they are to the child, as somebody who is known, and is marked as a guess.

    `workers` False leaves out the sector of people who are paid.
    """
    copy = copy_for(family, audience).family
    speaker = Speaker(copy, audience, on)
    voice = "me" if speaker.is_child else "they"
    sectors = [Sector(name) for name in labels()["sectors"] if workers or name != Sector.WORKERS.value]
    chosen = [person for person in copy.people if _belongs(copy, person, people)]
    where = {person.id: _where(speaker, person) for person in chosen}
    shown = sorted(
        (person for person in chosen if where[person.id][1] in sectors), key=lambda one: _order(speaker, one)
    )
    guests = [
        rounds.Guest(person.id, sectors.index(where[person.id][1]), RINGS.index(where[person.id][0]))
        for person in shown
    ]
    placed = rounds.place(guests, groups=len(sectors), rings=len(RINGS), core=form.core, cell=form.cell)
    pull = form.cell.pull
    places = {key: (x * pull, y) for key, (x, y) in placed.places.items()}
    spots = [_spot(speaker, person, where[person.id], places[person.id], (href, form)) for person in shown]
    spots.sort(key=lambda spot: (RINGS.index(spot.ring), sectors.index(spot.sector)))  # else as they were: by `_order`
    slices = tuple(_slices(sectors, placed.bounds, spots, voice))
    by_id = {person.id: person for person in shown}
    speaker.drawn = {*by_id, copy.focus or ""}
    focus = copy.by_id.get(copy.focus or "")
    return Circles(
        child=("Me" if speaker.is_child else speaker.name(focus)) if focus else "",
        spots=tuple(spots),
        slices=slices,
        radii=placed.radii,
        rings=_ring_names(placed, spots, slices, form=form, voice=voice),
        form=form,
        rows=tuple(_row(speaker, by_id[spot.id], spot, voice) for spot in spots),
        not_shown=tuple(_not_shown(copy, people, set(by_id))),
        title="Circles: how near people are, and on which side",
        says=_says(speaker, spots),
        foot=f"True on {on.day} {on:%B %Y}" if on else "",
        guesses="Not placed by me yet" if speaker.is_child else "Not placed by the child yet",
    )


def _belongs(family: Family, person: Person, people: Collection[str] | None) -> bool:
    """Everybody but the child and pregnancies, of those who were chosen."""
    return person.id != family.focus and person.being is Being.PERSON and (people is None or person.id in people)


def _where(speaker: Speaker, person: Person) -> tuple[Ring, Sector, bool]:
    """Ring and sector, and whether they are only a guess."""
    tie = speaker.ties.get(person.id)
    ring = tie.ring if tie else None
    sector = (tie.sector if tie else None) or kinship.sector(person, speaker.kin_of(person.id), tie)
    return ring or Ring.KNOWN, sector, ring is None


def _order(speaker: Speaker, person: Person) -> tuple[bool, int, str, str]:
    """In touch first, then the nearest kin, then by name: the order round a circle."""
    tie = speaker.ties.get(person.id)
    lost = tie is not None and tie.touch in (Touch.LOST, Touch.NEVER)
    return lost, speaker.kin_of(person.id).steps or 9, speaker.name(person), person.id


def _spot(
    speaker: Speaker,
    person: Person,
    where: tuple[Ring, Sector, bool],
    at: tuple[float, float],
    how: tuple[Href, Format],
) -> Spot:
    href, form = how
    name = speaker.name(person)
    ring, sector, is_guess = where
    label = labels()["rings"][ring.value]["me" if speaker.is_child else "they"]
    unsure = "" if person.says.certainty is Certainty.CERTAIN else "not confirmed"
    placed = "not placed yet" if is_guess else label.lower()
    return Spot(
        id=person.id,
        x=round(at[0], 2),
        y=round(at[1], 2),
        ring=ring,
        sector=sector,
        initials="".join(word[0] for word in name.split()[:2] if word[0].isalpha()).upper() if person.name else "?",
        names=tuple(wrap(speaker.label(person), room=form.cell.width - 4, size=SIZE, lines=2)),
        is_guess=is_guess,
        has_died=person.has_died,
        spoken=speaker.spoken_name(person, placed, unsure),
        href=href(person.id),
    )


def _box(spot: Spot, form: Format) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of a person's disc and words."""
    wide = max(form.disc, *(width(name, SIZE) / 2 for name in spot.names)) + 2
    return spot.x - wide, spot.y - form.cell.height / 2, spot.x + wide, spot.y + form.cell.height / 2


def _ring_names(
    placed: rounds.Rounds, spots: Iterable[Spot], slices: Iterable[Slice], *, form: Format, voice: str
) -> tuple[RingName, ...]:
    pull = form.cell.pull
    taken = [*(_box(spot, form) for spot in spots), *(_around(one, placed.radii[-1], pull) for one in slices)]
    names = [labels()["rings"][ring.value][voice] for ring in RINGS]
    return ring_names(names, placed.radii, placed.bounds[:-1], people=taken, pull=pull)


def _around(one: Slice, radius: float, pull: float) -> tuple[float, float, float, float]:
    """Where the name of a part stands outside the circle, with so much room that no name of a ring is read with it."""
    angle = (one.start + one.end) / 2
    x, y = math.sin(angle) * (radius * pull + 12), -math.cos(angle) * (radius + 16)
    wide = max(width(line, LABEL) for line in wrap(one.label, room=LABEL_ROOM, size=LABEL, lines=3))
    # As they are written (circles_svg): away from the circle at its sides, in the middle above and below it.
    left = x - wide / 2 if is_above_or_below(angle) else (x if x > 0 else x - wide)
    return left, y - NEAR, left + wide, y + NEAR


def is_above_or_below(angle: float) -> bool:
    """Whether the name of a part stands above or below the circle, and so over its middle."""
    return abs(math.sin(angle)) < 0.25


def _slices(sectors: list[Sector], bounds: tuple[float, ...], spots: list[Spot], voice: str) -> list[Slice]:
    return [
        Slice(
            sector,
            bounds[at],
            bounds[at + 1],
            labels()["sectors"][sector.value][voice],
            sum(spot.sector is sector for spot in spots),
        )
        for at, sector in enumerate(sectors)
    ]


def _row(speaker: Speaker, person: Person, spot: Spot, voice: str) -> Row:
    plain = speaker.row(person)
    ring = labels()["rings"][spot.ring.value][voice]
    return Row(
        id=plain.id,
        name=plain.name,
        relation=plain.relation,
        side=plain.side,
        life=plain.life,
        family=plain.family,
        in_touch=plain.in_touch,
        since=plain.since,
        ring="Not placed yet" if spot.is_guess else ring,
        sector=labels()["sectors"][spot.sector.value][voice],
        notes=plain.notes,
    )


def _not_shown(family: Family, people: Collection[str] | None, shown: set[str]) -> list[NotShown]:
    found = []
    for person in family.people:
        if person.id in shown or person.id == family.focus:
            continue
        if people is not None and person.id not in people:
            found.append(NotShown(person.id, "Not in the part that was chosen."))
        elif person.being is not Being.PERSON:
            found.append(NotShown(person.id, "A pregnancy has no place in the circles."))
        else:
            found.append(NotShown(person.id, "Workers are hidden in this copy."))
    return found


def _says(speaker: Speaker, spots: list[Spot]) -> str:
    """12 people. 2 closest, 3 close ... 4 not placed yet."""
    if not spots:
        return "Nobody is here yet. Let’s find out who’s out there." if speaker.is_child else "Nobody is here yet."
    voice = "me" if speaker.is_child else "they"
    parts = []
    for ring in RINGS:
        count = sum(spot.ring is ring and not spot.is_guess for spot in spots)
        label = labels()["rings"][ring.value][voice]
        if count or ring in (Ring.CLOSEST, Ring.CLOSE):
            parts.append(f"{label if label.startswith('I') else label.lower()}: {count}")
    guesses = sum(spot.is_guess for spot in spots)
    rest = f" Not placed yet: {guesses}." if guesses else ""
    text = ", ".join(parts)
    return f"{counted(len(spots), 'person', 'people')}. {text[:1].upper()}{text[1:]}.{rest}"
