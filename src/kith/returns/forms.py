"""Bringing in a return: the files, the council, and the year where it must be said."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from kith.access.models import Council
from kith.domain import returns

BYTES_A_MEGABYTE = 1_000_000


class ManyFiles(forms.ClearableFileInput):
    """A control that takes several files."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[UploadedFile]:
        return files.getlist(name) if hasattr(files, "getlist") else []


class ManyFilesField(forms.FileField):
    """Several files; at least one must be there and none may be empty."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Each file by the rules of a single one."""
        return [super(ManyFilesField, self).clean(one, initial) for one in (data or [None])]


class BringIn(forms.Form):
    """What was sent. Nothing is saved by this: the next page shows what it would do."""

    sources = ManyFilesField(
        label="Files of the return",
        help_text=(
            "The tables of the SSDA903 return as CSV, or the return as XML; Annex A as a workbook (.xlsx); or a zip of "
            "them. Several years at once: put each year in a folder of one zip, or send a zip for each."
        ),
        error_messages={"required": "Choose at least one file", "empty": "One of the files is empty"},
    )
    council = forms.ChoiceField(
        label="Council",
        help_text="For rows that do not name theirs.",
        error_messages={"required": "Choose the council"},
    )
    year = forms.TypedChoiceField(
        label="Year of the return",
        help_text="Leave it as it is unless a file has no episodes beside it.",
        coerce=int,
        empty_value=None,
        required=False,
    )

    def __init__(self, *args: Any, councils: Sequence[Council], **options: Any) -> None:
        super().__init__(*args, **options)
        self.councils = {str(council.pk): council for council in councils}
        council, year = self.fields["council"], self.fields["year"]
        assert isinstance(council, forms.ChoiceField)  # noqa: S101  (so that the types are known)
        assert isinstance(year, forms.ChoiceField)  # noqa: S101
        named = [(pk, one.name) for pk, one in self.councils.items()]
        council.choices = [*([("", "Choose a council")] if len(named) > 1 else []), *named]
        years = range(returns.LAST_YEAR, returns.FIRST_YEAR - 1, -1)
        year.choices = [("", "As the episodes show"), *((str(one), f"Year to 31 March {one}") for one in years)]

    def clean_council(self) -> Council:
        """The council itself."""
        return self.councils[self.cleaned_data["council"]]

    def clean_sources(self) -> list[returns.Source]:
        """The files as the domain reads them; too much at once is refused."""
        files: list[UploadedFile] = self.cleaned_data["sources"]
        if sum(file.size or 0 for file in files) > settings.KITH_UPLOAD_MB * BYTES_A_MEGABYTE:
            raise forms.ValidationError(f"This is more than {settings.KITH_UPLOAD_MB} MB. Send one year at a time.")
        return [returns.Source(file.name or "file", file.read()) for file in files]


class Confirm(forms.Form):
    """A button that changes an import: it carries the version that the page showed."""

    version = forms.IntegerField(min_value=0, max_value=1_000_000, required=False)
    is_meant = forms.BooleanField(required=False)

    def says_it_is_meant(self) -> bool:
        """Whether somebody ticked that most of what is saved may go."""
        return bool(self.is_valid() and self.cleaned_data["is_meant"])

    def seen_version(self) -> int:
        """The version that was shown; one that no import has where none was sent."""
        sent = self.cleaned_data.get("version") if self.is_valid() else None
        return -1 if sent is None else int(sent)
