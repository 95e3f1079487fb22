"""Forms: through whom somebody under 18 is reached, who signed elsewhere, care for who came alone."""

import datetime as dt
from typing import Any

from django import forms

from kith.domain.terms import CareKind
from kith.people.models import Connection
from kith.safety import actions
from kith.ui import parts

Named = list[tuple[Connection, str]]
MOST_NAME = 80


class TakeCare(forms.Form):
    """One thing that comes before anybody is reached."""

    kind = parts.one_of("What do you write down?", CareKind.choices(), missing="Choose what you write down")
    about = forms.ChoiceField(
        label="About whom?",
        help_text="A check for trafficking, or an interpreter, may be about the young person alone.",
        required=False,
    )
    through = forms.ChoiceField(label="Through which adult responsible for them?", required=False)
    named = parts.line(
        "Which worker, interpreter or authority?",
        most=MOST_NAME,
        hint="Where another authority has signed: who signed there, and for which authority.",
    )
    own_yes_on = parts.day("When did they themselves say yes to their worker?", hint="Only where they are in care.")
    safe_for_both = forms.BooleanField(label="It is safe for both of them", required=False)
    words = parts.words(
        "Who says so, and how do they know?",
        hint="Where another authority has signed: what they agreed to, and under which reference.",
        missing="Write who says so, and how they know",
    )
    on = parts.day("On which day?", missing="Enter the day")

    def __init__(self, data: Any = None, *, named: Named, today: dt.date) -> None:
        super().__init__(data, initial={"on": today})
        self.people = {str(connection.pk): connection for connection, _ in named}
        people = [(str(connection.pk), name) for connection, name in named]
        for field in ("about", "through"):
            choice: Any = self.fields[field]
            choice.choices = [("", "Nobody in particular"), *people]

    def given(self) -> actions.CareGiven:
        """It as the action takes it."""
        said = self.cleaned_data
        return actions.CareGiven(
            kind=CareKind(said["kind"]),
            words=said["words"],
            on=said["on"],
            connection=self.people.get(said["about"]),
            through=self.people.get(said["through"]),
            named=said["named"],
            safe_for_both=said["safe_for_both"],
            own_yes_on=said["own_yes_on"],
        )


class EndCare(parts.Versioned):
    """That something no longer stands."""

    words = parts.words("Why does it no longer stand?", missing="Write why it no longer stands")
