"""Places people on circles round the child: angle by group, radius by ring, by exact least squares, no overlap.

The circles may be drawn wider than high, as a sheet of paper is: all is worked out in the round, then pulled sideways.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kith.domain.network.layout.place import spread

# What belongs to one person: a disc with two or three lines of words below it.
WIDTH, HEIGHT = 94.0, 64.0
FAR = math.hypot(WIDTH, HEIGHT) + 1.0
"""Two people this far apart never overlap, in whichever direction."""
_TURN = 2 * math.pi
_STEP = 2.0  # how finely a ring is drawn in
_NEAR = (0.55, 0.65, 0.75, 0.85, 1.0)  # the ways that are tried, as a part of what is surely far enough
_ROUNDING = 1e-9
# How much of a track an empty ring takes: enough for its name, and to be filled.
_EMPTY = 0.58


@dataclass(frozen=True, slots=True)
class Cell:
    """What belongs to one person, and how many times as wide as high the circles are drawn."""

    width: float = WIDTH
    height: float = HEIGHT
    pull: float = 1.0

    @property
    def far(self) -> float:
        """Two people this far apart in the round never overlap, in whichever direction."""
        return math.hypot(self.width / self.pull, self.height) + 1.0

    @property
    def ring(self) -> float:
        """The least that a ring measures across: a person stands in it whole, at its side as at its top."""
        return max(self.width / self.pull, self.height) + 4.0

    def overlap(self, one: tuple[float, float], other: tuple[float, float]) -> bool:
        """Whether two people would stand in each other's words."""
        aside, apart = abs(one[0] - other[0]) * self.pull, abs(one[1] - other[1])
        return aside < self.width and apart < self.height


