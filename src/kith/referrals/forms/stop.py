"""Forms of stop and pause, of getting in touch afterwards, and of starting again."""

import datetime as dt
from typing import Any

from django import forms

from kith.domain.terms import Role
from kith.referrals.presenters.stop import STEPS
from kith.ui import parts

WHO_MAY_PRESS = (Role.CHILD, Role.CARER, Role.ADVOCATE, Role.SOCIAL_WORKER, Role.PERSONAL_ADVISER,
                 Role.REVIEWING_OFFICER, Role.COORDINATOR, Role.MANAGER, Role.SAFEGUARDING_LEAD)  # fmt: skip
PAUSE_DAYS = "30"


class PressStop(forms.Form):
    """One tap says what to stop: a person, somebody else, a step, everything, or a pause. No reason is asked."""

    person = forms.CharField(max_length=80, required=False)
    somebody_else = forms.BooleanField(required=False)
    step = forms.ChoiceField(choices=[(scope.value, text) for scope, text in STEPS.items()], required=False)
    everything = forms.BooleanField(required=False)
    pause = forms.BooleanField(required=False)
    other = forms.CharField(label="Somebody else: what do you call them?", max_length=80, required=False)
    # Asked beside the button of a pause only; every other button must work without it.
    until = parts.sometimes(
        forms.ChoiceField(
            label="For how long?",
            choices=[("14", "Two weeks"), ("30", "One month"), ("91", "Three months")],
            initial=PAUSE_DAYS,
            required=False,
        )
    )
    words = forms.CharField(
        label="Is there anything you want us to know?",
        help_text="You don’t have to say why.",
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    nothing_tapped, nobody_named = "Tap what you want to stop.", "Tell us who it is about."
    pressed_by = forms.ChoiceField(
        label="Who said stop?",
        choices=[(role.value, role.label) for role in WHO_MAY_PRESS],
        initial=Role.CHILD.value,
    )

    def clean(self) -> dict[str, Any]:
        """Exactly one button was tapped, and it says enough."""
        given = super().clean() or {}
        if given.get("somebody_else") and not given.get("other"):
            self.add_error("other", self.nobody_named)
        elif self.reach() == "":
            raise forms.ValidationError(self.nothing_tapped)
        return given

    def reach(self) -> str:
        """What was tapped: person, step, everything, pause, or nothing."""
        given = self.cleaned_data
        tapped = {
            "person": given.get("person") or given.get("somebody_else"),
            "step": given.get("step"),
            "everything": given.get("everything"),
            "pause": given.get("pause"),
        }
        return next((reach for reach, was_tapped in tapped.items() if was_tapped), "")

    def named(self) -> str:
        """The person it is about, by the child's name for them."""
        return str(self.cleaned_data["person"] or self.cleaned_data["other"])

    def look_again_on(self, today: dt.date) -> dt.date:
        """The day on which a pause is looked at again."""
        return today + dt.timedelta(days=int(self.cleaned_data["until"] or PAUSE_DAYS))


class PressStopForStaff(PressStop):
    """The same, in the words of staff who write it down outside a session with the child."""

    other = forms.CharField(label="Somebody else, by the child’s name for them", max_length=80, required=False)
    words = forms.CharField(
        label="What the child wants known, in the child’s words",
        help_text="Leave it empty if the child said nothing more.",
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )

    nothing_tapped, nobody_named = "Choose what stops.", "Write who it is about, by the child’s name for them."
    field_order = ("pressed_by", "words", "other", "until")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Nobody is assumed to have said it; and a stop waits for no answer."""
        super().__init__(*args, **kwargs)
        said: Any = self.fields["pressed_by"]
        said.initial, said.required = None, False
        said.choices = [("", "Not said"), *said.choices]  # a browser takes the first one where nothing is chosen
        said.help_text = "Left open, it counts as said by whoever writes it down."


class StartAgain(forms.Form):
    """Starting again is agreed in person."""

    words = forms.CharField(
        label="Who spoke with the child, where, and what did the child say?",
        help_text="Starting again is agreed in person, never by letter or message.",
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": "Write down who spoke with the child, where, and what the child said."},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
