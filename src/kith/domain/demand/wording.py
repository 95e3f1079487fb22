"""How a projection's numbers and dates are written in words, and the shape of a figure and of a caution."""

from __future__ import annotations

import dataclasses
import datetime
import decimal
import fractions

from kith.domain.demand import shares

NOT_KNOWN = "not known"


@dataclasses.dataclass(frozen=True, slots=True)
class Figure:
    """One figure: its value (None = not known), its 95% interval, its arithmetic in words, the sentence to print."""

    id: str
    value: int | float | None
    interval: tuple[float, float] | None
    how: str
    say: str | None


@dataclasses.dataclass(frozen=True, slots=True)
class Caution:
    """Something odd about the inputs, or about what they are taken to show, in plain words.

    `leaves_unknown` is True where a figure that was asked for cannot be given because of it.
    """

    id: str
    text: str
    leaves_unknown: bool = False


def number(value: float | fractions.Fraction | decimal.Decimal, decimals: int = 2) -> str:
    """A number for reading: thousands apart, at most `decimals` decimals, no trailing noughts."""
    text = f"{float(value):,.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def day(on: datetime.date) -> str:
    """A date for reading: 21 June 2018."""
    return f"{on.day} {on:%B} {on.year}"


def about(value: float | fractions.Fraction, *, base: int) -> str:
    """A projected number of children for a sentence: to the nearest ten where `base` is 500 or more, else whole."""
    step = 10 if base >= 500 else 1
    return f"{shares.to_nearest(fractions.Fraction(value), step):,}"
