"""Which date and rules to ask about, and whom to look for."""

import datetime as dt

from django import forms

from kith.children.queries.eligibility import Filter
from kith.ui.fields import SplitDateField

ANSWERS = [
    ("could", "Could be offered"),
    ("yes", "Yes"),
    ("cannot_tell", "A person must check"),
    ("no", "No"),
    ("", "All"),
]


class Ask(forms.Form):
    """A date, past or future, and a rule set."""

    on = SplitDateField(label="On which day?", help_text="Any day, past or future. For example 31 3 2026")
    rules = forms.ChoiceField(label="Under which rules?")

    def __init__(self, *args: object, rules: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["rules"].choices = rules  # type: ignore[attr-defined]


class Narrow(forms.Form):
    """What a list is narrowed to, from the address: codes only."""

    answer = forms.ChoiceField(label="Answer", choices=ANSWERS, required=False)
    area = forms.ChoiceField(label="Area", required=False)
    never_asked = forms.BooleanField(label="Never asked", required=False)
    soon = forms.BooleanField(label="Changes within 90 days", required=False)

    def __init__(self, *args: object, areas: list[str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["area"].choices = [("", "All areas"), *((area, area) for area in areas)]  # type: ignore[attr-defined]

    def narrowed(self) -> Filter:
        """The filter; anything that is no known code falls away."""
        self.is_valid()
        given = self.cleaned_data
        answer = given.get("answer", "could") if "answer" in self.data else "could"
        return Filter(answer, given.get("area", ""), bool(given.get("never_asked")), bool(given.get("soon")))


class Which(forms.Form):
    """Which stored answer a list shows, from the address."""

    on = forms.DateField(required=False)
    rules = forms.SlugField(required=False)

    def wanted(self) -> tuple[dt.date, str] | None:
        """The date and rules asked for, or nothing for the current answer."""
        self.is_valid()
        on, rules = self.cleaned_data.get("on"), self.cleaned_data.get("rules")
        return (on, rules) if on and rules else None


class Find(forms.Form):
    """Part of a name, or a CHILD number."""

    words = forms.CharField(label="Name or CHILD number", max_length=80)
