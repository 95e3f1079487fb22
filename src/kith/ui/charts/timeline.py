"""A child's care history as rows of bars: time in care, homes, legal status."""

from __future__ import annotations

import datetime
import html
from collections.abc import Iterable, Sequence
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
    """The same span for the table beside the picture."""

    kind: str
    label: str
    start: datetime.date
    end: datetime.date | None
    length: str


@dataclass(frozen=True, slots=True)
class _Scale:
    first: datetime.date
    last: datetime.date
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


def rows(spans: Iterable[Span], on: datetime.date) -> list[Row]:
    """The table: every span of the picture with its length in words on the day."""
    return [
        Row(KINDS[s.kind], s.label, s.start, s.end, length_in_words(s.start, s.end or on)) for s in known(spans, on)
    ]


def summary(spans: Iterable[Span], on: datetime.date) -> str:
    """The picture in two or three sentences, for its description."""
    shown = known(spans, on)
    homes = [s for s in shown if s.kind == "home"]
    if not shown:
        return f"Nothing is recorded up to {in_words(on)}."
    said = [f"From {in_words(min(s.start for s in shown))} to {in_words(on)}."]
    if homes:
        said.append(f"{len(homes)} home{'' if len(homes) == 1 else 's'}.")
    said.extend(f"Now: {s.label}, for {length_in_words(s.start, on)}." for s in homes if s.end is None)
    return " ".join(said)


def care_timeline(
    spans: Sequence[Span],
    on: datetime.date,
    *,
    layout: Layout,
    name: str = "timeline",
    title: str = "Time in care",
) -> str:
    """The picture as SVG text, true on a day. `layout` is WIDE or NARROW; `name` is unique on the page."""
    shown = known(spans, on)
    picture = Picture(name, title, summary(spans, on))
    if not shown:
        nothing = text("Nothing is recorded yet.", x=0, y=layout.size + 4, size=layout.size)
        return svg(picture, nothing, width=layout.width, height=layout.size + 12)
    scale = _Scale(min(s.start for s in shown), on, layout.labels + 2.0, layout.width - 2.0, layout.size)
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
    return svg(picture, *_grid(scale, y), *parts, _today(scale, on, y), width=layout.width, height=y + 28)


def _row(span: Span, on: datetime.date, *, y: float, scale: _Scale, layout: Layout) -> tuple[str, float]:
    """One span: its label beside the bar, or above it where there is no room beside."""
    end = span.end or on
    length = length_in_words(span.start, end)
    bar = max(scale.x(end) - scale.x(span.start), SHORTEST_BAR)
    left = min(scale.x(span.start), scale.right - bar)
    room = layout.labels - 14 if layout.beside else layout.width
    lines = fit(span.label, width=room, size=layout.size, lines=2)
    words = "".join(text(line, x=0, y=y + 14 + LINE_HEIGHT * at, size=layout.size) for at, line in enumerate(lines))
    above = 0 if layout.beside else LINE_HEIGHT * len(lines) + 2
    height = max(LINE_HEIGHT * len(lines), BAR_HEIGHT) + 10 if layout.beside else above + BAR_HEIGHT + 12
    fill, stroke = TONES[span.tone]
    drawn = element(
        "rect", x=left, y=y + above + 0.75, width=bar, height=BAR_HEIGHT - 1.5, rx=4, fill=fill, stroke=stroke,
        stroke_width=1.5, cls=f"kith-chart__bar kith-chart__bar--{span.tone}",
    )  # fmt: skip
    until = in_words(span.end) if span.end else "now"
    tip = element("title", html.escape(f"{span.label}: {length}, {in_words(span.start)} to {until}", quote=False))
    return element("g", tip, words, drawn, _length(length, left, bar, y + above, scale)), height


def _length(length: str, left: float, bar: float, y: float, scale: _Scale) -> str:
    """How long it lasted: after the bar if there is room, else before it, else on it, else only in the table."""
    room = width_of(length, scale.size) + 8
    if left + bar + room <= scale.right:
        return _soft(length, x=left + bar + 6, y=y + 14, size=scale.size)
    if left - room >= scale.left:
        return _soft(length, x=left - 6, y=y + 14, size=scale.size, text_anchor="end")
    if bar >= room + 8:
        return text(length, x=left + 8, y=y + 14, size=scale.size, cls="kith-chart__text kith-chart__on-bar")
    return ""


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
