"""A child's care history as rows of bars: time in care, homes, legal status."""

from __future__ import annotations

import datetime
import html
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from kith.ui.charts.svg import Layout, Picture, element, fit, svg, text, width_of

# The order of the sections and their words on screen. Spans are half-open: the end is the first day no longer in it.
KINDS = {"period": "Time in care", "home": "Homes", "legal": "Legal status"}
TONES = {
    "family": ("#cfe5dd", "#17564f"),
    "foster": ("#d3e4f0", "#245a80"),
    "residential": ("#e8dbee", "#653c74"),
    "own": ("#fbe6c3", "#7d460b"),
    "other": ("#e9e3d6", "#5f5a4c"),
}
HEADING_HEIGHT = 32
BAR_HEIGHT = 18
LINE_HEIGHT = 19
TOP = 22
TICK_MONTHS = (1, 3, 6, 12, 24, 36, 60, 120)
TICK_ROOM = 64
SHORTEST_BAR = 3.0
MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Span:
    """One stretch of time: `end` is None while it lasts; `kind` is period, home or legal.

    `tone` colours a home: family, foster, residential, own or other. The label always says the same in words.
    """

    start: datetime.date
    end: datetime.date | None
    label: str
    kind: str
    tone: str = "other"


@dataclass(frozen=True, slots=True)
class Row:
    """The same span for the table beside the picture. `until` is the end in words: a day, now, or not known."""

    kind: str
    label: str
    start: datetime.date
    end: datetime.date | None
    until: str
    length: str


@dataclass(frozen=True, slots=True)
class _Scale:
    first: datetime.date
    last: datetime.date
    known: datetime.date
    left: float
    right: float
    size: float

    def x(self, day: datetime.date) -> float:
        days = max((self.last - self.first).days, 1)
        return self.left + (self.right - self.left) * (day - self.first).days / days


def known(spans: Iterable[Span], on: datetime.date) -> list[Span]:
    """The spans that had begun on the day, sections in order, oldest first; a later end is not known yet."""
    order = list(KINDS)
    begun = [
        Span(s.start, s.end if s.end and s.end <= on else None, s.label, s.kind, s.tone) for s in spans if s.start <= on
    ]
    return sorted(begun, key=lambda s: (order.index(s.kind), s.start, s.end or datetime.date.max, s.label))


def rows(spans: Iterable[Span], on: datetime.date, *, known_until: datetime.date | None = None) -> list[Row]:
    """The table: every span of the picture with its length in words on the day, or on the last day that is known."""
    last = _known(on, known_until)
    return [Row(KINDS[s.kind], s.label, s.start, s.end, _until(s, on, last), _lasted(s, on, last))
            for s in known(spans, on)]  # fmt: skip


def not_known_after(spans: Iterable[Span], on: datetime.date, known_until: datetime.date | None) -> str:
    """The words for what goes on past the last day that is known; empty where nothing does."""
    if known_until is None or known_until >= on or all(span.end for span in known(spans, on)):
        return ""
    return f"Not known after {in_words(known_until)}: the returns end here"


def _known(on: datetime.date, known_until: datetime.date | None) -> datetime.date:
    """The last day of which anything is known."""
    return on if known_until is None else min(on, known_until)


def _until(span: Span, on: datetime.date, last: datetime.date) -> str:
    if span.end:
        return in_words(span.end)
    return "now" if last == on else f"not known after {in_words(last)}: the returns end here"


def _lasted(span: Span, on: datetime.date, last: datetime.date) -> str:
    """How long it lasted, as far as is known."""
    if span.end or last == on:
        return length_in_words(span.start, span.end or on)
    return f"at least {length_in_words(span.start, last)}" if span.start < last else "not known"


def summary(spans: Iterable[Span], on: datetime.date, *, known_until: datetime.date | None = None) -> str:
    """The picture in two or three sentences, for its description."""
    shown, last = known(spans, on), _known(on, known_until)
    homes = [s for s in shown if s.kind == "home"]
    if not shown:
        return f"Nothing is recorded up to {in_words(on)}."
    said = [f"From {in_words(min(s.start for s in shown))} to {in_words(on)}."]
    if homes:
        said.append(f"{len(homes)} home{'' if len(homes) == 1 else 's'}.")
    day = "Now" if last == on else f"On {in_words(last)}"
    said.extend(f"{day}: {s.label}, for {_lasted(s, on, last)}." for s in homes if s.end is None and s.start <= last)
    unknown = not_known_after(shown, on, known_until)
    return " ".join([*said, f"{unknown}."] if unknown else said)


