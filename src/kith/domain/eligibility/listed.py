"""What List 8 of Annex A says that no return holds: the plan, and when this period of care began."""

from datetime import date

from kith.domain import returns, terms
from kith.domain.eligibility import localfacts
from kith.domain.returns import lists

SOURCE = "Annex A, List 8"
Facts = tuple[localfacts.LocalFact, ...]


def facts(record: returns.Record, on: date) -> tuple[localfacts.LocalFact, ...]:
    """The facts that the latest list row for the period of care of `on` gives, as if a person had recorded them.

    A plan counts from the latest day that its row names: the list was made on that day or after it. A start of care
    counts from itself.
    """
    row = lists.standing(record.lists, on)
    if row is None:
        return ()
    plan = _fact(record, terms.FactName.PLAN, row.plan, row.last_day)
    start = _fact(record, terms.FactName.CARE_START, row.started.isoformat() if row.started else None, row.started)
    return tuple(fact for fact in (plan, start) if fact is not None and fact.from_ <= on)


def rows(record: returns.Record, on: date) -> tuple[returns.ListRow, ...]:
    """The row that such facts stand in."""
    row = lists.standing(record.lists, on)
    return () if row is None else (row,)


def said(people: Facts, listed: Facts, *, name: terms.FactName, on: date) -> Facts:
    """What people say of a fact; where nobody says anything, what a list says."""
    if not people and not listed:
        return ()
    return localfacts.latest(people, name, on) or localfacts.latest(listed, name, on)


def _fact(
    record: returns.Record, name: terms.FactName, value: str | None, since: date | None
) -> localfacts.LocalFact | None:
    if not value or since is None:
        return None
    return localfacts.LocalFact(record.council, record.child, name, value, since, SOURCE)
