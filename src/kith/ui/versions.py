"""Two versions of the same row side by side, when somebody saved while another was writing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.http import QueryDict

# Sent with every form, and nothing that somebody wrote.
NOT_WORDS = frozenset({"csrfmiddlewaretoken", "version"})
# Sent on from page to page: where somebody came from, a list that was looked at (sealed).
CARRIED = frozenset({"back", "kept"})


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One field: what is saved now and what this person wrote."""

    label: str
    saved: str
    sent: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Versions:
    """Both versions, and every sent value so that it can be sent again."""

    who: str
    version: int | None
    rows: tuple[VersionRow, ...]
    kept: tuple[tuple[str, str], ...]


def compare(current: models.Model, sent: QueryDict) -> Versions:
    """The row as it is now beside what was sent. Shows only the fields that the form itself held."""
    changed_by = getattr(current, "changed_by", None)
    return Versions(
        who=str(getattr(changed_by, "display_name", changed_by) or "Somebody else"),
        version=getattr(current, "version", None),
        rows=tuple(_row(current, name, sent.getlist(name)) for name in sent if name not in NOT_WORDS),
        kept=tuple(_kept(sent)),
    )


@dataclass(frozen=True, slots=True)
class Sent:
    """What somebody sent that could not be saved: the words to read and copy, and all of it to be sent again."""

    words: tuple[tuple[str, str], ...]
    kept: tuple[tuple[str, str], ...]


def of_sent(sent: QueryDict) -> Sent:
    """The words of a form that was refused. With it goes the version that was shown, so that nothing is overwritten."""
    written = ((name, ", ".join(value for value in values if value.strip())) for name, values in sent.lists())
    seen = [("version", str(value)) for value in sent.getlist("version")]
    return Sent(
        words=tuple((words(name), value) for name, value in written if value and name not in (*NOT_WORDS, *CARRIED)),
        kept=(*seen, *_kept(sent)),
    )


def _kept(sent: QueryDict) -> Iterator[tuple[str, str]]:
    for name, values in sent.lists():
        if name not in NOT_WORDS:
            yield from ((name, str(value)) for value in values)


def _row(current: models.Model, name: str, values: list[Any]) -> VersionRow:
    written = ", ".join(str(value) for value in values)
    try:
        column = current._meta.get_field(name)
    except FieldDoesNotExist:
        # A field of the form alone, such as a reason: there is no saved version to compare it with.
        return VersionRow(label=words(name), saved="", sent=written, differs=False)
    saved, sent = _shown(current, name, getattr(current, name)), _shown(current, name, written)
    return VersionRow(
        label=str(getattr(column, "verbose_name", words(name))).capitalize(),
        saved=saved,
        sent=sent,
        differs=saved.replace("\r\n", "\n").strip() != sent.replace("\r\n", "\n").strip(),
    )


def _shown(current: models.Model, name: str, value: Any) -> str:
    """A value in words where the field has words for it."""
    if isinstance(value, list):
        value = ", ".join(str(one) for one in value)
    choices: dict[Any, Any] = dict(getattr(current._meta.get_field(name), "flatchoices", None) or [])
    return "" if value is None else str(choices.get(value, value))


def words(name: str) -> str:
    """A field's name as a label, where nothing better is known."""
    return name.replace("_", " ").capitalize()
