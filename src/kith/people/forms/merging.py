"""Forms: two rows that are one person, and the same person beside another child."""

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms

from kith.domain.terms import PersonStatus, Side
from kith.people import actions
from kith.people.forms.persons import CALLED, SIDE, WHO, WHO_HINT
from kith.ui import parts


class MergePeople(forms.Form):
    """How somebody knows that two are one."""

    words = parts.words(
        "How do you know that this is one person?",
        missing="Write how you know that this is one person, or why it is left for now",
        hint="Two things that agree, from two places: for example a birth date in the file, and what Nan says.",
    )


class WhichTwo(forms.Form):
    """Two of several of one name, and what is done with them."""

    a = forms.UUIDField()
    b = forms.UUIDField()
    do = forms.ChoiceField(choices=[("same", "same"), ("two", "two")])

    def clean(self) -> dict[str, Any]:
        """One is not two."""
        given = super().clean() or {}
        if given.get("a") == given.get("b"):
            self.add_error(None, "Choose two different people")
        return given

    def leads_to(self) -> str:
        """The page on which it is done."""
        return "people:merge" if self.cleaned_data["do"] == "same" else "people:tell_apart"


class TellApart(forms.Form):
    """How somebody knows that two who are alike are two."""

    words = parts.words(
        "How do you know that these are two people?", missing="Write how you know that these are two people"
    )


class UndoMerge(forms.Form):
    """How somebody knows that they are two."""

    words = parts.words("Why are these two people?", missing="Write why these are two people")


class ShareWith(forms.Form):
    """With which child a person is shared, who they are there, and what is told there."""

    child = forms.ChoiceField(label="Which child?", error_messages={"required": "Choose a child"})
    called = parts.line(CALLED, most=80)
    how_related = parts.line(WHO, hint=WHO_HINT, missing="Write who they are to that child")
    side = forms.ChoiceField(label=SIDE, choices=[("", "Not known"), *Side.choices()], required=False)
    status = forms.ChoiceField(label="Where does it stand for that child?", choices=PersonStatus.choices())
    child_knows = forms.ChoiceField(
        label="Does that child know of this person?",
        choices=[("yes", "Yes"), ("no", "Not yet")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether that child knows of this person"},
    )
    telling = forms.MultipleChoiceField(
        label="What may be told there too?",
        help_text="What may be told for every child goes along. Ways to reach the person do not.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, *args: Any, children: Iterable[tuple[str, str]], rows: Iterable[tuple[str, str]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["child"].choices = [("", "Choose"), *children]  # type: ignore[attr-defined]
        self.fields["telling"].choices = list(rows)  # type: ignore[attr-defined]

    def shared(self, child: Any) -> actions.Shared:
        """What was chosen, as the action takes it."""
        given = self.cleaned_data
        return actions.Shared(
            child=child,
            described=actions.Described(
                given["called"], given["how_related"], Side(given["side"]) if given["side"] else None
            ),
            telling=tuple(uuid.UUID(one) for one in given["telling"]),
            status=PersonStatus(given["status"]),
            child_knows=given["child_knows"] == "yes",
        )
