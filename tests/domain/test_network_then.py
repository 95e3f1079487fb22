"""The family as it stood on a day: nothing of later, and nothing over that is not over yet."""

import datetime

import pytest

from kith.domain.network import Family, Household, Parentage, Person, Status, Stay, Tie, Union, parse
from kith.domain.network.then import then
from kith.domain.network.words import ParentageKind, TieKind, UnionStatus

DAY = datetime.date(2024, 6, 1)
PEOPLE = tuple(Person(name, name) for name in ("kit", "mum", "dad", "gary"))


@pytest.mark.parametrize(
    ("start", "is_there"),
    [(None, True), ("2024-06-01", True), ("2024-06-02", False), ("2024", True), ("2025", False), ("before 2030", True)],
)
def test_what_begins_later_is_not_there_yet(start: str | None, is_there: bool) -> None:
    since = parse(start) if start else None
    family = Family(
        PEOPLE,
        unions=(Union("u", ("mum", "gary"), (Status(UnionStatus.TOGETHER, since),)),),
        parentage=(Parentage("kit", ("gary",), ParentageKind.STEP, start=since),),
        ties=(Tie("kit", "gary", TieKind.FRIEND, start=since),),
        households=(Household("h", stays=(Stay("gary", since),)), Household("i", stays=(Stay("mum"),), start=since)),
    )
    found = then(family, DAY)
    rows = (found.unions, found.parentage, found.ties, found.households)
    assert [bool(one) for one in rows] == [is_there] * 4
    assert found.people == PEOPLE


@pytest.mark.parametrize(
    ("end", "left"),
    [("2024-06-01", None), ("2023", None), ("2024", "2024"), ("2024-06-02", ""), ("2025", "")],
)
def test_a_tie_that_is_over_is_not_there_and_an_end_to_come_is_no_end(end: str, left: str | None) -> None:
    """``left``: the end that is still said; None where the tie itself is gone."""
    found = then(Family(PEOPLE, ties=(Tie("kit", "gary", end=parse(end), seen=parse("2025")),)), DAY).ties
    assert [(one.end.words if one.end else "", one.seen) for one in found] == ([] if left is None else [(left, None)])


def test_what_somebody_was_before_stays_with_its_dates() -> None:
    told = (Status(UnionStatus.MARRIED, parse("2005")), Status(UnionStatus.SEPARATED, parse("2020")))
    later = Status(UnionStatus.BACK_TOGETHER, parse("2025"))
    family = Family(
        PEOPLE,
        unions=(Union("u", ("mum", "dad"), (*told, later)), Union("v", ("mum", "gary"))),
        parentage=(
            Parentage("kit", ("dad",), ParentageKind.FOSTER, start=parse("2015"), end=parse("2017")),
            Parentage("kit", ("mum",), ParentageKind.FOSTER, end=parse("2025")),
        ),
    )
    found = then(family, DAY)
    assert [one.history for one in found.unions] == [told, ()]
    assert [one.end and one.end.words for one in found.parentage] == ["2017", None]


@pytest.mark.parametrize(("died", "is_dead"), [("2024-06-02", False), ("2024-06-01", True), ("2024", True), ("", True)])
def test_nobody_is_dead_who_died_later(died: str, is_dead: bool) -> None:
    (one,) = then(Family((Person("a", died=parse(died) if died else None, is_dead=True),)), DAY).people
    assert one.has_died is is_dead
