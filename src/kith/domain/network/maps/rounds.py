"""Places people on circles round the child: angle by group, radius by ring, by exact least squares, no overlap."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kith.domain.network.layout.place import spread

# What belongs to one person: a disc with two or three lines of words below it.
WIDTH, HEIGHT = 94.0, 64.0
FAR = math.hypot(WIDTH, HEIGHT) + 1.0
"""Two people this far apart never overlap, in whichever direction."""
_TURN = 2 * math.pi
_ROUNDING = 1e-9
# How much of a track an empty ring takes: enough for its name, and to be filled.
_EMPTY = 0.58


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody to place: `group` counts clockwise from the top, `ring` outwards; `at` 0 to 1 is where in the group the
    child put them, None if nowhere in particular."""

    id: str
    group: int
    ring: int
    at: float | None = None


@dataclass(frozen=True, slots=True)
class Rounds:
    """Angles (radians, clockwise from the top) at which each group begins, and the end of the last; the outer radius of
    each ring; and where everybody stands, the middle of their disc, with 0, 0 in the child's middle."""

    bounds: tuple[float, ...]
    radii: tuple[float, ...]
    places: Mapping[str, tuple[float, float]]


def place(guests: Sequence[Guest], *, groups: int, rings: int, core: float) -> Rounds:
    """Everybody in their ring and group. `core` is the radius that the child takes. Same guests, same places.

    A ring in which people have no room side by side gets further tracks; all groups keep at least a third of an even
    share, so that an empty one can be seen and filled.
    """
    crowd = [
        [sum(g.group == group and g.ring == ring for g in guests) for ring in range(rings)] for group in range(groups)
    ]
    tracks = [1] * rings
    empty = [not any(row[ring] for row in crowd) for ring in range(rings)]
    while True:
        middles = _middles(tracks, empty, core)
        need = [_need(row, middles) for row in crowd]
        least = _TURN / groups / 3
        wanted = [max(angle, least) for angle in need]
        if sum(wanted) <= _TURN:
            break
        tracks[_tightest(crowd, middles)] += 1
    spare = (_TURN - sum(wanted)) / groups
    bounds = [0.0]
    for angle in wanted:
        bounds.append(bounds[-1] + angle + spare)
    found: dict[str, tuple[float, float]] = {}
    for ring in range(rings):
        for group in range(groups):
            mine = [guest for guest in guests if guest.group == group and guest.ring == ring]
            found |= _in_tracks(mine, middles[ring], (bounds[group], bounds[group + 1]))
    edges = tuple(radii[-1] + _wide(is_empty) / 2 for radii, is_empty in zip(middles, empty, strict=True))
    return Rounds(tuple(bounds), edges, found)


def _wide(is_empty: bool) -> float:
    return FAR * (_EMPTY if is_empty else 1.0)


def _middles(tracks: Sequence[int], empty: Sequence[bool], core: float) -> list[list[float]]:
    """The radius of every track of every ring."""
    middles, edge = [], core
    for count, is_empty in zip(tracks, empty, strict=True):
        wide = _wide(is_empty)
        middles.append([edge + wide * (at + 0.5) for at in range(count)])
        edge += wide * count
    return middles


def _need(row: Sequence[int], middles: Sequence[Sequence[float]]) -> float:
    """The angle that a group needs in its fullest ring."""
    return max((_angle(count, middles[ring]) for ring, count in enumerate(row) if count), default=0.0)


def _angle(count: int, tracks: Sequence[float]) -> float:
    """The least angle in which so many people have room on some tracks."""
    asked = sorted({number * _step(radius) for radius in tracks for number in range(1, count + 1)})
    return next(angle + _ROUNDING for angle in asked if sum(_room(angle + _ROUNDING, tracks)) >= count)


def _room(angle: float, tracks: Sequence[float]) -> list[int]:
    """How many people have room on each track within an angle."""
    return [int(angle / _step(radius)) for radius in tracks]


def _step(radius: float) -> float:
    """The angle between two people side by side: their chord is as long as they are apart."""
    return 2 * math.asin(min(FAR / (2 * radius), 1.0))


def _tightest(crowd: Sequence[Sequence[int]], middles: Sequence[Sequence[float]]) -> int:
    """The ring that asks for most room in all."""
    asks = [sum(_angle(row[ring], tracks) for row in crowd if row[ring]) for ring, tracks in enumerate(middles)]
    return max(range(len(middles)), key=lambda ring: (asks[ring], ring))


def _shares(count: int, room: Sequence[int]) -> list[int]:
    """Shares people out over tracks by their room, none over its room."""
    shares = [count * one // max(sum(room), 1) for one in room]
    while sum(shares) < count:
        free = [at for at, one in enumerate(room) if shares[at] < one]
        shares[min(free, key=lambda at: (shares[at] / room[at], at))] += 1
    return shares


def _in_tracks(
    guests: Sequence[Guest], middles: Sequence[float], bounds: tuple[float, float]
) -> dict[str, tuple[float, float]]:
    """The guests of one group and ring over its tracks, first inside; each as near to their wish as can be."""
    found = {}
    first = 0
    for share, radius in zip(_shares(len(guests), _room(bounds[1] - bounds[0], middles)), middles, strict=True):
        mine = guests[first : first + share]
        first += share
        step = _step(radius)
        low, high = bounds[0] + step / 2, bounds[1] - step / 2
        wishes = [
            (low + (high - low) * (guest.at if guest.at is not None else (at + 0.5) / len(mine)), 1.0)
            for at, guest in enumerate(mine)
        ]
        order = sorted(range(len(mine)), key=lambda at: (wishes[at][0], at))
        angles = spread([wishes[at] for at in order], [step] * max(len(mine) - 1, 0))
        for at, angle in zip(order, _between(angles, low, high, step), strict=True):
            found[mine[at].id] = (radius * math.sin(angle), -radius * math.cos(angle))
    return found


def _between(angles: Sequence[float], low: float, high: float, step: float) -> list[float]:
    """Pushed back inside the group, a step apart."""
    count = len(angles)
    return [
        min(max(angle, low + step * at), max(high - step * (count - 1 - at), low + step * at))
        for at, angle in enumerate(angles)
    ]
