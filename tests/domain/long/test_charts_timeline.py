"""The care history as a picture: true on its day, readable everywhere, the same as its table."""

import datetime
import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.ui import charts
from kith.ui.charts import timeline
from kith.ui.charts.svg import width_of

ON = datetime.date(2026, 11, 21)
SVG = "{http://www.w3.org/2000/svg}"
LEAST_TEXT = 8 * 96 / 72  # 8 points in CSS pixels


def span(
    start: str, end: str | None, label: str = "Foster carer", kind: str = "home", tone: str = "foster"
) -> charts.Span:
    ended = datetime.date.fromisoformat(end) if end else None
    return charts.Span(datetime.date.fromisoformat(start), ended, label, kind, tone)


USUAL = (
    span("2021-06-10", None, "Second time in care", "period", "other"),
    span("2019-03-04", "2020-01-31", "Ashbridge"),
    span("2021-06-10", "2023-02-14", "Nan Jean", tone="family"),
    span("2023-02-14", None, "Maple End"),
    span("2022-03-03", None, "Care order", "legal", "other"),
)


def draw(
    spans: tuple[charts.Span, ...],
    layout: charts.Layout = charts.WIDE,
    on: datetime.date = ON,
    until: datetime.date | None = None,
) -> ElementTree.Element:
    return ElementTree.fromstring(charts.care_timeline(spans, on, layout=layout, name="t", known_until=until))


def bars(picture: ElementTree.Element) -> list[ElementTree.Element]:
    return picture.findall(f".//{SVG}rect")


def words(picture: ElementTree.Element) -> list[str]:
    return [str(line.text) for line in picture.iter(f"{SVG}text")]


def test_one_bar_for_each_span_and_one_row_in_the_table() -> None:
    assert len(bars(draw(USUAL))) == len(USUAL) == len(charts.rows(USUAL, ON))


def test_bars_stand_where_their_days_are() -> None:
    first, second = (bars(draw((span("2024-11-21", "2025-11-21"), span("2025-11-21", None))))[at] for at in (0, 1))
    width = charts.WIDE.width - charts.WIDE.labels - 4
    assert float(first.get("width", 0)) == pytest.approx(width / 2, abs=0.1)
    assert float(first.get("x", 0)) + float(first.get("width", 0)) == pytest.approx(float(second.get("x", 0)), abs=0.1)


def test_sections_come_in_their_order_with_the_oldest_first() -> None:
    assert [row.label for row in charts.rows(USUAL, ON)] == [
        "Second time in care", "Ashbridge", "Nan Jean", "Maple End", "Care order",
    ]  # fmt: skip


def test_what_was_not_yet_known_on_the_day_is_not_shown() -> None:
    early = datetime.date(2022, 1, 1)
    assert [(row.label, row.end) for row in charts.rows(USUAL, early)] == [
        ("Second time in care", None),
        ("Ashbridge", datetime.date(2020, 1, 31)),
        ("Nan Jean", None),
    ]
    assert len(bars(draw(USUAL, on=early))) == 3


def test_an_end_on_the_day_itself_has_happened() -> None:
    assert charts.rows((span("2026-01-01", "2026-11-21"),), ON)[0].end == ON


def test_the_picture_is_named_and_says_itself_in_words() -> None:
    picture = draw(USUAL)
    assert picture.get("role") == "img"
    title, says = picture.find(f"{SVG}title"), picture.find(f"{SVG}desc")
    assert title is not None
    assert says is not None
    assert picture.get("aria-labelledby") == title.get("id") == "t-title"
    assert picture.get("aria-describedby") == says.get("id")
    assert says.text == "From 4 March 2019 to 21 November 2026. 3 homes. Now: Maple End, for 3 years 9 months."


@pytest.mark.parametrize("layout", [charts.WIDE, charts.NARROW], ids=["wide", "narrow"])
def test_no_word_is_under_eight_points_where_the_layout_is_shown_smallest(layout: charts.Layout) -> None:
    sizes = [float(line.get("font-size", 0)) for line in draw(USUAL, layout).iter(f"{SVG}text")]
    assert min(sizes) * layout.least / layout.width >= LEAST_TEXT


def test_there_is_no_inline_style() -> None:
    assert "style" not in re.sub(r"<(title|desc)[^>]*>.*?</", "", charts.care_timeline(USUAL, ON, layout=charts.WIDE))


def test_words_are_escaped() -> None:
    label = "<script>alert('x')</script> & co"
    picture = charts.care_timeline((span("2026-01-01", None, label),), ON, layout=charts.WIDE)
    assert "<script" not in picture
    ElementTree.fromstring(picture)


UNTIL = datetime.date(2026, 3, 31)
HERE_THEY_END = "Not known after 31 March 2026: the returns end here"


def test_what_still_lasts_is_solid_up_to_the_last_return_and_light_after_it() -> None:
    picture = draw(USUAL, until=UNTIL)
    light = [bar for bar in bars(picture) if bar.get("class") == "kith-chart__bar--unknown"]
    solid = [bar for bar in bars(picture) if bar not in light]
    lasting = [span for span in USUAL if span.end is None]
    assert len(solid) == len(USUAL)
    assert len(light) == len(lasting) + 1, "one for each span that still lasts, and one in the key"
    right = charts.WIDE.width - 2
    for bar in light[:-1]:
        assert float(bar.get("x", 0)) + float(bar.get("width", 0)) == pytest.approx(right, abs=0.2)
        (before,) = [one for one in solid if one.get("y") == str(float(bar.get("y", 0)) - 3)]
        assert float(before.get("x", 0)) + float(before.get("width", 0)) == pytest.approx(
            float(bar.get("x", 0)), abs=0.2
        )
    first = min(span.start for span in USUAL)
    at = charts.WIDE.labels + 2 + (right - charts.WIDE.labels - 2) * (UNTIL - first).days / (ON - first).days
    assert {round(float(bar.get("x", 0)), 1) for bar in light[:-1]} == {round(at, 1)}


