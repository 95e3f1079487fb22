"""How each figure of a projection was worked out, in words and figures."""

from __future__ import annotations

from fractions import Fraction

from kith.domain.demand import shares
from kith.domain.demand.inputs import Inputs
from kith.domain.demand.wording import NOT_KNOWN, day, number
from kith.domain.demand.working import DAYS_IN_A_MONTH, Working

ASSUMED = "assuming that the confirmed are among those put forward"


def given(inputs: Inputs, value: int) -> str:
    """A figure that was not worked out."""
    return f"{value:,}, as given in the inputs for {inputs.name}, {day(inputs.as_at)}"


def share_pct(share: shares.Share) -> str:
    """The percentage of a share."""
    if share.printed_pct is None:
        return f"{share.count:,} ÷ {share.whole:,} put forward = {number(share.pct)}%"
    return f"{number(share.printed_pct, 6)}% of the {share.whole:,} put forward, as given in the inputs"


def share_count(share: shares.Share) -> str:
    """The number of children behind a share, or why it is not known."""
    if share.count_given or share.printed_pct is None:
        return f"{share.count:,} of the {share.whole:,} put forward, as given in the inputs"
    printed = f"{number(share.printed_pct, 6)}%"
    if share.count is not None:
        exact = number(Fraction(100 * share.count, share.whole))
        return f"{share.count:,} of {share.whole:,} is {exact}%: the only whole number that rounds to {printed}"
    possible = shares.counts_that_print_as(share.printed_pct, share.whole)
    if not possible:
        return f"{NOT_KNOWN}: no whole number of {share.whole:,} children rounds to {printed}"
    span = f"{possible[0]:,} to {possible[-1]:,}"
    return f"{NOT_KNOWN}: {printed} of {share.whole:,} could be more than one whole number ({span}); give the count"


def undecided(working: Working) -> str:
    """Those put forward with no answer yet (a computed figure, and an assumption)."""
    if working.retained is None:
        return _no_counts(working)
    inputs = working.inputs
    sum_in_words = f"{_kept(working)} − {inputs.confirmed:,} confirmed"
    if working.undecided is None:
        return f"{NOT_KNOWN}: {sum_in_words} is less than none, so not all the confirmed are among those put forward"
    return f"computed: {sum_in_words} = {working.undecided:,}, {ASSUMED}"


def retained(working: Working) -> str:
    """Those put forward, and neither withdrawn nor declined."""
    if working.retained is None:
        return _no_counts(working)
    return f"{_kept(working)} = {working.retained:,}"


def retained_pct(working: Working) -> str:
    """The take-up among those put forward, with its interval."""
    if working.retained is None or working.take_up is None:
        return _no_counts(working)
    share = f"{working.retained:,} ÷ {working.inputs.identified:,} put forward = {number(100 * working.take_up)}%"
    return f"{share}; 95% interval by Wilson's method {_bounds(working.take_up_interval, 100, 1)}%"


def projected(working: Working) -> str:
    """The projection, printed or worked out."""
    if working.inputs.projection_printed is not None:
        return f"{working.inputs.projection_printed:,}, as printed; {prints_as(working)}"
    if working.counts_x_base is None or working.projected is None:
        return _no_counts(working)
    return f"{number(working.counts_x_base)} (the counts times all in care) to the nearest ten = {working.projected:,}"


def rate_x_rounded_base(working: Working) -> str:
    """Take-up from the percentages, times all in care rounded first."""
    base = f"{working.inputs.in_care:,} in care rounded to the nearest hundred ({working.rounded_base:,})"
    return f"{_rate(working)}; {_pct(working)} × {base} = {number(working.rate * working.rounded_base)}"


def rate_x_base(working: Working) -> str:
    """Take-up from the percentages, times all in care."""
    in_care = working.inputs.in_care
    return f"{_rate(working)}; {_pct(working)} × {in_care:,} in care, not rounded = {number(working.rate * in_care)}"


def take_up_x(working: Working, children: int, who: str) -> str:
    """Take-up from the counts, times `children` (`who` they are), with its interval."""
    if working.retained is None or working.take_up is None:
        return _no_counts(working)
    product = f"{working.retained:,} ÷ {working.inputs.identified:,} × {children:,} {who}"
    interval = _bounds(working.take_up_interval, children, 0)
    return f"{product} = {number(working.take_up * children)}; 95% interval by Wilson's method {interval}"


