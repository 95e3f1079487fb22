"""The date of birth that counts: that of the returns; where they have none, or several, what people say."""

from collections.abc import Iterable
from datetime import date

from kith.domain import returns, terms
from kith.domain.eligibility import localfacts
from kith.domain.eligibility.localfacts import in_words

Facts = tuple[localfacts.LocalFact, ...]


def said(facts: Iterable[localfacts.LocalFact], on: date) -> Facts:
    """What people say of it on a date: none, one, or several that contradict each other.

    A birth after that date is none that could be meant.
    """
    known = localfacts.latest(facts, terms.FactName.DATE_OF_BIRTH, on)
    return tuple(fact for fact in known if date.fromisoformat(fact.value) <= on)


def birth(record: returns.Record, facts: Iterable[localfacts.LocalFact], on: date) -> date | None:
    """The date of birth that counts on a date; None where it is not known, or people contradict each other."""
    if is_settled(record, on):
        return record.dob
    known = said(facts, on)
    return date.fromisoformat(known[0].value) if len(known) == 1 else None


def is_settled(record: returns.Record, on: date) -> bool:
    """Whether the returns give one date of birth, and it is not after the date asked about."""
    return record.dob is not None and not record.dob_conflict and record.dob <= on


def beside(record: returns.Record, known: Facts, on: date) -> str:
    """Who says so, and any contradiction: it stays visible whichever side counts. Empty where nobody says anything."""
    if not is_settled(record, on):
        origin = "".join(f" This date of birth is recorded by {fact.origin}." for fact in known)
        return origin + _clash(record) if known else ""
    others = tuple(fact for fact in known if date.fromisoformat(fact.value) != record.dob)
    return f" It clashes with what is recorded: {told(others)}." if others else ""


def told(known: Facts) -> str:
    """Dates of birth as people give them, with who says so."""
    return "; ".join(f"born on {in_words(date.fromisoformat(fact.value))} ({fact.origin})" for fact in known)


def _clash(record: returns.Record) -> str:
    if record.dob_conflict:
        return " Rows give different dates of birth."
    return f" It clashes with the return: born on {in_words(record.dob)}." if record.dob else ""
