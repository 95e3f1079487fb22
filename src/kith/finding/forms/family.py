"""Forms about family time: planned, what came of it, how it felt."""

import datetime as dt
from typing import Any

from django import forms

from kith.domain import safety
from kith.domain.terms import AgreementScope, CarerTap, ContactKind, Feeling
from kith.finding import actions
from kith.ui import parts

WAYS = parts.choices(*safety.ASKED_WITH[AgreementScope.MEET])
PLACE = "Not near the child’s home, if that must not be known. Every place is checked."
HAPPENED, DID_NOT = "yes", "no"


class PlanFamilyTime(forms.Form):
    """In which way, when, where, and who helps."""

    kind = parts.one_of("How do they meet?", WAYS, missing="Choose how they meet")
    on = parts.day("Which day?", missing="Enter the day")
    at_time = forms.TimeField(
        label="What time?",
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}),
        error_messages={"invalid": "Enter a time, for example 15:30"},
    )
    where = parts.line("Where?", missing="Write where", hint=PLACE)
    who_helps = parts.line("Who is there to help?", missing="Write who is there to help")
    is_withheld = forms.BooleanField(label="For a call: the number is withheld", required=False)

    def __init__(self, data: Any = None, *, today: dt.date, asks: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(data, **more)
        self.today = today
        self.fields["ask"] = forms.ChoiceField(
            label="What did the child ask for that this answers?",
            choices=[*asks, ("", "None of these")],
            required=False,
            widget=forms.RadioSelect,
        )

    def clean_on(self) -> dt.date:
        """A day that has not passed."""
        on: dt.date = self.cleaned_data["on"]
        if on < self.today:
            raise forms.ValidationError("The date must be today or later")
        return on

    def clean(self) -> dict[str, Any]:
        """The hour and the number fit the way they meet."""
        given = super().clean() or {}
        if given.get("kind") and given.get("on"):
            kind, withheld = ContactKind(given["kind"]), bool(given.get("is_withheld"))
            why = safety.why_not_then(kind, given["on"], given.get("at_time"), is_withheld=withheld)
            if why:
                self.add_error("at_time" if why == safety.BEFORE_SCHOOL else "is_withheld", why)
        return given

    def kind_of_it(self) -> ContactKind:
        """The way they meet."""
        return ContactKind(self.cleaned_data["kind"])


class WhatCameOfIt(parts.Versioned):
    """Whether it happened."""

    happened = parts.one_of(
        "Did it happen?", [(HAPPENED, "It happened"), (DID_NOT, "It did not happen")], missing="Choose what came of it"
    )
    words = parts.words("In a few words", hint="Needed where it did not happen: why?")

    def clean(self) -> dict[str, Any]:
        """Why it did not happen is always written down."""
        given = super().clean() or {}
        if given.get("happened") == DID_NOT and not given.get("words"):
            self.add_error("words", "Write why it did not happen")
        return given


class CallOff(parts.Versioned):
    """Why a planned family time was called off."""

    words = parts.words("Why was it called off?", missing="Write why it was called off")


class ChildCheckIn(forms.Form):
    """How it felt for the child."""

    feeling = parts.one_of("How was it?", Feeling.choices(), missing="Choose how it was. “Did not want to say” is fine")
    words = parts.words("In the child’s own words", hint="Only if the child wants them kept.")

    def said(self) -> actions.ChildSaid:
        """What the child said, as the action takes it."""
        return actions.ChildSaid(Feeling(self.cleaned_data["feeling"]), self.cleaned_data["words"])


class CarerTaps(forms.Form):
    """The carer's three taps."""

    before = parts.one_of("How was the child before?", CarerTap.choices(), missing="Choose how the child was before")
    after = parts.one_of("And afterwards, that evening?", CarerTap.choices(), missing="Choose how it was that evening")
    next_day = parts.one_of("And the next day?", CarerTap.choices(), missing="Choose how it was the next day")
    words = parts.words("Anything else, in the carer’s words")

    def said(self) -> actions.CarerSaid:
        """The three taps, as the action takes them."""
        given = self.cleaned_data
        before, after, next_day = (CarerTap(given[name]) for name in ("before", "after", "next_day"))
        return actions.CarerSaid(before, after, next_day, given["words"])
