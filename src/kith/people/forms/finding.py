"""Forms: a name, and perhaps a birth, typed to see whether somebody is here already."""

from typing import Any

from django import forms

from kith.domain.matching import Born
from kith.people.forms.says import a_year
from kith.ui import parts


class FindSomebody(forms.Form):
    """A name, or as much of it as is known; a birth puts those first who were born then."""

    name = forms.CharField(
        label="Their name, or as much of it as you know",
        help_text="Any name they have had, a nickname, or how it sounds. Only people around children you work with are "
        "looked through. Each search is recorded.",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Enter at least three letters of a name"},
    )
    born_on = parts.day("The day they were born, if you know it")
    born_year = a_year()

    def clean(self) -> dict[str, Any]:
        """A day and a year of birth that differ would be looked for as one of the two, in silence."""
        given = super().clean() or {}
        day, year = given.get("born_on"), given.get("born_year")
        if day and year and day.year != year:
            self.add_error("born_year", "This is another year than that of the day. Leave one of them empty")
        return given

    def born(self) -> Born | None:
        """The birth that was given, as far as one was."""
        day, year = self.cleaned_data["born_on"], self.cleaned_data["born_year"]
        if day:
            return Born.on(day)
        return Born(year) if year else None
