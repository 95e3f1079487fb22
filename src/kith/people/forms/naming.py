"""Forms: names that are one name, looked up and added."""

from django import forms

from kith.domain import names
from kith.people import actions
from kith.ui import parts


class FindFamily(forms.Form):
    """A name, or its first letters."""

    name = forms.CharField(
        label="Look up a name",
        help_text="A first name or its first letters, never somebody’s whole name.",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Enter the first letters of a name"},
    )


class AddFamily(forms.Form):
    """One name and what it is also written or called."""

    name = parts.line("The name, in its full form", missing="Write the name", most=60)
    others = parts.line(
        "What it is also called or written",
        hint="With commas between them: Kez, Kezzie.",
        missing="Write at least one other form",
        most=300,
    )
    kind = parts.one_of("How do they belong together?", names.Kind.choices(), missing="Choose how they belong together")
    culture = parts.line("Language or region", most=60)
    how_known = parts.line(
        "How do you know?",
        hint="Where it is from: a family’s own language, a list with its title. Nobody’s whole name stands here.",
        missing="Write how you know",
        most=200,
    )

    def family(self) -> actions.FamilyGiven:
        """What was written, as the action takes it."""
        given = self.cleaned_data
        written = ";".join([given["name"], *given["others"].replace(";", ",").split(",")])
        return actions.FamilyGiven(written, names.Kind(given["kind"]), given["how_known"], given["culture"])
