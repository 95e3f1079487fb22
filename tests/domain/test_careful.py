"""SAFEGUARDING 8 and 9: network members under 18, and unaccompanied young people."""

from datetime import date

import pytest

from kith.domain import careful
from kith.domain.careful import Taken
from kith.domain.terms import CareKind

DAY = date(2026, 11, 28)
ZARA, OTHER, MUM = "zara", "other", "mum"
ADULT = Taken(CareKind.THROUGH_ADULT, DAY, ZARA, through=MUM, safe_for_both=True)
WORKER = Taken(CareKind.THROUGH_WORKER, DAY, ZARA, safe_for_both=True, own_yes=True)


@pytest.mark.parametrize(
    ("ticked", "born", "years", "minor"),
    [
        (None, [], [], False),
        (True, [], [], True),
        (False, [], [], False),
        (True, [date(2008, 11, 28)], [], False),  # 18 today: the birth date outlives the tick
        (False, [date(2008, 11, 29)], [], True),
        (None, [date(2000, 1, 1), date(2010, 1, 1)], [], True),  # two accounts: the careful one
        (None, [], [2008], True),
        (None, [], [2007], False),
    ],
)
def test_who_is_to_be_treated_as_under_18(ticked: bool | None, born: list[date], years: list[int], minor: bool) -> None:
    assert careful.is_minor(ticked, born, years, day=DAY) is minor


@pytest.mark.parametrize(
    ("taken", "is_letter", "why"),
    [
        ([], False, careful.THROUGH_WHOM),
        ([ADULT], False, None),
        ([ADULT], True, careful.NOT_TO_THEM),
        ([WORKER], True, None),
        ([Taken(CareKind.THROUGH_ADULT, DAY, OTHER, MUM, True)], False, careful.THROUGH_WHOM),
        ([Taken(CareKind.THROUGH_ADULT, DAY, ZARA, MUM)], False, careful.SAFE_FOR_BOTH),
        ([Taken(CareKind.THROUGH_WORKER, DAY, ZARA, safe_for_both=True)], False, careful.OWN_YES),
        ([Taken(CareKind.THROUGH_WORKER, DAY, ZARA, own_yes=True)], False, careful.SAFE_FOR_BOTH),
        ([ADULT, Taken(CareKind.THROUGH_WORKER, date(2026, 11, 29), ZARA)], False, careful.OWN_YES),
    ],
)
def test_how_somebody_under_18_is_reached(taken: list[Taken], is_letter: bool, why: str | None) -> None:
    assert careful.why_not_reach_a_minor(taken, ZARA, is_letter=is_letter) == why


ELSEWHERE, SIGNED = Taken(CareKind.ELSEWHERE, DAY, ZARA), Taken(CareKind.OTHER_SIGNED, date(2026, 11, 3), ZARA)


@pytest.mark.parametrize(
    ("taken", "why"),
    [
        ([], None),
        ([WORKER], None),  # in our own care: her worker and ours sit in one service
        ([ELSEWHERE], careful.BOTH_SIGN),
        ([ELSEWHERE, WORKER], careful.BOTH_SIGN),
        ([ELSEWHERE, Taken(CareKind.OTHER_SIGNED, DAY, OTHER)], careful.BOTH_SIGN),
        ([ELSEWHERE, SIGNED], None),  # they may have signed before we wrote down that she is there
        ([Taken(CareKind.ELSEWHERE, DAY, OTHER)], None),
    ],
)
def test_who_is_in_care_of_another_authority_is_reached_once_both_signed(taken: list[Taken], why: str | None) -> None:
    assert careful.why_not_across(taken, ZARA) == why


CHECK = Taken(CareKind.TRAFFICKING_CHECK, DAY)
CAME = Taken(CareKind.PRESENTED, DAY, ZARA)


@pytest.mark.parametrize(
    ("taken", "why"),
    [
        ([], careful.CHECK_FIRST),
        ([CHECK], None),
        ([Taken(CareKind.TRAFFICKING_CHECK, DAY, OTHER)], careful.CHECK_FIRST),
        ([CHECK, CAME], careful.HELD),
        ([CHECK, CAME, Taken(CareKind.CONFIRMED, DAY, ZARA)], None),
        ([CHECK, CAME, Taken(CareKind.CONFIRMED, date(2026, 11, 1), ZARA)], careful.HELD),
        ([CHECK, Taken(CareKind.PRESENTED, DAY, OTHER)], None),
        ([CHECK, Taken(CareKind.ABROAD, DAY, ZARA)], careful.ABROAD),
    ],
)
def test_who_is_reached_for_an_unaccompanied_young_person(taken: list[Taken], why: str | None) -> None:
    assert careful.why_not_for_unaccompanied(taken, ZARA) == why


@pytest.mark.parametrize(
    ("recipient", "is_one"),
    [
        ("Home Office\nLunar House", True),
        ("The HOME-OFFICE, asylum team", True),
        ("UKVI", True),
        ("ukvi@homeoffice.example", True),
        ("Border  Force, Dover", True),
        ("UK Visas & Immigration", True),
        ("U.K.V.I., Sheffield", True),
        ("First-tier Tribunal (Immigration and Asylum Chamber)", True),
        ("Asylum Intake Unit\nCroydon", True),
        ("The Reporting Team, Lunar House, 40 Wellesley Road", True),
        ("Ｈｏｍｅ Ｏｆｆｉｃｅ", True),
        ("Jean Whitcombe\nHomer Office Road", False),
        ("Kent County Council", False),
        ("Weald Immigration Solicitors, Ashford", False),
        ("Asylum Aid", False),
    ],
)
def test_what_an_immigration_body_is(recipient: str, is_one: bool) -> None:
    assert careful.goes_to_immigration(recipient) is is_one


@pytest.mark.parametrize(
    ("recipient", "is_abroad"),
    [
        ("Abeba Tesfay\nHouse 5\nAsmara\nEritrea", True),
        ("Abeba Tesfay, Kassala, SUDAN", True),
        ("Yonas, Hauptstrasse 12, 10115 Berlin Germany", True),
        ("Mariam\nAbidjan\nCôte d’Ivoire", True),
        ("+291 7 123 456", True),
        ("Ring 00251 91 123 4567", True),
        ("The Embassy of Eritrea\n96 White Lion Street\nLondon", True),
        ("Raymond Oldcastle\n1 Made-up Road\nAshford\nTN23 1XX", False),
        ("Sam Jordan\n3 Georgia Close\nBelfast, Northern Ireland", False),
        ("Georgia\nJordan House, Chad Road\nLeeds", False),
        ("+44 7700 900123", False),
        ("0044 (0)7700 900123", False),
        ("07700 900123", False),
        ("British Red Cross, International Family Tracing, London", False),
    ],
)
def test_what_goes_abroad(recipient: str, is_abroad: bool) -> None:
    assert careful.goes_abroad(recipient) is is_abroad


def test_the_setting_says_when_and_from_where() -> None:
    setting = careful.load_setting()
    assert (setting.id, bool(setting.source)) == ("england-2026", True)
