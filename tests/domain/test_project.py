"""The projection for any authority: counts or percentages, what is not known, and inputs that cannot be used."""

from __future__ import annotations

import datetime
import decimal
import math

import hypothesis
import pytest
from hypothesis import strategies as st

from kith.domain import demand, intervals
from kith.domain.demand import shares

KENT = b"""\
name = "Kent"
as_at = 2018-06-21
in_care = 1608
eligible_stock = 300
identified = 85
confirmed = 35
withdrawn_by_sw_pct = 14
declined_by_child_pct = 16
programme_start = 2017-03-01
funding_end = 2020-03-31
programme_years = 3
funded_places = 210
conferences_per_year = 500
projection_printed = 1120
"""
RIVERLAND = b"""\
name = "Riverland"
as_at = 2024-09-30
in_care = 412
eligible_stock = 90
identified = 40
confirmed = 21
withdrawn_by_sw = 3
declined_by_child = 7
programme_start = 2023-10-01
funding_end = 2026-03-31
programme_years = 2.5
funded_places = 60
conferences_per_year = 80
"""

# The names by which any authority's figures go; Kent's paper has two more.
GENERAL_IDS = [
    figure.id for figure in demand.project(demand.paper("kent-2018").inputs).figures if "1120" not in figure.id
]


def figures(data: bytes) -> dict[str, demand.Figure]:
    return {figure.id: figure for figure in demand.project(demand.read_inputs(data)).figures}


def problems(data: bytes) -> list[tuple[int | None, str]]:
    with pytest.raises(demand.InputsRefused) as refused:
        demand.read_inputs(data)
    return [(problem.line, problem.text) for problem in refused.value.problems]


def with_line(data: bytes, key: str, line: str | None) -> bytes:
    """The file with the line of `key` replaced, or left out."""
    lines = data.decode().splitlines()
    at = next(i for i, text in enumerate(lines) if text.split(" =")[0] == key)
    lines[at : at + 1] = [] if line is None else [line]
    return "\n".join(lines).encode()


def test_a_file_with_kents_values_gives_what_the_paper_gives() -> None:
    paper = {figure.id: figure for figure in demand.project(demand.paper("kent-2018").inputs).figures}
    assert figures(KENT) == paper


def test_counts_in_place_of_percentages_give_the_same_projection() -> None:
    by_count = with_line(KENT, "withdrawn_by_sw_pct", "withdrawn_by_sw = 12")
    by_count = with_line(by_count, "declined_by_child_pct", "declined_by_child = 14")
    found, paper = figures(by_count), figures(KENT)
    assert found["withdrawn_by_sw.pct"].value == pytest.approx(100 * 12 / 85)
    assert found["withdrawn_by_sw.pct"].say == "The paper prints counts; the percentages are ours."
    # The rate is made of whole points, as a paper would print it.
    for same in ("projection_methods.rate_x_base", "projection_methods.counts_x_base", "undecided.n"):
        assert found[same].value == paper[same].value


def test_without_a_printed_projection_it_is_the_counts_to_the_nearest_ten() -> None:
    found = figures(with_line(KENT, "projection_printed", None))
    assert found["projection_printed"].value == 1120
    assert "as worked out; not a forecast" in (found["projection_printed"].say or "")
    assert "years_load_pct_of_capacity.all_1120" in found


def test_another_authority_by_hand() -> None:
    found = figures(RIVERLAND)
    assert found["retained.n"].value == 30
    assert found["undecided.n"].value == 9
    assert found["retained.pct"].value == 75.0
    assert found["projection_methods.counts_x_base"].value == 309.0
    # 3 of 40 is 7.5%, 8 in whole points; 7 of 40 is 17.5%, 18: halves go up, as by hand.
    assert found["projection_methods.rate_x_base"].value == pytest.approx(0.74 * 412)
    assert found["projection_methods.rate_x_rounded_base"].value == pytest.approx(0.74 * 400)
    assert found["projection_printed"].value == 310
    assert found["if_undecided_drop_out"].value == pytest.approx(21 / 40 * 412)
    assert found["needed_per_month_to_fund_target"].value == pytest.approx(39 / (547 / 30.4375))
    assert found["achieved_per_month"].value == pytest.approx(21 / (365 / 30.4375))
    assert found["years_load_pct_of_capacity.fund_only"].value == pytest.approx(30)
    assert found["years_load_pct_of_capacity.all_projected"].value == pytest.approx(155)
    assert found["years_load_pct_of_capacity.all_projected_plus_review"].value == pytest.approx(310)


