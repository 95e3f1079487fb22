"""Where the names of the rings stand: on the edge of each ring, one above the other where nobody's words are."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kith.domain.network.maps.text import width, wrap

SIZE, LINE = 12.5, 16.0
_ROOMS = (82.0, 116.0)  # a plate as slim as can be; where that is too high for a thin ring, a wide one
_SIDES, _ABOVE = 16.0, 8.0
_TRIES = 72
_TURN = 2 * math.pi

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class RingName:
    """The name of one ring: the middle of its plate, how large that is, and the lines on it."""

    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]

    @property
    def box(self) -> Box:
        """Left, top, right, bottom."""
        wide, high = self.width / 2, self.height / 2
        return self.x - wide, self.y - high, self.x + wide, self.y + high


def ring_names(
    names: Sequence[str],
    radii: Sequence[float],
    spokes: Sequence[float],
    *,
    people: Iterable[Box],
    pull: float,
) -> tuple[RingName, ...]:
    """One plate for each ring, all on one spoke if there is a free one, the top first; else each wherever most is free.

    `people` are the boxes of everybody as they are drawn; `radii` are in the round.
    """
    taken = list(people)

    def plate(ring: int, angle: float, room: float = _ROOMS[0]) -> RingName:
        return _plate(
            wrap(names[ring], room=room, size=SIZE, lines=3), radii[ring], angle, pull, ring == len(radii) - 1
        )

    rings = range(len(radii))
    for room, angle in itertools.product(_ROOMS, _spokes(spokes)):
        together = [plate(ring, angle, room) for ring in rings]
        others = [[one.box for one in together if one is not this] for this in together]
        if not any(_in_the_way(one.box, [*taken, *rest]) for one, rest in zip(together, others, strict=True)):
            return tuple(together)
    found: list[RingName] = []
    for ring in rings:
        tries = [plate(ring, angle) for angle in (*_spokes(spokes), *(_TURN * at / _TRIES for at in range(_TRIES)))]
        found.append(min(tries, key=lambda one: _in_the_way(one.box, taken)))
        taken.append(found[-1].box)
    return tuple(found)


def _spokes(spokes: Sequence[float]) -> list[float]:
    """The top first, and then as they are further from it."""
    return sorted((angle % _TURN for angle in spokes), key=lambda angle: (min(angle, _TURN - angle), angle))


def _plate(lines: Sequence[str], radius: float, angle: float, pull: float, is_inside: bool) -> RingName:
    """The plate on the edge at an angle; that of the last ring just inside it, for outside stand other words."""
    wide, high = max(width(line, SIZE) for line in lines) + _SIDES, LINE * len(lines) + _ABOVE
    inward = (high * abs(math.cos(angle)) + wide * abs(math.sin(angle))) / 2 + 2 if is_inside else 0.0
    x, y = math.sin(angle) * (radius * pull - inward), -math.cos(angle) * (radius - inward)
    return RingName(round(x, 2), round(y, 2), wide, high, tuple(lines))


def _in_the_way(one: Box, others: Iterable[Box]) -> float:
    """How much of others a box would lie on."""
    shared = 0.0
    for other in others:
        wide, high = min(one[2], other[2]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[1], other[1])
        shared += wide * high if wide > 0 and high > 0 else 0.0
    return shared