def care_timeline(
    spans: Sequence[Span],
    on: datetime.date,
    *,
    layout: Layout,
    name: str = "timeline",
    title: str = "Time in care",
    known_until: datetime.date | None = None,
) -> str:
    """The picture as SVG text, true on a day. `layout` is WIDE or NARROW; `name` is unique on the page.

    What still lasts is drawn up to `known_until` and goes on lightly from there to the day.
    """
    shown = known(spans, on)
    picture = Picture(name, title, summary(spans, on, known_until=known_until))
    if not shown:
        nothing = text("Nothing is recorded yet.", x=0, y=layout.size + 4, size=layout.size)
        return svg(picture, nothing, width=layout.width, height=layout.size + 12)
    first, last = min(s.start for s in shown), _known(on, known_until)
    scale = _Scale(first, on, last, layout.labels + 2.0, layout.width - 2.0, layout.size)
    parts: list[str] = []
    y, kind = TOP + 4.0, ""
    for span in shown:
        if span.kind != kind:
            kind = span.kind
            y += HEADING_HEIGHT
            parts.append(text(KINDS[kind], x=0, y=y - 9, size=layout.size, font_weight=700))
        drawn, height = _row(span, on, y=y, scale=scale, layout=layout)
        parts.append(drawn)
        y += height
    key = _key(not_known_after(shown, on, known_until), y=y + 34, layout=layout)
    below = 28.0 + LINE_HEIGHT * len(key) + (8 if key else 0)
    return svg(picture, *_grid(scale, y), *parts, _today(scale, on, y), *key, width=layout.width, height=y + below)


def _row(span: Span, on: datetime.date, *, y: float, scale: _Scale, layout: Layout) -> tuple[str, float]:
    """One span: its label beside the bar, or above it where there is no room beside."""
    length = _lasted(span, on, scale.known)
    bar = max(scale.x(span.end or on) - scale.x(span.start), SHORTEST_BAR)
    left = min(scale.x(span.start), scale.right - bar)
    goes_on = 0.0 if span.end else min(bar, scale.right - scale.x(scale.known))
    placed = _length(length, left, bar, goes_on, scale)
    room = layout.labels - 14 if layout.beside else layout.width
    label = span.label if placed else f"{span.label}, {length}"
    lines = fit(label, width=room, size=layout.size, lines=2)
    words = "".join(text(line, x=0, y=y + 14 + LINE_HEIGHT * at, size=layout.size) for at, line in enumerate(lines))
    above = 0 if layout.beside else LINE_HEIGHT * len(lines) + 2
    height = max(LINE_HEIGHT * len(lines), BAR_HEIGHT) + 10 if layout.beside else above + BAR_HEIGHT + 12
    bars = _bars(span, x=left, y=y + above, width=bar, goes_on=goes_on)
    until = _until(span, on, scale.known)
    tip = element("title", html.escape(f"{span.label}: {length}, {in_words(span.start)} to {until}", quote=False))
    return element("g", tip, words, *bars, *(draw(y + above + 14) for draw in placed)), height


def _bars(span: Span, *, x: float, y: float, width: float, goes_on: float) -> list[str]:
    """What is known as a solid bar; the last `goes_on` of it lightly, with a broken edge."""
    fill, stroke = TONES[span.tone]
    drawn = []
    if goes_on:
        drawn.append(_lightly(x=x + width - goes_on, y=y, width=goes_on, stroke=stroke))
    if width - goes_on >= 1 or not goes_on:
        drawn.append(
            element(
                "rect", x=x, y=y + 0.75, width=max(width - goes_on, SHORTEST_BAR), height=BAR_HEIGHT - 1.5, rx=4,
                fill=fill, stroke=stroke, stroke_width=1.5, cls=f"kith-chart__bar kith-chart__bar--{span.tone}",
            )
        )  # fmt: skip
    return drawn


