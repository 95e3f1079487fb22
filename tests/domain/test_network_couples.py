"""Children hung from both parents: who is a couple of parents, and in which order, whoever else was there."""

import random

from kith.domain.network import Family, Parentage, ParentageKind, Person, Says, Union, parse
from kith.domain.network.couples import joined
from kith.domain.terms import Certainty

PEOPLE = tuple(map(Person, ("kit", "mum", "dad", "ann", "bo")))


def rows(*said: Parentage, unions: tuple[Union, ...] = ()) -> list[tuple[str, tuple[str, ...], str, Certainty]]:
    found = joined(Family(PEOPLE, unions, said, focus="kit")).parentage
    return [(row.child, row.parents, row.start.words if row.start else "", row.says.certainty) for row in found]


def test_two_birth_parents_are_both_and_of_three_only_partners() -> None:
    mum, dad, third = (Parentage("kit", (one,)) for one in ("mum", "dad", "bo"))
    assert rows(mum, dad) == [("kit", ("dad", "mum"), "", Certainty.CERTAIN)]
    assert [one[1] for one in rows(mum, dad, third)] == [("bo",), ("dad",), ("mum",)]
    both = Union("u", ("mum", "dad"))
    assert [one[1] for one in rows(mum, dad, third, unions=(both,))] == [("bo",), ("dad", "mum")]


def test_carers_are_a_couple_where_they_are_partners_once_for_each_time() -> None:
    """Ann and Bo fostered, later Ann alone."""
    couple = Union("u", ("ann", "bo"))
    times = [
        Parentage("kit", (one,), ParentageKind.FOSTER, start=parse(start))
        for one, start in (("ann", "2015"), ("bo", "2015"), ("ann", "2019"))
    ]
    assert rows(*times, unions=(couple,)) == [
        ("kit", ("ann", "bo"), "2015", Certainty.CERTAIN),
        ("kit", ("ann",), "2019", Certainty.CERTAIN),
    ]
    assert [one[1] for one in rows(*times[:2])] == [("ann",), ("bo",)]


def test_a_couple_is_as_sure_as_the_less_sure_of_the_two() -> None:
    less = Says(Certainty.POSSIBLE)
    assert rows(Parentage("kit", ("mum",)), Parentage("kit", ("dad",), says=less))[0][3] is Certainty.POSSIBLE


def test_the_order_of_the_rows_says_nothing_of_who_was_written_down_when() -> None:
    said = [
        Parentage("kit", ("mum",)),
        Parentage("ann", ("bo",)),
        Parentage("mum", ("ann",)),
        Parentage("kit", ("dad",)),
    ]
    before = rows(*said)
    for seed in range(6):
        random.Random(seed).shuffle(said)
        assert rows(*said) == before
