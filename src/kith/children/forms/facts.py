"""One fact about a child, or a list of facts."""

import datetime as dt
from typing import Any

from django import forms

from kith.children.actions.facts import Fact
from kith.domain import eligibility, returns
from kith.domain.terms import FactName, PlanValue
from kith.ui.fields import SplitDateField

MOST_BYTES = 5_000_000
PEOPLE = {FactName.WORKER, FactName.REVIEWING_OFFICER}
YES_OR_NO = [("yes", "Yes"), ("no", "No")]
CHOICES: dict[FactName, list[tuple[str, str]]] = {
    FactName.PLAN: PlanValue.choices(),
    FactName.LOCATION_RESTRICTED: YES_OR_NO,
}
HINTS: dict[FactName, str] = {
    FactName.SIBLINGS: "Who they are and where each lives: with this child, elsewhere in care, with family",
    FactName.PARENTAL_RESPONSIBILITY: "Everyone who has it, and by which order. Up to 400 letters",
    FactName.DISABILITY: "In a few words, or “none”",
    FactName.LANGUAGE: "The language the child speaks best",
    FactName.PREFERRED_NAME: "As the child says it",
    FactName.DATE_OF_BIRTH: "Counts where the returns give none, or several. One that they give once stands",
}
LONGEST_OF_ALL = eligibility.LONGEST_VALUE
NOT_LISTED = "-"

People = list[tuple[str, str]]


class Choose(forms.Form):
    """Which fact is to be recorded."""

    fact = forms.ChoiceField(
        label="What do you want to record?",
        choices=FactName.choices(),
    )


class Record(forms.Form):
    """The value of one fact, since when, and who says so, as typed ``on`` a day.

    ``people``: e-mail and name of those who may be chosen.
    """

    from_on = SplitDateField(
        label="True from which day?", error_messages={"required": "Enter the day from which this is true"}
    )
    source = forms.CharField(
        label="Where does it stand?",
        help_text="For example: care plan, review, phone call",
        max_length=120,
        error_messages={"required": "Enter where this stands, or how you heard it"},
    )
    author = forms.CharField(
        label="Who says so?",
        help_text="A name and a role",
        max_length=120,
        error_messages={"required": "Enter who says so"},
    )

    def __init__(
        self, *args: object, name: FactName, on: dt.date, people: People | None = None, **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.name, self.on = name, on
        self.fields = {**self._value_fields(people or []), **self.fields}

    def _value_fields(self, people: People) -> dict[str, forms.Field]:
        label, missing = self.name.label, {"required": f"Enter: {self.name.label.lower()}"}
        if self.name in CHOICES:
            choices, widget = CHOICES[self.name], forms.RadioSelect
            return {"value": forms.ChoiceField(label=label, choices=choices, widget=widget, error_messages=missing)}
        if self.name in eligibility.DATES:
            return {"value": SplitDateField(label=label, help_text=HINTS.get(self.name, ""), error_messages=missing)}
        if self.name in PEOPLE:
            choices = [("", "Choose a person"), *people, (NOT_LISTED, "Somebody who does not sign in here")]
            return {
                "value": forms.ChoiceField(label=label, choices=choices, error_messages=missing),
                "other": forms.CharField(label="The name, if the person is not in the list", required=False,
                                         max_length=LONGEST_OF_ALL),
            }  # fmt: skip
        longest, hint = eligibility.LONGEST.get(self.name, LONGEST_OF_ALL), HINTS.get(self.name, "")
        return {"value": forms.CharField(label=label, help_text=hint, max_length=longest, error_messages=missing)}

    def clean(self) -> dict[str, Any]:
        """The value as it is kept."""
        given = super().clean() or {}
        value = given.get("value")
        if value is None:
            return given
        field = "value"
        if value == NOT_LISTED and self.name in PEOPLE:
            field, value = "other", given.get("other", "")
            if not value:
                self.add_error("other", "Enter the name of the person who is not in the list")
                return given
        if self.name is FactName.DATE_OF_BIRTH and value > self.on:
            self.add_error("value", "The date of birth must be in the past")
            return given
        try:
            text = value.isoformat() if isinstance(value, dt.date) else str(value)
            given["value"] = eligibility.clean_value(self.name, text)
        except eligibility.FactNotReadable as refused:
            self.add_error(field, str(refused))
        for field in ("source", "author"):
            try:
                eligibility.no_way(given.get(field, ""))
            except eligibility.FactNotReadable as refused:
                self.add_error(field, str(refused))
        return given

    def fact(self) -> Fact:
        """What was typed, as the action takes it."""
        given = self.cleaned_data
        return Fact(self.name, given["value"], given["from_on"], given["source"], given["author"])


class BringIn(forms.Form):
    """A list of facts in CSV."""

    file = forms.FileField(
        label="List of facts (CSV)",
        help_text=(
            "Columns: council, child, fact, value, from, source, author. A fact is one of: "
            f"{', '.join(name.value for name in FactName)}. A plan is one of: "
            f"{', '.join(plan.value for plan in PlanValue)}. Days are written 2026-03-31 or 31/03/2026. "
            f"For {FactName.LOCATION_RESTRICTED.value} a list can only say yes. "
            "Nothing is saved before you have looked"
        ),
        max_length=200,
        error_messages={"required": "Choose a file", "empty": "This file is empty"},
    )

    def clean(self) -> dict[str, Any]:
        """Read the list; a list that is no table of facts is refused as a whole."""
        given = super().clean() or {}
        file = given.get("file")
        if file is None:
            return given
        if file.size > MOST_BYTES:
            self.add_error("file", "This file is too large for a list of facts (5 MB at most)")
            return given
        given["data"] = file.read()
        try:
            given["read"] = read_list(given["data"])
        except eligibility.FactsNotReadable as refused:
            self.add_error("file", str(refused))
        return given


class Keep(forms.Form):
    """The list that was looked at, to be saved now."""

    kept = forms.CharField(widget=forms.HiddenInput)


def read_list(data: bytes) -> eligibility.FactsRead:
    """Read a list; raises eligibility.FactsNotReadable."""
    return eligibility.read_facts(returns.Source("your list", data))
