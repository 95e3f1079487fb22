"""The marks of one who said no: two things known together, or one that is theirs alone; never a name by itself."""

from datetime import date

import pytest

from kith.domain import contacting
from kith.domain.contacting import Known
from kith.domain.terms import ReachKind

NAME = frozenset({"jean whitcombe"})
BORN = frozenset({date(1956, 4, 3)})
KEPT = contacting.marks(
    Known(
        NAME, BORN, frozenset(),
        ((ReachKind.PHONE, "01632 960 456"), (ReachKind.ADDRESS, "1 Made-up Road, ME1 1XX"),
         (ReachKind.EMAIL, "Jean@Mail.example")),
    )
)  # fmt: skip


@pytest.mark.parametrize(
    ("known", "is_found"),
    [
        (Known(NAME, BORN), True),
        (Known(NAME, years=frozenset({1956})), True),
        (Known(NAME | {"jean hartley"}, BORN), True),
        (Known(NAME, ways=((ReachKind.ADDRESS, "Flat 2, me11xx"),)), True),
        (Known(ways=((ReachKind.PHONE, "+44 1632 960456"),)), True),
        (Known(ways=((ReachKind.EMAIL, " jean@mail.example"),)), True),
        (Known(NAME), False),
        (Known(frozenset({"jean"}), BORN), False),
        (Known(NAME, frozenset({date(1957, 4, 3)})), False),
        (Known(frozenset({"joan whitcombe"}), BORN), False),
        (Known(ways=((ReachKind.ADDRESS, "9 Other Road, ME1 1XX"),)), False),
    ],
)
def test_who_is_found_again(known: Known, is_found: bool) -> None:
    assert bool(contacting.marks(known) & KEPT) is is_found


def test_a_name_alone_marks_nobody() -> None:
    assert contacting.marks(Known(NAME)) == frozenset()