def test_where_the_returns_end_is_in_the_key_the_description_and_the_table() -> None:
    for layout in (charts.WIDE, charts.NARROW):
        picture = draw(USUAL, layout, until=UNTIL)
        assert HERE_THEY_END in " ".join(words(picture))
    assert charts.summary(USUAL, ON, known_until=UNTIL) == (
        "From 4 March 2019 to 21 November 2026. 3 homes. On 31 March 2026: Maple End, for at least 3 years 1 month. "
        f"{HERE_THEY_END}."
    )
    said = {row.label: (row.until, row.length) for row in charts.rows(USUAL, ON, known_until=UNTIL)}
    assert said["Maple End"] == (HERE_THEY_END[0].lower() + HERE_THEY_END[1:], "at least 3 years 1 month")
    assert said["Nan Jean"] == ("14 February 2023", "1 year 8 months")


@pytest.mark.parametrize("until", [None, ON, ON + datetime.timedelta(days=130)])
def test_nothing_is_light_where_the_returns_reach_the_day(until: datetime.date | None) -> None:
    assert charts.care_timeline(USUAL, ON, layout=charts.WIDE, known_until=until) == charts.care_timeline(
        USUAL, ON, layout=charts.WIDE
    )
    assert charts.rows(USUAL, ON, known_until=until)[-1].until == "now"


def test_a_history_that_has_ended_needs_no_key() -> None:
    ended = (span("2019-03-04", "2020-01-31"),)
    assert "Not known" not in charts.care_timeline(ended, ON, layout=charts.WIDE, known_until=UNTIL)


def test_a_home_that_began_after_the_last_return_is_light_only() -> None:
    late = (span("2020-01-01", "2021-01-01"), span("2026-06-01", None, "Ashbridge"))
    picture = draw(late, until=UNTIL)
    assert [bar.get("class") for bar in bars(picture)].count("kith-chart__bar--unknown") == 2
    assert charts.rows(late, ON, known_until=UNTIL)[-1].length == "not known"


@pytest.mark.parametrize("layout", [charts.WIDE, charts.NARROW])
def test_a_length_stands_on_its_bar_only_where_the_solid_part_holds_it(layout: charts.Layout) -> None:
    spans = (span("2025-08-01", None), span("2025-12-20", None, "Maple End"))
    picture = draw(spans, layout, until=UNTIL)
    solid = {round(float(str(bar.get("x")))): float(str(bar.get("width"))) for bar in bars(picture)}
    for line in picture.iter(f"{SVG}text"):
        if "on-bar" in str(line.get("class")):
            assert solid[round(float(str(line.get("x"))) - 8)] >= width_of(str(line.text), layout.size)
    assert "at least 3 months" in " ".join(words(picture))


def test_nothing_recorded_is_said() -> None:
    assert words(draw(())) == ["Nothing is recorded yet."]
    assert charts.rows((), ON) == []


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2026-11-21", "2026-11-21", "0 days"),
        ("2026-11-20", "2026-11-21", "1 day"),
        ("2026-10-22", "2026-11-21", "30 days"),
        ("2026-10-21", "2026-11-21", "1 month"),
        ("2024-02-29", "2025-02-28", "11 months"),
        ("2024-02-29", "2025-03-01", "1 year"),
        ("2023-02-14", "2026-11-21", "3 years 9 months"),
    ],
)
def test_length_in_words(start: str, end: str, expected: str) -> None:
    assert timeline.length_in_words(datetime.date.fromisoformat(start), datetime.date.fromisoformat(end)) == expected


days = st.dates(datetime.date(2005, 1, 1), datetime.date(2026, 12, 31))


@given(
    st.lists(st.tuples(days, st.one_of(st.none(), st.integers(0, 4000)), st.sampled_from(list(timeline.KINDS)),
                       st.text(st.characters(exclude_categories=["C"]), max_size=60)), max_size=12),
    st.sampled_from([charts.WIDE, charts.NARROW]),
    st.one_of(st.none(), days),
)  # fmt: skip
def test_any_history_stays_inside_its_picture(
    given_spans: list[tuple[datetime.date, int | None, str, str]],
    layout: charts.Layout,
    until: datetime.date | None,
) -> None:
    spans = tuple(
        charts.Span(start, None if days is None else start + datetime.timedelta(days=days), label, kind)
        for start, days, kind, label in given_spans
    )
    picture = draw(spans, layout, until=until)
    height = float(str(picture.get("viewBox")).split()[3])
    for bar in bars(picture):
        x, width = float(bar.get("x", 0)), float(bar.get("width", 0))
        assert 0 <= x <= x + width <= layout.width
        assert 0 <= float(bar.get("y", 0)) <= height
    assert len(picture.findall(f"{SVG}g")) == len(charts.rows(spans, ON))
