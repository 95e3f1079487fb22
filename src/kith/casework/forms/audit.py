"""Forms: narrowing the audit record, and finding a child by number."""

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any, cast

from django import forms

from kith.audit import queries as audit
from kith.domain import happened, limits

MONTHS_BACK = limits.number("privacy_months_back")
PEOPLE = "people"


class Narrow(forms.Form):
    """Which events: codes only, so that no address holds a name."""

    narrows_a_list = True

    kind = forms.ChoiceField(label="What happened", required=False)
    actor = forms.ChoiceField(label="Who", required=False)
    month = forms.ChoiceField(label="In which month", required=False)
    child = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, kinds: Iterable[str], people: Iterable[Any], today: dt.date) -> None:
        super().__init__(*args)
        self._choose("kind", happened.in_groups(kinds))
        self._choose(
            "actor",
            [
                (PEOPLE, "People, not Kith itself"),
                *((str(person.pk), f"{person} ({person.role_label})") for person in people),
            ],
        )
        self._choose("month", [(f"{month:%Y-%m}", f"{month:%B %Y}") for month in _months(today)])

    def narrowed(self) -> audit.Narrowed:
        """What the list is narrowed to; anything that is not one of the choices narrows nothing."""
        self.is_valid()
        given = self.cleaned_data
        month = given.get("month")
        only_people = given.get("actor") == PEOPLE
        child: uuid.UUID | None = given.get("child")
        return audit.Narrowed(
            kind=given.get("kind", ""),
            actor_id="" if only_people else given.get("actor", ""),
            only_people=only_people,
            child_id=child,
            month=dt.date.fromisoformat(f"{month}-01") if month else None,
        )

    def _choose(self, name: str, choices: list[Any]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = [("", "All"), *choices]


class FindChild(forms.Form):
    """A child's number, as the return has it."""

    reference = forms.CharField(
        label="The child’s number",
        help_text="As in the statutory return. The search is recorded, its words sealed.",
        max_length=40,
        error_messages={"required": "Enter the child’s number"},
    )


def _months(today: dt.date) -> list[dt.date]:
    months = [today.replace(day=1)]
    while len(months) < MONTHS_BACK:
        months.append((months[-1] - dt.timedelta(days=1)).replace(day=1))
    return months
