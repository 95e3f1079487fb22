"""Draws the circles map as SVG."""

from __future__ import annotations

import math

from kith.domain.network.maps import shapes
from kith.domain.network.maps.circles import CORE, DISC, Circles, Slice, Spot
from kith.domain.network.maps.legend import legend
from kith.domain.network.maps.svg import Frame, element, person, picture, words
from kith.domain.network.maps.text import width, wrap

_LABEL = 15.0
_ROOM = 130.0


def render(view: Circles, *, name: str = "circles") -> str:
    """The picture as SVG text; `name` is unique on the page. Its looks are in maps.css."""
    outer = view.radii[-1]
    side = outer + _ROOM
    entries = []
    if any(spot.is_guess for spot in view.spots):
        entries.append((lambda x, y: _disc_shape(x, y, 11, "kith-map__disc kith-map__disc--guess"), view.guesses))
    if any(spot.has_died for spot in view.spots):
        entries.append(
            (lambda x, y: _disc_shape(x, y, 11, "kith-map__disc") + shapes.cross(x, y, 22, is_round=True), "Has died")
        )
    top = outer + 64
    key, high = legend(entries, left=-side + 20, top=top, width=2 * side - 40)
    bottom = top + high
    foot = words(view.foot, x=-side + 24, y=bottom + 20, cls="kith-map__foot") if view.foot else ""
    frame = Frame(
        kind="circles", name=name, title=view.title, says=view.says, left=-side, top=-outer - 64, width=2 * side,
        height=bottom + outer + 64 + (34 if view.foot else 8),
    )  # fmt: skip
    people = element("g", *[_spot(spot) for spot in view.spots], role="list", aria_label="People") if view.spots else ""
    return picture(frame, _ground(view), people, key, foot)


def _ground(view: Circles) -> str:
    """Rings, sectors and their names, and the child in the middle: the table says all of it."""
    parts = [
        element("circle", cx=0, cy=0, r=radius, cls=f"kith-map__circle kith-map__circle--{number}")
        for number, radius in reversed(list(enumerate(view.radii)))
    ]
    for one in view.slices:
        parts.append(_spoke(one.start, view.radii[-1]))
    parts += [_slice_label(one, view.radii[-1]) for one in view.slices]
    inner = CORE
    for label, radius in zip(view.rings, view.radii, strict=True):
        parts.append(_ring_label(label, inner, radius))
        inner = radius
    parts.append(element("circle", cx=0, cy=0, r=CORE - 10, cls="kith-map__core"))
    lines = wrap(view.child, room=84, size=17, lines=3)
    for at, line in enumerate(lines):
        y = 6 + (at - (len(lines) - 1) / 2) * 20
        parts.append(words(line, x=0, y=y, cls="kith-map__me", anchor="middle"))
    return element("g", *parts, aria_hidden="true")


def _spoke(angle: float, radius: float) -> str:
    x, y = math.sin(angle), -math.cos(angle)
    return element("line", x1=x * CORE, y1=y * CORE, x2=x * radius, y2=y * radius, cls="kith-map__spoke")


def _slice_label(one: Slice, radius: float) -> str:
    angle = (one.start + one.end) / 2
    x, y = math.sin(angle) * (radius + 16), -math.cos(angle) * (radius + 16)
    anchor = "middle" if abs(math.sin(angle)) < 0.25 else ("start" if x > 0 else "end")
    lines = wrap(one.label, room=_ROOM - 26, size=_LABEL, lines=3)
    first = y + 5 - (len(lines) - 1) * 9 - math.cos(angle) * 8
    return "".join(
        words(line, x=x, y=first + 19 * at, cls="kith-map__slice", anchor=anchor) for at, line in enumerate(lines)
    )


def _ring_label(label: str, inner: float, outer: float) -> str:
    """On the spoke at the top, where nobody stands."""
    lines = wrap(label, room=92, size=12.5, lines=4)
    middle = -(inner + outer) / 2
    plate = max(width(line, 12.5) for line in lines) + 14
    high = 16 * len(lines) + 8
    parts = [element("rect", x=-plate / 2, y=middle - high / 2, width=plate, height=high, rx=9, cls="kith-map__plate")]
    for at, line in enumerate(lines):
        y = middle + 4.5 + (at - (len(lines) - 1) / 2) * 16
        parts.append(words(line, x=0, y=y, cls="kith-map__ring-name", anchor="middle"))
    return "".join(parts)


def _disc_shape(x: float, y: float, radius: float, cls: str) -> str:
    return element("circle", cx=x, cy=y, r=radius, cls=cls)


def _spot(spot: Spot) -> str:
    x, y = spot.x, spot.y - 13
    classes = ["kith-map__disc", "kith-map__shape", f"kith-map__disc--{spot.sector.value}"]
    classes += ["kith-map__disc--guess"] if spot.is_guess else []
    parts = [_disc_shape(x, y, DISC, " ".join(classes))]
    if spot.has_died:
        parts.append(shapes.cross(x, y, 2 * DISC, is_round=True))
    parts.append(words(spot.initials, x=x, y=y + 5, cls="kith-map__age", anchor="middle"))
    for at, line in enumerate(spot.names):
        parts.append(words(line, x=x, y=y + DISC + 15 + 15 * at, cls="kith-map__who", anchor="middle"))
    return person(spot.spoken, *parts, href=spot.href, data_ring=spot.ring.value, data_sector=spot.sector.value)