ROUND = Cell()


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
    each ring; and where everybody stands, the middle of their disc, with 0, 0 in the child's middle. All in the round:
    whoever draws it wider than high pulls x."""

    bounds: tuple[float, ...]
    radii: tuple[float, ...]
    places: Mapping[str, tuple[float, float]]


# Somebody's angle, for everybody on one track.
Track = list[tuple[str, float]]


def place(guests: Sequence[Guest], *, groups: int, rings: int, core: float, cell: Cell = ROUND) -> Rounds:
    """Everybody in their ring and group. `core` is the radius that the child takes. Same guests, same places.

    A ring in which people have no room side by side gets further tracks; all groups keep at least a third of an even
    share, so that an empty one can be seen and filled. Then each ring is drawn in as far as nobody stands in
    anybody's words. People who stand side by side need more room than those one above the other: of several ways to
    share the circle out, from crowded to safe, the smallest is taken.
    """
    tried = [_placed(guests, (groups, rings), core, cell, cell.far * near) for near in _NEAR]
    return min(tried, key=lambda found: found.radii[-1] if found.radii else core)


def _placed(guests: Sequence[Guest], counts: tuple[int, int], core: float, cell: Cell, far: float) -> Rounds:
    """One way: angles are shared out as if two people, `far` apart, never overlapped."""
    groups, rings = counts
    crowd = [
        [sum(g.group == group and g.ring == ring for g in guests) for ring in range(rings)] for group in range(groups)
    ]
    tracks = [1] * rings
    while True:
        middles = _middles(tracks, core, far)
        need = [_need(row, middles, far) for row in crowd]
        wanted = [max(angle, _TURN / groups / 3) for angle in need]
        if sum(wanted) <= _TURN:
            break
        tracks[_tightest(crowd, middles, far)] += 1
    spare = (_TURN - sum(wanted)) / groups
    bounds = [0.0]
    for angle in wanted:
        bounds.append(bounds[-1] + angle + spare)
    angles: list[list[Track]] = []
    for ring in range(rings):
        here: list[Track] = [[] for _ in middles[ring]]
        for group in range(groups):
            mine = [guest for guest in guests if guest.group == group and guest.ring == ring]
            _in_tracks(mine, middles[ring], (bounds[group], bounds[group + 1]), far, here)
        angles.append(here)
    edges, found = _drawn_in(angles, core, cell)
    return Rounds(tuple(bounds), edges, found)


def _middles(tracks: Sequence[int], core: float, far: float) -> list[list[float]]:
    """The radius of every track of every ring where each has room for anybody beside anybody."""
    middles, edge = [], core
    for count in tracks:
        middles.append([edge + far * (at + 0.5) for at in range(count)])
        edge += far * count
    return middles


def _drawn_in(
    angles: Sequence[Sequence[Track]], core: float, cell: Cell
) -> tuple[tuple[float, ...], dict[str, tuple[float, float]]]:
    """Each track as near to the one inside it as those who stand there allow: the edge of each ring, and all places."""
    found: dict[str, tuple[float, float]] = {}
    edges, edge = [], core
    for ring in angles:
        for track in ring:
            if not track:
                edge += cell.ring * _EMPTY
                continue
            radius = edge + cell.ring / 2
            while _is_crowded(at := _at(track, radius), found.values(), cell):
                radius += _STEP
            found |= at
            edge = radius + cell.ring / 2
        edges.append(edge)
    return tuple(edges), found


def _at(track: Track, radius: float) -> dict[str, tuple[float, float]]:
    return {key: (radius * math.sin(angle), -radius * math.cos(angle)) for key, angle in track}


def _is_crowded(new: Mapping[str, tuple[float, float]], others: Iterable[tuple[float, float]], cell: Cell) -> bool:
    """Whether anybody new stands in the words of anybody else."""
    mine = list(new.values())
    return any(cell.overlap(one, other) for one, other in itertools.combinations(mine, 2)) or any(
        cell.overlap(one, other) for other in others for one in mine
    )


def _need(row: Sequence[int], middles: Sequence[Sequence[float]], far: float) -> float:
    """The angle that a group needs in its fullest ring."""
    return max((_angle(count, middles[ring], far) for ring, count in enumerate(row) if count), default=0.0)


def _angle(count: int, tracks: Sequence[float], far: float) -> float:
    """The least angle in which so many people have room on some tracks."""
    asked = sorted({number * _step(radius, far) for radius in tracks for number in range(1, count + 1)})
    return next(angle + _ROUNDING for angle in asked if sum(_room(angle + _ROUNDING, tracks, far)) >= count)


def _room(angle: float, tracks: Sequence[float], far: float) -> list[int]:
    """How many people have room on each track within an angle."""
    return [int(angle / _step(radius, far)) for radius in tracks]


def _step(radius: float, far: float) -> float:
    """The angle between two people side by side: their chord is as long as they are apart."""
    return 2 * math.asin(min(far / (2 * radius), 1.0))


def _tightest(crowd: Sequence[Sequence[int]], middles: Sequence[Sequence[float]], far: float) -> int:
    """The ring that asks for most room in all."""
    asks = [sum(_angle(row[ring], tracks, far) for row in crowd if row[ring]) for ring, tracks in enumerate(middles)]
    return max(range(len(middles)), key=lambda ring: (asks[ring], ring))


def _shares(count: int, room: Sequence[int]) -> list[int]:
    """Shares people out over tracks by their room, none over its room."""
    shares = [count * one // max(sum(room), 1) for one in room]
    while sum(shares) < count:
        free = [at for at, one in enumerate(room) if shares[at] < one]
        shares[min(free, key=lambda at: (shares[at] / room[at], at))] += 1
    return shares


def _in_tracks(
    guests: Sequence[Guest], middles: Sequence[float], bounds: tuple[float, float], far: float, here: Sequence[Track]
) -> None:
    """The guests of one group and ring over its tracks (`here`), first inside; each as near to their wish as can be."""
    first = 0
    shares = _shares(len(guests), _room(bounds[1] - bounds[0], middles, far))
    for share, radius, track in zip(shares, middles, here, strict=True):
        mine = guests[first : first + share]
        first += share
        step = _step(radius, far)
        low, high = bounds[0] + step / 2, bounds[1] - step / 2
        wishes = [
            (low + (high - low) * (guest.at if guest.at is not None else (at + 0.5) / len(mine)), 1.0)
            for at, guest in enumerate(mine)
        ]
        order = sorted(range(len(mine)), key=lambda at: (wishes[at][0], at))
        angles = spread([wishes[at] for at in order], [step] * max(len(mine) - 1, 0))
        track += zip((mine[at].id for at in order), _between(angles, low, high, step), strict=True)


def _between(angles: Sequence[float], low: float, high: float, step: float) -> list[float]:
    """Pushed back inside the group, a step apart."""
    count = len(angles)
    return [
        min(max(angle, low + step * at), max(high - step * (count - 1 - at), low + step * at))
        for at, angle in enumerate(angles)
    ]
