"""How a lead is put together and said: its sentence, its rows, what comes before it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from kith.domain.leads.model import Facts, Lead, Needs, Row, Someone


def day(on: date) -> str:
    """3 May 2026."""
    return f"{on.day} {on:%B} {on.year}"


def stretch(from_on: date, until_on: date) -> str:
    """March 2021 to June 2023."""
    return f"{from_on:%B} {from_on.year} to {until_on:%B} {until_on.year}"


def joined(names: Iterable[str]) -> str:
    """One, two and three."""
    rows = list(names)
    return rows[0] if len(rows) == 1 else f"{', '.join(rows[:-1])} and {rows[-1]}" if rows else ""


def what_first(one: Someone) -> Needs:
    """What comes before anybody looks for this person: news is told first, a yes of the child lets somebody look."""
    if not one.child_knows:
        return Needs.TELL_FIRST
    return Needs.LOOK if one.is_agreed else Needs.ASK_CHILD


def about(facts: Facts, rule: str, one: Someone, *, says: str, rows: Iterable[Row], **more: Any) -> Lead:
    """A lead about one person. ``says`` is its sentence; ``more`` are further fields, in place of the person's own."""
    given: dict[str, Any] = {
        "needs": what_first(one),
        "person": one.id,
        "asked": one.is_asked_for,
        "named": one.named_on is not None,
        "is_minor": one.is_minor,
    }
    return Lead(rule, one.id, says, tuple(rows), **{**given, **more})


def gap(rule: str, what: str, *, says: str, rows: Iterable[Row], **more: Any) -> Lead:
    """A lead about something missing: nobody in particular, so the child is asked first."""
    return Lead(rule, what, says, tuple(rows), **{"needs": Needs.ASK_CHILD, **more})


def on_file(one: Someone) -> Row:
    """That somebody stands among the people, and how."""
    return Row(f"{one.shown}: {one.status.label}.", person=one.id)
