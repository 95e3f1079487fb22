"""Counts as bars: each with its denominator, a number kept back never drawn."""

from xml.etree import ElementTree

import pytest

from kith.ui import charts

SVG = "{http://www.w3.org/2000/svg}"
LAYOUTS = pytest.mark.parametrize("layout", [charts.WIDE, charts.NARROW], ids=["wide", "narrow"])


def draw(bars: list[charts.Bar], layout: charts.Layout = charts.WIDE) -> ElementTree.Element:
    return ElementTree.fromstring(charts.bar_chart(bars, layout=layout, name="b", title="Who we reach"))


def test_a_count_is_read_with_what_it_is_out_of() -> None:
    assert charts.Bar("Put forward", 85, of=300).says == "85 of 300"
    assert charts.Bar("In care", 1608).says == "1,608"
    assert charts.Bar("In custody", None, of=8).says == "kept back, of 8"
    assert charts.Bar("In custody", None).says == "kept back"


def test_a_funnel_counts_each_step_out_of_the_one_before() -> None:
    steps = charts.funnel(
        [charts.Bar("Could be offered", 300), charts.Bar("Put forward", 85), charts.Bar("Started", 35, of=300)]
    )
    assert [step.says for step in steps] == ["300", "85 of 300", "35 of 300"]


def test_a_funnel_does_not_reveal_a_step_that_was_kept_back() -> None:
    steps = charts.funnel([charts.Bar("One", 30), charts.Bar("Two", None), charts.Bar("Three", 4)])
    assert [step.says for step in steps] == ["30", "kept back, of 30", "4"]
    solid = draw(steps).findall(f".//{SVG}rect[@class='kith-chart__bar kith-chart__bar--family']")
    assert len(solid) == 2


@LAYOUTS
def test_bars_are_as_long_as_their_counts_and_stay_inside(layout: charts.Layout) -> None:
    picture = draw([charts.Bar("All", 200), charts.Bar("Half", 100, of=200)], layout)
    widths = [float(bar.get("width", 0)) for bar in picture.iter(f"{SVG}rect")]
    assert widths[0] == pytest.approx(2 * widths[2], abs=0.1)
    assert widths[0] == widths[1]
    ends = [float(bar.get("x", 0)) + float(bar.get("width", 0)) for bar in picture.iter(f"{SVG}rect")]
    assert max(ends) < layout.width


@LAYOUTS
def test_words_stay_readable(layout: charts.Layout) -> None:
    sizes = [float(line.get("font-size", 0)) for line in draw([charts.Bar("All", 2)], layout).iter(f"{SVG}text")]
    assert min(sizes) * layout.least / layout.width >= 8 * 96 / 72


def test_all_counts_are_in_the_description() -> None:
    says = draw([charts.Bar("Disabled", 9, of=31), charts.Bar("In custody", None)]).find(f"{SVG}desc")
    assert says is not None
    assert says.text == "Disabled: 9 of 31. In custody: kept back."


def test_no_counts_at_all_is_said() -> None:
    says = draw([]).find(f"{SVG}desc")
    assert says is not None
    assert says.text == "Nothing to show yet."


def test_nothing_but_noughts_draws_no_bar() -> None:
    assert draw([charts.Bar("None", 0)]).findall(f".//{SVG}rect") == []
