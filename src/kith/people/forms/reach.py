"""Forms: ways to reach a person."""

from django import forms

from kith.domain.terms import ReachKind
from kith.people import actions
from kith.people.forms.says import AS_BOOLEAN, SaysForm, yes_no
from kith.ui import parts

SAFE = "Is it safe to use?"
SAFE_HINT = "Somebody who should not may read a letter or pick up the phone."


class AddReach(SaysForm):
    """A way to reach somebody."""

    kind = parts.one_of("What is it?", ReachKind.choices(), missing="Choose what it is")
    value = parts.words("The number, address or name", missing="Write the number, address or name", rows=2)
    is_safe_to_use = yes_no(SAFE, SAFE_HINT)
    how_to_use = parts.words("How to use it", hint="For example: after six, ask for Bev, leave no message.", rows=2)
    is_sealed = forms.BooleanField(
        label="Seal it: only you, the service manager and the safeguarding lead can see that it is there",
        required=False,
    )

    field_order = ("kind", "value", "is_safe_to_use", "how_to_use", "is_sealed")

    def reach(self) -> actions.ReachGiven:
        """The way to reach them, as the action takes it."""
        given = self.cleaned_data
        return actions.ReachGiven(
            kind=ReachKind(given["kind"]),
            value=given["value"],
            is_sealed=given["is_sealed"],
            is_safe_to_use=AS_BOOLEAN.get(given["is_safe_to_use"]),
            how_to_use=given["how_to_use"],
        )


class CheckReach(parts.Versioned):
    """That it is right today, and whether it is safe to use."""

    is_safe_to_use = yes_no(SAFE, SAFE_HINT)
    how_to_use = parts.words("How to use it", rows=2)

    def is_safe(self) -> bool | None:
        """Whether it is safe to use; None where nobody knows."""
        return AS_BOOLEAN.get(self.cleaned_data["is_safe_to_use"])


class EndReach(parts.Versioned):
    """That it is no use any more."""
