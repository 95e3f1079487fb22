"""Forms: a note, a concern, and what was done about it."""

import datetime as dt
from typing import Any

from django import forms

from kith.domain.terms import KeepFrom
from kith.records import actions
from kith.records.models import Note
from kith.ui import fields

MOST_CHARACTERS = 8000
SESSION_LINE = "Lifelong Links: the coordinator was in touch with the child. The session notes are kept in the service."


class WriteNote(forms.Form):
    """One short page, saved once: the child's words first."""

    childs_words = forms.CharField(
        label="What did the child say, in their words?",
        required=False,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    words = forms.CharField(
        label="Your note",
        required=False,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    happened_on = fields.SplitDateField(
        label="When was this?", error_messages={"required": "Enter the day this happened"}
    )
    keep_from = forms.MultipleChoiceField(
        label="Keep this from",
        help_text="Whoever must not learn of this. It stands on the note and on the copy.",
        choices=KeepFrom.choices(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    keep_from_who = forms.CharField(label="If someone else, who?", required=False, max_length=120)
    stays_in_service = forms.BooleanField(
        label="A session note: it stays in the service, and the social worker does not read it", required=False
    )
    copy = forms.CharField(
        label="Copy for the case system",
        help_text="What goes into the council’s own system. Left empty, the note itself is copied; "
        "a session note then is not.",
        required=False,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, today: dt.date, writes_session_notes: bool, **options: Any) -> None:
        options["initial"] = {"happened_on": today} | (options.get("initial") or {})
        if writes_session_notes:
            options["initial"] |= {"stays_in_service": True, "copy": SESSION_LINE}
        super().__init__(*args, **options)
        self.today = today
        if not writes_session_notes:
            del self.fields["stays_in_service"]

    def clean_happened_on(self) -> dt.date:
        """Today or earlier."""
        day: dt.date = self.cleaned_data["happened_on"]
        if day > self.today:
            raise forms.ValidationError("The day must be today or earlier")
        return day

    def clean(self) -> dict[str, Any]:
        """Something must be written, and "someone else" needs a name."""
        given = super().clean() or {}
        if not given.get("words") and not given.get("childs_words"):
            self.add_error("words", "Write what happened, or what the child said")
        if KeepFrom.SOMEONE_ELSE.value in given.get("keep_from", []) and not given.get("keep_from_who"):
            self.add_error("keep_from_who", "Write from whom this is kept")
        return given

    def written(self, corrects: Note | None) -> actions.Written:
        """What was written, as the action takes it."""
        given = self.cleaned_data
        kept = [one for one in given["keep_from"] if one != KeepFrom.SOMEONE_ELSE.value]
        if given["keep_from_who"]:
            kept.append(given["keep_from_who"])
        return actions.Written(
            words=given["words"],
            happened_on=given["happened_on"],
            childs_words=given["childs_words"],
            keep_from=tuple(kept),
            stays_in_service=given.get("stays_in_service", False),
            copy=given["copy"],
            corrects=corrects,
        )


class RaiseConcern(forms.Form):
    """What worries somebody."""

    words = forms.CharField(
        label="What worries you?",
        help_text="What you saw or heard, when, and who is in danger. Write it as it was said.",
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Write what worries you"},
    )


class SettleConcern(forms.Form):
    """What was done about a concern."""

    version = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)
    what_was_done = forms.CharField(
        label="What was done?",
        help_text="Who was told, when, and what happens next.",
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Write what was done"},
    )
