"""Forms: a name, typed to see whether somebody is here already."""

from django import forms


class FindSomebody(forms.Form):
    """A name, or as much of it as is known."""

    name = forms.CharField(
        label="Their name, or as much of it as you know",
        help_text="Any name they have had, a nickname, or how it sounds. Only people around children you work with are "
        "looked through. Each search is recorded.",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Enter at least three letters of a name"},
    )
