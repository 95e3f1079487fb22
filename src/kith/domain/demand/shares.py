"""A part of the children put forward, known as a printed percentage, as a count, or as both."""

from __future__ import annotations

import dataclasses
import decimal
import fractions
import math


@dataclasses.dataclass(frozen=True, slots=True)
class Share:
    """`count` of `whole` children, printed as `printed_pct` (a percentage with its printed decimals, None if not).

    `count` is None where the percentage alone is known and it fits no whole number, or more than one.
    `count_given` is True where the count was published, False where it was worked out from the percentage.
    """

    whole: int
    printed_pct: decimal.Decimal | None
    count: int | None
    count_given: bool

    @property
    def pct(self) -> fractions.Fraction:
        """The percentage: as printed, or the count over the whole, unrounded."""
        if self.printed_pct is not None:
            return fractions.Fraction(self.printed_pct)
        return fractions.Fraction(100 * (self.count or 0), self.whole)

    @property
    def points(self) -> fractions.Fraction:
        """The percentage as a paper would print it: as printed, or rounded to whole points."""
        if self.printed_pct is not None:
            return fractions.Fraction(self.printed_pct)
        return fractions.Fraction(to_nearest(self.pct, 1))


def share_from_pct(whole: int, *, printed_pct: decimal.Decimal) -> Share:
    """The share behind a printed percentage: its count is the only whole number that rounds to it, else None."""
    possible = counts_that_print_as(printed_pct, whole)
    count = possible[0] if len(possible) == 1 else None
    return Share(whole=whole, printed_pct=printed_pct, count=count, count_given=False)


def share_from_count(whole: int, *, count: int, printed_pct: decimal.Decimal | None = None) -> Share:
    """The share of `count` in `whole`; a percentage printed beside it is kept as printed."""
    return Share(whole=whole, printed_pct=printed_pct, count=count, count_given=True)


def counts_that_print_as(printed_pct: decimal.Decimal, whole: int) -> range:
    """All counts from 0 to `whole` whose percentage, rounded half up to the printed decimals, is `printed_pct`."""
    exponent = printed_pct.as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    half = fractions.Fraction(1, 2 * 10**decimals)
    centre = fractions.Fraction(printed_pct)
    first = max(0, math.ceil((centre - half) * whole / 100))
    past = min(whole + 1, math.ceil((centre + half) * whole / 100))
    return range(first, max(first, past))


def to_nearest(value: fractions.Fraction | int, step: int) -> int:
    """`value` to the nearest `step`, halves up: the way a printed figure is rounded by hand."""
    return math.floor(fractions.Fraction(value) / step + fractions.Fraction(1, 2)) * step
