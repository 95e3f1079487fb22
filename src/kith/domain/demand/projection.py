"""The projection itself: one authority's inputs in, every figure with its interval, arithmetic and sentence out."""

from __future__ import annotations

import dataclasses
from fractions import Fraction

from kith.domain.demand import arithmetic, cautions, papers, sentences
from kith.domain.demand.inputs import Inputs
from kith.domain.demand.wording import Caution, Figure
from kith.domain.demand.working import Working


@dataclasses.dataclass(frozen=True, slots=True)
class Projection:
    """The figures in the order in which they are read, and what is odd about them."""

    inputs: Inputs
    figures: tuple[Figure, ...]
    cautions: tuple[Caution, ...]


def project(inputs: Inputs) -> Projection:
    """Work out every figure. Percentages are percentages; intervals are 95% (Wilson); None is not known.

    The methods are those by which Kent's paper of 2018 can be worked out again; `cautions` says what they leave open.
    """
    working = Working(inputs)
    figures = [
        *_counted(working),
        *_put_forward(working),
        *_projected(working),
        *_all_answered_alike(working),
        *_pace(working),
        *_loads(working),
    ]
    published = papers.published_names_for(authority=inputs.name, projected=working.projected)
    figures += [dataclasses.replace(f, id=published[f.id]) for f in figures if f.id in published]
    return Projection(inputs=inputs, figures=tuple(figures), cautions=cautions.cautions(working))


def _figure(
    name: str,
    *,
    value: Fraction | int | None,
    how: str,
    say: str | None = None,
    interval: tuple[float, float] | None = None,
    scale: int = 1,
) -> Figure:
    """A figure with its fraction made a number; the interval, shares of 1, is scaled to what the figure counts."""
    bounds = None if interval is None else (interval[0] * scale, interval[1] * scale)
    exact = float(value) if isinstance(value, Fraction) else value
    return Figure(id=name, value=exact, interval=bounds, how=how, say=say)


def _given(working: Working, name: str, value: int, *, say: str | None = None) -> Figure:
    return _figure(name, value=value, how=arithmetic.given(working.inputs, value), say=say)


def _counted(working: Working) -> list[Figure]:
    inputs = working.inputs
    return [
        _given(working, "in_care", inputs.in_care),
        _given(working, "eligible_stock_approx", inputs.eligible_stock, say=sentences.eligible_sentence(working)),
        _given(working, "identified", inputs.identified),
        _given(working, "confirmed", inputs.confirmed),
    ]


def _put_forward(working: Working) -> list[Figure]:
    """What became of those put forward. Withdrawn and declined are two figures, never one of "drop-out"."""
    inputs, take_up = working.inputs, working.take_up
    figures = []
    for part, share in (
        ("withdrawn_by_sw", inputs.withdrawn_by_sw),
        ("declined_by_child", inputs.declined_by_child),
    ):
        say = sentences.share_sentence(share)
        figures += [
            _figure(f"{part}.pct", value=share.pct, how=arithmetic.share_pct(share), say=say),
            _figure(f"{part}.n", value=share.count, how=arithmetic.share_count(share), say=say),
        ]
    return [
        *figures,
        _figure("undecided.n", value=working.undecided, how=arithmetic.undecided(working)),
        _figure("retained.n", value=working.retained, how=arithmetic.retained(working)),
        _figure(
            "retained.pct",
            value=None if take_up is None else 100 * take_up,
            how=arithmetic.retained_pct(working),
            interval=working.take_up_interval,
            scale=100,
        ),
    ]


def _projected(working: Working) -> list[Figure]:
    """The projection, and the three ways in which it can be worked out."""
    say = sentences.projection_sentence(working)
    in_care = working.inputs.in_care
    return [
        _figure(
            "projection_printed",
            value=working.projected,
            how=arithmetic.projected(working),
            say=sentences.printed_sentence(working),
        ),
        _figure(
            "projection_methods.rate_x_rounded_base",
            value=working.rate * working.rounded_base,
            how=arithmetic.rate_x_rounded_base(working),
            say=say,
        ),
        _figure(
            "projection_methods.counts_x_base",
            value=working.counts_x_base,
            how=arithmetic.take_up_x(working, in_care, "in care"),
            say=say,
            interval=working.take_up_interval,
            scale=in_care,
        ),
        _figure(
            "projection_methods.rate_x_base",
            value=working.rate * in_care,
            how=arithmetic.rate_x_base(working),
            say=say,
        ),
    ]


def _all_answered_alike(working: Working) -> list[Figure]:
    """The projection's two honest neighbours: the undecided all say no; only those who meet the rules are asked."""
    inputs, confirmed, take_up = working.inputs, working.confirmed_share, working.take_up
    say = sentences.projection_sentence(working)
    return [
        _figure(
            "if_undecided_drop_out",
            value=None if confirmed is None else confirmed * inputs.in_care,
            how=arithmetic.confirmed_x_base(working),
            say=say,
            interval=working.confirmed_interval,
            scale=inputs.in_care,
        ),
        _figure(
            "eligible_stock_x_takeup",
            value=None if take_up is None else take_up * inputs.eligible_stock,
            how=arithmetic.take_up_x(working, inputs.eligible_stock, "who meet the rules at any one time"),
            say=say,
            interval=working.take_up_interval,
            scale=inputs.eligible_stock,
        ),
    ]


def _pace(working: Working) -> list[Figure]:
    """What is paid for and can be done, and the pace that would use it."""
    inputs = working.inputs
    return [
        _given(working, "funded_places", inputs.funded_places),
        _given(working, "conferences_per_year", inputs.conferences_per_year),
        _figure(
            "needed_per_month_to_fund_target",
            value=working.needed_per_month,
            how=arithmetic.needed_per_month(working),
        ),
        _figure("achieved_per_month", value=working.achieved_per_month, how=arithmetic.achieved_per_month(working)),
    ]


def _loads(working: Working) -> list[Figure]:
    """What share of a year's conferences the funded places, or the projection, would take."""
    figures = []
    for name, children, who, each in (
        ("fund_only", working.inputs.funded_places, "funded places", 1),
        ("all_projected", working.projected, "projected", 1),
        ("all_projected_plus_review", working.projected, "projected", 2),
    ):
        figures.append(
            _figure(
                f"years_load_pct_of_capacity.{name}",
                value=working.load(children, conferences_each=each),
                how=arithmetic.load(working, children=children, who=who, conferences_each=each),
                say=sentences.load_sentence(children, conferences_each=each, working=working),
            )
        )
    return figures
