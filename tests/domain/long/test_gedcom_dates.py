"""Dates of family files: everything that either standard allows, and what people write instead."""

import datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kith.domain.gedcom import dating
from kith.domain.network import When, dated, when

DAY = datetime.date
NO_DAY = "names a day that does not exist. Only month and year count."
ODD = "is not a date of the standard. Kept as words."


@pytest.mark.parametrize(
    ("text", "first", "last", "about", "words"),
    [
        ("3 MAY 1968", DAY(1968, 5, 3), DAY(1968, 5, 3), False, "1968-05-03"),
        ("MAY 1968", DAY(1968, 5, 1), DAY(1968, 5, 31), False, "1968-05"),
        ("1968", DAY(1968, 1, 1), DAY(1968, 12, 31), False, "1968"),
        ("0968", DAY(968, 1, 1), DAY(968, 12, 31), False, "0968"),
        ("3 May 1968", DAY(1968, 5, 3), DAY(1968, 5, 3), False, "1968-05-03"),
        ("ABT 1968", DAY(1966, 12, 31), DAY(1970, 1, 1), True, "about 1968"),
        ("CAL 1968", DAY(1966, 12, 31), DAY(1970, 1, 1), True, "about 1968"),
        ("EST 1968", DAY(1966, 12, 31), DAY(1970, 1, 1), True, "about 1968"),
        ("BEF 1968", None, DAY(1967, 12, 31), False, "before 1968"),
        ("AFT MAY 1968", DAY(1968, 6, 1), None, False, "after 1968-05"),
        ("BET 1966 AND MAY 1968", DAY(1966, 1, 1), DAY(1968, 5, 31), False, "between 1966 and 1968-05"),
        ("FROM 1966 TO 1968", DAY(1966, 1, 1), DAY(1968, 12, 31), False, "between 1966 and 1968"),
        ("FROM 1966", DAY(1966, 1, 1), None, False, "from 1966"),
        ("TO 1968", None, DAY(1968, 12, 31), False, "to 1968"),
        ("INT 1968 (the year after the war)", DAY(1968, 1, 1), DAY(1968, 12, 31), False, "the year after the war"),
        ("(when Nan was ten)", None, None, False, "when Nan was ten"),
        ("@#DGREGORIAN@ 3 MAY 1968", DAY(1968, 5, 3), DAY(1968, 5, 3), False, "1968-05-03"),
        ("GREGORIAN 3 MAY 1968", DAY(1968, 5, 3), DAY(1968, 5, 3), False, "1968-05-03"),
        ("@#DJULIAN@ 25 MAR 1650", None, None, False, "25 MAR 1650 (Julian calendar)"),
        ("BET JULIAN 1640 AND JULIAN 1650", None, None, False, "BET 1640 AND 1650 (Julian calendar)"),
        ("@#DHEBREW@ 2 TVT 5758", None, None, False, "2 TVT 5758 (Hebrew calendar)"),
        ("@#DFRENCH R@ 12 GERM 5", None, None, False, "12 GERM 5 (French Republican calendar)"),
        ("44 B.C.", None, None, False, "44 B.C."),
        ("44 BCE", None, None, False, "44 BCE"),
        ("11 FEB 1731/32", DAY(1732, 2, 11), DAY(1732, 2, 11), False, "11 FEB 1731/32"),
        ("1699/00", DAY(1700, 1, 1), DAY(1700, 12, 31), False, "1699/00"),
        ("29 FEB 2000", DAY(2000, 2, 29), DAY(2000, 2, 29), False, "2000-02-29"),
    ],
)
def test_a_date_of_the_standard(text: str, first: DAY | None, last: DAY | None, about: bool, words: str) -> None:
    assert dating.read(text) == (When(first, last, about, words), "")


