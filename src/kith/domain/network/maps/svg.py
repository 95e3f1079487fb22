"""SVG as text for the maps: escaped elements, lines with round corners, a picture with title, description and links."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

Point = tuple[float, float]

# Where a line of words stands, and how far the clear patch over it reaches to each side, up and down.
_PLACE = re.compile(r'<text x="([-\d.]+)" y="([-\d.]+)"')
_HALF_NAME, _RISE, _FALL = 44.0, 14.0, 5.0


def element(tag: str, *inside: str, **attributes: object) -> str:
    """One element. `_` in a name stands for `-`, `cls` for class; None is left out. Values are escaped."""
    written = "".join(
        f' {"class" if name == "cls" else name.rstrip("_").replace("_", "-")}="{html.escape(plain(value))}"'
        for name, value in attributes.items()
        if value is not None
    )
    return f"<{tag}{written}>{''.join(inside)}</{tag}>" if inside else f"<{tag}{written}/>"


def plain(value: object) -> str:
    """A number without needless digits, anything else as text that XML can hold."""
    if isinstance(value, float):
        return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")
    return printable(str(value))


def printable(text: str) -> str:
    """Without control characters and lone surrogates, which no XML may hold."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def words(text: str, *, x: float, y: float, cls: str = "kith-map__name", anchor: str | None = None) -> str:
    """A line of words; `y` is its base line, `anchor` start (the default), middle or end."""
    return element("text", html.escape(printable(text), quote=False), x=x, y=y, cls=cls, text_anchor=anchor)


def path(points: Sequence[Point], *, cls: str, radius: float = 9.0) -> str:
    """A line through points with round corners."""
    return element("path", d=_rounded(points, radius), cls=cls)


def _rounded(points: Sequence[Point], radius: float) -> str:
    parts = [f"M{_pair(points[0])}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        near = min(radius, _far(before, corner) / 2, _far(corner, after) / 2)
        one, other = _toward(corner, before, near), _toward(corner, after, near)
        parts.append(f"L{_pair(one)}Q{_pair(corner)} {_pair(other)}")
    parts.append(f"L{_pair(points[-1])}")
    return "".join(parts)


def _pair(point: Point) -> str:
    return f"{plain(float(point[0]))} {plain(float(point[1]))}"


def _far(one: Point, other: Point) -> float:
    return abs(one[0] - other[0]) + abs(one[1] - other[1])


def _toward(here: Point, there: Point, distance: float) -> Point:
    far = ((there[0] - here[0]) ** 2 + (there[1] - here[1]) ** 2) ** 0.5 or 1.0
    return here[0] + (there[0] - here[0]) * distance / far, here[1] + (there[1] - here[1]) * distance / far


@dataclass(frozen=True, slots=True)
class Frame:
    """What a picture is called, what it says in a sentence, the stem of its ids on the page, and its sheet.

    `size` is a word for the style sheet, by which a small picture is shown larger where there is room.
    """

    kind: str
    name: str
    title: str
    says: str
    left: float
    top: float
    width: float
    height: float
    size: str = ""


def picture(frame: Frame, *parts: str) -> str:
    """The whole picture: a group with a title and a description; the parts bring the list of people."""
    title, says = f"{frame.name}-title", f"{frame.name}-says"
    box = " ".join(plain(float(value)) for value in (frame.left, frame.top, frame.width, frame.height))
    return element(
        "svg",
        element("title", html.escape(printable(frame.title), quote=False), id=title),
        element("desc", html.escape(printable(frame.says), quote=False), id=says),
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=box,
        width=frame.width,
        height=frame.height,
        role="group",
        aria_labelledby=title,
        aria_describedby=says,
        cls=f"kith-map kith-map--{frame.kind}" + (f" kith-map--{frame.size}" if frame.size else ""),
    )


def person(spoken: str, *inside: str, href: str | None, **attributes: object) -> str:
    """One entry of the list of people: a link with the full spoken name; what it shows is hidden from readers.

    The words stand beside the link, not in it: what a link shows must be in its name (WCAG 2.5.3), and initials and
    short dates are not how a person is spoken of. A clear patch in the link lets the words be pressed all the same.
    """
    said = [part for part in inside if "<text" in part]
    drawn = [part for part in inside if "<text" not in part]
    if href is None:
        shown = element("g", *drawn, *said, aria_hidden="true")
        return element(
            "g", shown, role="listitem", aria_label=spoken, tabindex="-1", cls="kith-map__person", **attributes
        )
    shape = element("g", *drawn, _patch(said), aria_hidden="true")
    link = element("a", shape, href=href, aria_label=spoken, cls="kith-map__link")
    words_of_it = element("g", *said, aria_hidden="true", cls="kith-map__words")
    return element("g", link, words_of_it, role="listitem", cls="kith-map__person", **attributes)


def _patch(said: list[str]) -> str:
    """A clear box over the words of a person, so that they can be pressed; nothing where there are none."""
    at = [(float(found[1]), float(found[2])) for one in said if (found := _PLACE.search(one))]
    if not at:
        return ""
    left, right = min(x for x, _ in at) - _HALF_NAME, max(x for x, _ in at) + _HALF_NAME
    top, foot = min(y for _, y in at) - _RISE, max(y for _, y in at) + _FALL
    return element("rect", x=left, y=top, width=right - left, height=foot - top, cls="kith-map__patch")


def standalone(drawn: str, style: str) -> str:
    """The picture as a file of its own, with its style inside."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{_styled(drawn, style)}'


def _styled(drawn: str, style: str) -> str:
    start = drawn.index(">") + 1
    safe = style.replace("]]>", "")
    return f"{drawn[:start]}<style><![CDATA[\n{safe}\n]]></style>{drawn[start:]}\n"


# Words over lines stand on a rim of the ground's colour. A program that cannot paint the rim first gets it as words of
# its own underneath.
_RIMMED = re.compile(r'<text([^>]*) class="(kith-map__(?:name|unnamed|small|note|age))"([^>]*)>(.*?)</text>', re.DOTALL)
# The class of the map stands twice, so that no rule of one kind of map goes before these.
_RIM = """
.kith-map.kith-map .kith-map__name, .kith-map.kith-map .kith-map__unnamed, .kith-map.kith-map .kith-map__small,
.kith-map.kith-map .kith-map__note, .kith-map.kith-map .kith-map__age { stroke: none; }
.kith-map.kith-map .kith-map__rim { fill: #ffffff; stroke: #ffffff; stroke-width: 3.5px; }
.kith-map.kith-map--mobility .kith-map__rim { stroke: none; }
"""


def for_paper(drawn: str, style: str) -> str:
    """The picture to stand in a document that is made into a PDF: its style inside, and no rim over its own words."""
    words = r'<text\1 class="\2 kith-map__rim"\3>\4</text><text\1 class="\2"\3>\4</text>'
    return _styled(_RIMMED.sub(words, drawn), style + _RIM)
