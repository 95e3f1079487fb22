"""What a term is: a word that is stored, with the words that are shown."""

from enum import StrEnum
from typing import Self


class Term(StrEnum):
    """A word of the field: `.value` is stored, `.label` is shown."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Pairs of value and label, in the order of the list, for a form or a column."""
        return [(member.value, member.label) for member in cls]
