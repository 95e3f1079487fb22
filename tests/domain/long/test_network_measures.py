"""The measures of a network: every case of the case tables, and what holds for any network."""

import datetime
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.domain.network import bonds, changes, definitions, loving, measures, telling
from kith.domain.network.bonds import Bond, Network
from kith.domain.network.loving import LegTest, LovedAnswer
from kith.domain.terms import Side, SupportKind
from tests.domain import network_cases as made
from tests.domain.spec import cases

DAY = made.DAY


@pytest.mark.parametrize("case", cases.table("network"), ids=lambda case: case["name"])
def test_measures_case(case: dict[str, Any]) -> None:
    network = bonds.network(map(made.bond, case["people"]), case["on"], case.get("knows", ()))
    assert telling.sentences(network) == case["said"]


@pytest.mark.parametrize("case", cases.table("network_change"), ids=lambda case: case["name"])
def test_change_case(case: dict[str, Any]) -> None:
    rows = [made.bond(row) for row in case["people"]]
    found = changes.change(bonds.network(rows, case["first"]), bonds.network(rows, case["second"]))
    assert [list(found.kept), list(found.new), list(found.lost)] == [
        case.get(part, []) for part in ("kept", "new", "lost")
    ]
    both, _, either = case["alike"].partition(" of ")
    assert found.alike == (int(both) / int(either) if either else None)


@pytest.mark.parametrize("case", cases.table("network_loving"), ids=lambda case: case["name"])
def test_loving_case(case: dict[str, Any]) -> None:
    found = loving.loving(map(made.evidence, case["people"]), DAY, LovedAnswer(case["answer"]))
    assert (found.found, list(found.said)) == (case["found"], case["said"])


def person(name: str, *supports: str, **row: Any) -> Bond:
    return made.bond({"name": name, "supports": supports, **row})


def at(*people: Bond, knows: Iterable[tuple[str, str]] = ()) -> Network:
    return bonds.network(people, DAY, knows)


# One number each


def test_density_and_diversity() -> None:
    network = at(
        *(person(name, side=side) for name, side in (("a", "mum"), ("b", "mum"), ("c", "dad"), ("d", "friends")))
    )
    assert measures.density(network) == 0
    assert measures.composition(network) == {Side.MUM: 0.5, Side.DAD: 0.25, Side.FRIENDS: 0.25}
    assert measures.diversity(network) == 1 - (0.25 + 0.0625 + 0.0625)
    assert measures.sides_with_someone(network) == (3, 8)
    assert measures.sides_balance(network) == (2, 1)
    whole = at(person("a"), person("b"), knows=[("a", "b"), ("b", "a")])
    assert (measures.density(whole), measures.diversity(whole)) == (1, None)
    assert measures.density(at(person("a"))) is None


def test_support() -> None:
    network = at(person("a", "emotional", "advice"), person("b", "emotional"), person("c", "fun", paid=True))
    assert measures.capacity(network) == {
        SupportKind.EMOTIONAL: 2, SupportKind.PRACTICAL: 0, SupportKind.ADVICE: 1, SupportKind.FUN: 0,
        SupportKind.PLACE_TO_STAY: 0, SupportKind.FAMILY_STORY: 0,
    }  # fmt: skip
    assert (measures.multiplexity(network), measures.spare(network)) == (1.5, -1)
    assert measures.thin(network) == (SupportKind.ADVICE,)
    assert len(measures.gaps(network)) == 4
    assert measures.multiplexity(at()) is None


def test_the_worst_to_lose_is_named_and_of_two_alike_the_first_by_name() -> None:
    network = at(person("b", "emotional"), person("a", "advice"), person("c", "fun", "practical"))
    gone = measures.if_one_drops_out(network)
    assert gone
    assert (gone.names, gone.lost) == (("c",), (SupportKind.PRACTICAL, SupportKind.FUN))
    alike = measures.if_one_drops_out(at(person("b", "emotional"), person("a", "advice")))
    assert alike
    assert alike.names == ("a",)
    assert measures.if_one_drops_out(at(person("a", "fun"), person("b", "fun"))) is None


def test_a_household_goes_as_a_whole() -> None:
    network = at(
        person("a", "fun", household="h"),
        person("b", "fun", household="h"),
        person("c", "advice"),
        person("d", "advice"),
    )
    assert measures.if_one_drops_out(network) is None
    gone = measures.if_a_household_drops_out(network)
    assert gone
    assert (gone.people, gone.lost, gone.left) == (("a", "b"), (SupportKind.FUN,), frozenset({SupportKind.ADVICE}))


def test_fragments() -> None:
    network = at(*map(person, "abcde"), knows=[("c", "d"), ("d", "e"), ("x", "a"), ("b", "b")])
    assert measures.fragments(network) == (("c", "d", "e"), ("a",), ("b",))
    assert measures.isolated(network) == ("a", "b")
    assert measures.isolated(at(person("a"))) == ()


def test_the_latest_of_several_open_bonds_counts() -> None:
    older = person("a", side="mum", since=datetime.date(2020, 1, 1))
    newer = person("a", side="dad", since=datetime.date(2024, 1, 1))
    assert bonds.network([newer, older], DAY).alters["a"].side is Side.DAD
    lost = person("a", since=datetime.date(2020, 1, 1), in_touch=False)
    assert list(bonds.network([lost, older], DAY).alters) == ["a"]


