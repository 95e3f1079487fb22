"""Forms: asking whether a person is safe, the worker's answers, another view, and the sides to think of first."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from kith.domain import safety as rules
from kith.domain.terms import Box, Cleared, ContactKind
from kith.safety import actions
from kith.ui import fields, parts

QUESTIONS: dict[Box, str] = {
    Box.WRITE_OR_CALL: "Safe to write or call?",
    Box.MEET_WITH_WORKER: "Safe to meet with a worker there?",
    Box.CONFERENCE: "Safe to come to the conference?",
    Box.ON_THEIR_OWN: "Safe to be together on their own?",
}
NEED_WORDS = {
    Cleared.YES_IF: "Write the conditions: yes, if what?",
    Cleared.NOT_NOW: "Write why not now, and what would have to change",
    Cleared.NO: "Write why it is not safe",
}


class Answer(forms.Form):
    """One answer to "safe to ...?": for some kinds of being in touch, until a day, with the words it needs."""

    answer = parts.one_of("What is your answer?", Cleared.choices(), missing="Choose an answer")
    words = parts.words(
        "If what, or why?",
        hint="Yes, if: the conditions. Not now: why, and what would have to change. No: why. "
        "Not now and no hold at once what is under way.",
        rows=2,
        sometimes=True,
    )
    until = parts.day(
        "Until when?",
        hint="For “not now”: the day to look at it again.",
        missing="Enter the day until which this counts",
    )
    kinds = forms.MultipleChoiceField(
        label="What the answer is about",
        choices=ContactKind.choices(),
        widget=forms.CheckboxSelectMultiple,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Choose what the answer is about"),
    )
    checks = parts.words("Checks done, by whom and when", rows=2)
    childs_feeling = parts.words("How the child feels about it, in their words", rows=2)

    def __init__(
        self,
        data: Any = None,
        *,
        today: dt.date,
        until: dt.date,
        against: Mapping[ContactKind, str] | None = None,
        prefix: str | None = None,
    ) -> None:
        super().__init__(data, prefix=prefix, initial={"until": until}, use_required_attribute=False)
        self.today, self.against = today, dict(against or {})

    def clean_until(self) -> dt.date:
        """A later day: an answer that ends today is none."""
        day: dt.date = self.cleaned_data["until"]
        if day <= self.today:
            raise forms.ValidationError("The day must be later than today")
        return day

    def clean(self) -> dict[str, Any]:
        """An answer but a plain yes needs words; a yes is refused while something stands against it."""
        given = super().clean() or {}
        answer = Cleared(given["answer"]) if given.get("answer") else None
        if answer in NEED_WORDS and not given.get("words", "").strip():
            self.add_error("words", NEED_WORDS[answer])
        if answer and given.get("until"):
            too_long = rules.why_too_long(answer, self.today, given["until"])
            if too_long:
                self.add_error("until", too_long)
        against = [self.against[kind] for kind in map(ContactKind, given.get("kinds", [])) if kind in self.against]
        if answer in rules.CLEARED and against:
            self.add_error("answer", against[0])
        return given

    def given(self) -> actions.Given:
        """The answer as the action takes it."""
        given, answer = self.cleaned_data, Cleared(self.cleaned_data["answer"])
        conditions = answer is Cleared.YES_IF
        return actions.Given(
            kinds=tuple(ContactKind(kind) for kind in given["kinds"]),
            answer=answer,
            until=given["until"],
            conditions=given["words"] if conditions else "",
            why="" if conditions else given["words"],
            checks=given["checks"],
            childs_feeling=given["childs_feeling"],
        )


class AnswerRow(Answer):
    """One row of the worker's sheet: a person and a box. A row in which nothing was said stays as it was."""

    SAID = ("answer", "words", "checks", "childs_feeling")

    def __init__(self, data: Any = None, *, box: Box, **options: Any) -> None:
        super().__init__(data, **options)
        self.empty_permitted = True
        self.fields["answer"].label = QUESTIONS[box]
        kinds: Any = self.fields["kinds"]
        kinds.choices = parts.choices(*rules.KINDS_OF[box])
        plain = rules.PLAIN_MEANS[box]
        open_ones = [kind for kind in plain if self.against.get(kind) != rules.RESTRICTED]
        self.initial["kinds"] = [kind.value for kind in open_ones or plain]

    def has_changed(self) -> bool:
        """Whether anything was said in this row; a day that stands there already is no answer."""
        return any(str(self.data.get(self.add_prefix(name), "")).strip() for name in self.SAID)


class Clear(Answer):
    """An answer for one person, also where nobody asked: any kinds at once."""

    field_order = ("kinds", "answer", "words", "until", "checks", "childs_feeling")

    def __init__(self, data: Any = None, *, today: dt.date, until: dt.date, **options: Any) -> None:
        super().__init__(data, today=today, until=until, **options)
        if until - today <= rules.load_setting().raised_before:
            day: Any = self.fields["until"]
            day.help_text += " The next review is soon: a letter or a visit after this day needs a new answer."


class AskClearance(forms.Form):
    """Which of the four questions are asked about a person, and why now."""

    boxes = fields.HintedMultipleChoiceField(
        label="Ask: is it safe to ...?",
        choices=Box.choices(),
        error_messages={"required": "Choose what to ask about"},
    )
    words = parts.words(
        "Why now?", hint="What the child wants, and what you know of this person. The social worker reads it."
    )

    def __init__(self, data: Any = None, *, boxes: Sequence[Box], hints: dict[str, str]) -> None:
        super().__init__(data)
        asked: Any = self.fields["boxes"]
        asked.choices, asked.hints = parts.choices(*boxes), hints

    def asking(self) -> actions.Asking:
        """What is asked, as the action takes it."""
        return actions.Asking(tuple(Box(box) for box in self.cleaned_data["boxes"]), self.cleaned_data["words"])


class AddDissent(forms.Form):
    """That somebody sees it differently. The answer stands all the same."""

    words = parts.words(
        "How do you see it?",
        hint="The answer stands. This stands beside it, with your name.",
        missing="Write how you see it",
    )


class AnswerSide(forms.Form):
    """Whether it goes on although a restricted person is near, and why. A side left open stays as it was."""

    goes_on = parts.one_of("Does it go on, or wait?", [("yes", "It can go on"), ("no", "It waits")], missing="Choose")
    words = parts.words("Why?", missing="Write why it can go on, or why it must wait", rows=2)

    def __init__(self, data: Any = None, *, who: str, prefix: str) -> None:
        super().__init__(data, prefix=prefix, use_required_attribute=False)
        self.empty_permitted = True
        choice: Any = self.fields["goes_on"]
        choice.label = f"{who}: does it go on, or wait?"
        choice.error_messages["required"] = f"Choose whether it goes on or waits: {who}"

    def has_changed(self) -> bool:
        """Whether anything was said about this side."""
        return any(str(self.data.get(self.add_prefix(name), "")).strip() for name in self.fields)
