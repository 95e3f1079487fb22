"""The sums behind a projection, kept as exact fractions; None where the inputs do not tell."""

from __future__ import annotations

import dataclasses
import datetime
from fractions import Fraction

from kith.domain import intervals
from kith.domain.demand import shares
from kith.domain.demand.inputs import Inputs

# 365.25 days / 12: the mean month of the Julian year.
DAYS_IN_A_MONTH = Fraction("30.4375")


def months_between(start: datetime.date, end: datetime.date) -> Fraction:
    """Months of 30.4375 days from `start` to `end`; negative where `end` comes first."""
    return (end - start).days / DAYS_IN_A_MONTH


@dataclasses.dataclass(frozen=True, slots=True)
class Working:
    """One authority's sums. Children unless said otherwise; shares are fractions of 1."""

    inputs: Inputs

    @property
    def retained(self) -> int | None:
        """Put forward, and neither withdrawn by the worker nor declined by the child."""
        withdrawn, declined = self.inputs.withdrawn_by_sw.count, self.inputs.declined_by_child.count
        if withdrawn is None or declined is None:
            return None
        return self.inputs.identified - withdrawn - declined

    @property
    def undecided(self) -> int | None:
        """Retained and not yet confirmed, if the confirmed are among those put forward; None if they cannot all be."""
        if self.retained is None or self.retained < self.inputs.confirmed:
            return None
        return self.retained - self.inputs.confirmed

    @property
    def take_up(self) -> Fraction | None:
        """The share of those put forward who were retained, from the counts."""
        return None if self.retained is None else Fraction(self.retained, self.inputs.identified)

    @property
    def take_up_interval(self) -> tuple[float, float] | None:
        """Wilson 95% interval of the take-up."""
        return None if self.retained is None else intervals.wilson(self.retained, self.inputs.identified)

    @property
    def rate(self) -> Fraction:
        """The take-up as a paper works it out: 1 less both percentages as printed (counts in whole points)."""
        return 1 - (self.inputs.withdrawn_by_sw.points + self.inputs.declined_by_child.points) / 100

    @property
    def rounded_base(self) -> int:
        """Children in care to the nearest hundred."""
        return shares.to_nearest(self.inputs.in_care, 100)

    @property
    def counts_x_base(self) -> Fraction | None:
        """Take-up from the counts, times all in care."""
        return None if self.take_up is None else self.take_up * self.inputs.in_care

    @property
    def confirmed_share(self) -> Fraction | None:
        """The share of those put forward who are confirmed; None where more are confirmed than were put forward."""
        if self.inputs.confirmed > self.inputs.identified:
            return None
        return Fraction(self.inputs.confirmed, self.inputs.identified)

    @property
    def confirmed_interval(self) -> tuple[float, float] | None:
        """Wilson 95% interval of the confirmed share."""
        if self.confirmed_share is None:
            return None
        return intervals.wilson(self.inputs.confirmed, self.inputs.identified)

    @property
    def projected(self) -> int | None:
        """The projection as printed; where none is printed, the counts times the base to the nearest ten."""
        if self.inputs.projection_printed is not None:
            return self.inputs.projection_printed
        return None if self.counts_x_base is None else shares.to_nearest(self.counts_x_base, 10)

    @property
    def months_so_far(self) -> Fraction:
        """Months from the programme's start to the day of the figures."""
        return months_between(self.inputs.programme_start, self.inputs.as_at)

    @property
    def months_left(self) -> Fraction:
        """Months from the day of the figures to the end of the funding."""
        return months_between(self.inputs.as_at, self.inputs.funding_end)

    @property
    def achieved_per_month(self) -> Fraction | None:
        """Referrals confirmed a month so far; None on or before the day the programme starts."""
        return self.inputs.confirmed / self.months_so_far if self.months_so_far > 0 else None

    @property
    def to_fund_target(self) -> int:
        """Funded places not yet taken up."""
        return max(0, self.inputs.funded_places - self.inputs.confirmed)

    @property
    def needed_per_month(self) -> Fraction | None:
        """Referrals a month that would fill the funded places in time; None where time is up and places are left."""
        if self.to_fund_target == 0:
            return Fraction(0)
        return self.to_fund_target / self.months_left if self.months_left > 0 else None

    def load(self, children: int | None, *, conferences_each: int = 1) -> Fraction | None:
        """The percentage of a year's conferences that `children` over the whole programme would take."""
        if children is None:
            return None
        a_year = children * conferences_each / Fraction(self.inputs.programme_years)
        return 100 * a_year / self.inputs.conferences_per_year