@pytest.mark.parametrize(
    ("text", "words", "wrong"),
    [
        ("ABT 29 FEB 1900", "about 1900-02", NO_DAY),
        ("31 APR 2001", "2001-04", NO_DAY),
        ("0 MAY 1968", "1968-05", NO_DAY),
        ("BET 1800 AND 1700", "between 1700 and 1800", "runs backwards. Its ends were taken the other way round."),
        ("1968-05-03", "1968-05-03", "is clear, but not written as the standard says."),
        ("1968-13", "1968", "names a month that does not exist. Only the year counts."),
        ("03/05/1968", "03/05/1968", ODD),
        ("MAY", "MAY", ODD),
        ("68", "68", ODD),
        ("BET 1966 AND", "BET 1966 AND", ODD),
        ("Unknown", "Unknown", ODD),
        ("3 MAI 1968", "3 MAI 1968", "names a month that Kith does not know. Kept as words."),
        ("1968/75", "1968/75", "names two years that do not follow each other. Kept as words."),
        ("0000", "0000", "is outside the calendar. Kept as words."),
        ("9999/10000", "9999/10000", ODD),
        ("9998/9999/1", "9998/9999/1", ODD),
    ],
)
def test_a_date_of_no_standard_is_named(text: str, words: str, wrong: str) -> None:
    found = dating.read(text)
    assert found.date is not None
    assert (found.date.words, found.wrong) == (words, f"The date \u201c{text}\u201d {wrong}")


def test_no_date_is_none() -> None:
    assert dating.read("  ") == (None, "")
    assert dating.read("", "just after the flood") == (When(None, None, words="just after the flood"), "")
    assert dating.read("1968", "just after the flood").date == When(
        DAY(1968, 1, 1), DAY(1968, 12, 31), words="just after the flood"
    )


@given(st.text(max_size=60), st.text(max_size=20))
@example("9999/0", "")
@example("TO 9999", "")
@example("BEF 1 JAN 0001", "")
def test_no_text_fails(payload: str, phrase: str) -> None:
    found = dating.read(payload, phrase)
    if found.date and found.date.first and found.date.last:
        assert found.date.first <= found.date.last
    dating.period(payload, phrase)


DAYS = st.dates(DAY(1, 1, 1), DAY(9999, 12, 31))
PARTS = st.builds(
    lambda day, size: dated.Part(*(day.timetuple()[:size])),
    st.dates(DAY(100, 1, 1), DAY(9998, 1, 1)),
    st.integers(1, 3),
)
SAID = st.one_of(
    PARTS.map(lambda part: part.iso),
    st.tuples(st.sampled_from(["about", "before", "after"]), PARTS).map(lambda pair: f"{pair[0]} {pair[1].iso}"),
    st.tuples(PARTS, PARTS)
    .filter(lambda pair: pair[0].first <= pair[1].last)
    .map(lambda pair: f"between {pair[0].iso} and {pair[1].iso}"),
).map(when.parse)
OPEN = st.builds(lambda first, last: When(first, last), st.none() | DAYS, st.none() | DAYS).filter(
    lambda date: date.first is None or date.last is None or date.first <= date.last
)


def bounds(date: When | None) -> tuple[DAY | None, DAY | None, bool] | None:
    return date and (date.first, date.last, date.about)


@given(SAID)
def test_a_date_written_and_read_is_the_same_date(date: When) -> None:
    assert bounds(dating.read(*dating.gedcom(date)).date) == bounds(date)
    assert bounds(when.parse(dated.plain(date))) == bounds(date)


@given(
    OPEN.filter(lambda date: date.first != DAY.min and date.last not in (DAY.min, DAY.max)), st.text("ab ", max_size=9)
)
def test_bounds_of_any_two_days_are_kept(date: When, words: str) -> None:
    date = When(date.first, date.last, words=" ".join(words.split()))
    if date.first or date.last or date.words:
        again = dating.read(*dating.gedcom(date)).date
        assert bounds(again) == bounds(date)
        assert again and again.words == date.words or not date.words


@given(st.none() | SAID, st.none() | SAID)
def test_a_period_written_and_read_is_the_same_period(start: When | None, end: When | None) -> None:
    found, wrong = dating.period(*dating.gedcom_period(start, end))
    assert ([bounds(one) for one in found], wrong) == ([bounds(start), bounds(end)], "")


def test_periods_of_the_standard() -> None:
    (start, end), wrong = dating.period("FROM 3 MAY 2015 TO JUN 2018")
    assert (start and start.words, end and end.words, wrong) == ("2015-05-03", "2018-06", "")
    assert [one and one.words for one in dating.period("TO 2018")[0]] == [None, "2018"]
    assert [one and one.words for one in dating.period("ABT 2018")[0]] == ["about 2018", None]
    wrong = "The date \u201cMAI 2015\u201d names a month that Kith does not know. Kept as words."
    assert dating.period("FROM MAI 2015 TO 2018")[1] == wrong
