"""Forms: notes of the file are pasted or sent, and answered person by person."""

import uuid
from collections.abc import Iterable, Iterator
from typing import Any

from django import forms

from kith.domain import casefiles
from kith.domain.terms import NotesSay
from kith.finding import actions
from kith.ui import parts

# About ten years of notes of one child; a longer file is sent, not pasted (the project's own number, 2026).
MOST_PASTED = 1_000_000
ENDINGS = ".txt,.docx,.pdf,.eml,.rtf"


class TakeInNotes(forms.Form):
    """Notes, pasted or as one file; ``cleaned_data["document"]`` is what was read of them."""

    text = parts.Words(
        label="Paste the notes",
        help_text="Up to a million characters. A longer file can be sent instead.",
        required=False,
        max_length=MOST_PASTED,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    file = forms.FileField(
        label="Or send a file",
        help_text="Text, Word (.docx), PDF with words in it, e-mail (.eml) or RTF, up to 20 MB.",
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ENDINGS}),
        error_messages={"empty": "The file is empty"},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            parts.sometimes(field)

    def clean(self) -> dict[str, Any]:
        """One of the two, and readable; a file that cannot be read is refused with the reason."""
        given: dict[str, Any] = super().clean() or {}
        text, file = (given.get("text") or "").strip(), given.get("file")
        if self.errors:
            return given
        if bool(text) == bool(file):
            self.add_error("text", "Paste the notes, or send a file" + (": not both" if text else ""))
            return given
        try:
            given["document"] = _read(file) if file else casefiles.Document("", "text", given["text"])
        except casefiles.NotRead as refused:
            self.add_error("file", f"This file cannot be read: {refused}")
        return given


def _read(file: Any) -> casefiles.Document:
    limits = casefiles.Limits()
    return casefiles.read_document(file.name, file.read(limits.bytes + 1), limits)


class AnswerNotes(forms.Form):
    """One answer for each person whom notes name; whoever has none can be answered later.

    ``marks`` are the people of the page; ``here`` everybody beside the child, (id, name); ``unanswered``: how many of
    the notes have no yes or no. With "finish" they are forgotten for good, so that needs a tick. ``workers`` were left
    out; whoever of them matters is to be asked about.
    """

    forget = forms.BooleanField(required=False)
    matters = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(
        self,
        data: Any = None,
        *,
        marks: Iterable[str],
        here: Iterable[tuple[uuid.UUID, str]],
        unanswered: int,
        workers: Iterable[str] = (),
    ) -> None:
        super().__init__(data)
        self.marks, self.unanswered = tuple(marks), unanswered
        self.is_finishing = data is not None and "finish" in data
        whoever = f"whoever of these {unanswered} people" if unanswered > 1 else "the one person"
        self.fields["forget"].label = f"Forget {whoever} I did not answer about"
        self.fields["matters"].choices = [(mark, mark) for mark in workers]  # type: ignore[attr-defined]
        same = [("", "Choose"), *((str(pk), shown) for pk, shown in here)]
        for mark in self.marks:
            self.fields[f"say-{mark}"] = forms.ChoiceField(choices=NotesSay.choices(), required=False)
            self.fields[f"same-{mark}"] = forms.ChoiceField(choices=same, required=False)

    def clean(self) -> dict[str, Any]:
        """At least one answer, and "the same" says as whom."""
        given: dict[str, Any] = super().clean() or {}
        said = [mark for mark in self.marks if given.get(f"say-{mark}")]
        settled = [mark for mark in said if given[f"say-{mark}"] != NotesSay.ASK.value]
        still = self.unanswered - len(settled) + len(given.get("matters", ()))
        if self.is_finishing and still and not given.get("forget"):
            self.add_error("forget", "Answer about everybody first, or tick that the rest is forgotten for good")
        elif not self.is_finishing and not said and not given.get("matters") and not self.errors:
            self.add_error(None, "Answer about at least one person")
        for mark in said:
            if given[f"say-{mark}"] == NotesSay.SAME.value and not given.get(f"same-{mark}"):
                self.add_error(f"same-{mark}", "Choose whom this person is the same as")
        return given

    def beside(self, rows: Iterable[Any]) -> Iterator[tuple[Any, forms.BoundField, forms.BoundField]]:
        """Each row of the page with its two fields: what is answered, and the same as whom."""
        return ((row, self[f"say-{row.mark}"], self[f"same-{row.mark}"]) for row in rows)

    def given(self) -> Iterator[actions.NotesAnswered]:
        """The answers, as the action takes them."""
        for mark in self.marks:
            say = self.cleaned_data[f"say-{mark}"]
            if say:
                same = self.cleaned_data[f"same-{mark}"]
                is_same = say == NotesSay.SAME.value
                yield actions.NotesAnswered(mark, NotesSay(say), uuid.UUID(same) if is_same and same else None)
        for mark in self.cleaned_data["matters"]:
            yield actions.NotesAnswered(mark, NotesSay.ASK)
