"""Forms for what is to leave."""

from typing import Any

from django import forms

from kith.domain.agreement import ABOUT_A_PERSON, OUTWARD
from kith.domain.terms import AgreementScope
from kith.outbox.presenters import GO_ANYWAY, KINDS


class WriteItem(forms.Form):
    """One thing that is to leave, for one child, and goes to none of the child's people."""

    kind = forms.ChoiceField(
        label="What is it?",
        choices=KINDS,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it is", "invalid_choice": "Choose what it is"},
    )
    needs = forms.ChoiceField(
        label="Which step has the child agreed to?",
        help_text="A neutral cancellation, a legal notice and safeguarding need none.",
        choices=[(scope.value, scope.label) for scope in AgreementScope if scope in OUTWARD - ABOUT_A_PERSON],
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Say which step of the child’s agreement this goes under."},
    )
    recipient = forms.CharField(
        label="Name and address it goes to",
        max_length=400,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": "Write to whom it goes, and where"},
    )
    body = forms.CharField(
        label="What it says",
        max_length=8000,
        widget=forms.Textarea({"rows": 8}),
        error_messages={"required": "Write what it says"},
    )

    def clean(self) -> dict[str, Any]:
        """Everything but the three kinds that may always go needs a step of the child's agreement."""
        given = super().clean() or {}
        if given.get("kind") in GO_ANYWAY:
            given["needs"] = ""
        elif given.get("kind") and not given.get("needs"):
            self.add_error("needs", "Say which step of the child’s agreement this goes under.")
        return given


class WriteAnyway(WriteItem):
    """The same once everything is stopped: only the kinds that may still go, under no step of the child's agreement."""

    kind = forms.ChoiceField(
        label="What is it?",
        choices=[(value, label) for value, label in KINDS if value in GO_ANYWAY],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it is", "invalid_choice": "Choose what it is"},
    )
    needs = None  # type: ignore[assignment]


class Decide(forms.Form):
    """A decision about one thing, with the version that was shown."""

    version = forms.IntegerField(widget=forms.HiddenInput)
