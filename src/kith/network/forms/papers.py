"""A map on paper, photographed or scanned."""

from typing import Any

from django import forms

from kith.domain.terms import PaperKind
from kith.network import actions
from kith.records import actions as records
from kith.records.forms import PaperFile


class PaperMap(PaperFile):
    """The photo of a map that a child drew, and what the child says of it."""

    field_order = ("file", "made_on", "words", "who_was_there", "childs_words", "is_shared")

    who_was_there = forms.CharField(
        label="Who was there?", max_length=300, error_messages={"required": "Write down who was there"}
    )
    childs_words = forms.CharField(
        label="What did the child say about it, in their words?",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    is_shared = forms.ChoiceField(
        label="Does the child let the people who work for them see it?",
        help_text="Their social worker, and their reviewing officer.",
        choices=[("yes", "Yes, they can see it"), ("no", "No, it stays with Lifelong Links")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who can see this map"},
    )

    def sent(self) -> records.Sent:
        """The paper, as the action takes it."""
        given = self.cleaned_data
        return records.Sent(given["file"], PaperKind.MAP, given["made_on"], given["words"])

    def end(self) -> actions.Finished:
        """Who was there, what the child said, who may see it."""
        given: dict[str, Any] = self.cleaned_data
        return actions.Finished(given["who_was_there"], given["childs_words"], given["is_shared"] == "yes")
