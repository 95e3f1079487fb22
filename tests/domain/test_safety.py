"""Who may be in touch how: answers run out, restrictions win, and two sources make sure."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.domain import safety
from kith.domain.safety import Clearance, Restriction, Standing
from kith.domain.terms import Box, Cleared, ContactKind, RestrictionKind

MAY, JUNE, JULY = dt.date(2026, 5, 1), dt.date(2026, 6, 1), dt.date(2026, 7, 1)
NAN, UNCLE = "nan", "uncle"
LETTER, PHONE = ContactKind.LETTER, ContactKind.PHONE


def cleared(answer: Cleared = Cleared.YES, *, on: dt.date = MAY, until: dt.date = JULY, order: int = 0) -> Clearance:
    return Clearance(NAN, LETTER, answer, on, until, order)


@pytest.mark.parametrize(
    ("rows", "day", "why"),
    [
        ([], JUNE, safety.NOT_ANSWERED),
        ([cleared()], JUNE, None),
        ([cleared()], JULY, safety.RUN_OUT),
        ([cleared()], MAY - dt.timedelta(days=1), safety.RUN_OUT),
        ([cleared(Cleared.YES_IF)], JUNE, None),
        ([cleared(Cleared.NOT_NOW)], JUNE, safety.NOT_NOW),
        ([cleared(Cleared.NO)], JUNE, safety.REFUSED),
        ([cleared(), cleared(Cleared.NO, order=1)], JUNE, safety.REFUSED),
        ([cleared(Cleared.NO), cleared(order=1)], JUNE, None),
        ([cleared(), cleared(Cleared.NO, on=JUNE)], JUNE, safety.REFUSED),
        ([cleared(Cleared.NO), cleared()], JUNE, safety.REFUSED),
        ([cleared(), cleared(Cleared.NO)], JUNE, safety.REFUSED),
    ],
)
def test_the_latest_answer_counts_while_it_lasts(rows: list[Clearance], day: dt.date, why: str | None) -> None:
    assert safety.why_not(Standing(rows, []), NAN, LETTER, day=day) == why


def test_an_answer_is_for_one_person_and_one_kind() -> None:
    assert safety.why_not(Standing([cleared()], []), NAN, PHONE, day=JUNE) == safety.NOT_ANSWERED
    assert safety.why_not(Standing([cleared()], []), UNCLE, LETTER, day=JUNE) == safety.NOT_ANSWERED


@pytest.mark.parametrize(
    ("restriction", "day", "blocks"),
    [
        (Restriction(NAN, frozenset(), MAY), JUNE, True),
        (Restriction(NAN, frozenset({PHONE}), MAY), JUNE, False),
        (Restriction(NAN, frozenset({LETTER}), MAY), JUNE, True),
        (Restriction(UNCLE, frozenset(), MAY), JUNE, False),
        (Restriction(None, frozenset(), MAY), JUNE, True),
        (Restriction(NAN, frozenset(), MAY, JUNE), JUNE, False),
        (Restriction(NAN, frozenset(), JULY), JUNE, False),
    ],
)
def test_a_restriction_wins_over_every_yes(restriction: Restriction, day: dt.date, blocks: bool) -> None:
    why = safety.why_not(Standing([cleared()], [restriction]), NAN, LETTER, day=day)
    assert why == (safety.RESTRICTED if blocks else None)


def test_clearance_must_outlast_the_day() -> None:
    assert safety.lasts_past([cleared()], NAN, LETTER, today=MAY, day=JUNE)
    assert not safety.lasts_past([cleared()], NAN, LETTER, today=MAY, day=JULY)
    assert not safety.lasts_past([cleared(Cleared.NOT_NOW)], NAN, LETTER, today=MAY, day=JUNE)


def test_a_box_shows_its_first_kind_and_says_where_finer_kinds_differ() -> None:
    state = safety.box_state(Standing([cleared()], []), NAN, Box.WRITE_OR_CALL, day=JUNE)
    assert (state.answer, state.differs, state.until, state.ran_out) == (Cleared.YES, True, JULY, False)
    blocked = safety.box_state(
        Standing([cleared()], [Restriction(NAN, frozenset({PHONE}), MAY)]), NAN, state.box, day=JUNE
    )
    assert blocked.is_restricted
    assert safety.box_state(Standing([cleared()], []), NAN, Box.WRITE_OR_CALL, day=JULY).ran_out


@pytest.mark.parametrize(
    ("next_review", "until"),
    [
        (dt.date(2026, 8, 3), dt.date(2026, 8, 3)),
        (None, dt.date(2026, 11, 1)),
        (MAY, dt.date(2026, 11, 1)),
        (dt.date(2026, 4, 30), dt.date(2026, 11, 1)),
        (dt.date(2036, 8, 3), dt.date(2027, 5, 1)),
    ],
)
def test_an_answer_lasts_until_the_next_review_or_six_months(next_review: dt.date | None, until: dt.date) -> None:
    assert safety.lasts_until(MAY, next_review) == until


def test_six_months_after_the_end_of_august_is_the_end_of_february() -> None:
    assert safety.lasts_until(dt.date(2026, 8, 31), None) == dt.date(2027, 2, 28)


@pytest.mark.parametrize("kind", RestrictionKind)
def test_a_refusal_in_an_emergency_stands_for_seven_days_and_nothing_else_ends_by_itself(kind: RestrictionKind) -> None:
    refused = kind is RestrictionKind.REFUSED_SEVEN_DAYS
    assert safety.ends_on(kind, MAY) == (dt.date(2026, 5, 8) if refused else None)


def test_the_setting_says_where_it_comes_from() -> None:
    setting = safety.load_setting()
    assert setting.source
    assert setting.valid_from
    assert (setting.raised_before.days, setting.look_in_within.days) == (42, 3)


def test_every_kind_stands_in_exactly_one_box() -> None:
    placed = [kind for kinds in safety.KINDS_OF.values() for kind in kinds]
    assert sorted(placed) == sorted(ContactKind)


answers = st.builds(
    Clearance,
    person=st.sampled_from([NAN, UNCLE]),
    kind=st.sampled_from(list(ContactKind)),
    answer=st.sampled_from(list(Cleared)),
    on=st.dates(MAY, JULY),
    until=st.dates(MAY, JULY),
    given=st.integers(0, 99),
)


@given(st.lists(answers, max_size=12), st.sampled_from(list(ContactKind)), st.dates(MAY, JULY))
def test_nobody_is_cleared_against_an_order_for_everybody(
    rows: list[Clearance], kind: ContactKind, day: dt.date
) -> None:
    everybody = Restriction(None, frozenset(), MAY)
    assert safety.why_not(Standing(rows, [everybody]), NAN, kind, day=day) == safety.RESTRICTED


@given(st.lists(answers, max_size=12), st.sampled_from(list(ContactKind)), st.dates(MAY, JULY))
def test_one_without_a_yes_is_never_cleared(rows: list[Clearance], kind: ContactKind, day: dt.date) -> None:
    without = [row for row in rows if row.answer not in (Cleared.YES, Cleared.YES_IF)]
    assert safety.why_not(Standing(without, []), NAN, kind, day=day) is not None


@pytest.mark.parametrize(
    ("on", "why"),
    [
        (dt.date(2026, 6, 1), None),
        (dt.date(2026, 5, 1), "That day has passed."),
        (dt.date(2026, 6, 5), "Not before or in a weekend"),
        (dt.date(2026, 6, 6), "Not before or in a weekend"),
        (dt.date(2026, 6, 7), "Not before or in a weekend"),
        (dt.date(2026, 8, 27), None),
        (dt.date(2026, 8, 31), "Not before or in a bank holiday"),
        (dt.date(2026, 12, 24), "Not before or in a bank holiday"),
        (dt.date(2026, 12, 27), "Not before or in a weekend"),
        (dt.date(2026, 6, 9), "Not on a birthday"),
        (dt.date(2026, 6, 10), "Not on a birthday"),
        (dt.date(2026, 6, 11), None),
    ],
)
def test_news_is_not_told_before_a_weekend_or_a_birthday(on: dt.date, why: str | None) -> None:
    said = safety.bad_day_to_tell(on, born=dt.date(2014, 6, 10), today=dt.date(2026, 5, 20))
    assert (said or "").startswith(why or "")
    assert (said is None) == (why is None)


def test_a_child_born_on_29_february_has_a_birthday_every_year() -> None:
    said = safety.bad_day_to_tell(dt.date(2027, 3, 1), born=dt.date(2012, 2, 29), today=dt.date(2027, 1, 1))
    assert said is not None
