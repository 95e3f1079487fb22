"""Forms: a note, a paper, a concern, and what was done about it."""

import datetime as dt
from typing import Any

from django import forms

from kith.domain import papers
from kith.domain.terms import KeepFrom, PaperKind
from kith.records import actions
from kith.records.models import Note
from kith.ui import fields

MOST_CHARACTERS = 8000
SESSION_LINE = "Lifelong Links: the coordinator was in touch with the child. The session notes are kept in the service."


class KeptFrom(forms.Form):
    """From whom something about a child is kept."""

    keep_from = forms.MultipleChoiceField(
        label="Keep this from",
        help_text="Whoever must not learn of this. It stands beside it here, and on the copy.",
        choices=KeepFrom.choices(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    keep_from_who = forms.CharField(label="If someone else, who?", required=False, max_length=120)

    def clean(self) -> dict[str, Any]:
        """ "Someone else" needs a name."""
        given = super().clean() or {}
        if KeepFrom.SOMEONE_ELSE.value in given.get("keep_from", []) and not given.get("keep_from_who"):
            self.add_error("keep_from_who", "Write from whom this is kept")
        return given

    def kept_from(self) -> tuple[str, ...]:
        """Values of KeepFrom, and the name of somebody else."""
        given = self.cleaned_data
        kept = [one for one in given["keep_from"] if one != KeepFrom.SOMEONE_ELSE.value]
        return (*kept, *filter(None, [given["keep_from_who"]]))


class WriteNote(KeptFrom):
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
        return _past(self.cleaned_data["happened_on"], self.today)

    def clean(self) -> dict[str, Any]:
        """Something must be written."""
        given = super().clean()
        if not given.get("words") and not given.get("childs_words"):
            self.add_error("words", "Write what happened, or what the child said")
        return given

    def written(self, corrects: Note | None) -> actions.Written:
        """What was written, as the action takes it."""
        given = self.cleaned_data
        return actions.Written(
            words=given["words"],
            happened_on=given["happened_on"],
            childs_words=given["childs_words"],
            keep_from=self.kept_from(),
            stays_in_service=given.get("stays_in_service", False),
            copy=given["copy"],
            corrects=corrects,
        )


class PaperFile(forms.Form):
    """A photo or scan of paper, from when it is, and what is on it."""

    file = forms.FileField(
        label="A photo or a scan",
        help_text="JPEG, PNG, WebP or PDF, up to 20 MB. Where a photo was taken, and with what, is left out.",
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(papers.ENDINGS)}),
        error_messages={"required": "Choose a photo or a scan", "empty": "The file is empty"},
    )
    made_on = fields.SplitDateField(label="When was it made?", error_messages={"required": "Enter the day it was made"})
    words = forms.CharField(
        label="What is on it, for somebody who cannot see it?",
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Write what is on it"},
    )

    def __init__(self, *args: Any, today: dt.date, **options: Any) -> None:
        options["initial"] = {"made_on": today} | (options.get("initial") or {})
        super().__init__(*args, **options)
        self.today = today

    def clean_file(self) -> papers.Paper:
        """The file made anew; refused with the reason and what to do instead."""
        sent = self.cleaned_data["file"]
        try:
            return papers.clean(sent.name, sent.read(papers.Limits().bytes + 1))
        except papers.NotKept as refused:
            raise forms.ValidationError(f"The file is not kept: {refused}") from refused

    def clean_made_on(self) -> dt.date:
        """Today or earlier."""
        return _past(self.cleaned_data["made_on"], self.today)


class KeepPaper(PaperFile, KeptFrom):
    """A paper of any kind, and from whom it is kept."""

    field_order = ("file", "kind", "made_on", "words", "keep_from", "keep_from_who", "stays_in_service")

    kind = forms.ChoiceField(
        label="What is it?",
        help_text="A question about one person, or a stop, stays in the service, and only the child’s coordinator "
        "opens it: there may be a no on it. Any other paper of the child’s the social worker can open.",
        choices=PaperKind.choices(),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it is"},
    )
    stays_in_service = forms.BooleanField(
        label="It stays in the service, and the social worker does not see it", required=False
    )

    def __init__(self, *args: Any, today: dt.date, writes_session_notes: bool, **options: Any) -> None:
        super().__init__(*args, today=today, **options)
        if not writes_session_notes:
            del self.fields["stays_in_service"]

    def sent(self) -> actions.Sent:
        """What came in, as the action takes it."""
        given = self.cleaned_data
        return actions.Sent(
            cleaned=given["file"],
            kind=PaperKind(given["kind"]),
            made_on=given["made_on"],
            words=given["words"],
            keep_from=self.kept_from(),
            stays_in_service=given.get("stays_in_service", False),
        )


class TakeAway(forms.Form):
    """Why a paper should not have been kept."""

    words = forms.CharField(
        label="Why should it not be kept?",
        max_length=400,
        error_messages={"required": "Write why it is taken away"},
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


def _past(day: dt.date, today: dt.date) -> dt.date:
    if day > today:
        raise forms.ValidationError("The day must be today or earlier")
    return day
