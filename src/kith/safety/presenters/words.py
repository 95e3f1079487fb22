"""Rows about safety in words: days, answers, kinds of being in touch, who wrote what."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from kith.domain.terms import Cleared, ContactKind, RestrictionKind
from kith.people.presenters import words as people_words

DAY = "j F Y"
# A word for each, and a colour that never says it alone; nothing red on a page about a child's people.
TAGS: dict[Cleared | None, str] = {
    Cleared.YES: "",
    Cleared.YES_IF: "",
    Cleared.NOT_NOW: "govuk-tag--yellow",
    Cleared.NO: "govuk-tag--grey",
    None: "govuk-tag--grey",
}


@dataclass(frozen=True, slots=True)
class Tag:
    """A word with a colour; the word alone says it."""

    text: str
    classes: str = ""


def day(on: dt.date | None) -> str:
    """A day in words; empty for none."""
    return date_format(on, DAY) if on else ""


def local_day(at: dt.datetime | None) -> str:
    """The day of a moment where the service is, in words; empty for none."""
    return day(timezone.localdate(at)) if at else ""


def by(user: Any) -> str:
    """Who did it."""
    return user.display_name if user else "The system"


def kinds(names: Iterable[str | ContactKind]) -> str:
    """Kinds of being in touch as one line: "letter, phone or video call"."""
    return ", ".join(ContactKind(name).label.lower() for name in names)


def blocks(row: Any) -> str:
    """What an order or decision blocks."""
    if row.kind == RestrictionKind.LOCATION.value:
        return "anything that says where the child lives"
    return kinds(row.kinds) if row.kinds else "every kind of being in touch"


def answer(given: Cleared) -> str:
    """An answer as a tag says it: without the dots that ask for more."""
    return given.label.rstrip(" .").rstrip(",") if given is Cleared.YES_IF else given.label


def status(value: str) -> Tag:
    """Where a person stands for the child, as on the pages about people."""
    return Tag(**people_words.tag(value))


def people(number: int) -> str:
    """How many people, in words."""
    return "1 person" if number == 1 else f"{number} people"
