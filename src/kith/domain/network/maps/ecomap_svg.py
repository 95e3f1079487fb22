"""Draws the ecomap as SVG."""

from __future__ import annotations

import math
from collections.abc import Iterator

from kith.domain.network.maps import shapes, strokes
from kith.domain.network.maps.ecomap import CORE, DISC, NEAR, PRESENT, Body, Ecomap
from kith.domain.network.maps.legend import Sample, legend
from kith.domain.network.maps.profile import Style, profile
from kith.domain.network.maps.speaking import SECTORS
from kith.domain.network.maps.svg import Frame, Point, element, path, person, picture, words
from kith.domain.network.maps.text import wrap
from kith.domain.network.words import Flow, Ring, Sector, Touch

_EDGE = 86.0
_FEW, _MANY = 350.0, 800.0
_FREE, _HEAD = 4.0, 10.0  # what a line leaves free of its ends, without and with the head of an arrow
_TOUCH = {Touch.IN_TOUCH: "In touch", Touch.LOST: "Not in touch", Touch.UNKNOWN: "A tie"}
_FLOWS = {Flow.TO: "Gives strength", Flow.FROM: "Takes strength", Flow.BOTH: "Gives and takes"}


def render(view: Ecomap, *, name: str = "ecomap", with_legend: bool = True) -> str:
    """The picture as SVG text; `name` is unique on the page. Its looks are in maps.css."""
    side = max(view.reach + _EDGE, 260.0)
    entries = list(entries_of(view)) if with_legend else []
    key, high = legend(entries, left=-side + 20, top=side - 10, width=2 * side - 40)
    bottom = side - 10 + high
    foot = words(view.foot, x=-side + 24, y=bottom + 20, cls="kith-map__foot") if view.foot else ""
    frame = Frame(
        kind="ecomap", name=name, title=view.title, says=view.says, left=-side, top=-side, width=2 * side,
        height=bottom + side + (34 if view.foot else 8), size=_size(side),
    )  # fmt: skip
    people = (
        element("g", *[_body(body) for body in view.bodies], role="list", aria_label="People") if view.bodies else ""
    )
    return picture(frame, _lines(view), people, key, foot)


def _size(side: float) -> str:
    """A few people need no whole page; of very many each name stays as large as it is, and the map goes on sideways."""
    return "small" if side <= _FEW else "large" if side > _MANY else ""


def ends(body: Body) -> tuple[Point, Point]:
    """Where the line of a body begins at the child's circle and ends at its own disc."""
    far = math.hypot(body.x, body.y) or 1.0
    dx, dy = body.x / far, body.y / far
    return (dx * CORE, dy * CORE), (body.x - dx * DISC, body.y - dy * DISC)


def _lines(view: Ecomap) -> str:
    parts = [_line(body) for body in view.bodies if body.line]
    parts.append(element("circle", cx=0, cy=0, r=CORE, cls="kith-map__core"))
    lines = wrap(view.child, room=CORE * 1.7, size=17, lines=3)
    for at, line in enumerate(lines):
        parts.append(words(line, x=0, y=6 + (at - (len(lines) - 1) / 2) * 20, cls="kith-map__me", anchor="middle"))
    return element("g", *parts, aria_hidden="true")


def _line(body: Body) -> str:
    start, end = ends(body)
    style = profile()["qualities"].get(body.line or "")
    drawn = (
        strokes.feeling(start, end, style, room=4.0)
        if style
        else path(_between(start, end, body.flow), cls=_tie(body.touch, body.near))
    )
    if body.flow in (Flow.TO, Flow.BOTH):
        drawn += strokes.arrow(end, _near(start, end, 3.0))
    if body.flow in (Flow.FROM, Flow.BOTH):
        drawn += strokes.arrow(start, _near(end, start, 3.0))
    return drawn


def _between(start: Point, end: Point, flow: Flow) -> list[Point]:
    """A thick line ends inside the head of its arrow, not at the tip."""
    to_child, from_child = flow in (Flow.TO, Flow.BOTH), flow in (Flow.FROM, Flow.BOTH)
    return [
        _near(start, end, _HEAD if to_child else _FREE),
        _near(end, start, _HEAD if from_child else _FREE),
    ]


