"""How soon: every case of the case table, and settings that cannot be read."""

import datetime as dt
from typing import Any

import pytest

from kith.domain import triage
from kith.domain.terms import HowSoon, TriageReason
from kith.domain.triage import settings
from tests.domain.spec import cases

TODAY = dt.date(2026, 6, 15)


@pytest.mark.parametrize("case", cases.table("triage"), ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    noted = {TriageReason(code): words for code, words in case.get("noted", {}).items()}
    factors = triage.Factors(
        case.get("born"),
        case.get("limit_on"),
        limit_is_known=case.get("limit_is_known", True),
        noted=noted,
        age_limit=case.get("age_limit"),
    )
    result = triage.decide(factors, case["on"])
    assert (result.level, result.said) == (case["level"], case["said"])
    assert result.digest == triage.load_setting(TODAY).digest


def test_every_reason_has_a_level() -> None:
    assert set(triage.load_setting(TODAY).level) == set(TriageReason)


def test_what_the_programme_calls_urgent_is_urgent() -> None:
    level = triage.load_setting(TODAY).level
    urgent = {reason for reason in TriageReason if level[reason] is HowSoon.URGENT}
    assert urgent == {
        TriageReason.BIRTHDAY,
        TriageReason.RULE_LIMIT,
        TriageReason.HOME_MOVE,
        TriageReason.ILL_RELATIVE,
    }


GOOD = """
id = "own"
title = "Our own"
valid_from = 2026-01-01
source = "Service meeting, 2026-01-01"
days_ahead = 30
birthdays = [18]
urgent = ["birthday", "rule_limit", "home_move", "ill_relative", "missing"]
soon = ["brothers_and_sisters", "asked_twice", "leaving_custody", "red_cross", "no_visits"]
in_turn = ["language_free", "waiting_longest"]
"""


def test_a_decision_keeps_a_version_that_finds_the_same_setting_again() -> None:
    setting = triage.load_setting(TODAY)
    assert triage.decide(triage.Factors(), TODAY).setting == setting.version == f"starting-list@{setting.digest[:12]}"
    assert triage.find_version(setting.version) == setting


# Versions that shipped: decisions in use name them. A change is a new file beside the old one, never another text.
SHIPPED = ("starting-list@8f4bff5d45ca",)


@pytest.mark.parametrize("version", SHIPPED)
def test_every_version_that_shipped_is_found_again(version: str) -> None:
    assert triage.find_version(version).version == version


@pytest.mark.parametrize("version", ["starting-list", "starting-list@000000000000", "nobodys@"])
def test_a_version_that_is_not_here_is_said(version: str) -> None:
    with pytest.raises(triage.SettingNotReadable, match=f"{version} of a setting is not here"):
        triage.find_version(version)


def test_another_setting_can_be_read() -> None:
    setting = triage.parse_setting(GOOD)
    assert (setting.days_ahead, setting.birthdays) == (30, (18,))
    assert setting.level[TriageReason.MISSING] is HowSoon.URGENT


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('id = "own"', "", '"id" is missing'),
        ("2026-01-01\n", '"soon"\n', "must be a date"),
        ("days_ahead = 30", "days_ahead = 0", "whole number of days"),
        ("birthdays = [18]", "birthdays = 18", "list of whole years"),
        ('"missing"]', "]", "must stand once"),
        ('"missing"]', '"missing", "red_cross"]', "must stand once"),
        ('"missing"]', '"lost"]', "must stand once"),
        ("id =", "id", "not valid TOML"),
    ],
)
def test_a_setting_that_does_not_fit_says_what_is_wrong(old: str, new: str, said: str) -> None:
    assert old in GOOD
    with pytest.raises(triage.SettingNotReadable, match=said):
        triage.parse_setting(GOOD.replace(old, new, 1))


def test_the_setting_that_holds_on_the_day_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    first, own = triage.load_setting(TODAY), triage.parse_setting(GOOD)
    monkeypatch.setattr(settings, "_shipped", lambda: (own, first))
    day = dt.timedelta(days=1)
    assert own.valid_from > first.valid_from
    held = {on: triage.load_setting(on).id for on in (first.valid_from - day, own.valid_from - day, own.valid_from)}
    assert list(held.values()) == ["starting-list", "starting-list", "own"]
    in_sixty_days = triage.Factors(limit_on=own.valid_from + 60 * day)  # "own" counts thirty days ahead
    assert triage.decide(in_sixty_days, own.valid_from - day).level is HowSoon.URGENT
    assert triage.decide(in_sixty_days, own.valid_from).level is HowSoon.IN_TURN
