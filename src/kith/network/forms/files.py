"""Forms of a family file: taken in, the child in it, and who is taken over."""

from typing import Any

from django import forms

from kith.domain.terms import PersonStatus
from kith.network import actions

MOST_KEY = 80
STANDS = (PersonStatus.LOST_TOUCH, PersonStatus.IN_TOUCH, PersonStatus.NAMED_UNFOUND)


class TakeInFamilyFile(forms.Form):
    """A file of a genealogy program."""

    file = forms.FileField(
        label="A family file",
        help_text="GEDCOM (.ged) or GEDZIP (.gdz), up to 2 MB. Nobody in it becomes a person here before you say so.",
        widget=forms.ClearableFileInput(attrs={"accept": ".ged,.gdz"}),
        error_messages={"required": "Choose a family file", "empty": "The file is empty"},
    )

    def data_sent(self) -> bytes:
        """The bytes, one more than may come at the most."""
        sent: bytes = self.cleaned_data["file"].read(actions.MOST_BYTES + 1)
        return sent


class NameChildInFile(forms.Form):
    """Who in the file is the child; empty: nobody."""

    key = forms.CharField(max_length=MOST_KEY, required=False)


class Keys(forms.MultipleChoiceField):
    """Keys of people in a file. Whether they are in it is for the action to say, which reads the file anyway."""

    def valid_value(self, value: str) -> bool:
        """Short enough to be a key."""
        return len(value) <= MOST_KEY


class LookThrough(forms.Form):
    """Who is taken over and who is not wanted; whoever has no answer can be answered later."""

    yes = Keys(required=False)
    no = Keys(required=False)
    gender = Keys(required=False)
    status = forms.ChoiceField(
        label="Where do those you take over stand today?",
        help_text="Whoever has died according to the file is written down so.",
        choices=[(one.value, one.label) for one in STANDS],
        initial=PersonStatus.LOST_TOUCH.value,
        error_messages={"required": "Choose where they stand"},
    )

    def clean(self) -> dict[str, Any]:
        """Nobody can be both, and at least one must be answered."""
        given = super().clean() or {}
        yes, no = set(given.get("yes", [])), set(given.get("no", []))
        if yes & no:
            self.add_error(None, "Somebody is ticked as taken over and as not wanted: choose one")
        elif not self.errors and not yes | no:
            self.add_error(None, "Tick at least one person")
        return given

    def given(self) -> actions.Answered:
        """The answers, as the action takes them."""
        given = self.cleaned_data
        return actions.Answered(given["yes"], given["no"], PersonStatus(given["status"]), given["gender"])
