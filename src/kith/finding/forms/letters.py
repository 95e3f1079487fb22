"""Forms about letters to people, and their answers."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms

from kith.domain import approach
from kith.domain.terms import Layer, PersonAnswer
from kith.finding import actions
from kith.ui import parts


class WriteLetter(forms.Form):
    """A letter of one layer: checked for what it gives away before anything is kept."""

    recipient = parts.words("Name and address it goes to", missing="Write to whom it goes, and where", rows=4)
    body = parts.words(
        "What it says",
        missing="Write what it says",
        hint="A plain envelope, with our neutral address. Nothing stands on it that says who we are.",
        rows=14,
    )
    still_in_care = forms.BooleanField(
        label="I looked today: the child is still in care, and the plan is still the same",
        help_text="Returns are old. This is asked before every letter.",
        error_messages={"required": "Look first whether the child is still in care and the plan still the same"},
    )

    def __init__(
        self, data: Any = None, *, layer: Layer, names: Sequence[str], asks: list[tuple[str, str]], **more: Any
    ) -> None:
        super().__init__(data, **more)
        self.layer, self.names = layer, names
        self.fields["ask"] = forms.ChoiceField(
            label="What did the child ask for that this answers?",
            choices=[*asks, ("", "None of these")],
            required=False,
            widget=forms.RadioSelect,
        )
        self.order_fields(["recipient", "body", "ask", "still_in_care"])

    def clean_body(self) -> str:
        """Nothing that this layer may not say, and no blank left."""
        body: str = self.cleaned_data["body"]
        found = approach.gives_away(self.layer, body, self.names, recipient=self.cleaned_data.get("recipient", ""))
        if found:
            said = ", ".join(f"“{word}”" for word in found)
            raise forms.ValidationError(f"This letter may not say that yet. Take out: {said}")
        if approach.blanks(body):
            raise forms.ValidationError(f"Fill in what stands in braces: {', '.join(approach.blanks(body))}")
        return body


class RecordAnswer(parts.Versioned):
    """What a person answered."""

    answer = parts.one_of("What did they answer?", PersonAnswer.choices(), missing="Choose what they answered")
    on = parts.day("When?", missing="Enter the day of the answer")
    words = parts.words(
        "What was said, and by whom?",
        hint="In their own words. After a no, or a death, the child will want to know: it becomes news to tell.",
    )
    offers = parts.words("What could they offer?", hint="In their own words: to talk, photos, birthdays, a visit.")

    def __init__(self, data: Any = None, *, today: dt.date, **more: Any) -> None:
        super().__init__(data, **more)
        self.today = today

    def clean(self) -> dict[str, Any]:
        """Not of a day to come; and words where the child will want to know."""
        given = super().clean() or {}
        if given.get("on") and given["on"] > self.today:
            self.add_error("on", "The date must be today or earlier")
        answer = given.get("answer")
        if answer and PersonAnswer(answer) in approach.ENDS_IT and not given.get("words"):
            self.add_error("words", "Write what was said, and by whom: the child will want to know")
        return given

    def answered(self) -> actions.Answered:
        """The answer, as the action takes it."""
        given = self.cleaned_data
        return actions.Answered(PersonAnswer(given["answer"]), given["on"], given["words"], given["offers"])
