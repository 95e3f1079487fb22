"""Which date and rules to ask about, and whom to look for."""

import datetime as dt

from django import forms
from django.http import QueryDict

from kith.children.queries.eligibility import Filter
from kith.ui.fields import SplitDateField

COULD = "could"
ANSWERS = [
    (COULD, "Could be offered"),
    ("yes", "Yes"),
    ("cannot_tell", "A person must check"),
    ("no", "No"),
    ("all", "All"),
]


class Ask(forms.Form):
    """A date, past or future, and a rule set."""

    on = SplitDateField(
        label="On which day?",
        help_text="Any day, past or future. For example 31 3 2026",
        error_messages={"required": "Enter the day you want to know about"},
    )
    rules = forms.ChoiceField(label="Under which rules?", error_messages={"required": "Choose the rules"})

    def __init__(self, *args: object, rules: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["rules"].choices = rules  # type: ignore[attr-defined]


class Narrow(forms.Form):
    """What a list is narrowed to, from the address: codes only."""

    narrows_a_list = True

    answer = forms.ChoiceField(label="Answer", choices=ANSWERS, required=False)
    area = forms.ChoiceField(label="Area", required=False)
    never_asked = forms.BooleanField(label="Never asked", required=False)
    soon = forms.BooleanField(label="Changes within 90 days", required=False)

    def __init__(self, data: QueryDict, *, areas: list[str]) -> None:
        given = data.copy()
        given.setdefault("answer", COULD)
        super().__init__(given)
        self.fields["area"].choices = [("", "All areas"), *((area, area) for area in areas)]  # type: ignore[attr-defined]

    def narrowed(self) -> Filter:
        """The filter; anything that is no known code falls away."""
        self.is_valid()
        given = self.cleaned_data
        answer = given.get("answer") or COULD
        return Filter(
            "" if answer == "all" else answer,
            given.get("area", ""),
            bool(given.get("never_asked")),
            bool(given.get("soon")),
        )

    def in_words(self) -> str:
        """What the list is narrowed to, in one line for the paper, where no boxes are printed."""
        narrowed = self.narrowed()
        kept = [dict(ANSWERS)[narrowed.answer or "all"].lower(), narrowed.area or "all areas"]
        for wanted, name in ((narrowed.never_asked, "never_asked"), (narrowed.soon, "soon")):
            if wanted:
                kept.append(str(self.fields[name].label).lower())
        return ", ".join(kept)


class Which(forms.Form):
    """Which stored answer a list shows, and which page of it, from the address."""

    on = forms.DateField(required=False)
    rules = forms.SlugField(required=False)
    page = forms.IntegerField(required=False, min_value=1, max_value=100_000)

    def wanted(self) -> tuple[dt.date, str] | None:
        """The date and rules asked for, or nothing for the current answer."""
        self.is_valid()
        on, rules = self.cleaned_data.get("on"), self.cleaned_data.get("rules")
        return (on, rules) if on and rules else None

    def rule_set(self) -> str:
        """The rule set named, whatever the date; empty where none is."""
        self.is_valid()
        return self.cleaned_data.get("rules") or ""

    def page_number(self) -> int:
        """The page asked for; the first where it is no number."""
        self.is_valid()
        return self.cleaned_data.get("page") or 1


class Find(forms.Form):
    """Part of a name, or a CHILD number."""

    words = forms.CharField(
        label="Name or CHILD number",
        max_length=80,
        error_messages={"required": "Enter part of a name, or a CHILD number"},
    )
