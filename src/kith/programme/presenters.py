"""The projection page: each figure with its interval, its arithmetic in words and its sentence."""

from dataclasses import dataclass

from kith.domain.demand import Caution, Figure, Projection
from kith.domain.demand.wording import day, number

NAMES = {
    "in_care": "Children in care that day",
    "eligible_stock_approx": "Meet the rules at any one time, about",
    "identified": "Put forward so far",
    "confirmed": "Referrals confirmed or active",
    "withdrawn_by_sw.pct": "Withdrawn by the worker, %",
    "withdrawn_by_sw.n": "Withdrawn by the worker",
    "declined_by_child.pct": "Said no for now, %",
    "declined_by_child.n": "Said no for now",
    "undecided.n": "Not decided yet",
    "retained.n": "Still in, of those put forward",
    "retained.pct": "Still in, %",
    "projection_printed": "The projection as the paper prints it",
    "projection_methods.rate_x_rounded_base": "Way A: the rate, times the number in care rounded to a hundred",
    "projection_methods.counts_x_base": "Way B: the counts, times the number in care",
    "projection_methods.rate_x_base": "Way C: the rate, times the number in care",
    "if_undecided_drop_out": "If all who have not decided drop out",
    "eligible_stock_x_takeup": "If those who meet the rules today answer alike",
    "funded_places": "Places paid for",
    "conferences_per_year": "Conferences a year",
    "needed_per_month_to_fund_target": "Needed each month to fill the places paid for",
    "achieved_per_month": "Reached each month so far",
    "years_load_pct_of_capacity.fund_only": "A year's load for the places paid for, % of conferences",
    "years_load_pct_of_capacity.all_projected": "A year's load for all projected, % of conferences",
    "years_load_pct_of_capacity.all_projected_plus_review": "The same with one review each, % of conferences",
}


@dataclass(frozen=True)
class FigureRow:
    """One figure in words."""

    id: str
    name: str
    value: str
    interval: str
    how: str
    say: str


@dataclass(frozen=True)
class ProjectionPage:
    """The whole page."""

    title: str
    source: str
    sentences: list[str]
    rows: list[FigureRow]
    cautions: tuple[Caution, ...]


def projection_page(projection: Projection) -> ProjectionPage:
    """The page for one authority's projection."""
    inputs = projection.inputs
    known = [figure for figure in projection.figures if figure.id in NAMES]
    return ProjectionPage(
        title=f"{inputs.name}, as at {day(inputs.as_at)}",
        source=inputs.source or "",
        sentences=_each_once([figure.say for figure in projection.figures if figure.say]),
        rows=[_row(figure) for figure in known],
        cautions=projection.cautions,
    )


def _each_once(sentences: list[str]) -> list[str]:
    """The sentences in their order, without those that stand in a longer one already."""
    known = dict.fromkeys(sentences)
    return [one for one in known if not any(one != other and one in other for other in known)]


def _row(figure: Figure) -> FigureRow:
    interval = f"{number(figure.interval[0], 1)} to {number(figure.interval[1], 1)}" if figure.interval else ""
    value = "not known" if figure.value is None else number(figure.value, 1)
    return FigureRow(figure.id, NAMES[figure.id], value, interval, figure.how, figure.say or "")
