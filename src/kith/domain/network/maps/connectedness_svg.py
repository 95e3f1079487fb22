"""Draws the connectedness map as SVG."""

from __future__ import annotations

from kith.domain.network.maps import shapes, strokes
from kith.domain.network.maps.connectedness import Connectedness, Stand
from kith.domain.network.maps.legend import Sample, legend
from kith.domain.network.maps.love_lines import SYMBOL, way
from kith.domain.network.maps.profile import Style, profile
from kith.domain.network.maps.svg import Frame, Point, element, path, person, picture, words

_LEFT, _MARGIN = 148.0, 22.0
_STRAIGHT = 2
_LINE = Style(legend="", strokes=1)
_TWO = Style(legend="", strokes=2)
QUESTION = "Who loves you? Who is going to be there for you after care?"


def render(view: Connectedness, *, name: str = "connectedness", with_legend: bool = True) -> str:
    """The picture as SVG text; `name` is unique on the page. Its looks are in maps.css."""
    bottom = view.bands[-1][1]
    entries = entries_of(view) if with_legend else []
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


def entries_of(_: Connectedness) -> list[tuple[Sample, str]]:
    """A sample for every kind of line: which of them a child has none of is no secret."""
    return [
        (_sample(_LINE, False), "Loves the child"),
        (_sample(_TWO, False), "Loves the child, and will be there after care"),
        (_sample(_LINE, True), "Will be there after care"),
    ]


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


def _love(points: list[Point], style: Style) -> str:
    room = SYMBOL / 2 + 5
    if len(points) == _STRAIGHT:
        return strokes.feeling(points[0], points[1], style, room=room)
    first = strokes.shortened(points[1], points[0], room)[1]
    last = strokes.shortened(points[-2], points[-1], room)[1]
    sides = [(number - (style.strokes - 1) / 2) * 4.5 for number in range(style.strokes)]
    return element(
        "g",
        *(
            path(strokes.beside([first, *points[1:-1], last], side), cls="kith-map__feeling", radius=60.0)
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
        parts.append(shapes.ring(style.shape, (one.x, one.y), SYMBOL))
    parts.append(shapes.shape(style.shape, (one.x, one.y), SYMBOL, cls=f"kith-map__shape kith-map__shape--{tone}"))
    if one.has_died:
        parts.append(shapes.cross(one.x, one.y, SYMBOL, is_round="circle" in style.shape))
    for at, line in enumerate(one.names):
        parts.append(words(line, x=one.x, y=one.y + SYMBOL / 2 + 18 + 16 * at, cls="kith-map__name", anchor="middle"))
    return person(one.spoken, *parts, href=one.href)


def _sample(style: Style, is_there: bool) -> Sample:
    cls = "kith-map__love kith-map__love--there" if is_there else "kith-map__love"
    return lambda x, y: element("g", strokes.feeling((x - 18, y), (x + 18, y), style, room=0.0), cls=cls)
