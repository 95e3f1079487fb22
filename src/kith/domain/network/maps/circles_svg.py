"""Draws the circles map as SVG."""

from __future__ import annotations

import math

from kith.domain.network.maps import shapes
from kith.domain.network.maps.circles import LABEL, LABEL_ROOM, Circles, Format, Slice, Spot, is_above_or_below
from kith.domain.network.maps.legend import SIZE, Sample, legend
from kith.domain.network.maps.ring_names import LINE, RingName
from kith.domain.network.maps.svg import Frame, element, person, picture, words
from kith.domain.network.maps.text import width, wrap

_ROOM = 104.0
_ABOVE = 46.0
_LEAD = 17.0


def render(view: Circles, *, name: str = "circles") -> str:
    """The picture as SVG text; `name` is unique on the page. Its looks are in maps.css."""
    outer = view.radii[-1]
    side = outer * view.form.cell.pull + _ROOM
    entries: list[tuple[Sample, str]] = []
    if view.spots:
        entries.append((_spoke_sample, "Between two parts; each part has a colour"))
    if any(spot.is_guess for spot in view.spots):
        entries.append((lambda x, y: _disc_shape(x, y, 11, "kith-map__disc kith-map__disc--guess"), view.guesses))
    if any(spot.has_died for spot in view.spots):
        entries.append(
            (lambda x, y: _disc_shape(x, y, 11, "kith-map__disc") + shapes.cross(x, y, 22, is_round=True), "Has died")
        )
    # The corners below are free: the legend and the day stand in them, not under the whole.
    bottom = outer + _ABOVE
    corners, bottom = _corners(entries, view.foot, side, bottom)
    frame = Frame(
        kind="circles", name=name, title=view.title, says=view.says, left=-side, top=-outer - _ABOVE, width=2 * side,
        height=bottom + outer + _ABOVE + 4,
    )  # fmt: skip
    people = (
        element("g", *[_spot(spot, view.form) for spot in view.spots], role="list", aria_label="People")
        if view.spots
        else ""
    )
    return picture(frame, _ground(view), people, corners)


def _ground(view: Circles) -> str:
    """Rings, sectors and their names, and the child in the middle: the table says all of it."""
    pull, core = view.form.cell.pull, view.form.core
    parts = [
        _ellipse(radius, pull, f"kith-map__circle kith-map__circle--{number}")
        for number, radius in reversed(list(enumerate(view.radii)))
    ]
    parts += [_spoke(one.start, (core, view.radii[-1]), pull) for one in view.slices]
    parts += [_slice_label(one, view.radii[-1], pull) for one in view.slices]
    parts += [_ring_name(one, number) for number, one in enumerate(view.rings)]
    parts.append(_ellipse(core - 5, pull, "kith-map__core"))
    lines = wrap(view.child, room=(core - 5) * pull * 1.75, size=17, lines=3)
    for at, line in enumerate(lines):
        y = 6 + (at - (len(lines) - 1) / 2) * 20
        parts.append(words(line, x=0, y=y, cls="kith-map__me", anchor="middle"))
    return element("g", *parts, aria_hidden="true")


def _ellipse(radius: float, pull: float, cls: str) -> str:
    return element("ellipse", cx=0, cy=0, rx=radius * pull, ry=radius, cls=cls)


def _spoke(angle: float, ends: tuple[float, float], pull: float) -> str:
    x, y = math.sin(angle) * pull, -math.cos(angle)
    return element("line", x1=x * ends[0], y1=y * ends[0], x2=x * ends[1], y2=y * ends[1], cls="kith-map__spoke")


def _spoke_sample(x: float, y: float) -> str:
    return element("line", x1=x - 16, y1=y, x2=x + 16, y2=y, cls="kith-map__spoke")


def _slice_label(one: Slice, radius: float, pull: float) -> str:
    angle = (one.start + one.end) / 2
    x, y = math.sin(angle) * (radius * pull + 12), -math.cos(angle) * (radius + 16)
    anchor = "middle" if is_above_or_below(angle) else ("start" if x > 0 else "end")
    lines = wrap(one.label, room=LABEL_ROOM, size=LABEL, lines=3)
    # Above the circle the last line stands next to it, below it the first, at its sides the middle.
    up = (1 + math.cos(angle)) / 2 * (len(lines) - 1) * _LEAD
    first = y + 5 - up + (6 if math.cos(angle) < 0 else 0)
    return "".join(
        words(line, x=x, y=first + _LEAD * at, cls="kith-map__slice", anchor=anchor) for at, line in enumerate(lines)
    )


def _ring_name(one: RingName, number: int) -> str:
    """A plate on the edge of its ring, in the colour of the ring."""
    left, top, _, _ = one.box
    parts = [
        element(
            "rect", x=left, y=top, width=one.width, height=one.height, rx=min(one.height / 2, 11),
            cls=f"kith-map__plate kith-map__plate--{number}",
        )
    ]  # fmt: skip
    for at, line in enumerate(one.lines):
        y = one.y + 4.5 + (at - (len(one.lines) - 1) / 2) * LINE
        parts.append(words(line, x=one.x, y=y, cls="kith-map__ring-name", anchor="middle"))
    return "".join(parts)


def _corners(entries: list[tuple[Sample, str]], foot: str, side: float, bottom: float) -> tuple[str, float]:
    """The legend and the day in the two corners below, which the circle leaves free; and how far down they reach. What
    is said of the day has a line of its own where it is long. The longest words stand lowest, where a corner is
    widest."""
    entries = sorted(entries, key=lambda entry: width(entry[1], SIZE))
    lines = [legend([entry], left=18 - side, top=0, width=2 * side) for entry in entries]
    top = bottom - sum(high for _, high in lines)
    parts = []
    for entry, (_, high) in zip(entries, lines, strict=True):
        parts.append(legend([entry], left=18 - side, top=top, width=2 * side)[0])
        top += high
    if not foot:
        return "".join(parts), bottom
    if width(foot, SIZE) < side / 2:
        return "".join(parts) + words(foot, x=side - 20, y=bottom - 12, cls="kith-map__foot", anchor="end"), bottom
    return "".join(parts) + words(foot, x=24 - side, y=bottom + 14, cls="kith-map__foot"), bottom + 24


def _disc_shape(x: float, y: float, radius: float, cls: str) -> str:
    return element("circle", cx=x, cy=y, r=radius, cls=cls)


def _spot(spot: Spot, form: Format) -> str:
    """The disc above, the name below it: together as high as the cell."""
    x, y = spot.x, spot.y - form.cell.height / 2 + form.disc + 1
    classes = ["kith-map__disc", "kith-map__shape", f"kith-map__disc--{spot.sector.value}"]
    classes += ["kith-map__disc--guess"] if spot.is_guess else []
    parts = [_disc_shape(x, y, form.disc, " ".join(classes))]
    if spot.has_died:
        # Longer than the disc is wide, for the initials stand in the middle.
        parts.append(shapes.cross(x, y, 2 * form.disc + 12, is_round=True))
    parts.append(words(spot.initials, x=x, y=y + 5, cls="kith-map__age", anchor="middle"))
    for at, line in enumerate(spot.names):
        parts.append(words(line, x=x, y=y + form.disc + 13 + 14 * at, cls="kith-map__who", anchor="middle"))
    return person(spot.spoken, *parts, href=spot.href, data_ring=spot.ring.value, data_sector=spot.sector.value)
