"""Forms of the safeguarding lead: people who must not be found, what was done, and letters that are kept back."""

import datetime as dt
from typing import Any

from django import forms

from kith.ui import parts

MOST_NAMES = 30


class Protect(forms.Form):
    """Somebody who must not be found, under every name they are known by."""

    names = parts.words(
        "Every name this person is known by",
        hint="One on each line: the name now, earlier names, how others write it.",
        missing="Write at least one name",
    )
    words = parts.words(
        "Why is this person protected, and who asked for it?",
        missing="Write why this person is protected, and who asked for it",
    )
    review_on = parts.day("When is it looked at again?", missing="Enter the day on which it is looked at again")

    def __init__(self, data: Any = None, *, today: dt.date) -> None:
        super().__init__(data)
        self.today = today

    def clean_names(self) -> list[str]:
        """The names, one for each line that has letters."""
        lines = [" ".join(line.split()) for line in self.cleaned_data["names"].splitlines()]
        names = [line for line in lines if any(letter.isalnum() for letter in line)]
        if not names:
            raise forms.ValidationError("Write at least one name")
        if len(names) > MOST_NAMES:
            raise forms.ValidationError(f"Write at most {MOST_NAMES} names")
        return names

    def clean_review_on(self) -> dt.date:
        """A later day."""
        return later(self.cleaned_data["review_on"], self.today)


class ReviewProtection(parts.Versioned):
    """That a protection was looked at and goes on."""

    words = parts.words("Why does it go on?", missing="Write why it goes on")
    review_on = parts.day("When is it looked at again?", missing="Enter the day on which it is looked at again")

    def __init__(self, data: Any = None, *, initial: Any = None, today: dt.date) -> None:
        super().__init__(data, initial=initial)
        self.today = today

    def clean_review_on(self) -> dt.date:
        """A later day."""
        return later(self.cleaned_data["review_on"], self.today)


class EndProtection(parts.Versioned):
    """That a person need not be protected any more."""


class SettleAlert(forms.Form):
    """What the lead did about work that touches a protected person."""

    words = parts.words(
        "What was done?", hint="Nobody but the safeguarding lead reads this.", missing="Write what was done"
    )
    may_be_written_to = forms.BooleanField(
        label="Letters to this person may go",
        required=False,
        help_text="They came back by themselves, or are somebody else with the same number or a like name.",
    )

    def __init__(self, data: Any = None, *, said_no: bool) -> None:
        super().__init__(data)
        if not said_no:
            del self.fields["may_be_written_to"]


class KeepBackLetter(forms.Form):
    """Why a letter does not go. To whoever wrote it nothing changes: it is still being checked."""

    words = parts.words(
        "Why does it not go?", hint="Nobody but the safeguarding lead reads this.", missing="Write why it does not go"
    )


class ReleaseLetter(parts.Versioned):
    """Let one letter go."""


def later(day: dt.date, today: dt.date) -> dt.date:
    """A day after today, or the message that says so."""
    if day <= today:
        raise forms.ValidationError("The day must be later than today")
    return day
