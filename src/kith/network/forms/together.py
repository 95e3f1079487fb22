"""Forms of the map that a child and a coordinator draw together: who is here, somebody, where they go, love."""

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any

from django import forms

from kith.domain.terms import ChildSays, FactSource, LoveAnswer, LoveQuestion, PersonStatus, Ring, SeesNow, Side
from kith.network import actions
from kith.network.presenters import circles
from kith.people import actions as people
from kith.ui import parts

ASK_AGAIN = [("30", "in a month"), ("7", "in a week"), ("91", "in three months")]
WHERE = "Where do they go?"
RINGS = [(ring.value, label) for ring, label in circles.CHILDS_RINGS.items()]
SIDES = [(side.value, label) for side, label in circles.CHILDS_SIDES.items()]
# What a word speaks of: a guess, which the next page shows and the child changes. "Nan" is of neither side.
HINTS: dict[Side, str] = {
    Side.BROTHERS_AND_SISTERS: "brother|sister",
    Side.CARED_FOR_ME: "carer|foster|looked after",
    Side.SCHOOL_AND_CLUBS: r"teacher|school|coach|club|miss\b|sir\b",
    Side.FRIENDS: r"friend|(class)?mate\b",
    Side.WORKERS: "(social )?worker",
    Side.MUM: "mum|mother",
    Side.DAD: "dad|father",
}


def guess(words: str) -> Side | None:
    """The part of the child's life of whoever the child's words name first: "my dad's mum" is on dad's side.

    None where they speak of none.
    """
    found = ((re.search(rf"\b({marks})", words.casefold()), side) for side, marks in HINTS.items())
    at = [(match.start(), side) for match, side in found if match]
    return min(at, key=lambda one: one[0])[1] if at else None


class WhoIsHere(parts.Versioned):
    """Who is here while the child draws."""

    who_was_there = forms.CharField(
        label="Who is here with you?",
        help_text="You, and who else? You can choose who stays.",
        max_length=300,
        error_messages={"required": "Write down who is here."},
    )


class AddSomebody(forms.Form):
    """Somebody, in three fields."""

    called = forms.CharField(
        label="What do you call them?",
        help_text="Like Nan, or Uncle Vic, or Miss Jones.",
        max_length=80,
        error_messages={"required": "Write what you call them."},
    )
    how_related = forms.CharField(label="Who are they to you?", max_length=120, required=False)
    ring = forms.ChoiceField(
        label=WHERE, choices=[*RINGS, ("", "I don’t know yet")], required=False, widget=forms.RadioSelect
    )

    def person(self, on: dt.date) -> people.PersonGiven:
        """Somebody the child knows, as the action takes it; where they stand is asked next."""
        given = self.cleaned_data
        return people.PersonGiven(
            described=people.Described(given["called"], given["how_related"], named_by_child=True),
            stands=people.Stands(PersonStatus.NAMED_UNFOUND, on, FactSource.CHILD),
            child_knows=True,
        )


class PlaceSomebody(forms.Form):
    """Where somebody goes on the map."""

    ring = forms.ChoiceField(
        label="How close are they to you?",
        choices=RINGS,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how close they are."},
    )
    side = forms.ChoiceField(
        label="Which part of your life are they in?",
        choices=SIDES,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose which part of your life they are in."},
    )
    sees_now = forms.ChoiceField(
        label="Do you see each other now?", choices=SeesNow.choices(), required=False, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, ring_said: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        # What was said a page before is not asked again.
        self.ring_said = dict(RINGS).get(ring_said, "")
        if self.ring_said:
            self.fields["ring"].widget = forms.HiddenInput()

    def placed(self) -> actions.Placed:
        """Where they go, as the action takes it."""
        given = self.cleaned_data
        sees = SeesNow(given["sees_now"]) if given["sees_now"] else None
        return actions.Placed(Ring(given["ring"]), Side(given["side"]), sees)


class Say(forms.Form):
    """What the child tapped about seeing somebody; "not now" carries its days."""

    says = forms.ChoiceField(choices=ChildSays.choices(), required=False)
    not_now = forms.ChoiceField(choices=ASK_AGAIN, required=False)

    def clean(self) -> dict[str, Any]:
        """One answer; "not now" with the days to wait."""
        given = super().clean() or {}
        if given.get("not_now"):
            given["says"] = ChildSays.NOT_NOW.value
        if not given.get("says") or (given["says"] == ChildSays.NOT_NOW.value and not given.get("not_now")):
            raise forms.ValidationError("Tap an answer.")
        return given

    def said(self, today: dt.date, who_was_there: str) -> actions.SaidGiven:
        """What was said, as the action takes it."""
        days = self.cleaned_data["not_now"]
        again = today + dt.timedelta(days=int(days)) if days else None
        return actions.SaidGiven(ChildSays(self.cleaned_data["says"]), again, who_was_there)


class Love(forms.Form):
    """Who loves you? Who will be there for you? Ticked people, or another answer."""

    loves = forms.MultipleChoiceField(
        label=LoveQuestion.LOVES.label, required=False, widget=forms.CheckboxSelectMultiple
    )
    will_be_there = forms.MultipleChoiceField(
        label=LoveQuestion.WILL_BE_THERE.label, required=False, widget=forms.CheckboxSelectMultiple
    )
    answer = forms.ChoiceField(choices=LoveAnswer.choices(), required=False)

    def __init__(self, *args: Any, people: Iterable[tuple[str, circles.Face]], **options: Any) -> None:
        super().__init__(*args, **options)
        # The page shows beside each name where they stand: the label is the face itself.
        chosen = list(people)
        for name in ("loves", "will_be_there"):
            self.fields[name].choices = chosen  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Somebody, or one of the other answers."""
        given = super().clean() or {}
        named = given.get("loves") or given.get("will_be_there")
        if not given.get("answer"):
            given["answer"] = LoveAnswer.NAMED.value if named else ""
        if not given["answer"]:
            raise forms.ValidationError("Tick somebody, or tap one of the answers below.")
        return given

    @property
    def questions(self) -> tuple[forms.BoundField, ...]:
        """The two questions, side by side where there is room."""
        return self["loves"], self["will_be_there"]

    def named(self) -> list[tuple[LoveQuestion, str]]:
        """Whom the child named, by question; nobody where another answer was tapped."""
        if self.cleaned_data["answer"] != LoveAnswer.NAMED.value:
            return []
        return [(question, key) for question in LoveQuestion for key in self.cleaned_data[question.value]]


class Finish(parts.Versioned):
    """The end of a map."""

    who_was_there = forms.CharField(
        label="Who was here with you?", max_length=300, error_messages={"required": "Write down who was here."}
    )
    words = forms.CharField(
        label="Is there anything you want to say about your map?",
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    is_shared = forms.ChoiceField(
        label="Can the people who work for you see this map?",
        help_text="Your social worker, and the person who leads your reviews.",
        choices=[("yes", "Yes, they can see it"), ("no", "No, it stays with Lifelong Links")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who can see this map."},
    )

    def finished(self) -> actions.Finished:
        """The end, as the action takes it."""
        given = self.cleaned_data
        return actions.Finished(given["who_was_there"], given["words"], given["is_shared"] == "yes")
