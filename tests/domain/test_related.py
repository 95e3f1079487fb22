"""Whether a member of staff may be related to somebody around a child: cases, and what must not be a sign."""

import pytest

from kith.domain.related import Known, Staff, Strength, closes, signs


@pytest.mark.parametrize(
    ("staff", "full", "family"),
    [
        ("Priya Whitcombe", "Jean Whitcombe", ""),
        ("Priya Whitcombe", "WHITCOMBE, Jean", ""),
        ("Priya Whitcombe", "Jean", "Whitcombe"),
        ("Sean O'Neil", "Mary O’Neil", ""),
        ("Sean O'Neil", "Mary ONeil", ""),
        ("Márta Kovács", "Kovacs István", ""),
        ("Ada Brown-Okoro", "Ben Okoro", ""),
        ("Ada Okoro", "Ben Brown-Okoro", ""),
        ("Ada Brownokoro", "Ben Brown‑Okoro", ""),
    ],
)
def test_a_shared_surname_is_a_sign(staff: str, full: str, family: str) -> None:
    assert signs(Staff(staff), [Known("p", full, family)]) == {("p", Strength.SURNAME)}


@pytest.mark.parametrize(
    ("staff", "known"),
    [
        ("Jean Hartley", Known("p", "Jean Whitcombe")),
        ("Ben James", Known("p", "James Hartley", "Hartley")),
        ("Priya", Known("p", "Priya Whitcombe")),
        ("Priya Whitcombe", Known("p", "Priya Whitcombe", is_professional=True)),
        ("Priya Whitcombe", Known("p", "", "")),
        ("", Known("p", "Jean Whitcombe")),
    ],
)
def test_what_is_no_sign(staff: str, known: Known) -> None:
    assert signs(Staff(staff, frozenset({"a"})), [known]) == set()


def test_a_shared_home_is_a_sign_whatever_the_name_and_the_trade() -> None:
    staff = Staff("Priya Hartley", frozenset({"a", "b"}))
    around = [Known("p", marks=frozenset({"b", "c"}), is_professional=True), Known("q", marks=frozenset({"c"}))]
    assert signs(staff, around) == {("p", Strength.HOME)}


@pytest.mark.parametrize(
    ("new", "looked_at", "closed"),
    [
        ((), (), False),
        ((Strength.SURNAME,), (), False),
        ((Strength.HOME,), (), False),
        ((Strength.SURNAME, Strength.HOME), (), True),
        ((Strength.HOME,), (Strength.SURNAME,), True),
        ((Strength.SURNAME,), (Strength.HOME,), True),
        ((Strength.SURNAME,), (Strength.SURNAME, Strength.HOME), False),
        ((), (Strength.SURNAME, Strength.HOME), False),
    ],
)
def test_when_signs_close_a_record(new: tuple[Strength, ...], looked_at: tuple[Strength, ...], closed: bool) -> None:
    assert closes(new, looked_at) is closed
