"""Kent's paper of 2018: every figure that it prints, or that follows from it, comes out of its inputs."""

from __future__ import annotations

import decimal
import pathlib
from collections.abc import Iterator

import pytest
import yaml

from kith.domain import demand

EXPECTED = pathlib.Path(__file__).parents[1] / "data" / "kent_2018.yaml"
FIGURES = {figure.id: figure for figure in demand.project(demand.paper("kent-2018").inputs).figures}

IF_ALL = (
    "If all 1,608 in care that day were offered it and answered like these 85: 950 to 1,260; "
    "if all 24 undecided drop out, about 660 (500 to 830). About 300 meet today's rules: of them 177 to 235. "
    "Nobody has counted who will enter care in three years."
)
COUNTS_ARE_OURS = "The paper prints percentages; the counts are ours."


def leaves(tree: dict[str, object], path: tuple[str, ...] = ()) -> Iterator[tuple[str, object]]:
    """Every printed value by its dotted name, as text: an entry's own `value` stands for the entry."""
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from leaves(value, (*path, key))
        else:
            yield ".".join(path if key == "value" else (*path, key)), value


# Read as text, so that the printed decimals are kept.
PRINTED = dict(leaves(yaml.load(EXPECTED.read_text(), Loader=yaml.BaseLoader)))
INTERVALS = {name.removesuffix(".wilson95"): bounds for name, bounds in PRINTED.items() if name.endswith(".wilson95")}
NOT_FIGURES = {"as_at", "undecided.basis", *(f"{name}.wilson95" for name in INTERVALS)}
VALUES = {name: value for name, value in PRINTED.items() if name not in NOT_FIGURES}


def as_printed(value: float | None, like: str) -> str:
    assert value is not None
    return str(decimal.Decimal(value).quantize(decimal.Decimal(like), rounding=decimal.ROUND_HALF_UP))


@pytest.mark.parametrize("name", VALUES)
def test_each_value_agrees_with_the_printed_one(name: str) -> None:
    printed = VALUES[name]
    assert isinstance(printed, str)
    assert as_printed(FIGURES[name].value, printed) == printed


@pytest.mark.parametrize("name", INTERVALS)
def test_each_interval_agrees_with_the_printed_one(name: str) -> None:
    figure = FIGURES.get(name) or FIGURES[f"{name}.pct"]
    printed = INTERVALS[name]
    assert isinstance(printed, list)
    assert figure.interval is not None
    assert [as_printed(bound, like) for bound, like in zip(figure.interval, printed, strict=True)] == printed


def test_there_are_as_many_printed_values_as_the_paper_has() -> None:
    assert (len(VALUES), len(INTERVALS)) == (24, 4)


def test_no_figure_is_without_its_arithmetic() -> None:
    assert [name for name, figure in FIGURES.items() if not figure.how.strip()] == []


def test_no_figure_is_an_invention_beside_the_printed_ones() -> None:
    general = {
        "years_load_pct_of_capacity.all_projected",
        "years_load_pct_of_capacity.all_projected_plus_review",
    }
    assert set(FIGURES) == set(VALUES) | general


def test_the_loads_are_the_same_under_both_their_names() -> None:
    for general, quoted in (
        ("all_projected", "all_1120"),
        ("all_projected_plus_review", "all_1120_plus_review"),
    ):
        load = "years_load_pct_of_capacity."
        assert FIGURES[load + general].value == FIGURES[load + quoted].value


def test_values_are_not_rounded() -> None:
    assert FIGURES["retained.pct"].value == 100 * 59 / 85
    assert FIGURES["years_load_pct_of_capacity.all_1120"].value == pytest.approx(100 * 1120 / 3 / 500, rel=1e-12)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("withdrawn_by_sw.pct", COUNTS_ARE_OURS),
        ("withdrawn_by_sw.n", COUNTS_ARE_OURS),
        ("declined_by_child.pct", COUNTS_ARE_OURS),
        ("declined_by_child.n", COUNTS_ARE_OURS),
        ("projection_printed", f"1,120 as printed; not a forecast. {IF_ALL}"),
        ("projection_methods.rate_x_rounded_base", IF_ALL),
        ("projection_methods.counts_x_base", IF_ALL),
        ("projection_methods.rate_x_base", IF_ALL),
        ("if_undecided_drop_out", IF_ALL),
        ("eligible_stock_x_takeup", IF_ALL),
        (
            "years_load_pct_of_capacity.all_1120",
            "75% of 500: before today's conferences are counted, and if every child had one.",
        ),
        (
            "years_load_pct_of_capacity.all_1120_plus_review",
            "149% of 500: before today's conferences are counted, and if every child had one.",
        ),
        (
            "eligible_stock_approx",
            "Could be offered: up to 300; for how many of them a person must still check is not known.",
        ),
    ],
)
def test_the_sentence_that_must_stand_beside_it(name: str, sentence: str) -> None:
    assert FIGURES[name].say == sentence


def test_the_arithmetic_names_its_numbers() -> None:
    assert FIGURES["projection_methods.counts_x_base"].how == (
        "59 ÷ 85 × 1,608 in care = 1,116.14; 95% interval by Wilson's method 948 to 1,257"
    )
    assert "the only whole number that rounds to 14%" in FIGURES["withdrawn_by_sw.n"].how
    assert FIGURES["undecided.n"].how.startswith("computed: ")
    assert "assuming that the confirmed are among those put forward" in FIGURES["undecided.n"].how


def test_what_is_odd_about_the_paper_is_said() -> None:
    cautions = {c.id: c.text for c in demand.project(demand.paper("kent-2018").inputs).cautions}
    assert "about 300 (18.7%) meet the rules" in cautions["take_up_applied_to_all_in_care"]
    assert "70% of 1,608 is 1,125.6, not the printed 1,120" in cautions["ways_of_working_it_out_differ"]
    assert "exactly the 210 funded places" in cautions["eligible_stock_matches_funding"]
    assert "83 by 31 March 2020, 127 short" in cautions["pace_below_funding"]


def test_the_paper_says_where_it_was_published() -> None:
    assert "Corporate Parenting Panel" in (demand.paper("kent-2018").inputs.source or "")
