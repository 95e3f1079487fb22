"""What a child's words on the public page say: a plain yes for the worker, and an age that fits."""

import pytest

from kith.domain import asking


@pytest.mark.parametrize(
    "said",
    [
        "my social worker",
        "My Social Worker.",
        "my carer and my social worker",
        "anyone",
        "Everybody",
        "just my social worker",
        "my personal adviser",
    ],
)
def test_a_plain_yes_lets_the_worker_know(said: str) -> None:
    assert asking.worker_may_know(said)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "nobody yet",
        "Nobody",
        "no one",
        "no-one",
        "not my social worker",
        "Don’t tell my social worker",
        "dont tell my social worker",
        "my carer",
        "my carer, but not my social worker",
        "anyone except my social worker",
        "my social worker, later",
        "ask me first, then my social worker",
        "my social worker?",
        "my old social worker",
        "my teacher",
        "a youth worker",
    ],
)
def test_whatever_is_no_plain_yes_is_no(said: str) -> None:
    assert not asking.worker_may_know(said)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("12", (12,)),
        ("nearly 13", (13,)),
        ("twelve", (12,)),
        ("12 and a half", (12,)),
        ("12yrs", (12,)),
        ("11 or 12", (11, 12)),
        ("I don’t know", ()),
        ("", ()),
    ],
)
def test_the_numbers_of_an_age_in_words(said: str, found: tuple[int, ...]) -> None:
    assert asking.ages_in(said) == found


@pytest.mark.parametrize(
    ("said", "age", "differs"),
    [
        ("12", 12, False),
        ("12", 14, False),
        ("12", 15, True),
        ("12", 9, True),
        ("nearly 13", 39, True),
        ("11 or 15", 16, False),
        ("twelve", 39, True),
        ("no idea", 39, False),
        ("12", None, False),
    ],
)
def test_an_age_that_differs_by_more_than_two_years(said: str, age: int | None, differs: bool) -> None:
    assert asking.ages_differ(said, age) is differs


def test_the_rules_say_since_when_and_why() -> None:
    assert (asking.rules().differs_by_more_than, asking.rules().over) == (2, 25)
