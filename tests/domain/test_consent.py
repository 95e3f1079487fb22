"""A parental refusal under each legal status, and answers that a birthday has outdated."""

import datetime as dt

import pytest

from kith.domain import consent
from kith.domain.terms import ParentalAnswer

BORN = dt.date(2010, 5, 4)
BEFORE_16, AT_16, AT_18 = dt.date(2026, 5, 3), dt.date(2026, 5, 4), dt.date(2028, 5, 4)


def given(answer: ParentalAnswer = ParentalAnswer.NO, status: str = "V2", **more: bool) -> consent.Given:
    return consent.Given(answer, status, dt.date(2026, 1, 9), **more)


@pytest.mark.parametrize("answer", [answer for answer in ParentalAnswer if answer is not ParentalAnswer.NO])
@pytest.mark.parametrize("status", ["V2", "C2", ""])
def test_only_a_refusal_makes_anything_wait(answer: ParentalAnswer, status: str) -> None:
    assert consent.why_waiting(given(answer, status)) is None


@pytest.mark.parametrize("status", ["V2", "L1", ""])
def test_a_manager_cannot_go_on_without_legal_advice_unless_there_is_an_order(status: str) -> None:
    assert "legal advice" in (consent.why_waiting(given(status=status, went_on=True)) or "")
    assert consent.why_waiting(given(status=status, has_legal_advice=True)) is None


@pytest.mark.parametrize("status", ["C1", "C2", "E1"])
def test_under_an_order_a_manager_may_go_on(status: str) -> None:
    assert "a manager may go on" in (consent.why_waiting(given(status=status)) or "")
    assert consent.why_waiting(given(status=status, went_on=True)) is None


def test_at_18_no_refusal_by_a_parent_stops_anything() -> None:
    assert consent.why_waiting(given(), dob=BORN, on=AT_18 - dt.timedelta(days=1)) is not None
    assert consent.why_waiting(given(), dob=BORN, on=AT_18) is None
    assert consent.why_waiting(given(), dob=None, on=AT_18) is not None


def test_answers_are_asked_for_again_at_16_and_at_18() -> None:
    asked = dt.date(2025, 2, 1)
    assert consent.ask_again(asked, BORN, BEFORE_16) is None
    assert "16th birthday" in (consent.ask_again(asked, BORN, AT_16) or "")
    assert "18th birthday" in (consent.ask_again(asked, BORN, AT_18) or "")
    assert consent.ask_again(AT_16, BORN, AT_16) is None
    assert consent.ask_again(None, BORN, AT_18) is None
    assert consent.ask_again(asked, None, AT_18) is None


def test_the_setting_is_dated_and_has_a_source() -> None:
    setting = consent.load_setting()
    assert setting.valid_from.year == 2026
    assert "lawyer" in setting.source
    assert not setting.by_agreement & setting.care_order


C2_THEN_V2 = [
    consent.Standing("C2", dt.date(2025, 2, 1)),
    consent.Standing("V2", dt.date(2026, 3, 1)),
]


@pytest.mark.parametrize(
    ("given_under", "given_on", "standing", "now"),
    [
        ("C2", dt.date(2026, 1, 9), [], "C2"),
        ("C2", dt.date(2026, 1, 9), C2_THEN_V2[:1], "C2"),
        ("C2", dt.date(2026, 1, 9), C2_THEN_V2, "V2"),
        ("C2", dt.date(2026, 6, 1), C2_THEN_V2, "V2"),  # they disagree: no order, until somebody knows better
        ("V2", dt.date(2026, 1, 9), C2_THEN_V2[:1], "V2"),
        ("V2", dt.date(2025, 1, 9), C2_THEN_V2[:1], "C2"),
        ("", dt.date(2025, 1, 9), C2_THEN_V2[:1], "C2"),
    ],
)
def test_the_legal_status_that_counts_is_the_later_one_or_the_one_without_an_order(
    given_under: str, given_on: dt.date, standing: list[consent.Standing], now: str
) -> None:
    assert consent.status_now(given_under, given_on, standing) == now


def test_an_order_has_ended_once_care_without_one_began() -> None:
    assert not consent.order_has_ended(dt.date(2026, 1, 9), C2_THEN_V2[:1])
    assert consent.order_has_ended(dt.date(2026, 3, 1), C2_THEN_V2)
    assert not consent.order_has_ended(dt.date(2026, 3, 2), C2_THEN_V2)


def test_a_birthday_at_which_answers_are_asked_again_is_seen_ahead() -> None:
    quarter = dt.timedelta(days=90)
    assert consent.next_birthday(BORN, AT_16 - quarter, within=quarter) == 16
    assert consent.next_birthday(BORN, AT_16 - quarter - dt.timedelta(days=1), within=quarter) is None
    assert consent.next_birthday(BORN, AT_16, within=quarter) is None, "on the day itself it is due, not ahead"
    assert consent.next_birthday(None, BEFORE_16, within=quarter) is None
