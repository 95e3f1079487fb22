"""Forms: which four weeks, what was made of unusual reading, and notice of leaving."""

import datetime as dt
from typing import Any

from django import forms

from kith.domain.terms import ReadingOutcome
from kith.ui import parts


class Weeks(forms.Form):
    """The last day of the four weeks."""

    until = forms.DateField(required=False, input_formats=["%Y-%m-%d"])

    def until_on(self, today: dt.date) -> dt.date:
        """That day; today where none was given, it cannot be read or is yet to come."""
        given = self.cleaned_data.get("until") if self.is_valid() else None
        return min(given or today, today)


class AnswerUnusual(forms.Form):
    """What was made of it."""

    outcome = parts.one_of("What did you find?", ReadingOutcome.choices(), missing="Choose what you found")
    words = parts.words(
        "In your words",
        missing="Say what you found",
        hint="Whom you asked, and what they said. It is kept sealed, and only privacy officers read it.",
    )

    def given(self) -> tuple[ReadingOutcome, str]:
        """The outcome and the words."""
        return ReadingOutcome(self.cleaned_data["outcome"]), self.cleaned_data["words"]


class NoteNotice(parts.Versioned):
    """The day on which somebody gave notice of leaving."""

    on = parts.day("When did they give notice of leaving?", hint="Leave it empty if they stay.")

    def __init__(self, data: Any = None, *, today: dt.date, **more: Any) -> None:
        super().__init__(data, **more)
        self.today = today

    def clean_on(self) -> dt.date | None:
        """A day that has come."""
        on: dt.date | None = self.cleaned_data["on"]
        if on and on > self.today:
            raise forms.ValidationError("The day must be today or earlier")
        return on
