"""Forms: orders and decisions, who must not meet, and the adoption route."""

import datetime as dt
from typing import Any

from django import forms

from kith.domain import safety as rules
from kith.domain.terms import ContactKind, RestrictionKind
from kith.people.models import Connection
from kith.safety import actions
from kith.ui import fields, parts

EVERYBODY = "everybody"
MOST_REFERENCE = 60

Named = list[tuple[Connection, str]]


class Restrict(forms.Form):
    """An order or decision: whom it is about, what it blocks, from when until when, and what it says."""

    kind = fields.HintedChoiceField(
        label="What is it?",
        choices=RestrictionKind.choices(),
        hints={
            RestrictionKind.REFUSED_SEVEN_DAYS.value: "It ends by itself after seven days. Longer needs an order.",
            RestrictionKind.LOCATION.value: "They may still write, call and meet. Nothing that leaves may say where.",
        },
        error_messages={"required": "Choose what it is"},
    )
    about = forms.ChoiceField(
        label="Whom is it about?",
        help_text="Not in this list? Add them to the child’s people first.",
        error_messages={"required": "Choose whom it is about", "invalid_choice": "Choose somebody from the list"},
    )
    kinds = forms.MultipleChoiceField(
        label="What does it block?",
        help_text="Leave all of them empty if it blocks every kind of being in touch, and looking for the person too.",
        choices=ContactKind.choices(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    on = parts.day("From when?", missing="Enter the day from which it stands")
    until_on = parts.day(
        "Until when?", hint="The first day on which it no longer stands. Leave it empty if it is open."
    )
    court_reference = parts.line("Court and number, as on the order", most=MOST_REFERENCE)
    words = parts.words(
        "What does it say?", hint="As the order puts it, and who told you.", missing="Write what it says"
    )

    def __init__(self, data: Any = None, *, named: Named, may_add: bool, today: dt.date) -> None:
        super().__init__(data, initial={"on": today})
        self.people = {str(connection.pk): connection for connection, _ in named}
        about: Any = self.fields["about"]
        if not may_add:
            about.help_text = "Not in this list? A service manager can add them, and write it down."
        people = [(str(connection.pk), name) for connection, name in named]
        about.choices = [parts.CHOOSE, *people, (EVERYBODY, "Everybody: nothing goes out at all")]

    def clean(self) -> dict[str, Any]:
        """It ends after it began, and not later than the law lets it."""
        given = super().clean() or {}
        on, until, kind = given.get("on"), given.get("until_on"), given.get("kind")
        if on and until and until <= on:
            self.add_error("until_on", "The day on which it ends must come after the day from which it stands")
        latest = rules.ends_on(RestrictionKind(kind), on) if on and kind else None
        if latest and until and until > latest:
            self.add_error("until_on", "This kind lasts seven days at most. Longer needs an order")
        return given

    def order(self) -> actions.Order:
        """The order as the action takes it."""
        given = self.cleaned_data
        return actions.Order(
            kind=RestrictionKind(given["kind"]),
            words=given["words"],
            on=given["on"],
            connection=self.people.get(given["about"]),
            kinds=tuple(ContactKind(kind) for kind in given["kinds"]),
            until_on=given["until_on"],
            court_reference=given["court_reference"],
        )


class LiftRestriction(parts.Versioned):
    """That an order no longer stands, and who decided that."""

    words = parts.words(
        "Why does it no longer stand, and who decided that?",
        missing="Write why it no longer stands, and who decided that",
    )


class SetApart(forms.Form):
    """Two people who must not meet, or not know of each other."""

    one = forms.ChoiceField(label="Who?", error_messages={"required": "Choose the first person"})
    other = forms.ChoiceField(label="And who?", error_messages={"required": "Choose the second person"})
    words = parts.words("Why must they not meet?", missing="Write why they must not meet")
    on = parts.day("Since when?", missing="Enter the day since when")

    def __init__(self, data: Any = None, *, named: Named, today: dt.date) -> None:
        super().__init__(data, initial={"on": today})
        self.people = {str(connection.pk): connection for connection, _ in named}
        choices: list[tuple[str, str]] = [parts.CHOOSE, *((str(connection.pk), name) for connection, name in named)]
        for name in ("one", "other"):
            field: Any = self.fields[name]
            field.choices = choices
        self.today = today

    def clean_on(self) -> dt.date:
        """Today or earlier."""
        day: dt.date = self.cleaned_data["on"]
        if day > self.today:
            raise forms.ValidationError("The day must be today or earlier")
        return day

    def clean(self) -> dict[str, Any]:
        """Two different people."""
        given = super().clean() or {}
        if given.get("one") and given.get("one") == given.get("other"):
            self.add_error("other", "Choose two different people")
        return given

    def pair(self) -> tuple[Connection, Connection]:
        """Both people."""
        return self.people[self.cleaned_data["one"]], self.people[self.cleaned_data["other"]]


class EndApart(parts.Versioned):
    """That two people may meet after all."""

    words = parts.words("Why may they meet now?", missing="Write why they may meet now")


class OpenRoute(forms.Form):
    """Hand a person over to the adoption route."""

    why = parts.words(
        "Why does this person go by the adoption route?",
        hint="Who was adopted, when, and who says so. No name or address of an adoptive family.",
        missing="Write why this person goes by the adoption route",
    )
    agency = parts.line("Which agency looks and asks?", hint="Leave it empty if you do not know yet.")


class CloseRoute(parts.Versioned):
    """What the agency answered."""

    came_of_it = parts.words("What did the agency answer?", missing="Write what the agency answered")