def test_another_authoritys_figures_never_carry_kents_names() -> None:
    assert not [name for name in figures(RIVERLAND) if "1120" in name]
    other = with_line(RIVERLAND, "name", 'name = "Riverland"\nprojection_printed = 1120')
    assert not [name for name in figures(other) if "1120" in name]


def test_kents_names_go_when_the_projection_is_another() -> None:
    assert not [
        name for name in figures(with_line(KENT, "projection_printed", "projection_printed = 900")) if "1120" in name
    ]


def test_the_sentence_of_a_small_authority_is_not_rounded_to_tens() -> None:
    low, high = intervals.wilson(30, 40)
    say = figures(RIVERLAND)["projection_methods.counts_x_base"].say or ""
    assert f"answered like these 40: {low * 412:.0f} to {high * 412:.0f}; if all 9 undecided" in say
    assert say.endswith("Nobody has counted who will enter care in 2.5 years.")


class TestAPercentageAndItsCount:
    def test_a_percentage_that_fits_several_counts_leaves_them_unknown_and_says_so(self) -> None:
        found = figures(with_line(KENT, "identified", "identified = 850"))
        assert found["withdrawn_by_sw.pct"].value == 14
        assert found["withdrawn_by_sw.n"].value is None
        assert "more than one whole number (115 to 123)" in found["withdrawn_by_sw.n"].how
        for unknown in ("retained.n", "retained.pct", "undecided.n", "projection_methods.counts_x_base"):
            assert (found[unknown].value, found[unknown].interval) == (None, None)
            assert "could be more than one whole number" in found[unknown].how
        assert found["projection_methods.rate_x_base"].value == 1125.6

    def test_a_percentage_that_fits_no_count_says_so(self) -> None:
        found = figures(with_line(KENT, "identified", "identified = 40"))
        # 14% of 40 lies between 5 (12.5%, printed 13) and 6 (15%).
        assert found["withdrawn_by_sw.n"].value is None
        assert "no whole number of 40 children rounds to 14%" in found["withdrawn_by_sw.n"].how

    def test_unknown_counts_without_a_printed_projection_leave_it_unknown(self) -> None:
        data = with_line(with_line(KENT, "identified", "identified = 850"), "projection_printed", None)
        found = figures(data)
        assert found["projection_printed"].value is None
        assert found["years_load_pct_of_capacity.all_projected"].value is None
        assert (found["years_load_pct_of_capacity.all_projected"].say or "").startswith("not known of 500")

    def test_unknown_counts_are_the_first_cautions(self) -> None:
        inputs = demand.read_inputs(with_line(KENT, "identified", "identified = 850"))
        ids = [caution.id for caution in demand.project(inputs).cautions]
        assert ids[:2] == ["withdrawn_by_sw_count", "declined_by_child_count"]

    def test_the_count_beside_the_percentage_settles_it(self) -> None:
        data = with_line(KENT, "identified", "identified = 850")
        data = with_line(data, "withdrawn_by_sw_pct", "withdrawn_by_sw_pct = 14\nwithdrawn_by_sw = 120")
        assert figures(data)["withdrawn_by_sw.n"].value == 120
        assert figures(data)["withdrawn_by_sw.pct"].value == 14

    def test_printed_decimals_narrow_the_count(self) -> None:
        assert list(shares.counts_that_print_as(decimal.Decimal("14.1"), 850)) == [120]
        assert list(shares.counts_that_print_as(decimal.Decimal("14.0"), 850)) == [119]

    @pytest.mark.parametrize(("pct", "whole", "counts"), [("0", 85, [0]), ("100", 85, [85]), ("13", 8, [1])])
    def test_edges(self, pct: str, whole: int, counts: list[int]) -> None:
        assert list(shares.counts_that_print_as(decimal.Decimal(pct), whole)) == counts

    @hypothesis.given(st.integers(1, 3000), st.integers(0, 100))
    def test_the_counts_are_exactly_those_that_round_to_it(self, whole: int, pct: int) -> None:
        by_trial = [n for n in range(whole + 1) if (200 * n + whole) // (2 * whole) == pct]
        assert list(shares.counts_that_print_as(decimal.Decimal(pct), whole)) == by_trial


class TestWhatCannotBeWorkedOut:
    def test_more_confirmed_than_were_retained(self) -> None:
        found = figures(with_line(KENT, "confirmed", "confirmed = 60"))
        assert found["undecided.n"].value is None
        assert "not all the confirmed are among those put forward" in found["undecided.n"].how

    def test_more_confirmed_than_were_put_forward(self) -> None:
        found = figures(with_line(KENT, "confirmed", "confirmed = 90"))
        assert (found["if_undecided_drop_out"].value, found["if_undecided_drop_out"].interval) == (None, None)

    def test_a_programme_that_has_not_started_has_no_pace(self) -> None:
        found = figures(with_line(KENT, "programme_start", "programme_start = 2018-06-21"))
        assert found["achieved_per_month"].value is None

    def test_funding_that_is_over_leaves_no_months(self) -> None:
        found = figures(with_line(KENT, "funding_end", "funding_end = 2018-06-21"))
        assert found["needed_per_month_to_fund_target"].value is None
        assert "the funding ended on 21 June 2018" in found["needed_per_month_to_fund_target"].how

    def test_funded_places_that_are_all_taken_need_none(self) -> None:
        assert figures(with_line(KENT, "confirmed", "confirmed = 210"))["needed_per_month_to_fund_target"].value == 0

    def test_nobody_undecided_is_said_in_words(self) -> None:
        assert "; nobody is undecided. " in (
            figures(with_line(KENT, "confirmed", "confirmed = 59"))["projection_printed"].say or ""
        )


class TestInputsThatAreRefused:
    @pytest.mark.parametrize(
        ("key", "line", "said"),
        [
            (
                "in_care",
                'in_care = "many"',
                "in_care (children in care on that day) should be a whole number",
            ),
            ("in_care", "in_care = 1608.5", "should be a whole number"),
            ("in_care", "in_care = true", "should be a whole number"),
            ("in_care", "in_care = -3", "should be a whole number"),
            ("in_care", "in_care = 0", "should be 1 or more"),
            ("in_care", "in_care = 99999999999999999999999", "should be a whole number"),
            ("identified", "identified = 0", "should be 1 or more"),
            ("as_at", 'as_at = "21/06/2018"', "should be a date written year-month-day"),
            ("as_at", "as_at = 2018-06-21T10:00:00", "should be a date written year-month-day"),
            ("name", 'name = " "', "should be a few words"),
            ("programme_years", "programme_years = 0", "should be a number of years"),
            ("programme_years", "programme_years = nan", "should be a number"),
            ("programme_years", "programme_years = 1e-999999", "should be a number written out"),
            ("withdrawn_by_sw_pct", "withdrawn_by_sw_pct = 140", "should be a percentage from 0 to 100"),
            ("withdrawn_by_sw_pct", "withdrawn_by_sw_pct = 0e999999999", "should be a number written out"),
            (
                "withdrawn_by_sw_pct",
                "withdrawn_by_sw = 86",
                "withdrawn_by_sw is 86, more than the 85 put forward",
            ),
            (
                "withdrawn_by_sw_pct",
                "withdrawn_by_sw = 80",
                "withdrawn and declined together are more than the 85",
            ),
            (
                "withdrawn_by_sw_pct",
                "withdrawn_by_sw_pct = 90",
                "withdrawn and declined together are more than the 85",
            ),
        ],
    )
    def test_a_wrong_value_is_named_with_its_line(self, key: str, line: str, said: str) -> None:
        data = with_line(KENT, key, line)
        found = problems(data)
        assert len(found) == 1
        at, text = found[0]
        assert said in text
        assert at is not None
        assert line.split(" =")[0] in data.decode().splitlines()[at - 1] or "together" in said

    def test_a_count_and_a_percentage_that_disagree(self) -> None:
        data = with_line(KENT, "withdrawn_by_sw_pct", "withdrawn_by_sw_pct = 14\nwithdrawn_by_sw = 20")
        assert problems(data) == [
            (8, "withdrawn_by_sw is 20 of 85, which does not round to withdrawn_by_sw_pct = 14; give one")
        ]

    def test_everything_wrong_is_said_at_once(self) -> None:
        data = b'name = "X"\nin_cara = 3\nas_at = "soon"\n'
        texts = " ".join(text for _, text in problems(data))
        assert "did you mean in_care?" in texts
        assert "as_at (the day on which the figures were true) should be a date" in texts
        assert "conferences_per_year is missing" in texts
        assert "withdrawn_by_sw or withdrawn_by_sw_pct is missing" in texts

    @pytest.mark.parametrize(
        "data",
        [
            b"name = \n",
            b"\xff\xfe\x00n",
            b"a = " + b"[" * 5000,
            b"in_care = " + b"9" * 5000,
            b"\x00",
            b"name = 'K'\nname = 'K'",
        ],
    )
    def test_what_is_no_inputs_file_is_said_plainly(self, data: bytes) -> None:
        assert "file" in problems(data)[0][1]

    def test_a_huge_file_is_not_read(self) -> None:
        assert "larger than" in problems(b"#" * 1_000_001)[0][1]

    def test_a_byte_order_mark_and_windows_lines_are_no_matter(self) -> None:
        assert figures(b"\xef\xbb\xbf" + KENT.replace(b"\n", b"\r\n")) == figures(KENT)

    def test_every_entry_but_the_optional_ones_is_required(self) -> None:
        for key, field in demand.FIELDS.items():
            if field.required:
                assert [text for _, text in problems(with_line(KENT, key, None))] == [
                    f"{key} is missing ({field.meaning})"
                ]


@hypothesis.given(
    in_care=st.integers(1, 10_000),
    identified=st.integers(1, 2_000),
    confirmed=st.integers(0, 2_000),
    shares_of=st.tuples(st.integers(0, 100), st.integers(0, 100)),
    as_counts=st.booleans(),
    days=st.integers(-400, 4_000),
    printed=st.none() | st.integers(0, 5_000),
)
def test_every_inputs_that_is_taken_is_answered_in_full(
    *,
    in_care: int,
    identified: int,
    confirmed: int,
    shares_of: tuple[int, int],
    as_counts: bool,
    days: int,
    printed: int | None,
) -> None:
    start = datetime.date(2017, 3, 1)
    suffix = "" if as_counts else "_pct"
    values: dict[str, object] = {
        "name": "Anywhere",
        "as_at": start + datetime.timedelta(days),
        "in_care": in_care,
        "eligible_stock": in_care // 5,
        "identified": identified,
        "confirmed": confirmed,
        f"withdrawn_by_sw{suffix}": shares_of[0],
        f"declined_by_child{suffix}": shares_of[1],
        "programme_start": start,
        "funding_end": datetime.date(2020, 3, 31),
        "programme_years": 3,
        "funded_places": 210,
        "conferences_per_year": 500,
    }
    if printed is not None:
        values["projection_printed"] = printed
    try:
        inputs = demand.inputs_from_values(values)
    except demand.InputsRefused:
        return
    projection = demand.project(inputs)
    ids = [figure.id for figure in projection.figures]
    assert sorted(ids) == sorted(GENERAL_IDS)
    for figure in projection.figures:
        assert figure.how
        assert figure.value is None or math.isfinite(figure.value)
        if figure.interval is not None:
            assert figure.value is not None
            assert figure.interval[0] - 1e-9 <= figure.value <= figure.interval[1] + 1e-9
        if figure.value is None:
            assert figure.how.startswith("not known")


class TestWilson:
    @pytest.mark.parametrize(
        ("successes", "trials", "low", "high"),
        # Newcombe (1998), Statistics in Medicine 17, table I, method 3.
        [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
    )
    def test_published_examples(self, successes: int, trials: int, low: float, high: float) -> None:
        assert intervals.wilson(successes, trials) == pytest.approx((low, high), abs=5e-5)

    def test_all_of_them_reach_one_exactly(self) -> None:
        assert intervals.wilson(20, 20)[1] == 1.0

    @pytest.mark.parametrize(("successes", "trials"), [(1, 0), (-1, 5), (6, 5)])
    def test_an_impossible_share_is_refused(self, successes: int, trials: int) -> None:
        with pytest.raises(ValueError, match="a share needs"):
            intervals.wilson(successes, trials)
