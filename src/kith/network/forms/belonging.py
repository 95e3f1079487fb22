"""Forms: who belongs to whom among a child's people."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms

from kith.domain.terms import ParentageKind, TieKind, UnionStatus
from kith.network import actions
from kith.network.queries import CHILD
from kith.people.forms.says import CHOOSE, SaysForm, a_year
from kith.ui import parts

NOT_WITHOUT_THE_CHILD = "This is one of the child’s homes: tick the child too, or it stands nowhere"
ENDS_BEFORE = "This day must not be before it began"
TWO = actions.TWO

Members = Iterable[tuple[str, str]]


def whom(label: str, missing: str) -> forms.ChoiceField:
    """One of the child's people."""
    return forms.ChoiceField(label=label, choices=CHOOSE, error_messages={"required": missing})


class TwoPeople(SaysForm):
    """Two of the child's people, and who says so."""

    one = whom("Who?", "Choose the first person")
    other = whom("And who?", "Choose the second person")

    def __init__(self, *args: Any, members: Members, **options: Any) -> None:
        super().__init__(*args, **options)
        chosen = [*CHOOSE, *members]
        for name in ("one", "other"):
            self.fields[name].choices = chosen  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Two different people; an end that does not come before the beginning."""
        given = super().clean() or {}
        if given.get("one") and given.get("one") == given.get("other"):
            self.add_error("other", TWO)
        first, last = given.get("from_on"), given.get("until_on")
        if first and last and last < first:
            self.add_error("until_on", ENDS_BEFORE)
        return given

    def among(self) -> actions.Among:
        """The two, as the actions take them."""
        return actions.Among(self.cleaned_data["one"], self.cleaned_data["other"])


class AddParent(TwoPeople):
    """That somebody is somebody's parent."""

    kind = parts.one_of("In which way?", ParentageKind.choices(), missing="Choose in which way")
    from_on = parts.day("Since when?")
    until_on = parts.day("Until when?", hint="Leave it empty if it is still so.")

    field_order = ("other", "one", "kind", "from_on", "until_on")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["other"].label = "Who is the parent?"
        self.fields["one"].label = "Whose parent are they?"

    def parentage(self) -> actions.ParentageGiven:
        """What was said, as the action takes it."""
        given = self.cleaned_data
        return actions.ParentageGiven(self.among(), ParentageKind(given["kind"]), given["from_on"], given["until_on"])


class AddUnion(TwoPeople):
    """That two people are or were partners."""

    status = parts.one_of("What are they, or what were they?", UnionStatus.choices(), missing="Choose what they are")
    on = parts.day("Since which day?")
    year = a_year()

    field_order = ("one", "other", "status", "on", "year")

    def union(self) -> actions.UnionGiven:
        """What was said, as the action takes it."""
        given = self.cleaned_data
        return actions.UnionGiven(self.among(), UnionStatus(given["status"]), given["on"], given["year"])


class AddUnionEvent(forms.Form):
    """What partners became."""

    status = parts.one_of("What did they become?", UnionStatus.choices(), missing="Choose what they became")
    on = parts.day("On which day?")
    year = a_year()


class AddTie(TwoPeople):
    """Any other tie."""

    kind = parts.one_of("What ties them?", TieKind.choices(), missing="Choose what ties them")
    words = parts.line("In words, as people say it", hint="For example: best friends since school.")
    from_on = parts.day("Since when?")
    until_on = parts.day("Until when?", hint="Leave it empty if it is still so.")

    field_order = ("one", "other", "kind", "words", "from_on", "until_on")

    def tie(self) -> actions.TieGiven:
        """What was said, as the action takes it."""
        given = self.cleaned_data
        return actions.TieGiven(
            self.among(), TieKind(given["kind"]), given["words"], given["from_on"], given["until_on"]
        )


class AddHousehold(SaysForm):
    """People who live or lived together."""

    called = parts.line("A word for it", hint="Nan’s, the flat in the High Street. Never an address.", most=80)
    is_carers_home = forms.BooleanField(label="It is a carer’s home, or a children’s home", required=False)
    who = forms.MultipleChoiceField(
        label="Who lives there, or lived there at the same time?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose who lives there"},
    )
    from_on = parts.day("Since when?")
    until_on = parts.day("Until when?", hint="Leave it empty if they still live there.")

    field_order = ("called", "is_carers_home", "who", "from_on", "until_on")

    def __init__(self, *args: Any, members: Members, is_childs_home: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["who"].choices = list(members)  # type: ignore[attr-defined]
        self.is_childs_home = is_childs_home
        if not is_childs_home:
            self.fields["who"].help_text = "Tick the child too if they live or lived there."

    def clean(self) -> dict[str, Any]:
        """An end that does not come before the beginning."""
        given = super().clean() or {}
        first, last = given.get("from_on"), given.get("until_on")
        if first and last and last < first:
            self.add_error("until_on", ENDS_BEFORE)
        if self.is_childs_home and given.get("who") and CHILD not in given["who"]:
            self.add_error("who", NOT_WITHOUT_THE_CHILD)
        return given

    def household(self) -> actions.HouseholdGiven:
        """Who lives there, as the action takes it."""
        given = self.cleaned_data
        stays = tuple(actions.StayGiven(who, given["from_on"], given["until_on"]) for who in given["who"])
        return actions.HouseholdGiven(stays, given["called"], given["is_carers_home"])


class AddMember(forms.Form):
    """One more person in a household."""

    who = whom("Who?", "Choose who lives there")
    from_on = parts.day("Since when?")
    until_on = parts.day("Until when?", hint="Leave it empty if they still live there.")

    def __init__(self, *args: Any, members: Members, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["who"].choices = [*CHOOSE, *members]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """An end that does not come before the beginning."""
        given = super().clean() or {}
        first, last = given.get("from_on"), given.get("until_on")
        if first and last and last < first:
            self.add_error("until_on", ENDS_BEFORE)
        return given


class LeaveHousehold(parts.Versioned):
    """Since when somebody lives there no more."""

    until_on = parts.day("Since when do they not live there?", missing="Enter the day they left")


class EndRow(forms.Form):
    """Since when something is over."""

    until_on = parts.day("Since when is it over?", missing="Enter the day since when it is over")

    def __init__(self, *args: Any, today: dt.date, **options: Any) -> None:
        options["initial"] = {"until_on": today} | (options.get("initial") or {})
        super().__init__(*args, **options)
