"""Forms: the service's settings, and a list of people."""

import csv
import io
from typing import Any, cast

from django import forms

from kith.casework import actions
from kith.domain import limits
from kith.domain.returns import Table, tables
from kith.ui import parts

MOST_DAYS = limits.number("most_reply_working_days")
MOST_KB = 512


def columns_no_answer_needs() -> list[str]:
    """Columns on health and offending: no answer of Kith leans on them, so a service may refuse to hold them."""
    spec = tables.SPECS[Table.OC2]
    return [name for name in spec.columns if name not in spec.required and not name.startswith("SDQ")]


class KeepSettings(forms.Form):
    """What a service administrator may set."""

    version = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)
    reply_working_days = forms.IntegerField(
        label="A child who asks gets a reply within how many working days?",
        min_value=1,
        max_value=MOST_DAYS,
        error_messages=parts.whatever_is_wrong(f"Enter a number of days from 1 to {MOST_DAYS}"),
    )
    emergency_number = forms.CharField(
        label="The council’s emergency number, out of hours too",
        help_text="It stands on the page where children ask for themselves, and beside every concern.",
        required=False,
        max_length=40,
    )
    switched_off_columns = forms.MultipleChoiceField(
        label="Columns of the return that are not kept",
        help_text="Their values become a counted mark when a return comes in. What came in before stays as it was.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, switched_off: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        names = dict.fromkeys([*columns_no_answer_needs(), *switched_off])
        cast(forms.MultipleChoiceField, self.fields["switched_off_columns"]).choices = [
            (name, tables.column_in_words(name)) for name in names
        ]

    def given(self) -> actions.Settings:
        """The settings as the action takes them."""
        given = self.cleaned_data
        return actions.Settings(
            given["reply_working_days"], given["emergency_number"], tuple(given["switched_off_columns"])
        )


class BringInPeople(forms.Form):
    """A CSV list of people."""

    people = forms.FileField(
        label="A list of people (CSV)",
        help_text="Columns: email, name, role; and, where wanted, team, area, languages, manager. A person who is "
        "there already is brought up to date. The manager of a social worker or personal adviser is named by e-mail; "
        "without that column nobody’s manager changes.",
        error_messages={"required": "Choose a file"},
    )

    def clean_people(self) -> str:
        """The text of the file."""
        upload = self.cleaned_data["people"]
        if upload.size > MOST_KB * 1024:
            raise forms.ValidationError(f"The file must be smaller than {MOST_KB} KB")
        try:
            return str(upload.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise forms.ValidationError("The file must be saved as UTF-8 text") from None


class AddPerson(forms.Form):
    """One person, for whom no list is made."""

    email = forms.EmailField(
        label="E-mail address",
        help_text="They sign in with it.",
        error_messages={"required": "Enter an e-mail address", "invalid": "Enter a whole e-mail address"},
    )
    name = forms.CharField(label="Name", error_messages={"required": "Enter the name"})
    role = forms.ChoiceField(label="Role", error_messages={"required": "Choose the role"})
    team = forms.CharField(label="Team", required=False)

    def __init__(self, *args: Any, roles: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [("", "Choose a role"), *((role, role) for role in roles)]
        cast(forms.ChoiceField, self.fields["role"]).choices = choices

    def as_list(self) -> str:
        """The same as a list of one, so that one rule takes both."""
        text = io.StringIO()
        names = ("email", "name", "role", "team")
        csv.writer(text).writerows([names, [self.cleaned_data[name] for name in names]])
        return text.getvalue()


class NameManager(forms.Form):
    """Who manages a worker."""

    version = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)
    manager = forms.ChoiceField(label="Who is the manager?", required=False)

    def __init__(self, *args: Any, people: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        cast(forms.ChoiceField, self.fields["manager"]).choices = [("", "Nobody"), *people]
