"""Forms about what a child asked for."""

from django import forms

from kith.domain.terms import AskCategory, AskOutcome
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


class WhatCameOfIt(forms.Form):
    """What came of an ask, and what the child says about that."""

    outcome = forms.ChoiceField(
        label="What came of it?",
        choices=AskOutcome.choices(),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what came of it"},
    )
    on = SplitDateField(label="Since when?")
    verdict = forms.CharField(
        label="What does the child say came of it?",
        help_text="In the child’s own words. No answer means: not known.",
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