def _tie(touch: Touch, near: Ring | None = None) -> str:
    """How a tie is drawn of which nobody has said how it feels: its dash by touch, its thickness by nearness."""
    dash = "known" if touch is Touch.IN_TOUCH else "thin" if touch is Touch.UNKNOWN else "broken"
    return f"kith-map__feeling kith-map__feeling--{dash}" + (f" kith-map__feeling--{near.value}" if near else "")


def _near(one: Point, other: Point, distance: float) -> Point:
    far = math.dist(one, other) or 1.0
    return one[0] + (other[0] - one[0]) * distance / far, one[1] + (other[1] - one[1]) * distance / far


def _body(body: Body) -> str:
    cls = f"kith-map__disc kith-map__shape kith-map__disc--{body.sector.value}"
    if body.is_system:
        shape = element(
            "rect", x=body.x - DISC - 4, y=body.y - DISC + 3, width=2 * DISC + 8, height=2 * DISC - 6, rx=10, cls=cls
        )
    else:
        shape = element("circle", cx=body.x, cy=body.y, r=DISC, cls=cls)
    if body.has_died:
        shape += shapes.cross(body.x, body.y, 2 * DISC + 12, is_round=True)
    parts = [shape, words(body.initials, x=body.x, y=body.y + 5.5, cls="kith-map__age", anchor="middle")]
    # The words stand on the side away from the child, so that the line does not run through them.
    count = len(body.names)
    first = body.y + DISC + 16 if body.y >= 0 else body.y - DISC - 7 - 15 * (count - 1)
    for at, line in enumerate(body.names):
        parts.append(words(line, x=body.x, y=first + 15 * at, cls="kith-map__who", anchor="middle"))
    return person(body.spoken, *parts, href=body.href, data_sector=body.sector.value)


def entries_of(view: Ecomap) -> Iterator[tuple[Sample, str]]:
    """A sample for every kind in use."""
    yield from _line_entries(view)
    for sector, said in SECTORS.items():
        if any(body.sector is sector for body in view.bodies):
            yield disc_sample(sector), said
    if any(body.has_died for body in view.bodies):
        yield _died_sample, "Has died"
    flows = {body.flow for body in view.bodies}
    for flow, said in _FLOWS.items():
        if flow in flows:
            yield _flow_sample(flow), said


def _line_entries(view: Ecomap) -> Iterator[tuple[Sample, str]]:
    used = {body.line for body in view.bodies}
    plain = [body for body in view.bodies if body.line == PRESENT]
    for touch, said in _TOUCH.items():
        if any(_tie(body.touch) == _tie(touch) for body in plain):
            yield _tie_sample(touch), said
    for ring in NEAR:
        if any(body.near is ring for body in plain):
            yield _tie_sample(Touch.IN_TOUCH, ring), f"Circle: {ring.label.lower()}"
    for name, style in profile()["qualities"].items():
        if name in used:
            yield _sample(style), style.legend


def disc_sample(sector: Sector) -> Sample:
    """The colour of one part of the child's life."""
    cls = f"kith-map__disc kith-map__shape kith-map__disc--{sector.value}"
    return lambda x, y: element("circle", cx=x, cy=y, r=9, cls=cls)


def _tie_sample(touch: Touch, near: Ring | None = None) -> Sample:
    return lambda x, y: path([(x - 18, y), (x + 18, y)], cls=_tie(touch, near))


def _died_sample(x: float, y: float) -> str:
    return element("circle", cx=x, cy=y, r=9, cls="kith-map__disc") + shapes.cross(x, y, 20, is_round=True)


def _sample(style: Style) -> Sample:
    return lambda x, y: strokes.feeling((x - 18, y), (x + 18, y), style, room=0.0)


def _flow_sample(flow: Flow) -> Sample:
    def draw(x: float, y: float) -> str:
        drawn = element("circle", cx=x - 20, cy=y, r=5, cls="kith-map__core")
        drawn += path([(x - 12, y), (x + 18, y)], cls="kith-map__feeling kith-map__feeling--thin")
        if flow in (Flow.TO, Flow.BOTH):
            drawn += strokes.arrow((x + 18, y), (x - 12, y))
        if flow in (Flow.FROM, Flow.BOTH):
            drawn += strokes.arrow((x - 12, y), (x + 18, y))
        return drawn

    return draw
