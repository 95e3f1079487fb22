"""Which rule set lists use, and a rule set of the service's own."""

from django import forms

from kith.domain import eligibility


class Publish(forms.Form):
    """A rule set of the service's own."""

    text = forms.CharField(
        label="The rules",
        help_text="As the ones that ship with Kith: copy one and change it",
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false"}),
        error_messages={"required": "Enter the rules"},
    )

    def clean_text(self) -> str:
        """The text, if it is a whole rule set."""
        text = str(self.cleaned_data["text"]).replace("\r\n", "\n")
        try:
            eligibility.parse_rules(text)
        except eligibility.RulesNotReadable as refused:
            sentence = str(refused)
            raise forms.ValidationError(f"{sentence[:1].upper()}{sentence[1:]}") from refused
        return text


class ChooseRules(forms.Form):
    """The rule set that lists are to use, and the version of the service's settings that was seen."""

    rules = forms.SlugField()
    version = forms.IntegerField(widget=forms.HiddenInput)
