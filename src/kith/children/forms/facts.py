"""One fact about a child, or a list of facts."""

import datetime as dt

from django import forms

from kith.children.actions.facts import Fact
from kith.domain import eligibility, returns
from kith.domain.terms import FactName, PlanValue
from kith.ui.fields import SplitDateField

MOST_BYTES = 5_000_000
TYPED_ELSEWHERE = {FactName.DATE_OF_BIRTH}
DATES = {FactName.CARE_START, FactName.NEXT_REVIEW}
CHOICES: dict[FactName, list[tuple[str, str]]] = {
    FactName.PLAN: PlanValue.choices(),
    FactName.LOCATION_RESTRICTED: [("yes", "Yes"), ("no", "No")],
    FactName.DISABILITY: [("yes", "Yes"), ("no", "No")],
}


class Choose(forms.Form):
    """Which fact is to be recorded."""

    fact = forms.ChoiceField(
        label="What do you want to record?",
        choices=[(name.value, name.label) for name in FactName if name not in TYPED_ELSEWHERE],
    )


class Record(forms.Form):
    """The value of one fact, since when, and who says so."""

    from_on = SplitDateField(label="True from which day?")
    source = forms.CharField(
        label="Where does it stand?", help_text="For example: care plan, review, phone call", max_length=120
    )
    author = forms.CharField(label="Who says so?", help_text="A name and a role", max_length=120)

    def __init__(self, *args: object, name: FactName, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.name = name
        label = name.label
        value: forms.Field
        if name in CHOICES:
            value = forms.ChoiceField(label=label, choices=CHOICES[name], widget=forms.RadioSelect)
        elif name in DATES:
            value = SplitDateField(label=label)
        else:
            value = forms.CharField(label=label, max_length=400)
        self.fields = {"value": value, **self.fields}

    def clean_value(self) -> str:
        """The value as it is kept."""
        value = self.cleaned_data["value"]
        text = value.isoformat() if isinstance(value, dt.date) else str(value)
        try:
            return eligibility.clean_value(self.name, text)
        except eligibility.FactNotReadable as refused:
            raise forms.ValidationError(str(refused)) from refused

    def fact(self) -> Fact:
        """What was typed, as the action takes it."""
        given = self.cleaned_data
        return Fact(self.name, given["value"], given["from_on"], given["source"], given["author"])


class BringIn(forms.Form):
    """A list of facts in CSV."""

    file = forms.FileField(
        label="List of facts (CSV)",
        help_text="Columns: council, child, fact, value, from, source, author",
        max_length=200,
    )
    save_too = forms.BooleanField(label="Save what can be read", required=False)

    def clean(self) -> dict[str, object]:
        """Read the list; a list that is no table of facts is refused as a whole."""
        given = super().clean() or {}
        file = given.get("file")
        if file is None:
            return given
        if file.size > MOST_BYTES:
            raise forms.ValidationError("This file is too large for a list of facts (5 MB at most).")
        try:
            given["read"] = eligibility.read_facts(returns.Source("your list", file.read()))
        except eligibility.FactsNotReadable as refused:
            raise forms.ValidationError(str(refused)) from refused
        return given


class Publish(forms.Form):
    """A rule set of the service's own."""

    text = forms.CharField(
        label="The rules",
        help_text="As the ones that ship with Kith: copy one and change it",
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false"}),
    )

    def clean_text(self) -> str:
        """The text, if it is a whole rule set."""
        text = str(self.cleaned_data["text"]).replace("\r\n", "\n")
        try:
            eligibility.parse_rules(text)
        except eligibility.RulesNotReadable as refused:
            raise forms.ValidationError(str(refused)) from refused
        return text
