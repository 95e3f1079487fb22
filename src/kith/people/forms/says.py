"""Who says so, how sure it is, and for whom it may be told: the end of every form that writes something down."""

from collections.abc import Mapping

from django import forms

from kith.domain.terms import Certainty, FactSource
from kith.people import actions
from kith.ui import parts

CHOOSE = [("", "Choose")]
SAID = ("source", "certainty")
YES, NO, NOT_KNOWN = "yes", "no", ""
YES_NO_NOT_KNOWN = [(YES, "Yes"), (NO, "No"), (NOT_KNOWN, "Not known")]
AS_BOOLEAN = {YES: True, NO: False}
FIRST_YEAR, LAST_YEAR = 1850, 2100


def a_year() -> forms.IntegerField:
    """A year in four numbers, where the day is not known."""
    return forms.IntegerField(
        label="Or only the year",
        required=False,
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-4"}),
        error_messages={
            "invalid": "The year must have 4 numbers",
            "min_value": f"The year must be {FIRST_YEAR} or later",
            "max_value": f"The year must be {LAST_YEAR} or earlier",
        },
    )


class SaysForm(forms.Form):
    """Something written down about a person."""

    source = forms.ChoiceField(
        label="Who says so, or where does it stand?",
        choices=[*CHOOSE, *FactSource.choices()],
        error_messages={"required": "Choose who says so"},
    )
    source_words = parts.line("Which page, or who exactly?", hint="For example: page 14 of the file, or Aunt Bev.")
    certainty = forms.ChoiceField(
        label="How sure is it?",
        # Nobody is sure before they have said so.
        choices=[*CHOOSE, *Certainty.choices()],
        error_messages={"required": "Choose how sure it is"},
    )
    for_every_child = forms.BooleanField(
        label="It may also be told for other children this person matters to", required=False
    )

    def says(self) -> actions.Says:
        """Who says so, as the actions take it."""
        given = self.cleaned_data
        return actions.Says(
            source=FactSource(given["source"]),
            words=given["source_words"],
            certainty=Certainty(given["certainty"]),
            for_every_child=given["for_every_child"],
        )


def chosen(query: Mapping[str, str], *names: str) -> dict[str, str]:
    """What an address has chosen in such a form already: who says so, how sure it is, and the fields of these names."""
    return {name: query[name] for name in (*names, *SAID) if name in query}


def yes_no(label: str, hint: str = "") -> forms.ChoiceField:
    """Yes, no, or not known, as radios; not known is chosen at first."""
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        choices=YES_NO_NOT_KNOWN,
        required=False,
        initial=NOT_KNOWN,
        widget=forms.RadioSelect,
    )
