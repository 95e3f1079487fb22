"""Forms: news to tell, who tells it when and where, that it was told, and looking in on the child afterwards."""

import datetime as dt
from typing import Any

from django import forms

from kith.access.models import User
from kith.domain import safety as rules
from kith.domain.terms import NewsKind
from kith.people.models import Connection
from kith.safety import actions
from kith.ui import parts

TIME_MISSING = "Enter a time, for example 16:30"


class KeepNews(forms.Form):
    """News that the child does not know yet."""

    kind = parts.one_of("What is the news?", NewsKind.choices(), missing="Choose what the news is")
    about = forms.ChoiceField(label="Whom is it about?", required=False)
    words = parts.words("What is known, and who says so?", missing="Write what is known, and who says so")

    def __init__(self, data: Any = None, *, named: list[tuple[Connection, str]], about: str = "") -> None:
        super().__init__(data, initial={"about": about})
        self.people = {str(connection.pk): connection for connection, _ in named}
        field: Any = self.fields["about"]
        field.choices = [("", "Nobody in particular"), *((str(one.pk), name) for one, name in named)]

    def connection(self) -> Connection | None:
        """The person it is about."""
        return self.people.get(self.cleaned_data["about"])


class PlanTelling(parts.Versioned):
    """Who tells the child, on which day, where and with whom."""

    who_tells = forms.ChoiceField(
        label="Who tells the child?",
        error_messages={"required": "Choose who tells the child", "invalid_choice": "Choose who tells the child"},
    )
    tell_on = parts.day(
        "On which day?",
        hint="Not before a weekend, a bank holiday or a birthday, and not on one.",
        missing="Enter the day on which the child is told",
    )
    at_time = forms.TimeField(
        label="At what time?",
        help_text="Not before school.",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": TIME_MISSING, "invalid": TIME_MISSING},
    )
    where = parts.line("Where?", missing="Write where the child is told", hint="Somewhere quiet, with time to stay.")
    with_whom = parts.line(
        "Who is with them then, and afterwards?", missing="Write who is with the child then, and afterwards"
    )

    def __init__(
        self, data: Any = None, *, team: list[User], born: dt.date | None, today: dt.date, initial: dict[str, Any]
    ) -> None:
        super().__init__(data, initial=initial)
        self.born, self.today = born, today
        self.team = {str(user.pk): user for user in team}
        field: Any = self.fields["who_tells"]
        field.choices = [parts.CHOOSE, *((key, user.display_name) for key, user in self.team.items())]

    def clean_tell_on(self) -> dt.date:
        """A day on which it can be borne (SAFEGUARDING 4)."""
        day: dt.date = self.cleaned_data["tell_on"]
        why = rules.bad_day_to_tell(day, born=self.born, today=self.today)
        if why:
            raise forms.ValidationError(why.rstrip("."))
        return day

    def clean(self) -> dict[str, Any]:
        """An hour after which no school follows."""
        given: dict[str, Any] = super().clean() or {}
        day, at_time = given.get("tell_on"), given.get("at_time")
        if day and at_time and rules.is_before_school(day, at_time):
            self.add_error("at_time", rules.BEFORE_SCHOOL.rstrip("."))
        return given

    def telling(self) -> actions.Telling:
        """The plan as the action takes it."""
        given = self.cleaned_data
        who, when = self.team[given["who_tells"]], (given["tell_on"], given["at_time"])
        return actions.Telling(who, *when, given["where"], given["with_whom"])


class MarkTold(parts.Versioned):
    """That the child was told face to face, in which words, and how they took it."""

    words = parts.words(
        "How was the child told, and what did they say?",
        hint="The words you used, and the child’s own.",
        missing="Write how the child was told and what they said",
    )


class CheckIn(parts.Versioned):
    """That somebody looked in on the child after the news."""

    words = parts.words("How is the child?", missing="Write how the child is")
