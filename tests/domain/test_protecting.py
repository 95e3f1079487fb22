"""A protected name is known again as people write it, and a stranger's is not."""

import pytest

from kith.domain import protecting


@pytest.mark.parametrize(
    ("protected", "typed"),
    [
        ("Sharon Hart", "hart, SHARON"),
        ("Sharon Hart", "Shaz Hart"),
        ("Shaz Hart", "Sharon Harte"),
        ("Sharon Hart", "Sharron Hart"),
        ("Sharon Ann Hart", "Ann Hart of Leeds"),
        ("Márta Kovács", "Kovacs Marta"),
        ("Maxamed Cabdi", "Mohamed Abdi"),
        ("Bev O'Neil", "Bev O’Neil"),
        ("Ada Brown-Okoro", "Ada Okoro"),
        ("Kelly", "KELLY"),
        ("李 小明", "小明 李"),
    ],
)
def test_a_protected_name_is_known_again(protected: str, typed: str) -> None:
    assert protecting.forms(protected) & protecting.forms(typed)


@pytest.mark.parametrize(
    ("protected", "typed"),
    [
        ("Sharon Hart", "Sharon"),
        ("Sharon Hart", "Sharon Holt"),
        ("Sharon Hart", "Darren Hart"),
        ("Anna Bell", "Anna Ball"),
        ("Hassan Mohamed", "Hussein Mahmood"),
        ("Kelly", "Kelly Hart"),
        ("...", "..."),
    ],
)
def test_another_name_is_not_taken_for_it(protected: str, typed: str) -> None:
    assert not protecting.forms(protected) & protecting.forms(typed)


def test_even_a_long_name_has_few_forms() -> None:
    assert len(protecting.forms("Maria Katarzyna Mohamed Elizabeth Alexander Xasan Cabdi")) < 500
