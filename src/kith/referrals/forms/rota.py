"""Forms of the rotas: who opens what, on which days, from when until when."""

import datetime as dt
from typing import Any

from django import forms

from kith.access.queries import rota as reads
from kith.domain import rota
from kith.domain.rota import DAYS
from kith.ui import parts


class AddHours(forms.Form):
    """A person's hours."""

    reads = forms.ChoiceField(
        label="What do they open?",
        choices=[(reads.REQUESTS.value, "What children send"), (reads.CONCERNS.value, "Safeguarding concerns")],
        initial=reads.REQUESTS.value,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what they open"},
    )
    user = forms.ChoiceField(label="Who reads?", error_messages={"required": "Choose who reads"})
    weekdays = forms.TypedMultipleChoiceField(
        label="On which days?",
        choices=list(enumerate(DAYS)),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick at least one day."},
    )
    from_time = forms.TimeField(
        label="From",
        help_text="For example 09:00",
        initial="09:00",
        widget=forms.TimeInput(attrs={"class": "govuk-input--width-5"}, format="%H:%M"),
        error_messages={"required": "Enter when the hours begin"},
    )
    until_time = forms.TimeField(
        label="Until",
        help_text="For example 17:00",
        initial="17:00",
        widget=forms.TimeInput(attrs={"class": "govuk-input--width-5"}, format="%H:%M"),
        error_messages={"required": "Enter when the hours end"},
    )
    place_in_line = forms.IntegerField(
        label="Place in line",
        help_text=f"1 is asked first. After {rota.passing_on().minutes} working minutes unopened it goes to the next.",
        min_value=1,
        max_value=50,
        initial=1,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
        error_messages=parts.whatever_is_wrong("Enter the place in line, from 1 to 50"),
    )

    def __init__(self, *args: Any, people: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        user = self.fields["user"]
        assert isinstance(user, forms.ChoiceField)  # noqa: S101  as declared above
        user.choices = people

    def clean(self) -> dict[str, Any]:
        """The end comes after the start."""
        given = super().clean() or {}
        start, end = given.get("from_time"), given.get("until_time")
        if isinstance(start, dt.time) and isinstance(end, dt.time) and start >= end:
            self.add_error("until_time", "The end must be later than the start.")
        return given


class SwitchPage(forms.Form):
    """Whether the public page is on."""

    is_on = forms.TypedChoiceField(choices=[("1", "On"), ("0", "Off")], coerce=lambda value: value == "1")
    version = forms.IntegerField(widget=forms.HiddenInput)
