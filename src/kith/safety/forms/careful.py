"""Forms: through whom somebody under 18 is reached, who signed elsewhere, care for who came alone."""

import datetime as dt
from typing import Any

from django import forms

from kith.domain.terms import CareKind
from kith.people.models import Connection
from kith.safety import actions
from kith.safety.actions.careful import ABOUT_SOMEBODY, MUST_BE_NAMED, NO_OWN_YES, NOT_SAFE_FOR_BOTH
from kith.ui import parts

Named = list[tuple[Connection, str]]
MOST_NAME = 80


# Whom a kind is about, and what else it asks for; words and a day belong to each.
ASKS: dict[CareKind, tuple[str, ...]] = {
    CareKind.THROUGH_ADULT: ("about", "through", "safe_for_both"),
    CareKind.THROUGH_WORKER: ("about", "named", "own_yes_on", "safe_for_both"),
    CareKind.TRAFFICKING_CHECK: ("about",),
    CareKind.PRESENTED: ("about",),
    CareKind.CONFIRMED: ("about",),
    CareKind.ABROAD: ("about",),
    CareKind.INTERPRETER_REFUSED: ("about", "named"),
    CareKind.ELSEWHERE: ("about", "named"),
    CareKind.OTHER_SIGNED: ("about", "named"),
}
NAMED = {
    CareKind.THROUGH_WORKER: "Which worker?",
    CareKind.INTERPRETER_REFUSED: "Which interpreter?",
    CareKind.ELSEWHERE: "Which authority?",
    CareKind.OTHER_SIGNED: "Who signed there, and for which authority?",
}
NOT_CHOSEN = "Choose what you write down"
SIGNED = "What they agreed to, and under which reference."


class ChooseCare(forms.Form):
    """First, what is written down: each asks for something else."""

    kind = parts.one_of("What do you write down?", CareKind.choices(), missing=NOT_CHOSEN)
    kind.error_messages["invalid_choice"] = NOT_CHOSEN


class TakeCare(forms.Form):
    """One thing that comes before anybody is reached, with what this kind of thing asks for."""

    about = parts.sometimes(
        forms.ChoiceField(label="About whom?", error_messages={"required": "Choose whom it is about"})
    )
    through = forms.ChoiceField(
        label="Through which adult responsible for them?",
        error_messages={"required": "Choose the adult who is responsible for them"},
    )
    named = parts.line("", most=MOST_NAME)
    own_yes_on = parts.day("When did they themselves say yes to their worker?", missing=NO_OWN_YES.rstrip("."))
    safe_for_both = forms.BooleanField(
        label="It is safe for both of them", required=False, error_messages={"required": NOT_SAFE_FOR_BOTH.rstrip(".")}
    )
    words = parts.words("Who says so, and how do they know?", missing="Write who says so, and how they know")
    on = parts.day("On which day?", missing="Enter the day")

    def __init__(self, data: Any = None, *, kind: CareKind, named: Named, today: dt.date) -> None:
        super().__init__(data, initial={"on": today})
        self.kind = kind
        self.people = {str(connection.pk): connection for connection, _ in named}
        people = [(str(connection.pk), name) for connection, name in named]
        for field in {"about", "through", "named", "own_yes_on", "safe_for_both"} - {*ASKS[kind]}:
            del self.fields[field]
        for field in {"about", "through"} & self.fields.keys():
            choice: Any = self.fields[field]
            choice.choices = [("", "Choose"), *people]
        if kind not in ABOUT_SOMEBODY:
            about: Any = self.fields["about"]
            about.required, about.choices = False, [("", "The young person alone"), *people]
        if kind in NAMED:
            which = self.fields["named"]
            which.label, which.required = NAMED[kind], True
            which.error_messages["required"] = MUST_BE_NAMED[kind].rstrip(".")
        if kind is CareKind.THROUGH_ADULT:
            self.fields["safe_for_both"].required = True
        if kind is CareKind.OTHER_SIGNED:
            self.fields["words"].help_text = SIGNED

    def given(self) -> actions.CareGiven:
        """It as the action takes it."""
        said = self.cleaned_data
        return actions.CareGiven(
            kind=self.kind,
            words=said["words"],
            on=said["on"],
            connection=self.people.get(said["about"]),
            through=self.people.get(said.get("through", "")),
            named=said.get("named", ""),
            safe_for_both=said.get("safe_for_both", False),
            own_yes_on=said.get("own_yes_on"),
        )


class EndCare(parts.Versioned):
    """That something no longer stands."""

    words = parts.words("Why does it no longer stand?", missing="Write why it no longer stands")
