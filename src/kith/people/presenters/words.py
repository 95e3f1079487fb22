"""Rows about a person in words: who says so, days and years, where somebody stands."""

import datetime as dt
from typing import Any

from django.utils.formats import date_format

from kith.domain.terms import Certainty, FactSource, NameKind, PersonFactKind, PersonStatus, ReachKind
from kith.people.models import Name, PersonFact, Reach

DAY = "j F Y"
# A shape and a word for each; never red on a page about people.
TAGS: dict[PersonStatus, str] = {
    PersonStatus.IN_TOUCH: "",
    PersonStatus.WILLING: "",
    PersonStatus.WILLING_LATER: "govuk-tag--blue",
    PersonStatus.FOUND: "govuk-tag--blue",
    PersonStatus.WAITING: "govuk-tag--blue",
    PersonStatus.COULD_BE: "govuk-tag--yellow",
    PersonStatus.NAMED_UNFOUND: "govuk-tag--yellow",
}
OTHER_TAG = "govuk-tag--grey"


def day(on: dt.date | None) -> str:
    """A day in words; empty for none."""
    return date_format(on, DAY) if on else ""


def tag(status: str) -> dict[str, str]:
    """The tag of a status: its words and its classes."""
    known = PersonStatus(status)
    return {"text": known.label, "classes": TAGS.get(known, OTHER_TAG)}


def says(row: Any) -> str:
    """Who says so and how sure it is: "The file, page 14. Likely."."""
    source = FactSource(row.source).label + (f", {row.source_words}" if row.source_words else "")
    certainty = Certainty(row.certainty)
    return f"{source}." if certainty is Certainty.CERTAIN else f"{source}. {certainty.label}."


def when(fact: PersonFact) -> str:
    """A birth or death: "3 May 1950", "about 1950", "day not known"."""
    if fact.on:
        return day(fact.on)
    return f"{'about ' if fact.is_about else ''}{fact.year}" if fact.year else "day not known"


def fact_in_words(fact: PersonFact) -> str:
    """What a fact says."""
    is_date = fact.kind in (PersonFactKind.BORN.value, PersonFactKind.DIED.value)
    parts = [when(fact)] if is_date else []
    return ". ".join([*parts, *([fact.words] if fact.words else [])])


def name_kind(name: Name) -> str:
    """What kind of name it is, and from when to when."""
    label = NameKind(name.kind).label
    if name.from_on and name.until_on:
        return f"{label}, {day(name.from_on)} to {day(name.until_on)}"
    if name.from_on:
        return f"{label}, since {day(name.from_on)}"
    return f"{label}, until {day(name.until_on)}" if name.until_on else label


def safe(reach: Reach) -> str:
    """Whether a way to reach somebody is safe to use."""
    if reach.ended_on:
        return f"No use since {day(reach.ended_on)}"
    return {True: "Safe to use", False: "Not safe to use", None: "Not known whether it is safe"}[reach.is_safe_to_use]


def reach_kind(reach: Reach) -> str:
    """What kind of way it is."""
    return ReachKind(reach.kind).label


def by(user: Any) -> str:
    """Who wrote it down."""
    return user.display_name if user else "The system"
