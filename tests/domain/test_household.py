"""Who lives with somebody is asked first, and again when the answer has run out."""

import datetime as dt

from kith.domain import household

DAY = dt.date(2026, 6, 1)


def test_nobody_has_asked() -> None:
    assert household.why_not(None, day=DAY) == household.ASK_FIRST


def test_an_answer_counts_as_long_as_an_answer_about_safety() -> None:
    assert household.counts_until(DAY) == dt.date(2026, 12, 1)
    assert household.why_not(DAY, day=DAY) is None
    assert household.why_not(DAY, day=dt.date(2026, 11, 30)) is None
    assert household.why_not(DAY, day=dt.date(2026, 12, 1)) == household.ASK_AGAIN


def test_only_an_order_holds_where_two_people_merely_know_each_other() -> None:
    assert frozenset({household.Why.ORDER}) == household.AS_FAR_AS_KNOWN