def confirmed_x_base(working: Working) -> str:
    """What is left if everyone undecided says no: only the confirmed, as a share of those put forward."""
    inputs = working.inputs
    if working.confirmed_share is None:
        return f"{NOT_KNOWN}: {inputs.confirmed:,} confirmed are more than the {inputs.identified:,} put forward"
    product = f"{inputs.confirmed:,} confirmed ÷ {inputs.identified:,} put forward × {inputs.in_care:,} in care"
    interval = _bounds(working.confirmed_interval, inputs.in_care, 0)
    value = number(working.confirmed_share * inputs.in_care)
    return f"{product} = {value}; 95% interval by Wilson's method {interval}; {ASSUMED}"


def needed_per_month(working: Working) -> str:
    """The pace that would fill the funded places in time."""
    inputs = working.inputs
    left = f"{inputs.funded_places:,} funded − {inputs.confirmed:,} confirmed = {working.to_fund_target:,}"
    if working.to_fund_target == 0:
        return f"{inputs.confirmed:,} confirmed fill the {inputs.funded_places:,} funded places: none are left"
    if working.needed_per_month is None:
        return f"{NOT_KNOWN}: {left}, but the funding ended on {day(inputs.funding_end)}, so no months are left"
    span = f"{day(inputs.as_at)} to {day(inputs.funding_end)}"
    months = _months((inputs.funding_end - inputs.as_at).days, working.months_left)
    return f"{left}; ÷ {months} from {span} = {number(working.needed_per_month)}"


def achieved_per_month(working: Working) -> str:
    """The pace so far."""
    inputs = working.inputs
    if working.achieved_per_month is None:
        return f"{NOT_KNOWN}: the programme starts on {day(inputs.programme_start)}, so no months have passed"
    span = f"{day(inputs.programme_start)} to {day(inputs.as_at)}"
    months = _months((inputs.as_at - inputs.programme_start).days, working.months_so_far)
    return f"{inputs.confirmed:,} confirmed ÷ {months} from {span} = {number(working.achieved_per_month)}"


def load(working: Working, *, children: int | None, who: str, conferences_each: int) -> str:
    """The share of a year's conferences."""
    percentage = working.load(children, conferences_each=conferences_each)
    if children is None or percentage is None:
        return _no_counts(working)
    inputs = working.inputs
    years = f"{number(inputs.programme_years)} years"
    twice = f" × {conferences_each} (a conference and one review)" if conferences_each > 1 else ""
    a_year = number(percentage * inputs.conferences_per_year / 100)
    return (
        f"{children:,} {who} ÷ {years}{twice} = {a_year} conferences a year; "
        f"÷ {inputs.conferences_per_year:,} a year = {number(percentage)}%"
    )


def prints_as(working: Working) -> str:
    """Which of the three ways of working it out, rounded to the nearest ten, gives the printed projection."""
    ways = {
        "the rate times the rounded base": working.rate * working.rounded_base,
        "the counts times all in care": working.counts_x_base,
        "the rate times all in care": working.rate * working.inputs.in_care,
    }
    known = {way: value for way, value in ways.items() if value is not None}
    same = [way for way, value in known.items() if shares.to_nearest(value, 10) == working.inputs.projection_printed]
    if not same:
        return "none of the ways of working it out gives it to the nearest ten"
    return f"to the nearest ten it is also {' and '.join(same)}"


def _kept(working: Working) -> str:
    inputs = working.inputs
    withdrawn, declined = inputs.withdrawn_by_sw.count, inputs.declined_by_child.count
    return f"{inputs.identified:,} put forward − {withdrawn} withdrawn by the worker − {declined} declined by the child"


def _no_counts(working: Working) -> str:
    """Why a figure that needs both counts has none."""
    shares_by_name = {
        "withdrawn by the worker": working.inputs.withdrawn_by_sw,
        "declined by the child": working.inputs.declined_by_child,
    }
    why = [f"{name}: {share_count(share)}" for name, share in shares_by_name.items() if share.count is None]
    return f"{NOT_KNOWN}, because the counts are not ({'; '.join(why)})"


def _bounds(interval: tuple[float, float] | None, scale: int, decimals: int) -> str:
    low, high = (number(bound * scale, decimals) for bound in interval or (0.0, 1.0))
    return f"{low} to {high}"


def _pct(working: Working) -> str:
    return f"{number(100 * working.rate, 6)}%"


def _rate(working: Working) -> str:
    withdrawn, declined = working.inputs.withdrawn_by_sw.points, working.inputs.declined_by_child.points
    return f"100% − {number(withdrawn, 6)}% − {number(declined, 6)}% = {_pct(working)}"


def _months(days: int, months: Fraction) -> str:
    return f"{number(months)} months ({days:,} days of {number(DAYS_IN_A_MONTH, 4)} to the month)"
