"""What is odd about an authority's inputs, or about what they are taken to show."""

from __future__ import annotations

from kith.domain.demand import arithmetic, shares
from kith.domain.demand.wording import Caution, day, number
from kith.domain.demand.working import Working


def cautions(working: Working) -> tuple[Caution, ...]:
    """All that a careful reader would ask about these inputs, the ones that leave figures unknown first."""
    found = [
        *_unknown_counts(working),
        *_confirmed_elsewhere(working),
        *_impossible_dates(working),
        *_take_up_of_hand_picked(working),
        *_ways_that_differ(working),
        *_small_base(working),
        *_stock_meets_funding(working),
        *_pace(working),
    ]
    return tuple(found)


def _unknown_counts(working: Working) -> list[Caution]:
    inputs = working.inputs
    named = (("withdrawn_by_sw", inputs.withdrawn_by_sw), ("declined_by_child", inputs.declined_by_child))
    return [
        Caution(f"{part}_count", f"{part}: {arithmetic.share_count(share)}.", leaves_unknown=True)
        for part, share in named
        if share.count is None
    ]


def _confirmed_elsewhere(working: Working) -> list[Caution]:
    if working.retained is None or working.undecided is not None:
        return []
    text = f"undecided: {arithmetic.undecided(working)}."
    return [Caution("confirmed_not_among_identified", text, leaves_unknown=True)]


def _impossible_dates(working: Working) -> list[Caution]:
    inputs, found = working.inputs, []
    if working.months_so_far <= 0:
        text = f"The programme starts on {day(inputs.programme_start)}, not before {day(inputs.as_at)}."
        found.append(Caution("not_started", text, leaves_unknown=True))
    if working.months_left <= 0 and working.to_fund_target:
        text = f"The funding ended on {day(inputs.funding_end)} with {working.to_fund_target:,} places left."
        found.append(Caution("funding_over", text, leaves_unknown=True))
    return found


def _take_up_of_hand_picked(working: Working) -> list[Caution]:
    inputs = working.inputs
    if working.projected is None or inputs.eligible_stock >= inputs.in_care:
        return []
    share = number(100 * inputs.eligible_stock / inputs.in_care, 1)
    text = (
        f"{number(100 * working.rate, 0)}% is the take-up among {inputs.identified:,} children picked by hand. "
        f"The projection applies it to all {inputs.in_care:,} in care, "
        f"though about {inputs.eligible_stock:,} ({share}%) meet the rules at any one time."
    )
    return [Caution("take_up_applied_to_all_in_care", text)]


def _ways_that_differ(working: Working) -> list[Caution]:
    printed, by_rate = working.inputs.projection_printed, working.rate * working.inputs.in_care
    if printed is None or shares.to_nearest(by_rate, 10) == printed:
        return []
    text = (
        f"{number(100 * working.rate)}% of {working.inputs.in_care:,} is {number(by_rate)}, "
        f"not the printed {printed:,}; {arithmetic.prints_as(working)}."
    )
    return [Caution("ways_of_working_it_out_differ", text)]


def _small_base(working: Working) -> list[Caution]:
    inputs = working.inputs
    if abs(working.rounded_base - inputs.in_care) * 20 <= inputs.in_care:
        return []
    text = (
        f"{inputs.in_care:,} in care to the nearest hundred is {working.rounded_base:,}: "
        "rounding first is too rough for so few children."
    )
    return [Caution("base_too_small_to_round", text)]


def _stock_meets_funding(working: Working) -> list[Caution]:
    inputs = working.inputs
    by_rate = working.rate * inputs.eligible_stock
    if by_rate != inputs.funded_places:
        return []
    text = (
        f"{number(100 * working.rate)}% of the {inputs.eligible_stock:,} who meet the rules is {number(by_rate)}, "
        f"exactly the {inputs.funded_places:,} funded places: by chance or by design, the inputs do not say."
    )
    return [Caution("eligible_stock_matches_funding", text)]


def _pace(working: Working) -> list[Caution]:
    achieved, needed = working.achieved_per_month, working.needed_per_month
    if achieved is None or needed is None or achieved >= needed:
        return []
    by_then = working.inputs.confirmed + achieved * working.months_left
    short = working.inputs.funded_places - by_then
    text = (
        f"At {number(achieved, 1)} a month there would be {number(by_then, 0)} by {day(working.inputs.funding_end)}, "
        f"{number(short, 0)} short of the {working.inputs.funded_places:,} funded."
    )
    return [Caution("pace_below_funding", text)]
