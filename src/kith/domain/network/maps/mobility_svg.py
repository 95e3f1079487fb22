"""Draws the mobility map as SVG: a life line that turns at the end of each row, a card at every home."""

from __future__ import annotations

from kith.domain.network.maps.mobility import PER_ROW, Mobility, Stop
from kith.domain.network.maps.svg import Frame, Point, element, path, picture, words
from kith.domain.network.maps.text import wrap

CARD, BETWEEN, HIGH = 190.0, 26.0, 300.0
_STEP = CARD + BETWEEN
_LINE = 46.0
_LEFT = 64.0


def render(view: Mobility, *, name: str = "mobility") -> str:
    """The picture as SVG text; `name` is unique on the page. Its looks are in maps.css."""
    rows = max(-(-len(view.stops) // PER_ROW), 1)
    across = min(len(view.stops), PER_ROW) or 2
    width = _LEFT * 2 + across * _STEP - BETWEEN
    lowest = max((_height(stop) for stop in view.stops), default=60.0)
    step = max(HIGH, lowest + _LINE + 40)
    places = [_place(at, across, step) for at in range(len(view.stops))]
    foot = words(view.foot, x=24.0, y=rows * step + 16, cls="kith-map__foot") if view.foot else ""
    if not view.stops:
        foot = words("The first home you remember goes here.", x=_LEFT, y=_LINE + 40, cls="kith-map__name") + foot
    frame = Frame(
        kind="mobility", name=name, title=view.title, says=view.says, left=0.0, top=-8.0, width=width,
        height=rows * step + 36,
    )  # fmt: skip
    cards = [_card(stop, at) for stop, at in zip(view.stops, places, strict=True)]
    homes = element("g", *cards, role="list", aria_label="Homes") if cards else ""
    return picture(frame, _life_line(places), homes, foot)


def _place(at: int, across: int, step: float) -> Point:
    """The middle of a stop on the line; every second row runs back."""
    row, column = divmod(at, across if across < PER_ROW else PER_ROW)
    if row % 2:
        column = (across if across < PER_ROW else PER_ROW) - 1 - column
    return _LEFT + column * _STEP + CARD / 2, row * step + _LINE


def _life_line(places: list[Point]) -> str:
    """From the first home to the last; one home alone is no line."""
    if len(places) < 2:
        return ""
    points: list[Point] = []
    turns = 0
    for one, other in zip(places, [*places[1:], None], strict=True):
        points.append(one)
        if other is not None and other[1] > one[1]:
            edge = one[0] + (CARD / 2 + 34) * (-1 if turns % 2 else 1)
            points += [(edge, one[1]), (edge, other[1])]
            turns += 1
    return path(points, cls="kith-map__life", radius=24.0)


def _height(stop: Stop) -> float:
    lines = len(wrap(stop.label, room=CARD - 28, size=16, lines=3)) * 20 + 18 * len(_small(stop))
    return lines + 24 * (len(stop.people) + stop.blanks) + 66


def _small(stop: Stop) -> list[str]:
    """When and at which age, in lines that fit the card."""
    return [line for said in (stop.when, stop.age) for line in wrap(said, room=CARD - 28, size=12, lines=2)]


def _card(stop: Stop, at: Point) -> str:
    x, y = at[0] - CARD / 2, at[1] + 26
    now = "--now" if stop.is_now else ""
    parts = [
        element("rect", x=x, y=y, width=CARD, height=_height(stop), rx=16,
                cls=f"kith-map__card kith-map__card{now}"),
        element("circle", cx=at[0], cy=at[1], r=17, cls=f"kith-map__stop kith-map__stop{now}"),
        words(str(stop.number), x=at[0], y=at[1] + 5.5, cls="kith-map__stop-number", anchor="middle"),
    ]  # fmt: skip
    line = y + 8
    for part in wrap(stop.label, room=CARD - 28, size=16, lines=3):
        line += 20
        parts.append(words(part, x=x + 14, y=line, cls="kith-map__home-name"))
    for said in _small(stop):
        line += 18
        parts.append(words(said, x=x + 14, y=line, cls="kith-map__small"))
    line += 24
    parts.append(words("Who was there?", x=x + 14, y=line, cls="kith-map__key"))
    for person, mark in stop.people:
        line += 24
        sign = {"safe": "✓ ", "not_safe": "– "}.get(mark, "")
        shown = wrap(f"{sign}{person}", room=CARD - 28, size=14, lines=1)
        parts.append(words(shown[0] if shown else "", x=x + 14, y=line, cls="kith-map__who"))
    for _ in range(stop.blanks):
        line += 24
        parts.append(element("line", x1=x + 14, x2=x + CARD - 14, y1=line + 2, y2=line + 2, cls="kith-map__blank"))
    return element("g", element("g", *parts, aria_hidden="true"), role="listitem", aria_label=stop.spoken)
