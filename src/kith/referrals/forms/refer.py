"""Referring a child, the safety questions, and what was offered."""

import datetime as dt
from typing import Any

from django import forms

from kith.domain.terms import AroseAt, ChildAnswer, NotOfferedReason
from kith.referrals import actions
from kith.ui import fields, parts

NOBODY = "If there is nobody you know of, write that."


class AnswerSafety(forms.Form):
    """The three safety questions and the bottom lines."""

    must_not_know = parts.words(
        "Who must not know we are looking, or where the child lives?",
        missing="Write who must not know, or that there is nobody",
        hint=NOBODY,
    )
    could_be_a_danger = parts.words(
        "Who could be a danger, and to whom?",
        missing="Write who could be a danger, or that there is nobody",
        hint=NOBODY,
    )
    orders_and_limits = parts.words(
        "Which orders or proceedings limit whom the child may see?",
        missing="Write which orders or proceedings there are, or that there are none",
        hint="If there are none, write that.",
    )
    bottom_lines = parts.words(
        "Bottom lines", hint="What any plan must keep to, whoever agrees to it. For example: not where the child lives."
    )

    def safety(self) -> actions.SafetyGiven:
        """What was answered."""
        names = ("must_not_know", "could_be_a_danger", "orders_and_limits", "bottom_lines")
        return actions.SafetyGiven(**{name: self.cleaned_data[name] for name in names})


class Refer(AnswerSafety):
    """A referral in one short page."""

    arose_at = parts.one_of("Where did it come up?", AroseAt.choices(), missing="Choose where it came up")
    why = parts.words(
        "Why, in a few words?",
        missing="Write why in a few words",
        hint="Use the child’s own words if you have them.",
    )

    field_order = ("arose_at", "why")

    def arose(self) -> AroseAt:
        """Where the thought came up."""
        return AroseAt(self.cleaned_data["arose_at"])


WHAT_FOLLOWS = {
    ChildAnswer.YES: "Next comes the referral.",
    ChildAnswer.YES_ONLY: "Write below which people. Next comes the referral.",
    ChildAnswer.NOT_NOW: "Write below when to ask again. Until then the child stands further down on your list.",
    ChildAnswer.NO: "The child leaves your list, and can always ask later.",
    ChildAnswer.CHANGED_MIND: "Said yes before, and says no now. The child leaves your list, and can always ask later.",
    ChildAnswer.NOT_ASKED: "Nobody could talk with the child yet. Write below why, and when to try again.",
}


class NotNow(forms.Form):
    """Not now, because ... : a reason and a date to look again."""

    reason = parts.one_of("Why not now?", NotOfferedReason.choices(), missing="Choose why not now")
    words = parts.words("In a few words")
    look_again_on = parts.day("When should somebody look again?", missing="Enter the date on which to look again")

    def __init__(self, data: Any = None, *, on: dt.date) -> None:
        super().__init__(data)
        self.on = on

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("reason") == NotOfferedReason.OTHER.value and not given.get("words"):
            self.add_error("words", "Write the reason in a few words")
        _later(self, "look_again_on", self.on)
        return given

    def offer(self) -> actions.OfferGiven:
        """What is to be kept."""
        given = self.cleaned_data
        return actions.OfferGiven(
            on=self.on,
            not_offered=NotOfferedReason(given["reason"]),
            words=given["words"],
            look_again_on=given["look_again_on"],
        )


class Offered(forms.Form):
    """The child was offered it: when, and what they answered."""

    on = parts.day("When was the child asked?", missing="Enter the date on which the child was asked")
    answer = fields.HintedChoiceField(
        label="What did the child answer?",
        choices=ChildAnswer.choices(),
        hints={answer.value: hint for answer, hint in WHAT_FOLLOWS.items()},
        error_messages={"required": "Choose what the child answered"},
    )
    words = parts.words("In the child’s words, or why the child could not be asked")
    look_again_on = parts.day(
        "When should the child be asked again?", hint="Needed for “not now” and “could not be asked”."
    )

    def __init__(self, data: Any = None, *, today: dt.date) -> None:
        super().__init__(data, initial={"on": today})
        self.today = today

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        on = given.get("on")
        if on and on > self.today:
            self.add_error("on", "The date must be today or earlier")
        needs_words = {answer.value: missing for answer, missing in actions.NEEDS_WORDS.items()}
        if given.get("answer") in needs_words and not given.get("words"):
            self.add_error("words", needs_words[given["answer"]])
        again = given.get("answer") in {ChildAnswer.NOT_NOW.value, ChildAnswer.NOT_ASKED.value}
        if again and not given.get("look_again_on") and "look_again_on" not in self.errors:
            self.add_error("look_again_on", "Enter the date on which to ask again")
        _later(self, "look_again_on", on)
        return given

    def offer(self) -> actions.OfferGiven:
        """What is to be kept."""
        given = self.cleaned_data
        return actions.OfferGiven(
            on=given["on"],
            answer=ChildAnswer(given["answer"]),
            words=given["words"],
            look_again_on=given["look_again_on"],
        )

    def said_yes(self) -> bool:
        """Whether a referral is the next step."""
        return self.cleaned_data["answer"] in {ChildAnswer.YES.value, ChildAnswer.YES_ONLY.value}


def _later(form: forms.Form, name: str, than: dt.date | None) -> None:
    value = form.cleaned_data.get(name)
    if value and than and value <= than:
        form.add_error(name, "The date must be later than that day")
