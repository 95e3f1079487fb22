"""Forms of stop and pause, of getting in touch afterwards, and of starting again."""

import datetime as dt
from typing import Any

from django import forms

from kith.domain.terms import Role
from kith.referrals.presenters.stop import STEPS
from kith.ui.fields import HintedChoiceField, SplitDateField

PAUSE = "pause"
SOMEBODY_ELSE = "somebody else"
WHO_MAY_PRESS = (Role.CHILD, Role.CARER, Role.ADVOCATE, Role.SOCIAL_WORKER, Role.PERSONAL_ADVISER,
                 Role.REVIEWING_OFFICER, Role.COORDINATOR, Role.MANAGER, Role.SAFEGUARDING_LEAD)  # fmt: skip


class PressStop(forms.Form):
    """What to stop, as the child says it. No reason is asked."""

    reach = HintedChoiceField(
        label="What do you want to stop?",
        choices=[
            ("person", "Looking for one person"),
            ("step", "One thing you do for me"),
            ("everything", "Everything"),
            (PAUSE, "Everything, but only for a while"),
        ],
        error_messages={"required": "Say what to stop."},
    )
    named = forms.ChoiceField(label="Who is it about?", required=False, widget=forms.RadioSelect)
    other = forms.CharField(label="What do you call them?", max_length=80, required=False)
    scope = forms.ChoiceField(
        label="Which thing?",
        choices=[(scope.value, text) for scope, text in STEPS.items()],
        required=False,
        widget=forms.RadioSelect,
    )
    look_again_on = SplitDateField(label="When shall we ask you again?", required=False)
    words = forms.CharField(
        label="Is there anything you want us to know?",
        help_text="You don’t have to say why.",
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    pressed_by = forms.ChoiceField(
        label="Who said stop?",
        choices=[(role.value, role.label) for role in WHO_MAY_PRESS],
        initial=Role.CHILD.value,
    )

    def __init__(self, *args: Any, people: list[str], today: dt.date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today
        named = self.fields["named"]
        assert isinstance(named, forms.ChoiceField)  # noqa: S101  as declared above
        named.choices = [*((person, person) for person in people), (SOMEBODY_ELSE, "Somebody else")]

    def clean(self) -> dict[str, Any]:
        """What one answer makes another need."""
        given = super().clean() or {}
        reach = given.get("reach")
        if reach == "person" and not self.person():
            self.add_error("named" if not given.get("named") else "other", "Say who it is about.")
        if reach == "step" and not given.get("scope"):
            self.add_error("scope", "Say which thing to stop.")
        if reach == PAUSE and (not given.get("look_again_on") or given["look_again_on"] <= self.today):
            self.add_error("look_again_on", "Choose a day that is still to come.")
        return given

    def person(self) -> str:
        """The person it is about, by the child's name for them."""
        named = str(self.cleaned_data.get("named") or "")
        return str(self.cleaned_data.get("other") or "").strip() if named == SOMEBODY_ELSE else named


class StartAgain(forms.Form):
    """Starting again is agreed in person."""

    words = forms.CharField(
        label="Who spoke with the child, where, and what did the child say?",
        help_text="Starting again is agreed in person, never by letter or message.",
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
