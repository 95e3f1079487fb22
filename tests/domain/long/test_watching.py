"""Reading that is worth a second look: scripted misuse is found, an ordinary year hardly ever is (abuse case B8)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kith.domain import watching
from kith.domain.watching import Reader, Rule, Sign, SignKind
from tests.domain import reading_year
from tests.domain.reading_year import local

DAY = date(2026, 3, 10)
MARGIN = 1_000  # sessions for each false alert, at least

EXPECTED = {
    "thirty in half an hour": Rule.MANY_IN_AN_HOUR,
    "a script, one a second": Rule.MANY_IN_AN_HOUR,
    "seventy over a day": Rule.MANY_IN_A_DAY,
    "slowly, past midnight": Rule.MANY_IN_A_DAY,
    "four at night": Rule.AT_NIGHT,
    "own list, before dawn": Rule.AT_NIGHT,
    "three that were closed": Rule.CLOSED_RECORDS,
    "closed ones over a week": Rule.CLOSED_RECORDS,
    "back to one that was closed": Rule.CLOSED_RECORD_AGAIN,
    "own list after notice": Rule.AFTER_NOTICE,
    "others after notice": Rule.AFTER_NOTICE,
    "copies after notice": Rule.COPIES_AFTER_NOTICE,
    "copies over days after notice": Rule.COPIES_AFTER_NOTICE,
    "one adult from two records": Rule.SAME_PERSON,
    "one adult again weeks later": Rule.SAME_PERSON,
    "one name from two records": Rule.SAME_NAME,
    "trying closed doors": Rule.REFUSED,
    "guessing names": Rule.LOOKED_UP_BY_NAME,
    "one child, again and again": Rule.AGAIN_AND_AGAIN,
    "copies of everything": Rule.MANY_COPIES,
    "reading all sealed words": Rule.SEALED_WORDS,
    "an account that slept": Rule.AFTER_SILENCE,
    "a script that was stopped": Rule.TOO_FAST,
}


def test_every_script_has_its_rule_and_every_rule_a_script() -> None:
    assert set(EXPECTED) == set(reading_year.SCRIPTS)
    assert len(EXPECTED) >= 20
    assert set(EXPECTED.values()) == set(Rule)


@pytest.mark.parametrize("name", EXPECTED)
def test_misuse_is_found(name: str) -> None:
    reader, signs = reading_year.misuse(name, DAY, own=tuple(range(14)))
    found = [one for one in watching.find_unusual(reader, signs) if one.rule is EXPECTED[name]]
    assert len(found) == 1, name
    assert set(found[0].seqs) <= {sign.seq for sign in signs}
    assert str(found[0].count) in found[0].sentence


@pytest.mark.parametrize("name", EXPECTED)
def test_misuse_is_found_among_ordinary_work(name: str) -> None:
    worker = next(one for one in reading_year.ordinary_year(3) if one.role == "coordinator")
    reader, signs = reading_year.misuse(name, DAY, worker.own)
    usual = worker.signs
    if EXPECTED[name] is Rule.AFTER_SILENCE:
        usual = tuple(one for one in usual if one.at.date() <= DAY)
    expected = EXPECTED[name]
    before = [one for one in watching.find_unusual(reader, usual) if one.rule is expected]
    after = [one for one in watching.find_unusual(reader, [*usual, *signs]) if one.rule is expected]
    scripted = {sign.seq for sign in signs}
    assert any(scripted & set(one.seqs) for one in after)
    assert not any(scripted & set(one.seqs) for one in before)


@pytest.mark.parametrize("seed", [11, 12, 13])
def test_an_ordinary_year_hardly_ever_looks_unusual(seed: int) -> None:
    year = list(reading_year.ordinary_year(seed))
    sessions = sum(one.sessions for one in year)
    found = [unusual for one in year for unusual in watching.find_unusual(one.reader, one.signs)]
    assert sessions > 6_000
    assert len(found) <= sessions / MARGIN, [(one.rule.value, one.reader, one.count) for one in found]


def opened(day: date, hour: int, child: object, **more: object) -> Sign:
    return replace(Sign(0, local(day, hour), SignKind.OPENED, child), **more)


def test_exactly_the_limit_is_no_alert_and_one_more_is() -> None:
    limit = watching.load_setting().limits[Rule.MANY_IN_AN_HOUR]
    start = local(DAY, 10)
    signs = [Sign(at, start + timedelta(minutes=at), SignKind.OPENED, at) for at in range(limit.most + 1)]
    assert watching.find_unusual(Reader("a"), signs[:-1]) == []
    assert [one.rule for one in watching.find_unusual(Reader("a"), signs)] == [Rule.MANY_IN_AN_HOUR]


def test_ones_own_children_may_be_opened_as_often_as_work_wants() -> None:
    signs = [opened(DAY, 9 + at % 8, at % 40, is_theirs=True) for at in range(200)]
    assert watching.find_unusual(Reader("a"), signs) == []


def test_looking_for_a_grandmother_from_the_records_of_brothers_is_ordinary() -> None:
    signs = [Sign(at, local(DAY, 9 + at), SignKind.SEARCHED, child, person="Nan") for at, child in enumerate("ab")]
    assert [one.rule for one in watching.find_unusual(Reader("x"), signs)] == [Rule.SAME_PERSON]
    assert watching.find_unusual(Reader("x"), signs, related=lambda one, other, *, but_one: True) == []


def test_before_a_notice_nothing_of_it_counts() -> None:
    signs = [Sign(at, local(DAY, 16), SignKind.COPIED, at) for at in range(2)]
    assert watching.find_unusual(Reader("a", notice_on=DAY + timedelta(days=1)), signs) == []
    assert [one.rule for one in watching.find_unusual(Reader("a", notice_on=DAY), signs)] == [Rule.COPIES_AFTER_NOTICE]


def test_two_stretches_apart_are_two_alerts_and_the_latest_stands_first() -> None:
    days = (DAY, DAY + timedelta(days=9))
    signs = [opened(day, 23, (day, at)) for day in days for at in range(5)]
    found = watching.find_unusual(Reader("a"), signs)
    assert [(one.rule, one.since.date()) for one in found] == [(Rule.AT_NIGHT, day) for day in reversed(days)]


def test_nobody_is_named_in_a_sentence() -> None:
    for name in EXPECTED:
        reader, signs = reading_year.misuse(name, DAY, own=tuple(range(14)))
        for one in watching.find_unusual(reader, signs):
            assert "{" not in one.sentence
            assert "misuse" not in one.sentence


def test_the_numbers_have_a_date_and_a_source() -> None:
    setting = watching.load_setting()
    assert setting.source
    assert setting.valid_from <= date(2026, 11, 28)
    assert setting.looks_back >= setting.silence
