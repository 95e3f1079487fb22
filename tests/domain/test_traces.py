"""Traces of an address, a number or a handle in free text, however it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.domain import traces
from kith.domain.terms import ReachKind

PHONE = "01632 960456"
ADDRESS = "14 Orchard Lane\nNether Wallop, Maidstone\nME14 1XX"


@pytest.mark.parametrize(
    "text",
    [
        "Ring 01632 960456 tonight",
        "+44 1632 960456",
        "0044 (0)1632-960-456",
        "0 1 6 3 2 9 6 0 4 5 6",
        "01632.960.456, ask for Bev",
        "room 12 01632 960456 after 6",
        "０１６３２ 960456",
        "0163\u200b2960456",
        "scan_01632_960_456.pdf",
        "01632\u2011960\u2212456",
        "call%2001632%20960456",
    ],
)
def test_a_phone_number_is_found_however_it_is_written(text: str) -> None:
    (key,) = traces.keys_of(ReachKind.PHONE, PHONE)
    found = [trace for trace in traces.traces(text) if trace.key == key]
    assert found
    assert all(text[one.start : one.end].strip()[-1].isdecimal() for one in found)


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ("Ring ", "oh one six three two nine six oh four five six"),
        ("", "zero one six, three two - nine sixty, four fifty-six"),
        ("Her number: ", "Oh one 632, nine six oh, four five six"),
        ("plus ", "four four one six three two, nine six oh four five six"),
        ("", "nought one six three two nine six zero four five six"),
    ],
)
def test_a_number_said_in_words_is_known_again(before: str, said: str) -> None:
    (key,) = traces.keys_of(ReachKind.PHONE, PHONE)
    text = f"{before}{said}, she said."
    assert [text[one.start : one.end] for one in traces.traces(text) if one.key == key] == [said]


def test_double_and_hundred_are_said_so_too() -> None:
    (key,) = traces.keys_of(ReachKind.PHONE, "07700 900 111")
    for text in (
        "oh double seven double oh, nine hundred, treble one",
        "0 double 7 double 0 nine hundred, one double one",
    ):
        (place,) = {(one.start, one.end) for one in traces.traces(text) if one.key == key}
        assert place == (0, len(text))


@pytest.mark.parametrize(
    "text",
    [
        "one two three four five six seven eight nine ten, coming to get you",
        "He is ten, she is one, two of three homes, four, five, six, seven, eight, nine.",
        "Sections one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve",
        "oh one two three four five six",
    ],
)
def test_counting_in_words_is_no_number_to_ring(text: str) -> None:
    assert not [one for one in traces.traces(text) if one.key.startswith("phone:")]
    assert not traces.is_a_way(text)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("+353 87 123 4567", "+353 87 123 4567"),
        ("+353 87 123 4567", "he rings from 087 123 4567"),
        ("+252 61 5123456", "00252 615 123 456"),
        ("+291 7 123456", "+291-7-123456"),
        ("0093 70 123 4567", "+93701234567"),
        ("7700 900123", "07700 900123"),
        ("07700 900123 after 6, or 01632 960456", "01632 960456"),
        ("07700 900123 (6pm)", "07700900123"),
        ("01632 960456\n07700 900123", "07700 900123"),
        ("01632 960456 07700 900123", "ring 07700 900123"),
    ],
)
def test_any_countrys_number_is_found_and_each_of_several_in_one_line(value: str, text: str) -> None:
    assert traces.keys_of(ReachKind.PHONE, value) & {trace.key for trace in traces.traces(text)}


def test_a_number_of_the_same_exchange_is_another_number() -> None:
    for value in ("+44 7700 900123", "+353 87 123 4567", "01632 960456 or 07700 900123"):
        keys = traces.keys_of(ReachKind.PHONE, value)
        assert not keys & {trace.key for trace in traces.traces("+44 7700 900124, +353 87 123 4568, 01632 960457")}


@pytest.mark.parametrize(
    "text",
    [
        *("at me14 1xx now", "ME141XX", "ME14-1XX", "(ME14 1XX)", "ME14 1 XX"),
        *("me 14 1xx", "house_ME14_1XX.jpg", "ME14%201XX", "ＭＥ１４ １ＸＸ", "ME14 lXX", "flat 1 ME14 1XX"),
    ],
)
def test_a_postcode_is_found_however_it_is_written(text: str) -> None:
    (key,) = traces.keys_of(ReachKind.ADDRESS, ADDRESS)
    assert key in {trace.key for trace in traces.traces(text)}


@pytest.mark.parametrize("text", ["01632 960457", "ME14 1XY", "S0ME14 1XXL", "960456", "on 01/06/2026 at 9:60"])
def test_something_else_is_not_taken_for_it(text: str) -> None:
    keys = traces.keys_of(ReachKind.ADDRESS, ADDRESS) | traces.keys_of(ReachKind.PHONE, PHONE)
    assert not keys & {trace.key for trace in traces.traces(text)}


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("She is at 14 Orchard Lane now", "She is at # now"),
        ("She is at 14, orchard ln.", "She is at #."),
        ("at 14 ORCHARD   LANE, Maidstone, with Bev", "at #, with Bev"),
        ("at 41 Orchard Lane", "at 41 Orchard Lane"),
        ("an orchard in Maidstone", "an orchard in Maidstone"),
    ],
)
def test_an_address_is_found_by_the_line_with_its_number(text: str, covered: str) -> None:
    found = traces.Index([(ReachKind.ADDRESS, ADDRESS, None)]).find(text)
    spans = [(start, end, False) for start, end, _ in found]
    assert traces.cover(text, spans, hidden="#", known="+") == covered


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("14 Harbour Lane Whitby", "at 14 Harbour Lane with Bev"),
        ("Flat 3/14 Harbour Lane, Whitby", "14 Harbour Ln, flat 3"),
        ("Flat 3, 14 Harbour Lane, Whitby", "14 Harbour Lane"),
        ("Flat 3, Harbour House, Quay Street, Whitby", "Harbour House on Quay Street"),
        ("The Old Forge 14 Harbour Lane, Whitby", "14 Harbour Lane"),
        ("12-14 Harbour Lane", "14 Harbour Lane"),
        ("14 Harbour Lane", "Harbour Lane, number 14"),
        ("14a Harbour Lane", "14 A Harbour Lane"),
        ("14 Harbour Lane", "14%20Harbour%20Lane.pdf"),
        ("14 Harbour Lane", "1\u200b4 Harb\u00adour Lane"),
        ("14 St John's Road", "14 St Johns Rd"),
        ("14 Harbour Lane", "behind 14 Harbour Lane’s garage"),
        ("14 Céline Road", "14 Ce\u0301line Road"),
        ("14 Mill Hill Road", "14 mill hill rd"),
        ("14, Harbour Lane", "14 Harbour Lane"),
        ("Hauptstraße 12, 10115 Berlin", "in der Hauptstrasse 12"),
        ("Rose Cottage, Mill Lane, Whitby", "Rose Cottage in Mill Lane"),
        ("Rose Cottage, Mill Lane, Whitby", "at Rose Cottage, Whitby"),
    ],
)
def test_an_address_is_found_as_people_write_it(value: str, text: str) -> None:
    assert list(traces.Index([(ReachKind.ADDRESS, value, 1)]).find(text))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("14 Harbour Lane, Whitby", "114 Harbour Lane"),
        ("14 Harbour Lane, Whitby", "at the harbour in Whitby"),
        ("Flat 3, Harbour House, Quay Street, Whitby", "flat 3 is empty"),
        ("Flat 3, Harbour House, Quay Street, Whitby", "on Quay Street in Whitby"),
        ("House 5, Street 3, Kabul", "we looked at house 5"),
        ("House 5, Street 3, Kabul", "born in Kabul"),
        ("14a Harbour Lane", "14 a"),
        ("Flat 3, 14 Harbour Lane, Whitby", "3 Harbour Lane"),
        ("Flat 3/14 Harbour Lane, Whitby", "3 Harbour Lane"),
        ("The Grove, Whitby", "an apple grove"),
    ],
)
def test_a_part_of_an_address_is_not_taken_for_it(value: str, text: str) -> None:
    assert not list(traces.Index([(ReachKind.ADDRESS, value, 1)]).find(text))


def test_a_house_without_a_number_and_a_handle_are_found_whole() -> None:
    index = traces.Index(
        [(ReachKind.ADDRESS, "Rose Cottage, Mill Hill", 1), (ReachKind.ONLINE, "@kelly_amber99", 2),
         (ReachKind.EMAIL, "kelly.a@mail.example", 3)]
    )  # fmt: skip
    found = {behind for _, _, behind in index.find("Rose Cottage by the old mill: no. Rose Cottage, Mill Hill: yes")}
    assert found == {1}
    assert [behind for _, _, behind in index.find("it is Kelly_Amber99 or KELLY.A@mail.example")] == [2, 3]


def test_what_is_too_short_is_not_looked_for() -> None:
    assert not traces.phrases_of(ReachKind.ONLINE, "@jo")
    assert not traces.keys_of(ReachKind.PHONE, "999")


def test_spans_that_overlap_are_one_and_covered_unless_all_is_known() -> None:
    spans = [(0, 4, True), (2, 6, False), (8, 9, True)]
    assert traces.cover("abcdefghij", spans, hidden="#", known="+") == "#ghi+j"
    assert traces.cover("abcdefghij", [], hidden="#", known="+") == "abcdefghij"
    assert traces.cover("abcd", [(2, 4, True)], hidden="#", known="+") == "abcd+"


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_value_is_found_in_any_text_around_it(before: str, after: str) -> None:
    text = f"{before}; 14 Orchard Lane; {after}"
    assert list(traces.Index([(ReachKind.ADDRESS, ADDRESS, 1)]).find(text))
    for trace in traces.traces(text):
        assert 0 <= trace.start < trace.end <= len(text)


@pytest.mark.parametrize(
    "text",
    ["07700 900 123", "at ME14 1XX", "14 Orchard Lane", "lives at 14b, Old Orchard Ln", "Ring 00441632960456"],
)
def test_a_number_a_postcode_and_a_numbered_street_are_known_by_their_form(text: str) -> None:
    assert traces.is_a_way(text)


@pytest.mark.parametrize("text", ["Nan Jean", "Year 9 at St Mary’s", "care plan of 3 May 2026", "ME14", "2 brothers"])
def test_what_is_no_way_to_reach_anybody_is_not_taken_for_one(text: str) -> None:
    assert not traces.is_a_way(text)
