"""Forms: what somebody gives the child, how a tie feels, and a quiet check-in."""

import datetime as dt
from typing import Any

from django import forms

from kith.domain.terms import FactSource, Quality, SupportKind
from kith.network import actions
from kith.people.forms.says import SaysForm
from kith.ui import parts


class AddSupport(forms.Form):
    """What somebody gives the child."""

    kind = parts.one_of("What do they give?", SupportKind.choices(), missing="Choose what they give")
    source = SaysForm.base_fields["source"]
    from_on = parts.day("Since when?", missing="Enter the day since when")

    def __init__(self, *args: Any, today: dt.date, **options: Any) -> None:
        options["initial"] = {"from_on": today} | (options.get("initial") or {})
        super().__init__(*args, **options)


class EndSupport(forms.Form):
    """Since when somebody gives it no more."""

    until_on = parts.day("Since when do they not give this any more?", missing="Enter the day since when")

    def __init__(self, *args: Any, today: dt.date, **options: Any) -> None:
        options["initial"] = {"until_on": today} | (options.get("initial") or {})
        super().__init__(*args, **options)


class AddQuality(forms.Form):
    """How the tie between the child and a person feels."""

    quality = parts.one_of("How does it feel?", Quality.choices(), missing="Choose how it feels")
    source = SaysForm.base_fields["source"]
    words = parts.words("In their words", rows=2)

    def quality_given(self, on: dt.date) -> actions.QualityGiven:
        """How it feels, as the action takes it."""
        given = self.cleaned_data
        return actions.QualityGiven(Quality(given["quality"]), FactSource(given["source"]), on, given["words"])


class CheckIn(parts.Versioned):
    """How a quiet check-in went."""

    words = parts.words(
        "How did it go?",
        missing="Write how it went, in a sentence",
        hint="Only you read this, and whoever is the child’s coordinator after you.",
    )
