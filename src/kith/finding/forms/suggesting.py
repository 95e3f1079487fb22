"""Forms about whom to look for next."""

from typing import Any

from django import forms

from kith.domain.terms import LeadReason
from kith.ui import parts


class PutAside(forms.Form):
    """Why a suggestion is put aside."""

    reason = parts.one_of("Why?", LeadReason.choices(), missing="Choose why")
    words = parts.words(
        "A few words",
        hint="Read by the child’s coordinator alone. It comes back only when something about it changes.",
        sometimes=True,
    )

    def clean(self) -> dict[str, Any]:
        """Another reason is said in words."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("reason") == LeadReason.OTHER.value and not (given.get("words") or "").strip():
            self.add_error("words", "Write a few words about why")
        return given