# Loving relationships


def test_each_leg_shows_its_evidence() -> None:
    (leg,) = loving.loving([loving.Evidence("a", is_paid=False, is_cleared=False)], DAY).legs
    assert leg.tests == {
        LegTest.UNPAID: True, LegTest.ADULT: None, LegTest.CLEARED: False, LegTest.INNER_RING: None,
        LegTest.SAID_YES: None, LegTest.IN_TOUCH: None,
    }  # fmt: skip


def test_contact_that_is_still_to_come_is_none() -> None:
    row = made.evidence({"name": "a", "last_in_touch": DAY + datetime.timedelta(days=1)})
    assert loving.loving([row], DAY).found == "0"


def test_the_words_say_the_days_of_the_definition() -> None:
    assert str(definitions.load().loving_contact_days) in LegTest.IN_TOUCH.label


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ("yes no yes not_asked no_answer not_asked", ("Of 4 asked, 2 said", "2 were not asked.")),
        ("not_asked", ("Of 0 asked, 0 said", "1 was not asked.")),
        ("not_sure", ("Of 1 asked, 0 said", "0 were not asked.")),
    ],
)
def test_the_headline_never_stands_without_what_it_is_out_of(answers: str, said: tuple[str, str]) -> None:
    whole = f"{said[0]} they have someone who loves them and will be there. {said[1]}"
    assert loving.headline(map(LovedAnswer, answers.split())) == whole


def test_the_measured_line() -> None:
    found = [loving.Loving(LovedAnswer.YES, loving.loving(map(made.evidence, people), DAY).legs) for people in (
        [], [{"name": "a"}], [{"name": "a"}, {"name": "b"}, {"name": "c"}],
    )]  # fmt: skip
    assert loving.measured(found) == ("Loving relationships on record, of 3 children: two or more: 1, one: 1, none: 1.")


# What holds for any network

NAMES = st.sampled_from("abcdefgh")
DATES = st.dates(datetime.date(2015, 1, 1), datetime.date(2030, 1, 1))
BONDS = st.lists(
    st.builds(
        Bond,
        NAMES,
        DATES,
        st.none() | DATES,
        in_touch=st.booleans(),
        is_adult=st.sampled_from([True, True, False, None]),
        is_paid=st.booleans(),
        side=st.none() | st.sampled_from(Side),
        supports=st.frozensets(st.sampled_from(SupportKind)),
        household=st.none() | st.sampled_from("hi"),
    ),
    max_size=12,
)
KNOWS = st.lists(st.tuples(NAMES, NAMES), max_size=12)


@given(BONDS, DATES, KNOWS)
def test_figures_stay_within_their_bounds(rows: list[Bond], on: datetime.date, knows: list[tuple[str, str]]) -> None:
    network = bonds.network(rows, on, knows)
    size = measures.size(network)
    assert 0 <= size.unpaid_adults + network.age_not_known <= size.in_touch <= 8
    density, diversity = measures.density(network), measures.diversity(network)
    assert density is None if size.in_touch < 2 else density is not None and 0 <= density <= 1
    assert diversity is None or 0 <= diversity <= 7 / 8
    assert sum(measures.composition(network).values()) == pytest.approx(1 if diversity is not None else 0)
    assert all(0 <= count <= size.unpaid_adults for count in measures.capacity(network).values())
    assert len(telling.sentences(network)) >= 4


@given(BONDS, DATES, KNOWS)
def test_fragments_hold_everybody_once(rows: list[Bond], on: datetime.date, knows: list[tuple[str, str]]) -> None:
    network = bonds.network(rows, on, knows)
    parts = measures.fragments(network)
    assert sorted(person for part in parts for person in part) == sorted(network.alters)
    assert all(any(pair <= set(part) for part in parts) for pair in network.knows)


@given(BONDS, DATES)
def test_what_drops_out_is_what_nobody_else_gives(rows: list[Bond], on: datetime.date) -> None:
    network = bonds.network(rows, on)
    given_now = {kind for kind, count in measures.capacity(network).items() if count}
    for gone in (measures.if_one_drops_out(network), measures.if_a_household_drops_out(network)):
        if gone:
            rest = bonds.network([row for row in rows if row.person not in gone.people], on)
            left = {kind for kind, count in measures.capacity(rest).items() if count}
            assert (left, given_now - left) == (set(gone.left), set(gone.lost))
    if measures.spare(network) > 0:
        assert measures.if_one_drops_out(network) is None


@given(BONDS, DATES, DATES)
def test_change_adds_up_and_reads_the_same_both_ways(
    rows: list[Bond], one: datetime.date, other: datetime.date
) -> None:
    first, second = bonds.network(rows, one), bonds.network(rows, other)
    there, back = changes.change(first, second), changes.change(second, first)
    assert len(there.kept) + len(there.lost) == len(first.alters)
    assert len(there.kept) + len(there.new) == len(second.alters)
    assert (there.alike, there.kept, there.new, there.lost) == (back.alike, back.kept, back.lost, back.new)
    assert there.alike is None or 0 <= there.alike <= 1
    assert changes.change(first, first).alike in (None, 1)
