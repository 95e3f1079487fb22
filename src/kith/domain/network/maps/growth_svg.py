"""Draws the timeline of a network as SVG: a column of people for each moment and a stepped line of how many."""

from __future__ import annotations

from collections.abc import Iterator

from kith.domain.network.maps.growth import Column, Growth
from kith.domain.network.maps.legend import Sample, legend
from kith.domain.network.maps.svg import Frame, Point, element, path, picture, words
from kith.domain.network.maps.text import wrap

_COLUMN, _LEFT, _CHART, _ROW = 176.0, 28.0, 120.0, 24.0
_KINDS = (("kept", "In touch"), ("new", "New"), ("lost", "No longer in touch"))


def render(view: Growth, *, name: str = "growth", with_legend: bool = True) -> str:
    """The picture as SVG text; `name` is unique on the page. Its looks are in maps.css."""
    top = _CHART + 30 if view.has_line and view.columns else 0.0
    tallest = max((len(c.kept) + len(c.new) + len(c.lost) for c in view.columns), default=0)
    bottom = top + 58 + _ROW * tallest
    width = max(_LEFT * 2 + _COLUMN * len(view.columns), 420.0)
    entries = entries_of(view) if with_legend else []
    key, high = legend(entries, left=_LEFT, top=bottom + 14, width=width - 2 * _LEFT)
    frame = Frame(
        kind="growth", name=name, title=view.title, says=view.says, left=0.0, top=-14.0, width=width,
        height=bottom + high + 46,
    )  # fmt: skip
    columns = [_column(column, (_LEFT + _COLUMN * at, top)) for at, column in enumerate(view.columns)]
    moments = element("g", *columns, role="list", aria_label="Moments") if columns else ""
    return picture(frame, _line(view) if top else "", moments, key)


def entries_of(view: Growth) -> list[tuple[Sample, str]]:
    """A sample for every kind in use."""
    used = {kind for column in view.columns for kind, _ in _KINDS if getattr(column, kind)}
    return [(_sample(kind), label) for kind, label in _KINDS if kind in used]


def _line(view: Growth) -> str:
    most = max((column.count for column in view.columns), default=0) or 1
    points: list[Point] = []
    labels = []
    for at, column in enumerate(view.columns):
        x, y = _LEFT + _COLUMN * at, _CHART - (_CHART - 22) * column.count / most
        if points:
            points.append((x, points[-1][1]))
        points += [(x, y), (x + _COLUMN - 26, y)]
        labels.append(words(str(column.count), x=x + 4, y=y - 8, cls="kith-map__count"))
    base = element(
        "line", x1=_LEFT, x2=_LEFT + _COLUMN * len(view.columns), y1=_CHART, y2=_CHART, cls="kith-map__blank"
    )
    return element("g", base, path(points, cls="kith-map__life", radius=4.0), *labels, aria_hidden="true")


def _column(column: Column, at: Point) -> str:
    x, y = at
    parts = [
        words(wrap(column.label, room=_COLUMN - 20, size=15, lines=1)[0] if column.label else "", x=x, y=y + 18,
              cls="kith-map__slice"),
        words(f"{column.on.day} {column.on:%b %Y}", x=x, y=y + 36, cls="kith-map__small"),
    ]  # fmt: skip
    line = y + 38
    for kind, name in _everybody(column):
        line += _ROW
        parts.append(_dot(kind, x + 9, line - 5))
        shown = wrap(name, room=_COLUMN - 42, size=13, lines=1)
        parts.append(words(shown[0] if shown else "", x=x + 24, y=line, cls=f"kith-map__who kith-map__who--{kind}"))
    said = f"{column.label}, {column.on.day} {column.on:%B %Y}: {column.count} in touch"
    for kind, label in _KINDS[1:]:
        names = [name for one, name in _everybody(column) if one == kind]
        said += f"; {label.lower()}: {', '.join(names)}" if names else ""
    return element("g", element("g", *parts, aria_hidden="true"), role="listitem", aria_label=said)


def _everybody(column: Column) -> Iterator[tuple[str, str]]:
    for kind, _ in _KINDS:
        for _, name in getattr(column, kind):
            yield kind, name


def _dot(kind: str, x: float, y: float) -> str:
    """Filled for those who stayed, hollow for new ones, a bar for those lost: shape first, colour second."""
    if kind == "lost":
        return path([(x - 6, y), (x + 6, y)], cls="kith-map__slash")
    return element("circle", cx=x, cy=y, r=6.5, cls=f"kith-map__dot kith-map__dot--{kind}")


def _sample(kind: str) -> Sample:
    return lambda x, y: _dot(kind, x, y)
