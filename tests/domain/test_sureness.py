"""Who says that somebody is the person: two who may be one person are one source."""

import pytest

from kith.domain import sureness


@pytest.mark.parametrize(
    ("sources", "sure"),
    [
        ([], False),
        ([("file", "page 12")], False),
        ([("file", "page 12"), ("file", "Page  12")], False),
        ([("file", "page 12"), ("file", "page 14")], False),
        ([("child", "on Monday"), ("child", "on Friday")], False),
        ([("file", "page 12"), ("child", "on Friday")], True),
        ([("file", "page 12"), ("relative", "Aunt Bea")], True),
        ([("relative", "Aunt Bea"), ("relative", "Uncle Sol")], True),
        ([("relative", "Aunt Bea"), ("carer", "aunt Bea.")], False),
        ([("relative", "Aunt Bea"), ("public_record", "Register of births"), ("school", "aunt-bea")], True),
        ([("relative", "Bea"), ("relative", "Aunt Bea")], False),
        ([("relative", "Aunt Bea"), ("carer", "Mrs Bea Cole")], False),
        ([("relative", "Nan"), ("relative", "Nan Jean")], False),
        ([("professional", "Ms Patel"), ("professional", "Priya Patel, social worker")], False),
        ([("relative", "Mum"), ("relative", "Mum’s mum")], True),
        ([("relative", "Bea"), ("relative", "Bea’s neighbour")], True),
        ([("relative", "Bea Cole"), ("relative", "Bea Smith"), ("relative", "Bea")], True),
        ([("professional", "PC 1234"), ("professional", "PC 5678")], True),
    ],
)
def test_two_independent_sources_make_sure(sources: list[tuple[str, str]], sure: bool) -> None:
    assert sureness.is_sure(sources) is sure


BESIDE = [{"Auntie Bea", "Beatrice Cole"}, {"Nan", "Jean Whitcombe", "Jean Cole"}, {"Sol Cole"}]


@pytest.mark.parametrize(
    ("one", "other", "sure"),
    [
        ("Bea", "Beatrice Cole", False),
        ("Aunty Bea", "Mrs Beatrice Cole", False),
        ("Nan", "Jean", False),
        ("Jean Whitcombe", "Jean Cole", False),
        ("Bea", "Jean", True),
        ("Ms Cole", "Beatrice", False),
        ("Ms Cole", "Ms Patel", True),
        ("Nobody here", "Jean", True),
    ],
)
def test_the_names_that_the_record_has_of_one_person_are_one_source(one: str, other: str, *, sure: bool) -> None:
    """ "Ms Cole" may be any of three here, so she counts only where she could be nobody else who spoke."""
    told = [("relative", sureness.as_known(who, BESIDE)) for who in (one, other)]
    assert sureness.is_sure(told) is sure
