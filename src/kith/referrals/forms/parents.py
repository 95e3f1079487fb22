"""Answers of people with parental responsibility, and what settles a refusal."""

import datetime as dt
from typing import Any

from django import forms

from kith.domain import consent
from kith.domain.terms import ParentalAnswer
from kith.referrals import actions
from kith.ui import parts

ASKED = {ParentalAnswer.YES.value, ParentalAnswer.NO.value}
LEGAL_STATUSES = [
    ("V2", "In care by agreement (V2)"),
    ("C1", "Interim care order (C1)"),
    ("C2", "Full care order (C2)"),
    ("E1", "Placement order (E1)"),
    ("D1", "Freeing order (D1)"),
    ("", "Another status, or not known"),
]


class RecordParentalAnswer(forms.Form):
    """One person, their answer, and the legal status it was given under."""

    holder = parts.line(
        "Who has parental responsibility?",
        missing="Write who has parental responsibility",
        hint="As the child calls them, for example Mum. The same words each time, so that the latest answer counts.",
    )
    basis = parts.line("Why do they have it?", hint="For example: mother; named on the birth certificate; court order.")
    answer = parts.one_of("What is the answer?", ParentalAnswer.choices(), missing="Choose what the answer is")
    asked_on = parts.sometimes(parts.day("When were they asked?", hint="Needed unless they were not asked."))
    legal_status = forms.ChoiceField(label="Legal status that day", choices=LEGAL_STATUSES, required=False)
    words = parts.words("In a few words", hint="Needed where asking is unsafe.")

    def __init__(self, data: Any = None, *, today: dt.date, legal_status: str = "") -> None:
        super().__init__(data, initial={"legal_status": legal_status})
        self.today = today

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        answer, asked_on = given.get("answer"), given.get("asked_on")
        if answer in ASKED and asked_on is None and "asked_on" not in self.errors:
            self.add_error("asked_on", "Enter the date on which they were asked")
        if asked_on and asked_on > self.today:
            self.add_error("asked_on", "The date must be today or earlier")
        if answer == ParentalAnswer.UNSAFE_TO_ASK.value and not given.get("words"):
            self.add_error("words", "Write why asking is unsafe")
        return given

    def given(self) -> actions.AnswerGiven:
        """What was answered."""
        values = self.cleaned_data
        return actions.AnswerGiven(
            holder=values["holder"],
            answer=ParentalAnswer(values["answer"]),
            legal_status=values["legal_status"],
            basis=values["basis"],
            asked_on=values["asked_on"],
            words=values["words"],
        )


class SettleRefusal(forms.Form):
    """Legal advice with its date, or a manager's reasons where there is an order."""

    legal_advice = parts.words("What is the legal advice?")
    legal_advice_on = parts.day("When was it given?")
    went_on_why = parts.words("Why does the work go on all the same?", hint="In care under an order only.")

    def __init__(self, data: Any = None, *, legal_status: str, today: dt.date) -> None:
        super().__init__(data)
        self.today = today
        if consent.footing(legal_status) is not consent.Footing.CARE_ORDER:
            del self.fields["went_on_why"]
            for name, missing in (("legal_advice", "Write the legal advice"), ("legal_advice_on", "Enter the date")):
                self.fields[name].required = True
                self.fields[name].error_messages["required"] = missing

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        advice, advised_on = given.get("legal_advice"), given.get("legal_advice_on")
        if advised_on and advised_on > self.today:
            self.add_error("legal_advice_on", "The date must be today or earlier")
        elif bool(advice) != bool(advised_on) and not self.errors:
            self.add_error(
                "legal_advice_on" if advice else "legal_advice", "Write both the legal advice and the date it was given"
            )
        elif not advice and not given.get("went_on_why") and not self.errors:
            self.add_error(None, "Write the legal advice with its date, or why the work goes on")
        return given

    def given(self) -> actions.Settled:
        """What settles it."""
        values = self.cleaned_data
        return actions.Settled(values["legal_advice"], values["legal_advice_on"], values.get("went_on_why", ""))
