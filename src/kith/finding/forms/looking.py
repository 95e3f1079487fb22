"""Forms about looking for a person."""

import datetime as dt
from typing import Any

from django import forms

from kith.domain.terms import FactSource, SearchState, TryOutcome
from kith.finding import actions
from kith.ui import parts

Choices = list[tuple[str, str]]
BRIEF = "What whoever looks needs to know"
BRIEF_HINT = "For a searcher, who sees names and births and this alone: places, work. Not the child, nor why we look."
ENDINGS = parts.choices(SearchState.FOUND, SearchState.NOT_FOUND, SearchState.ENDED)


class StartSearch(forms.Form):
    """Who looks, and which ask of the child it answers."""

    def __init__(self, data: Any = None, *, owners: Choices, asks: Choices, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["owner"] = parts.one_of("Who looks?", owners, missing="Choose who looks")
        self.fields["ask"] = forms.ChoiceField(
            label="What did the child ask for that this answers?",
            choices=[*asks, ("", "None of these")],
            required=False,
            widget=forms.RadioSelect,
        )
        self.fields["brief"] = parts.words(BRIEF, hint=BRIEF_HINT)


class WriteDownTry(parts.Versioned):
    """One try: where, what was done, what came of it, and when to try again."""

    on = parts.day("When?", missing="Enter the day of the try")
    words = parts.words(
        "What was done, and what came of it?",
        missing="Write what was done and what came of it",
        hint="Dead ends are kept, so that nobody walks into them again.",
    )
    outcome = parts.one_of("What came of it?", TryOutcome.choices(), missing="Choose what came of it")
    next_try_on = parts.day("When to try again", hint="Leave it empty if nothing is planned.")

    def __init__(self, data: Any = None, *, places: Choices, today: dt.date, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["source"] = parts.one_of("Where did you look?", places, missing="Choose where you looked")
        self.order_fields(["source", "on", "words", "outcome", "next_try_on", "version"])
        self.today = today

    def clean_on(self) -> dt.date:
        """A try cannot be of a day to come."""
        on: dt.date = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError("The date must be today or earlier")
        return on

    def tried(self) -> actions.Tried:
        """The try, as the action takes it."""
        given = self.cleaned_data
        outcome = TryOutcome(given["outcome"])
        return actions.Tried(given["source"], given["on"], given["words"], outcome, given["next_try_on"])


class EndSearch(parts.Versioned):
    """How a search ended."""

    state = parts.one_of(
        "How did it end?",
        ENDINGS,
        missing="Choose how it ended",
        hint="“Found, and sure” needs two independent sources. The file counts once, and so does the child.",
    )
    words = parts.words("In a few words", missing="Write a few words about how it ended")


class HandOver(parts.Versioned):
    """Who looks from now on."""

    def __init__(self, data: Any = None, *, owners: Choices, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["owner"] = parts.one_of("Who looks from now on?", owners, missing="Choose who looks")
        self.fields["brief"] = parts.words(BRIEF, hint=BRIEF_HINT)


class Resume(parts.Versioned):
    """Go on with a search that was held."""


class AddEvidence(forms.Form):
    """One source that says this is the person."""

    kind = parts.one_of("What kind of source is it?", FactSource.choices(), missing="Choose what kind of source it is")
    who = parts.line(
        "Who or what exactly?",
        missing="Write who or what says so",
        hint="For example: page 14 of the file, or Aunt Bev. Two different ones make it sure.",
    )
    words = parts.words("What does it say?", missing="Write what it says")
    on = parts.day("When was this?", missing="Enter the day")


class TakeBack(forms.Form):
    """Why a source no longer counts."""

    words = parts.words("Why does it no longer count?", missing="Write why it no longer counts")
