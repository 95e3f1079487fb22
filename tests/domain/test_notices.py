"""When a person is told that we hold facts about them (UK GDPR Article 14)."""

from datetime import date, timedelta

import pytest

from kith.domain import notices
from kith.domain.notices import Given, Standing
from kith.domain.terms import NoticeKind, NoticeState

SURE = date(2026, 1, 31)
TOLD = Given(NoticeKind.TOLD, date(2026, 2, 10))
NOT_YET = Given(NoticeKind.WOULD_ENDANGER, date(2026, 2, 10), until=date(2026, 4, 1))


@pytest.mark.parametrize(
    ("sure_on", "wrote_on", "given", "on", "expected"),
    [
        (None, None, [], date(2026, 2, 1), Standing(NoticeState.NOT_SURE)),
        (SURE, None, [], date(2026, 2, 1), Standing(NoticeState.DUE, date(2026, 2, 28))),
        (SURE, None, [], date(2026, 2, 28), Standing(NoticeState.DUE, date(2026, 2, 28))),
        (SURE, None, [], date(2026, 3, 1), Standing(NoticeState.LATE, date(2026, 2, 28))),
        (SURE, date(2026, 2, 5), [], date(2026, 2, 4), Standing(NoticeState.DUE, date(2026, 2, 5))),
        (SURE, date(2026, 2, 5), [], date(2026, 2, 6), Standing(NoticeState.LATE, date(2026, 2, 5))),
        (SURE, date(2026, 3, 9), [], date(2026, 2, 6), Standing(NoticeState.DUE, date(2026, 2, 28))),
        (None, date(2026, 2, 5), [], date(2026, 2, 6), Standing(NoticeState.LATE, date(2026, 2, 5))),
        (SURE, None, [TOLD], date(2026, 6, 1), Standing(NoticeState.TOLD, TOLD.on)),
        (SURE, None, [NOT_YET, TOLD], date(2026, 3, 1), Standing(NoticeState.TOLD, TOLD.on)),
        (SURE, None, [TOLD, NOT_YET], date(2026, 3, 1), Standing(NoticeState.TOLD, TOLD.on)),
        (SURE, None, [NOT_YET], date(2026, 3, 31), Standing(NoticeState.NOT_TOLD, date(2026, 4, 1))),
        (SURE, None, [NOT_YET], date(2026, 4, 1), Standing(NoticeState.LATE, date(2026, 2, 28))),
    ],
)
def test_where_telling_stands(
    sure_on: date | None, wrote_on: date | None, given: list[Given], on: date, expected: Standing
) -> None:
    assert notices.standing(sure_on, wrote_on, given, on=on) == expected


def test_only_what_is_to_be_done_is_open() -> None:
    assert [state for state in NoticeState if Standing(state).is_open] == [NoticeState.DUE, NoticeState.LATE]


def test_sure_is_the_day_of_the_second_independent_source() -> None:
    first, again, second = (SURE + timedelta(days=at) for at in range(3))
    assert notices.sure_since([(first, "file", "page 12")]) is None
    assert notices.sure_since([(first, "file", "page 12"), (again, "file", "Page  12")]) is None
    sources = [(second, "relative", "Aunt Bev"), (first, "file", "page 12"), (again, "file", "page 12")]
    assert notices.sure_since(sources) == second


def test_a_reason_counts_for_three_months_at_most() -> None:
    assert notices.latest_until(date(2026, 11, 30)) == date(2027, 2, 28)


def test_the_rule_has_a_date_and_a_source() -> None:
    setting = notices.load_setting()
    assert "Article 14(3)" in setting.source
    assert setting.valid_from == date(2018, 5, 25)
