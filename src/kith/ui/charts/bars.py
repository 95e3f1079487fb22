"""Bars for counts, each against its own denominator; a funnel is bars whose denominator is the step before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kith.ui.charts.svg import Layout, Picture, element, fit, svg, text, width_of

BAR_HEIGHT = 26
LINE_HEIGHT = 19
FILL, OUTLINE, GHOST = "#cfe5dd", "#17564f", "#8b8675"


@dataclass(frozen=True, slots=True)
class Bar:
    """One count. `of` is its denominator, drawn as an outline behind; `value` None is a number kept back."""

    label: str
    value: int | None
    of: int | None = None
    note: str = ""

    @property
    def says(self) -> str:
        """The number as it must always be read: with what it is out of."""
        out_of = f" of {self.of:,}" if self.of is not None else ""
        return f"{self.value:,}{out_of}" if self.value is not None else f"kept back,{out_of}".rstrip(",")


def funnel(steps: Sequence[Bar]) -> list[Bar]:
    """Steps of a path: each without a denominator of its own gets the step before it."""
    drawn: list[Bar] = []
    for step in steps:
        before = drawn[-1].value if drawn else None
        drawn.append(replace(step, of=before) if step.of is None and before is not None else step)
    return drawn


def bar_chart(bars: Sequence[Bar], *, layout: Layout, name: str, title: str) -> str:
    """The picture as SVG text. `layout` is WIDE or NARROW; `name` is unique on the page."""
    picture = Picture(name, title, " ".join(f"{bar.label}: {bar.says}." for bar in bars) or "Nothing to show yet.")
    # Room for the widest number beside a full bar.
    numbers = max((width_of(bar.says, layout.size) for bar in bars), default=0) + 18
    most = max((max(bar.value or 0, bar.of or 0) for bar in bars), default=0) or 1
    unit = (layout.width - 2 - layout.labels - numbers) / most
    y, parts = 2.0, []
    for bar in bars:
        drawn, height = _row(bar, y=y, unit=unit, layout=layout)
        parts.append(drawn)
        y += height
    return svg(picture, *parts, width=layout.width, height=max(y - 8, 20))


def _row(bar: Bar, *, y: float, unit: float, layout: Layout) -> tuple[str, float]:
    """One bar with its label beside it, or above it where there is no room beside."""
    lines = fit(bar.label, width=layout.labels - 14 if layout.beside else layout.width, size=layout.size, lines=2)
    first = 18 if layout.beside and len(lines) == 1 else 14
    words = "".join(text(line, x=0, y=y + first + LINE_HEIGHT * at, size=layout.size) for at, line in enumerate(lines))
    above = 0 if layout.beside else LINE_HEIGHT * len(lines) + 2
    height = max(BAR_HEIGHT, LINE_HEIGHT * len(lines)) if layout.beside else above + BAR_HEIGHT
    return words + _bar(bar, x=layout.labels + 1, y=y + above, unit=unit, size=layout.size), height + 14


def _bar(bar: Bar, *, x: float, y: float, unit: float, size: float) -> str:
    ghost = element(
        "rect", x=x, y=y + 0.75, width=(bar.of or 0) * unit, height=BAR_HEIGHT - 1.5, rx=4, fill="none", stroke=GHOST,
        stroke_width=1.25, stroke_dasharray="3 3", cls="kith-chart__ghost",
    ) if bar.of else ""  # fmt: skip
    solid = element(
        "rect", x=x, y=y + 0.75, width=max((bar.value or 0) * unit, 2.0), height=BAR_HEIGHT - 1.5, rx=4, fill=FILL,
        stroke=OUTLINE, stroke_width=1.5, cls="kith-chart__bar kith-chart__bar--family",
    ) if bar.value else ""  # fmt: skip
    end = x + max(bar.value or 0, bar.of or 0) * unit
    return ghost + solid + text(bar.says, x=end + 10, y=y + 18, size=size, font_weight=650)
