"""Withdrawing: the worker's proposal, the manager's answer, and who was told."""

import datetime as dt
from typing import Any

from django import forms

from kith.domain.terms import WithdrawalReason
from kith.referrals import actions
from kith.ui import parts


class ProposeWithdrawal(parts.Versioned):
    """Why, what would need to change, and when to look again."""

    reason = parts.one_of("Why?", WithdrawalReason.choices(), missing="Choose why")
    words = parts.words("In a few words", missing="Write why in a few words")
    what_would_change_it = parts.words(
        "What would need to change for this to go on?", missing="Write what would need to change"
    )
    look_again_on = parts.day("When should somebody look again?", missing="Enter the date on which to look again")

    def __init__(self, data: Any = None, *, initial: Any = None, today: dt.date) -> None:
        super().__init__(data, initial=initial)
        self.today = today

    def clean_look_again_on(self) -> dt.date:
        """A later date only: looking again today is no second look."""
        value: dt.date = self.cleaned_data["look_again_on"]
        if value <= self.today:
            raise forms.ValidationError("The date must be later than today")
        return value

    def given(self) -> actions.Proposed:
        """What is proposed."""
        values = self.cleaned_data
        return actions.Proposed(
            reason=WithdrawalReason(values["reason"]),
            words=values["words"],
            what_would_change_it=values["what_would_change_it"],
            look_again_on=values["look_again_on"],
        )


class DecideWithdrawal(parts.Versioned):
    """The manager's yes or no, with words."""

    agreed = parts.one_of(
        "Do you agree to withdraw?",
        [("yes", "Yes, withdraw"), ("no", "No, the work goes on")],
        missing="Choose yes or no",
    )
    words = parts.words("Why?", missing="Write why you decided this")

    def decided(self) -> dict[str, Any]:
        """The decision as the action takes it."""
        values = self.cleaned_data
        return {"agreed": values["agreed"] == "yes", "words": values["words"], "version": values["version"]}


class RecordTold(parts.Versioned):
    """Who told the child and how; the reviewing officer; the advocate."""

    child_told_by = parts.line("Who told the child?")
    child_told_on = parts.day("On which day?")
    child_told_words = parts.words("In which words?")
    reviewing_officer_told_on = parts.day("When was the reviewing officer told?")
    advocate_offered_on = parts.day("When was the child offered an advocate?")

    def __init__(self, data: Any = None, *, initial: Any = None, today: dt.date) -> None:
        super().__init__(data, initial=initial)
        self.today = today

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name in ("child_told_on", "reviewing_officer_told_on", "advocate_offered_on"):
            if given.get(name) and given[name] > self.today:
                self.add_error(name, "The date must be today or earlier")
        about_the_child = ("child_told_by", "child_told_on", "child_told_words")
        if any(given.get(name) for name in about_the_child):
            for name in about_the_child:
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, "Write who told the child, on which day and in which words")
        return given

    def given(self) -> actions.Told:
        """Who was told."""
        return actions.Told(**{name: self.cleaned_data[name] for name in self.fields if name != "version"})
