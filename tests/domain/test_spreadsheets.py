"""No cell of ours becomes a formula in a spreadsheet (the list of hostile inputs, C01)."""

import pytest

from kith.domain import spreadsheets

HOSTILE = ['=HYPERLINK("http://x","a")', "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\uff1d1", '"=1', "  =1", ' "+1']


@pytest.mark.parametrize("text", HOSTILE)
def test_what_begins_a_formula_gets_an_apostrophe(text: str) -> None:
    assert spreadsheets.harmless(text) == f"'{text}"


@pytest.mark.parametrize(("text", "made"), [(";=1", ";'=1"), ('a; "@x', "a; \"'@x"), ("a;+1;-2", "a;'+1;'-2")])
def test_what_begins_one_after_a_semicolon_gets_one_too(text: str, made: str) -> None:
    assert spreadsheets.harmless(text) == made


@pytest.mark.parametrize("text", ["", "Nan", "d'Arcy-Jones", "a=1", "1+1", "Nan; Grandad", "O\u2019Neil", "2011-05-03"])
def test_any_other_text_stays_as_it_is(text: str) -> None:
    assert spreadsheets.harmless(text) == text
