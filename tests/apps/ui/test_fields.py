"""The date in three boxes, and choices with hints."""

import datetime

import pytest
from django import forms
from django.core.exceptions import ValidationError

from kith.ui import fields

pytestmark = pytest.mark.once


class Asked(forms.Form):
    on = fields.SplitDateField(label="When?")
    later = fields.SplitDateField(label="And then?", required=False)


def sent(day: str = "", month: str = "", year: str = "") -> Asked:
    return Asked({"on_day": day, "on_month": month, "on_year": year})


@pytest.mark.parametrize(
    ("day", "month", "year", "expected"),
    [
        ("27", "3", "2026", datetime.date(2026, 3, 27)),
        (" 7 ", "03", "2026", datetime.date(2026, 3, 7)),
        ("7", "March", "2026", datetime.date(2026, 3, 7)),
        ("7", "mar", "2026", datetime.date(2026, 3, 7)),
        ("29", "2", "2024", datetime.date(2024, 2, 29)),
    ],
)
def test_date_is_read(day: str, month: str, year: str, expected: datetime.date) -> None:
    form = sent(day, month, year)
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"on": expected, "later": None}


@pytest.mark.parametrize(
    ("day", "month", "year", "words", "parts"),
    [
        ("", "", "", "Enter a date", None),
        ("27", "", "2026", "The date must include a month", ["month"]),
        ("", "3", "", "The date must include a day and year", ["day", "year"]),
        ("29", "2", "2026", "The date must be a real date", ["day"]),
        ("1", "13", "2026", "The date must be a real date", ["month"]),
        ("1", "Merch", "2026", "The date must be a real date", ["month"]),
        ("x", "1", "y", "The date must be a real date", ["day", "year"]),
        ("٣", "1", "2026", "The date must be a real date", ["day"]),
        ("1", "1", "26", "The year must have 4 numbers", ["year"]),
        ("1", "1", "2600", "The date must be a real date", ["year"]),
        ("1", "1", "99999", "The date must be a real date", ["year"]),
    ],
)
def test_date_that_cannot_be_read_says_what_is_wrong(
    day: str, month: str, year: str, words: str, parts: list[str] | None
) -> None:
    form = sent(day, month, year)
    assert form.errors["on"] == [words]
    error: ValidationError = form.errors["on"].as_data()[0]
    assert (getattr(error, "params", None) or {}).get("parts") == parts


def test_what_was_typed_comes_back() -> None:
    shown = str(sent("31", "Feb", "2026")["on"])
    assert 'value="31"' in shown
    assert 'value="Feb"' in shown


def test_a_saved_date_fills_the_boxes_and_is_no_change() -> None:
    day = datetime.date(2026, 3, 7)
    form = Asked({"on_day": "7", "on_month": "3", "on_year": "2026"}, initial={"on": day})
    assert form.has_changed() is False
    assert 'value="7"' in str(Asked(initial={"on": day})["on"])


def test_boxes_left_out_of_the_request_count_as_not_sent() -> None:
    assert fields.DateBoxes().value_omitted_from_data({"other": "1"}, {}, "on")
    assert not fields.DateBoxes().value_omitted_from_data({"on_day": ""}, {}, "on")
