"""Forms: that a person was told that we hold facts about them, or why not yet."""

from django import forms

from kith.domain.terms import NoticeKind
from kith.finding import actions
from kith.ui import parts


class RecordNotice(forms.Form):
    """Told, or why not yet and until when."""

    kind = parts.one_of("Were they told?", NoticeKind.choices(), missing="Choose whether they were told")
    on = parts.day("On which day?", missing="Enter the day", hint="The day they were told, or today.")
    words = parts.words(
        "How were they told, or why not yet?",
        missing="Write how they were told, or why not",
        hint="For example: I gave her the page when we met.",
    )
    until = parts.day("Look at it again on", hint="Only if they were not told yet. Within three months.")

    def given(self) -> actions.Told:
        """What is written down."""
        given = self.cleaned_data
        return actions.Told(NoticeKind(given["kind"]), given["on"], given["words"], given["until"])
