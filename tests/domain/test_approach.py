"""Letters by layer: what comes first, what each may say, and where nobody writes again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.domain import approach, searching
from kith.domain.approach import Sent
from kith.domain.terms import Layer, PersonAnswer

FIRST, FAMILY, CARE = Layer
YES, LATER, NO = PersonAnswer.WILLING, PersonAnswer.WILLING_LATER, PersonAnswer.UNWILLING
BLANKS = {
    "name": "Jean Whitcombe",
    "writer": "Cora Amberley",
    "phone": "01632 960001",
    "child": "Robin",
    "address": "PO Box 9",
}


@pytest.mark.parametrize(
    ("earlier", "layer", "allowed"),
    [
        ([], FIRST, True),
        ([], FAMILY, False),
        ([], CARE, False),
        ([Sent(FIRST, None)], FIRST, False),
        ([Sent(FIRST, PersonAnswer.NO_REPLY)], FIRST, True),
        ([Sent(FIRST, PersonAnswer.NO_REPLY)], FAMILY, False),
        ([Sent(FIRST, YES)], FAMILY, True),
        ([Sent(FIRST, YES)], CARE, False),
        ([Sent(FIRST, LATER), Sent(FAMILY, YES)], CARE, True),
        ([Sent(FIRST, NO)], FIRST, False),
        ([Sent(FIRST, YES), Sent(FAMILY, PersonAnswer.DO_NOT_WRITE)], FAMILY, False),
        ([Sent(FIRST, PersonAnswer.HAS_DIED)], FIRST, False),
        ([Sent(FIRST, YES), Sent(FAMILY, YES), Sent(CARE, YES)], CARE, False),
    ],
)
def test_each_layer_comes_after_a_good_answer_to_the_one_before(
    earlier: list[Sent], layer: Layer, allowed: bool
) -> None:
    why = approach.why_not_yet(layer, earlier)
    assert (why is None) is allowed, why


@pytest.mark.parametrize("layer", list(Layer))
def test_our_own_letters_keep_to_their_layer(layer: Layer) -> None:
    text = approach.fill(layer, BLANKS)
    assert approach.gives_away(layer, text, ["Robin", "W1001"]) == []
    assert approach.blanks(text) == []
    assert ("Robin" in text) is (layer is CARE)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I am a Social Worker.", ["social worker"]),
        ("I take care of letters.", ["care"]),
        ("I am careful.", []),
        ("Robin would like to know you.", ["robin"]),
        ("I write from the children’s services.", ["children’s services"]),
        ("Your grandson asked after you.", ["grandson"]),
        ("FOSTER and foster", ["foster"]),
        ("Robin asked. The Marsh house.", ["robin", "marsh"]),
        ("Jean-Luc asked.", ["jean", "luc"]),
        ("A looked-after young  person of your family", ["looked-after", "young  person", "family"]),
        ("Your grandad, an uncle, two cousins", ["grandad", "uncle", "cousins"]),
        ("Are you the dad, or a relative?", ["dad", "relative"]),
        ("The placement ends; LAC review", ["placement", "lac"]),
        ("Write to cora@weald.gov.uk, Childrens Services", ["gov.uk", "childrens services"]),
        ("The reviewing officer, Cafcass and social care", ["reviewing officer", "cafcass", "social care"]),
        ("A personal matter. J is my initial.", []),
    ],
)
def test_a_first_letter_gives_nothing_away(text: str, found: list[str]) -> None:
    assert approach.gives_away(FIRST, text, ["Robin Jean-Luc J Marsh"]) == found


def test_a_name_that_the_recipient_bears_too_is_theirs() -> None:
    text, names = "Dear Derek Marsh, Robin asked.", ["Robin Marsh"]
    assert approach.gives_away(FIRST, text, names) == ["marsh", "robin"]
    assert approach.gives_away(FIRST, text, names, recipient="Mr Derek Marsh\n1 High Street") == ["robin"]


def test_the_second_letter_may_say_family_and_nothing_of_care() -> None:
    assert approach.gives_away(FAMILY, "Your grandson, a cousin, your family.", []) == []
    assert approach.gives_away(FAMILY, "A social worker of the local authority", []) == [
        "social worker",
        "local authority",
    ]


def test_a_blank_that_nobody_filled_is_seen() -> None:
    assert approach.blanks(approach.fill(FIRST, {"name": "Jean"})) == ["address", "writer", "phone", "writer"]


letters = st.lists(st.builds(Sent, st.sampled_from(list(Layer)), st.sampled_from([None, *PersonAnswer])), max_size=6)


@given(letters)
def test_after_a_no_nobody_writes_again(earlier: list[Sent]) -> None:
    if any(letter.answer in approach.ENDS_IT for letter in earlier):
        assert approach.next_layer(earlier) is None
        assert all(approach.why_not_yet(layer, earlier) for layer in Layer)


@given(letters, st.sampled_from(list(Layer)))
def test_a_layer_is_never_written_before_all_earlier_ones_went_well(earlier: list[Sent], layer: Layer) -> None:
    if approach.why_not_yet(layer, earlier) is None:
        before = set(list(Layer)[: list(Layer).index(layer)])
        assert before <= {letter.layer for letter in earlier if letter.answer in approach.WENT_WELL}


@pytest.mark.parametrize(
    ("source", "chosen", "refused"),
    [
        ("case_file", {}, False),
        ("case_file", {"case_file": False}, True),
        ("public_profiles", {}, True),
        ("public_profiles", {"public_profiles": True}, False),
        ("false_profile", {"false_profile": True}, True),
        ("nowhere", {}, True),
    ],
)
def test_a_service_opens_places_but_never_a_false_profile(source: str, chosen: dict[str, bool], refused: bool) -> None:
    assert (searching.why_closed(source, chosen) is not None) is refused


def test_a_false_profile_is_refused_with_its_reason() -> None:
    assert "deceives" in (searching.why_closed("false_profile", {}) or "")
