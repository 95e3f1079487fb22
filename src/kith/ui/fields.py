"""Form fields that GOV.UK has and Django has not: a date in three boxes, choices with hints."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

PARTS = ("day", "month", "year")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# Nobody in this work was born, moved or wrote before this; a shorter year is a slip of the finger.
FIRST_YEAR = 1900
LAST_YEAR = 2199

Written = tuple[str, str, str]


class DateBoxes(forms.Widget):
    """Day, month and year as three text boxes named `<name>_day`, `<name>_month`, `<name>_year`."""

    template_name = "ui/forms/date_boxes.html"
    use_fieldset = True

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Written:
        day, month, year = (str(data.get(f"{name}_{part}") or "").strip() for part in PARTS)
        return day, month, year

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return all(f"{name}_{part}" not in data for part in PARTS)

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_day" if id_ else id_

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        written = split(value)
        base = context["widget"]["attrs"].get("id", f"id_{name}")
        wrong = context["widget"]["attrs"].pop("wrong", "").split()
        context["widget"]["parts"] = [
            {"name": part, "label": part.capitalize(), "id": f"{base}_{part}", "value": text, "wrong": part in wrong}
            for part, text in zip(PARTS, written, strict=True)
        ]
        return context


def split(value: Any) -> Written:
    """What stands in the three boxes for a date, for what somebody typed, or for nothing."""
    if isinstance(value, datetime.date):
        return str(value.day), str(value.month), str(value.year)
    if isinstance(value, (list, tuple)) and len(value) == len(PARTS):
        return str(value[0]), str(value[1]), str(value[2])
    return "", "", ""


class SplitDateField(forms.Field):
    """A date typed as day, month and year; the month may be a word.

    Cleans to a `datetime.date` or None. Errors follow the GOV.UK date input: they name what is missing and
    carry `params["parts"]`, the boxes to mark.
    """

    widget = DateBoxes
    default_error_messages = {
        "required": "Enter a date",
        "missing": "The date must include a %(missing)s",
        "unreal": "The date must be a real date",
        "short_year": "The year must have 4 numbers",
    }

    def to_python(self, value: Any) -> datetime.date | None:
        if value is None or isinstance(value, datetime.date):
            return value
        written = dict(zip(PARTS, split(value), strict=True))
        missing = [part for part in PARTS if not written[part]]
        if len(missing) == len(PARTS):
            return None
        if missing:
            raise self._error("missing", missing, missing=" and ".join(missing))
        return self._date(written)

    def _date(self, written: Mapping[str, str]) -> datetime.date:
        day, month, year = number(written["day"]), month_number(written["month"]), number(written["year"])
        if year is None or month is None or day is None:
            wrong = [p for p, n in zip(PARTS, (day, month, year), strict=True) if n is None]
            raise self._error("unreal", wrong)
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise self._error("short_year" if len(written["year"]) < 4 else "unreal", ["year"])
        try:
            return datetime.date(year, month, day)
        except ValueError:
            raise self._error("unreal", ["month"] if not 1 <= month <= 12 else ["day"]) from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return split(initial) != split(data)

    def _error(self, code: str, parts: list[str], **words: str) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params={"parts": parts, **words})


def number(text: str) -> int | None:
    """Plain western digits only: other digits read differently to different readers."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else None


def month_number(text: str) -> int | None:
    """1 to 12 for a number, or for a month's name or its first three letters; else None."""
    if text.isascii() and text.isalpha():
        start = text.lower()[:3]
        return MONTHS.index(start) + 1 if start in MONTHS else None
    return number(text)


class HintedChoiceField(forms.ChoiceField):
    """Radios whose answers carry a hint each: `hints` maps a choice's value to a sentence."""

    widget = forms.RadioSelect

    def __init__(self, *, hints: Mapping[str, str] | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.hints = dict(hints or {})


class HintedMultipleChoiceField(forms.MultipleChoiceField):
    """Checkboxes whose answers carry a hint each: `hints` maps a choice's value to a sentence."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, hints: Mapping[str, str] | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.hints = dict(hints or {})
