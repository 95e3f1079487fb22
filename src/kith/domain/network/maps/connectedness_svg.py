"""Draws the connectedness map as SVG."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from kith.domain.network.maps import shapes, strokes
from kith.domain.network.maps.connectedness import SIZE, Connectedness, Stand
from kith.domain.network.maps.legend import Sample, legend
from kith.domain.network.maps.profile import Style, profile
from kith.domain.network.maps.svg import Frame, Point, element, path, person, picture, words
from kith.domain.network.maps.text import width

_SYMBOL = 42.0
_LEFT, _MARGIN = 148.0, 22.0
# How far a line may be bent aside, the least first.
_ASIDE = (0.0, *(sign * far for far in (40.0, 62.0, 90.0, 124.0, 160.0, 200.0) for sign in (1.0, -1.0)))
_STRAIGHT = 2
_LINE = Style(legend="", strokes=1)
_TWO = Style(legend="", strokes=2)
QUESTION = "Who loves you? Who is going to be there for you after care?"


def render(view: Connectedness, *, name: str = "connectedness") -> str:
    """The picture as SVG text; `name` is unique on the page. Its looks are in maps.css."""
    bottom = view.bands[-1][1]
    entries: list[tuple[Sample, str]] = [
        (_sample(_LINE, False), "Loves the child"),
        (_sample(_TWO, False), "Loves the child, and will be there after care"),
        (_sample(_LINE, True), "Will be there after care"),
    ]
    key, high = legend(entries, left=-_LEFT + 4, top=bottom + 30, width=view.width + _LEFT)
    foot = words(view.foot, x=-_LEFT + 8, y=bottom + high + 52, cls="kith-map__foot") if view.foot else ""
    question = words(QUESTION, x=-_LEFT + 8, y=bottom + 18, cls="kith-map__slice")
    frame = Frame(
        kind="connectedness", name=name, title=view.title, says=view.says, left=-_LEFT - 4, top=-_MARGIN,
        width=view.width + _LEFT + _MARGIN, height=bottom + high + _MARGIN + 60,
    )  # fmt: skip
    people = (
        element("g", *[_stand(one) for one in view.stands], role="list", aria_label="People") if view.stands else ""
    )
    return picture(frame, _ground(view), people, question, key, foot)


def _ground(view: Connectedness) -> str:
    """The bands with their names, then the lines of love."""
    parts = []
    for at, (top, bottom, label) in enumerate(view.bands):
        parts.append(
            element(
                "rect", x=-_LEFT, y=top - 12, width=view.width + _LEFT + 12, height=bottom - top + 14, rx=14,
                cls=f"kith-map__band kith-map__band--{at % 2}",
            )
        )  # fmt: skip
        for line, part in enumerate(_broken(label)):
            parts.append(words(part, x=-_LEFT + 12, y=top + 18 + 16 * line, cls="kith-map__key"))
    child = next((one for one in view.stands if one.is_child), None)
    for one in view.stands:
        if child is not None and not one.is_child and (one.loves or one.there):
            style = _TWO if one.loves and one.there else _LINE
            drawn = _love(way(child, one, view.stands), style)
            parts.append(element("g", drawn, cls="kith-map__love kith-map__love--there") if not one.loves else
                         element("g", drawn, cls="kith-map__love"))  # fmt: skip
    return element("g", *parts, aria_hidden="true")


def way(child: Stand, other: Stand, stands: Sequence[Stand]) -> list[Point]:
    """From the child to somebody: straight, or bent aside once where others or their names stand between."""
    start, end = (child.x, child.y), (other.x, other.y)
    between = [_around(one) for one in stands if one.id not in (child.id, other.id)]
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    level = abs(end[1] - start[1]) < abs(end[0] - start[0])
    for aside in _ASIDE:
        bend = (middle[0], middle[1] + aside) if level else (middle[0] + aside, middle[1])
        tried = [start, bend, end] if aside else [start, end]
        if not any(_passes(one, to, box) for one, to in itertools.pairwise(tried) for box in between):
            return tried
    return [start, end]


def _around(one: Stand) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of a symbol and its name."""
    half = _SYMBOL / 2 + 4
    wide = max(half, *(width(line, SIZE) / 2 for line in one.names)) if one.names else half
    return one.x - wide, one.y - half, one.x + wide, one.y + half + 16 * len(one.names)


def _passes(start: Point, end: Point, box: tuple[float, float, float, float]) -> bool:
    """Whether a straight piece runs through a box: Liang and Barsky's clipping."""
    low, high = 0.0, 1.0
    for from_, step, least, most in (
        (start[0], end[0] - start[0], box[0], box[2]),
        (start[1], end[1] - start[1], box[1], box[3]),
    ):
        if step == 0:
            if not least < from_ < most:
                return False
            continue
        one, other = sorted(((least - from_) / step, (most - from_) / step))
        low, high = max(low, one), min(high, other)
    return low < high


def _love(points: list[Point], style: Style) -> str:
    room = _SYMBOL / 2 + 5
    if len(points) == _STRAIGHT:
        return strokes.feeling(points[0], points[1], style, room=room)
    ends = [strokes.shortened(points[1], at, room)[1] for at in (points[0], points[-1])]
    sides = [(number - (style.strokes - 1) / 2) * 4.5 for number in range(style.strokes)]
    return element(
        "g",
        *(
            path([(x + side, y) for x, y in (ends[0], points[1], ends[1])], cls="kith-map__feeling", radius=60.0)
            for side in sides
        ),
    )


def _broken(label: str) -> list[str]:
    lines: list[str] = [""]
    for word in label.split():
        if len(lines[-1]) + len(word) > 17:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _stand(one: Stand) -> str:
    style = profile()["symbols"][one.symbol]
    tone = "focus" if one.is_child else ("loved" if one.loves or one.there else "plain")
    parts = []
    if one.is_child:
        parts.append(shapes.ring(style.shape, (one.x, one.y), _SYMBOL))
    parts.append(shapes.shape(style.shape, (one.x, one.y), _SYMBOL, cls=f"kith-map__shape kith-map__shape--{tone}"))
    if one.has_died:
        parts.append(shapes.cross(one.x, one.y, _SYMBOL, is_round="circle" in style.shape))
    for at, line in enumerate(one.names):
        parts.append(words(line, x=one.x, y=one.y + _SYMBOL / 2 + 18 + 16 * at, cls="kith-map__name", anchor="middle"))
    return person(one.spoken, *parts, href=one.href)


def _sample(style: Style, is_there: bool) -> Sample:
    cls = "kith-map__love kith-map__love--there" if is_there else "kith-map__love"
    return lambda x, y: element("g", strokes.feeling((x - 18, y), (x + 18, y), style, room=0.0), cls=cls)
