"""Forms of a family file: taken in, the child in it, and who is taken over."""

import uuid
from typing import Any

from django import forms

from kith.domain.terms import PersonStatus
from kith.network import actions

MOST_KEY = 80
# Who could be somebody here is asked in one question of its own, named after the key.
WHO = "is-"
BOTH = "Somebody is ticked as taken over and as not wanted: choose one"
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
    """Who is taken over and who is not wanted; whoever has no answer can be answered later.

    ``is_finishing``: the file is destroyed afterwards, and nobody need be ticked.
    """

    yes = Keys(required=False)
    no = Keys(required=False)
    gender = Keys(required=False)
    has_looked = forms.BooleanField(label="I have looked: these are different people", required=False)
    status = forms.ChoiceField(
        label="Where do those you take over stand today?",
        help_text="Whoever has died according to the file is written down so.",
        choices=[(one.value, one.label) for one in STANDS],
        initial=PersonStatus.LOST_TOUCH.value,
        error_messages={"required": "Choose where they stand"},
    )

    def __init__(self, *args: Any, is_finishing: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.is_finishing = is_finishing
        self.fields["status"].required = not is_finishing

    def clean(self) -> dict[str, Any]:
        """Nobody can be both, and at least one must be answered."""
        given = super().clean() or {}
        said = self.said_of_alike()
        yes = {*given.get("yes", []), *(key for key, value in said.items() if value == "yes")}
        no = {*given.get("no", []), *(key for key, value in said.items() if value == "no")}
        same = {key: one for key, value in said.items() if (one := _as_id(value))}
        if yes & no or set(same) & (yes | no):
            self.add_error(None, BOTH)
        elif not self.errors and not yes | no and not same and not self.is_finishing:
            self.add_error(None, "Tick at least one person")
        return {**given, "yes": sorted(yes), "no": sorted(no), "same": same}

    def said_of_alike(self) -> dict[str, str]:
        """By key: what was chosen of those who could be somebody here: yes, no or a connection; empty for later."""
        sent = {name.removeprefix(WHO): self.data[name] for name in self.data if name.startswith(WHO)}
        return {key: value for key, value in sent.items() if len(key) <= MOST_KEY}

    def given(self) -> actions.Answered:
        """The answers, as the action takes them."""
        given = self.cleaned_data
        return actions.Answered(
            yes=given["yes"],
            no=given["no"],
            same=given["same"],
            status=PersonStatus(given["status"] or PersonStatus.LOST_TOUCH),
            gender=given["gender"],
            has_looked=given["has_looked"],
        )


def _as_id(value: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(value)
    except ValueError:
        return None
