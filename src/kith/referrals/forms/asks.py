"""Forms about what a child asked for."""

import datetime as dt
from typing import Any

from django import forms

from kith.domain.terms import AskCategory, AskOutcome
from kith.referrals.actions.asks import NEEDS_WHY, Came
from kith.ui import parts
from kith.ui.fields import SplitDateField


class AddAsk(forms.Form):
    """An ask that was said outside a session together."""

    words = forms.CharField(
        label="What did the child ask for?",
        help_text="In the child’s own words.",
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Write down what the child asked for."},
    )
    named = forms.CharField(label="The person it is about, as the child calls them", max_length=80, required=False)
    asked_on = SplitDateField(label="When did the child say this?")


class SortAsk(forms.Form):
    """What kind of thing it is; the words are never changed."""

    category = forms.ChoiceField(
        label="What kind of thing is it?",
        choices=[*AskCategory.choices(), ("", "Not decided yet")],
        required=False,
        widget=forms.RadioSelect,
    )
    named = forms.CharField(
        label="The person it is about, as the child calls them",
        help_text="Leave it empty if it is not about one person.",
        max_length=80,
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


def why_field() -> parts.Words:
    """The professional's words beside what came of an ask."""
    return parts.words(
        "What happened, in your words as the worker?",
        hint="Why, if it was tried and was not possible.",
        rows=2,
        sometimes=True,
    )


def verdict_field() -> parts.Words:
    """The child's words about it, which are never the worker's."""
    return parts.words(
        "What does the child say came of it?",
        hint="In the child’s own words. No answer means: not known.",
        rows=2,
    )


def review_field() -> SplitDateField:
    """When what is not safe for now is looked at again."""
    return parts.day("When is it looked at again?", hint="Only if it is not safe for now.")


def say_what_is_missing(form: forms.Form, came: Came, on: dt.date, *, names: tuple[str, ...]) -> None:
    """An error at the box that lacks something. ``names``: the fields of outcome, why and day to look again."""
    missing = came.missing(on)
    if missing:
        form.add_error(names[1] if missing == NEEDS_WHY else names[2], missing)


class WhatCameOfIt(forms.Form):
    """What came of an ask, and what the child says about that."""

    outcome = forms.ChoiceField(
        label="What came of it?",
        choices=AskOutcome.choices(),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what came of it"},
    )
    on = SplitDateField(label="Since when?")
    why = why_field()
    review_on = review_field()
    verdict = verdict_field()
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """What one answer makes another need."""
        given = super().clean() or {}
        if given.get("outcome") and given.get("on") and "review_on" not in self.errors:
            say_what_is_missing(self, self._came(given), given["on"], names=("outcome", "why", "review_on"))
        return given

    def came(self) -> Came:
        """What came of it."""
        return self._came(self.cleaned_data)

    def _came(self, given: dict[str, Any]) -> Came:
        return Came(
            AskOutcome(given["outcome"]), given.get("why", ""), given.get("review_on"), given.get("verdict", "")
        )
