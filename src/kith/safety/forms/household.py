"""Form: who lives with a person."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django import forms

from kith.domain.terms import LivesWithKind
from kith.people.models import Connection
from kith.safety import actions
from kith.ui import parts

Named = list[tuple[Connection, str]]


class SayWhoLivesWith(forms.Form):
    """The answer, who of the child's people lives there, who says so, and on which day it was asked."""

    answer = parts.one_of("What is the answer?", LivesWithKind.choices(), missing="Choose what the answer is")
    others = forms.MultipleChoiceField(
        label="Who of these people lives there?",
        help_text="Only for “with others”.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    words = parts.words(
        "Who says so, and how do they know?",
        hint="Name here whoever else lives there. Not known: who looked, and where.",
        missing="Write who says so, and how they know",
    )
    on = parts.day("On which day was it asked?", missing="Enter the day")

    def __init__(self, data: Any = None, *, named: Named, written: Collection[Any], today: dt.date) -> None:
        ticked = [str(connection.pk) for connection, _ in named if connection.pk in written]
        initial = {"on": today, "others": ticked, **({"answer": LivesWithKind.OTHERS.value} if ticked else {})}
        super().__init__(data, initial=initial)
        self.today = today
        self.people = {str(connection.pk): connection for connection, _ in named}
        others: Any = self.fields["others"]
        others.choices = [(str(connection.pk), name) for connection, name in named]
        if not named:
            del self.fields["others"]

    def clean_on(self) -> dt.date:
        """A day that has come."""
        day: dt.date = self.cleaned_data["on"]
        if day > self.today:
            raise forms.ValidationError("The day must be today or earlier")
        return day

    def clean(self) -> dict[str, Any]:
        """Whoever is ticked lives there: then nobody lives alone."""
        said = super().clean() or {}
        if said.get("others") and said.get("answer", LivesWithKind.OTHERS.value) != LivesWithKind.OTHERS.value:
            self.add_error("others", "Say that they live with others, or take the ticks away")
        return said

    def home(self) -> actions.Home:
        """It as the action takes it."""
        said = self.cleaned_data
        others = tuple(self.people[key] for key in said.get("others", []))
        return actions.Home(LivesWithKind(said["answer"]), said["words"], said["on"], others)
