"""The legend below a drawing: a sample and words for each kind that the drawing uses, and no other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from kith.domain.network.maps import text
from kith.domain.network.maps.svg import element, words

SIZE = 12.5
_SAMPLE, _HEIGHT, _BETWEEN = 46.0, 28.0, 18.0

Sample = Callable[[float, float], str]
"""Draws a sample with its middle at x, y, no wider than 40 and no higher than 28."""


def legend(entries: Sequence[tuple[Sample, str]], *, left: float, top: float, width: float) -> tuple[str, float]:
    """The entries in rows no wider than `width`, and how high they are."""
    x, y, parts = left, top + _HEIGHT / 2, []
    for sample, said in entries:
        wide = _SAMPLE + text.width(said, SIZE) + _BETWEEN
        if x > left and x + wide > left + width:
            x, y = left, y + _HEIGHT
        parts.append(sample(x + _SAMPLE / 2 - 4, y) + words(said, x=x + _SAMPLE, y=y + 4.5, cls="kith-map__key"))
        x += wide
    if not entries:
        return "", 0.0
    return element("g", *parts, aria_hidden="true", cls="kith-map__legend"), y + _HEIGHT / 2 - top


@dataclass(frozen=True, slots=True)
class Sign:
    """One entry by itself: its sample as a small picture, and the words."""

    sample: str
    words: str


def signs(entries: Iterable[tuple[Sample, str]]) -> tuple[Sign, ...]:
    """The entries one by one, for a list beside the picture that breaks its lines where the page does."""
    return tuple(Sign(_small(sample), said) for sample, said in entries)


def _small(sample: Sample) -> str:
    return element(
        "svg", sample(0.0, 0.0), xmlns="http://www.w3.org/2000/svg", viewBox="-24 -16 48 32", width=48, height=32,
        aria_hidden="true", cls="kith-map kith-map--sign",
    )  # fmt: skip