def _lightly(*, x: float, y: float, width: float, stroke: str) -> str:
    return element(
        "rect", x=x, y=y + 3.75, width=width, height=BAR_HEIGHT - 7.5, fill="none", stroke=stroke, stroke_width=1.25,
        stroke_dasharray="4 3", cls="kith-chart__bar--unknown",
    )  # fmt: skip


def _key(words: str, *, y: float, layout: Layout) -> list[str]:
    """The line under the picture that says what a light bar means; a list of its lines, none without words."""
    if not words:
        return []
    mark = 36.0
    lines = fit(words, width=layout.width - mark, size=layout.size, lines=3)
    drawn = [_soft(line, x=mark, y=y + 14 + LINE_HEIGHT * at, size=layout.size) for at, line in enumerate(lines)]
    return [_lightly(x=1.0, y=y, width=mark - 10, stroke="#4a5855") + drawn[0], *drawn[1:]]


def _length(length: str, left: float, bar: float, goes_on: float, scale: _Scale) -> list[Callable[[float], str]]:
    """How long it lasted, drawn at a height: after the bar where there is room, else before it, else on its solid part.

    Nothing where there is no room: then it stands beside the label.
    """
    room = width_of(length, scale.size) + 8
    if left + bar + room <= scale.right:
        return [lambda y: _soft(length, x=left + bar + 6, y=y, size=scale.size)]
    if left - room >= scale.left:
        return [lambda y: _soft(length, x=left - 6, y=y, size=scale.size, text_anchor="end")]
    if bar - goes_on >= room + 8:
        return [lambda y: text(length, x=left + 8, y=y, size=scale.size, cls="kith-chart__text kith-chart__on-bar")]
    return []


def _soft(words: str, *, x: float, y: float, size: float, **attributes: object) -> str:
    return text(words, x=x, y=y, size=size, cls="kith-chart__soft", fill="#4a5855", **attributes)


def _grid(scale: _Scale, bottom: float) -> list[str]:
    drawn = []
    for day, words in _ticks(scale):
        at = scale.x(day)
        drawn.append(
            element("line", x1=at, x2=at, y1=TOP, y2=bottom, stroke="#ded6c6", stroke_width=1, cls="kith-chart__grid")
        )
        drawn.append(_soft(words, x=at, y=TOP - 7, size=scale.size, text_anchor="middle"))
    return drawn


def _ticks(scale: _Scale) -> list[tuple[datetime.date, str]]:
    """The first of months or years, as many as leave room for their words."""
    first, last = scale.first, scale.last
    months = (last.year - first.year) * 12 + last.month - first.month
    most = max((scale.right - scale.left) / TICK_ROOM, 1)
    step = next((s for s in TICK_MONTHS if months / s <= most), TICK_MONTHS[-1])
    count = (first.year * 12 + first.month) // step * step
    found = []
    while count <= last.year * 12 + last.month:
        day = datetime.date(count // 12, count % 12 + 1, 1)
        if first <= day <= last and scale.left + 20 <= scale.x(day) <= scale.right - 20:
            found.append(
                (day, str(day.year) if step >= 12 else f"{MONTH_NAMES[day.month - 1][:3]} {day.year % 100:02d}")
            )
        count += step
    return found


def _today(scale: _Scale, on: datetime.date, bottom: float) -> str:
    line = element(
        "line", x1=scale.right, x2=scale.right, y1=TOP, y2=bottom + 4, stroke="#7d460b", stroke_width=2,
        cls="kith-chart__now",
    )  # fmt: skip
    words = f"True on {in_words(on)}"
    return line + text(words, x=scale.right, y=bottom + 21, size=scale.size, text_anchor="end")


def in_words(day: datetime.date) -> str:
    """3 March 2019."""
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def length_in_words(start: datetime.date, end: datetime.date) -> str:
    """Completed years and months from a day to a later one, or days when it was under a month."""
    months = (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
    if months < 1:
        return _count((end - start).days, "day")
    years, rest = divmod(months, 12)
    return " ".join(filter(None, [_count(years, "year") if years else "", _count(rest, "month") if rest else ""]))


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
