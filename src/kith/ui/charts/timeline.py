"""A child's care history as rows of bars: time in care, homes, legal status."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kith.ui.charts.svg import NARROW, SMALL, TEXT, Picture, element, fit, svg, text, width_of

# The order of the sections and their words on screen. Spans are half-open: the end is the first day no longer in it.
KINDS = {"period": "Time in care", "home": "Homes", "legal": "Legal status"}
TONES = {
    "family": ("#cfe5dd", "#17564f"),
    "foster": ("#d3e4f0", "#245a80"),
    "residential": ("#e8dbee", "#653c74"),
    "own": ("#fbe6c3", "#7d460b"),
    "other": ("#e9e3d6", "#5f5a4c"),
}
HEADING_HEIGHT = 30
BAR_HEIGHT = 16
LINE_HEIGHT = 17
TICK_MONTHS = (1, 3, 6, 12, 24, 36, 60, 120)
TICK_ROOM = 62
SHORTEST_BAR = 3.0
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


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
    spans: Sequence[Span], on: datetime.date, *, width: int, name: str = "timeline", title: str = "Time in care"
) -> str:
    """The picture as SVG text, true on a day. `width` is svg.WIDE or svg.NARROW; `name` is unique on the page."""
    shown = known(spans, on)
    picture = Picture(name, title, summary(spans, on))
    if not shown:
        return svg(picture, text("Nothing is recorded yet.", x=0, y=TEXT + 4), width=width, height=TEXT + 12)
    labels = 0 if width <= NARROW else 236
    scale = _Scale(min(s.start for s in shown), on, labels + 2.0, width - 2.0)
    parts: list[str] = []
    y, kind = 26.0, ""
    for span in shown:
        if span.kind != kind:
            kind = span.kind
            y += HEADING_HEIGHT
            parts.append(text(KINDS[kind], x=0, y=y - 9, font_weight=700))
        drawn, height = _row(span, on, y=y, scale=scale, label_width=labels)
        parts.append(drawn)
        y += height
    grid = _grid(scale, bottom=y)
    return svg(picture, *grid, *parts, _today(scale, on, y), width=width, height=y + 26)


def _row(span: Span, on: datetime.date, *, y: float, scale: _Scale, label_width: float) -> tuple[str, float]:
    """One span: its label beside the bar, or above it where there is no room beside."""
    end = span.end or on
    length = length_in_words(span.start, end)
    left = scale.x(span.start)
    bar = max(scale.x(end) - left, SHORTEST_BAR)
    left = min(left, scale.right - bar)
    beside = label_width > 0
    lines = fit(span.label, width=label_width - 12 if beside else scale.right, size=SMALL, lines=2)
    words = "".join(text(line, x=0, y=y + 13 + LINE_HEIGHT * at, size=SMALL) for at, line in enumerate(lines))
    bar_y = y + (0 if beside else LINE_HEIGHT * len(lines) + 3)
    height = max(LINE_HEIGHT * len(lines), BAR_HEIGHT) + 10 if beside else bar_y - y + BAR_HEIGHT + 12
    fill, stroke = TONES[span.tone]
    drawn = element(
        "rect", x=left, y=bar_y + 0.75, width=bar, height=BAR_HEIGHT - 1.5, rx=3, fill=fill, stroke=stroke,
        stroke_width=1.5, cls=f"kith-chart__bar kith-chart__bar--{span.tone}",
    )  # fmt: skip
    tip = element("title", f"{_escaped(span.label)}: {length}, {in_words(span.start)} to {_until(span.end)}")
    return element("g", tip, words, drawn, _length(length, left, bar, bar_y, scale)), height


def _length(length: str, left: float, bar: float, y: float, scale: _Scale) -> str:
    """How long it lasted: after the bar if there is room, else before it, else on it, else only in the table."""
    room = width_of(length, SMALL) + 8
    at = {"y": y + 13, "size": SMALL, "cls": "kith-chart__soft", "fill": "#4a5855"}
    if left + bar + room <= scale.right:
        return text(length, x=left + bar + 6, **at)  # type: ignore[arg-type]
    if left - room >= scale.left:
        return text(length, x=left - 6, text_anchor="end", **at)  # type: ignore[arg-type]
    if bar >= room + 8:
        at |= {"cls": "kith-chart__on-bar", "fill": "#1f2e2c"}
        return text(length, x=left + 8, **at)  # type: ignore[arg-type]
    return ""


def _grid(scale: _Scale, *, bottom: float) -> list[str]:
    drawn = []
    for day, words in _ticks(scale):
        x = scale.x(day)
        drawn.append(
            element("line", x1=x, x2=x, y1=22, y2=bottom, stroke="#ded6c6", stroke_width=1, cls="kith-chart__grid")
        )
        drawn.append(text(words, x=x, y=15, size=SMALL, text_anchor="middle", cls="kith-chart__soft", fill="#4a5855"))
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
        if first <= day <= last and scale.left + 16 <= scale.x(day) <= scale.right - 16:
            found.append((day, str(day.year) if step >= 12 else f"{MONTHS[day.month - 1]} {day.year % 100:02d}"))
        count += step
    return found


def _today(scale: _Scale, on: datetime.date, bottom: float) -> str:
    line = element(
        "line", x1=scale.right, x2=scale.right, y1=22, y2=bottom + 4, stroke="#7d460b", stroke_width=2,
        cls="kith-chart__now",
    )  # fmt: skip
    return line + text(f"True on {in_words(on)}", x=scale.right, y=bottom + 20, size=SMALL, text_anchor="end")


def in_words(day: datetime.date) -> str:
    """3 March 2019."""
    return f"{day.day} {day:%B} {day.year}"


def _until(end: datetime.date | None) -> str:
    return in_words(end) if end else "now"


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def length_in_words(start: datetime.date, end: datetime.date) -> str:
    """Completed years and months from a day to a later one, or days when it was under a month."""
    months = (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
    if months < 1:
        return _count((end - start).days, "day")
    years, rest = divmod(months, 12)
    return " ".join(filter(None, [_count(years, "year") if years else "", _count(rest, "month") if rest else ""]))


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
