"""What forms are made of: words, a day, one of several answers, and the version that was shown."""

from typing import TypeVar

from django import forms

from kith.domain.terms import Term
from kith.ui import fields

MOST_CHARACTERS = 4000
CHOOSE = ("", "Choose")

AnyField = TypeVar("AnyField", bound=forms.Field)


class Versioned(forms.Form):
    """A form about a row that somebody else may have changed since it was opened."""

    version = forms.IntegerField(
        min_value=1,
        max_value=2**31 - 1,
        widget=forms.HiddenInput,
        error_messages={"required": "Open this page again: it did not say which version it showed"},
    )


class Words(forms.CharField):
    """A few lines of free words. ``is_needed_sometimes``: another answer decides, so no label says "optional"."""

    is_needed_sometimes = False


def words(
    label: str,
    *,
    missing: str = "",
    hint: str = "",
    rows: int = 3,
    sometimes: bool = False,
    most: int = MOST_CHARACTERS,
) -> Words:
    """A few lines of free words; ``missing`` is the message where they are needed, without it they are not.

    ``sometimes``: the form itself says when they are needed.
    """
    field = Words(
        label=label,
        help_text=hint,
        required=bool(missing),
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing} if missing else {},
    )
    field.is_needed_sometimes = sometimes
    return field


def sometimes(field: AnyField) -> AnyField:
    """The field, without "optional" on its label: another answer, or what is chosen already, says it is needed."""
    field.is_needed_sometimes = True  # type: ignore[attr-defined]
    return field


def line(label: str, *, missing: str = "", hint: str = "", most: int = 120) -> forms.CharField:
    """One line of words."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=bool(missing),
        max_length=most,
        error_messages={"required": missing} if missing else {},
    )


def day(label: str, *, missing: str = "", hint: str = "") -> fields.SplitDateField:
    """A date in three boxes."""
    return fields.SplitDateField(
        label=label,
        help_text=hint,
        required=bool(missing),
        error_messages={"required": missing} if missing else {},
    )


def one_of(label: str, terms: list[tuple[str, str]], *, missing: str = "", hint: str = "") -> forms.ChoiceField:
    """One answer of several, as radios."""
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        choices=terms,
        required=bool(missing),
        widget=forms.RadioSelect,
        error_messages={"required": missing} if missing else {},
    )


def choices(*terms: Term) -> list[tuple[str, str]]:
    """Pairs of value and label for some of a list's terms."""
    return [(term.value, term.label) for term in terms]


def whatever_is_wrong(said: str) -> dict[str, str]:
    """One message for a number that is missing, is none, is too small or too large."""
    return dict.fromkeys(("required", "invalid", "min_value", "max_value"), said)
