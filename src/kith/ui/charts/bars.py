"""Bars for counts, each against its own denominator; a funnel is bars whose denominator is the step before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kith.ui.charts.svg import NARROW, SMALL, TEXT, Picture, element, fit, svg, text, width_of

BAR_HEIGHT = 24
LINE_HEIGHT = 18
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
        shown = "not shown" if self.value is None else f"{self.value:,}"
        return f"{shown} of {self.of:,}" if self.of is not None else shown


def funnel(steps: Sequence[Bar]) -> list[Bar]:
    """Steps of a path: each without a denominator of its own gets the step before it."""
    drawn: list[Bar] = []
    for step in steps:
        before = drawn[-1].value if drawn else None
        drawn.append(replace(step, of=before) if step.of is None and before is not None else step)
    return drawn


def bar_chart(bars: Sequence[Bar], *, width: int, name: str, title: str) -> str:
    """The picture as SVG text. `width` is svg.WIDE or svg.NARROW; `name` is unique on the page."""
    picture = Picture(name, title, " ".join(f"{bar.label}: {bar.says}." for bar in bars) or "Nothing to show yet.")
    labels = 0.0 if width <= NARROW else 250.0
    # Room for the widest number beside a full bar.
    numbers = max((width_of(bar.says, TEXT) for bar in bars), default=0) + 16
    full = width - 2 - labels - numbers
    most = max((max(bar.value or 0, bar.of or 0) for bar in bars), default=0) or 1
    y, parts = 2.0, []
    for bar in bars:
        lines = fit(bar.label, width=labels - 14 if labels else width - 2, size=SMALL, lines=2)
        above = 0 if labels else LINE_HEIGHT * len(lines) + 4
        parts.append(
            "".join(
                text(line, x=0, y=y + (14 if not labels or len(lines) > 1 else 17) + LINE_HEIGHT * at, size=SMALL)
                for at, line in enumerate(lines)
            )
        )
        parts.append(_bar(bar, x=labels + 1, y=y + above, unit=full / most))
        y += (max(BAR_HEIGHT, LINE_HEIGHT * len(lines)) if labels else above + BAR_HEIGHT) + 14
    return svg(picture, *parts, width=width, height=max(y - 8, 20))


def _bar(bar: Bar, *, x: float, y: float, unit: float) -> str:
    ghost = element(
        "rect", x=x, y=y + 0.75, width=(bar.of or 0) * unit, height=BAR_HEIGHT - 1.5, rx=4, fill="none", stroke=GHOST,
        stroke_width=1.25, stroke_dasharray="3 3", cls="kith-chart__ghost",
    ) if bar.of else ""  # fmt: skip
    solid = element(
        "rect", x=x, y=y + 0.75, width=max((bar.value or 0) * unit, 2.0), height=BAR_HEIGHT - 1.5, rx=4, fill=FILL,
        stroke=OUTLINE, stroke_width=1.5, cls="kith-chart__bar kith-chart__bar--family",
    ) if bar.value else ""  # fmt: skip
    end = x + max(bar.value or 0, bar.of or 0) * unit
    return ghost + solid + text(bar.says, x=end + 10, y=y + 17, font_weight=650)
