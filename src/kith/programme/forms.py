"""Parses an authority's own figures for the projection."""

from django import forms

from kith.domain import demand


class Inputs(forms.Form):
    """One entry a line, as in an inputs file of ``kith project``."""

    inputs = forms.CharField(
        label="Your own figures",
        help_text="One a line, for example: in_care = 1608",
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 16, "spellcheck": "false"}),
        error_messages={"required": "Enter your figures, one a line"},
    )

    def clean_inputs(self) -> demand.Inputs:
        """The figures, or every problem with its line."""
        try:
            return demand.read_inputs(self.cleaned_data["inputs"].replace("\r\n", "\n").encode())
        except demand.InputsRefused as refused:
            raise forms.ValidationError(
                [f"Line {p.line}: {p.text}" if p.line else p.text for p in refused.problems]
            ) from refused
