"""Forms of the pages used together with a child: what matters, the answer, how we know."""

import datetime as dt
from typing import Any

from django import forms

from kith.domain.terms import AgreementAnswer, AgreementScope, HowShown

ASK_AGAIN = [("30", "in a month"), ("7", "in a week"), ("91", "in three months"), ("182", "in half a year")]
ENGLISH = "English"
LONGEST_LANGUAGE = 60
WHO_WAS_HERE = "We write down who was here, and your council can read it. So they can check that nobody pushed you."
WITH_INTERPRETER = ", with an interpreter"
PLAIN = {HowShown.WORDS.value, HowShown.WRITING.value}


class WhatMatters(forms.Form):
    """Who or what matters, in the child's own words. An empty page is an answer too."""

    words = forms.CharField(
        label="Say it in your own words",
        help_text="A person, a pet, a place, a photo, or something you want to know.",
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )
    named = forms.CharField(
        label="Is it about one person? What do you call them?",
        help_text="Like Nan, or Grandad, or Miss Jones from Year 4.",
        max_length=80,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """A name alone is somebody who matters."""
        given = super().clean() or {}
        if given.get("named") and not given.get("words"):
            given["words"] = given["named"]
        return given


class Tapped(forms.Form):
    """The answer a child tapped, to the question that stood on the page; "not now" carries its days.

    "Ask me again now" taps no answer: the question is put once more.
    """

    scope = forms.ChoiceField(choices=AgreementScope.choices())
    named = forms.CharField(max_length=80, required=False)
    answer = forms.ChoiceField(choices=AgreementAnswer.choices(), required=False)
    not_now = forms.ChoiceField(choices=ASK_AGAIN, required=False)
    ask = forms.BooleanField(required=False)

    def clean(self) -> dict[str, Any]:
        """Yes or no, or not now with the days to wait."""
        given = super().clean() or {}
        if given.get("ask"):
            return given
        if given.get("not_now"):
            given["answer"] = AgreementAnswer.NOT_NOW.value
        if given.get("answer") not in (AgreementAnswer.YES, AgreementAnswer.NO) and not given.get("not_now"):
            raise forms.ValidationError("Tap an answer.")
        return given

    def ask_again_on(self, today: dt.date) -> dt.date | None:
        """The day to ask again, for "not now"."""
        days = self.cleaned_data["not_now"]
        return today + dt.timedelta(days=int(days)) if days else None


class HowWeKnow(forms.Form):
    """Beside a yes: who was there, how the child showed it, and from 16 how we know the young person can decide."""

    who_was_there = forms.CharField(
        label="Who is here with you?",
        help_text=WHO_WAS_HERE,
        max_length=300,
        error_messages={"required": "Write down who is here."},
    )
    how_shown = forms.MultipleChoiceField(
        label="How did you say yes?",
        choices=[(way.value, way.to_child) for way in HowShown],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick how you said yes."},
    )
    who_knows_how = forms.CharField(
        label="Who knows how you say yes and no?",
        help_text="Only if it was not in words.",
        max_length=300,
        required=False,
    )
    capacity = forms.CharField(
        label="How do we know that you can decide this?",
        help_text="We ask this from 16 on. You can say in your own words what it means and what could happen.",
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": "Write down how we know that you can decide this."},
    )
    childs_words = forms.CharField(
        label="Is there anything you want us to write down?",
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    language = forms.ChoiceField(
        label="Which language did we talk in?",
        choices=[(ENGLISH, ENGLISH), ("other", "Another language")],
        initial=ENGLISH,
        widget=forms.RadioSelect,
    )
    interpreted = forms.CharField(
        label="Which language, and who spoke it for us?",
        help_text="The words here were checked in English only. For another language we need somebody who "
        "speaks it well: an interpreter. Does your coordinator speak it with you? Then write their name.",
        max_length=LONGEST_LANGUAGE - len(WITH_INTERPRETER),
        required=False,
    )

    def __init__(self, *args: Any, needs_capacity: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not needs_capacity:
            del self.fields["capacity"]

    def clean(self) -> dict[str, Any]:
        """What one answer makes another need."""
        given = super().clean() or {}
        ways = set(given.get("how_shown") or [])
        if ways and not ways & PLAIN and not given.get("who_knows_how"):
            self.add_error("who_knows_how", "Write down who knows how you say yes and no.")
        if given.get("language") == "other" and not given.get("interpreted"):
            self.add_error("interpreted", "Write down the language and who spoke it for us.")
        return given

    def spoken(self) -> str:
        """The language as it is kept."""
        other = self.cleaned_data["language"] != ENGLISH
        if not other:
            return ENGLISH
        return f"{self.cleaned_data['interpreted']}{WITH_INTERPRETER}"


def as_last_time(language: str) -> dict[str, str]:
    """What the next yes of a session starts with, from the language of the one before (`HowWeKnow.spoken`)."""
    if language in ("", ENGLISH):
        return {}
    return {"language": "other", "interpreted": language.removesuffix(WITH_INTERPRETER)}
