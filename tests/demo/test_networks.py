"""The made-up networks: the same each time, nothing in the future, some grow, about a third do not, some shrink."""

import datetime as dt
import random
from collections import Counter

import pytest

from kith.demo import networks, saying
from kith.demo.county import names
from kith.domain.pathway import Stage
from kith.domain.terms import ParentageKind, PersonStatus

RELATIVES = ("mum", "dad", "nan", "grandad", "aunt", "cousin", "stepdad", "brother", "dads_mum", "dads_daughter")
BEGAN, UNTIL = dt.date(2026, 2, 1), dt.date(2026, 11, 27)


HOMES = (
    networks.Stay(dt.date(2023, 5, 2), dt.date(2024, 9, 10), is_foster=True),
    networks.Stay(dt.date(2024, 9, 10), None, is_foster=True),
)


def seen(surname: str, **more: object) -> networks.Seen:
    full = {
        "first": "Robin",
        "surname": surname,
        "born_on": dt.date(2013, 4, 2),
        "began_on": BEGAN,
        "until": UNTIL,
        "homes": HOMES,
        "came_alone": networks.heritage_of(surname) in names.ARRIVED_HERITAGES,
    }
    return networks.Seen(**{**full, **more})  # type: ignore[arg-type]


def made(number: int, **more: object) -> networks.Network:
    surnames = [surname for one in names.heritages().values() for surname in one.surnames]
    rng = random.Random(number)
    pattern = networks.PATTERNS[number % len(networks.PATTERNS)]
    return networks.make(rng, seen(surnames[number * 7 % len(surnames)], **more), pattern)


@pytest.fixture(scope="module")
def many() -> list[networks.Network]:
    return [made(number) for number in range(60)]


def test_the_same_chance_makes_the_same_people() -> None:
    assert made(7) == made(7)
    assert made(7) != made(8)


def test_some_grow_about_a_third_do_not_some_shrink(many: list[networks.Network]) -> None:
    came = Counter()
    for one in many:
        before = len(networks.in_touch_on(one.people, BEGAN))
        after = len(networks.in_touch_on(one.people, UNTIL))
        came["grew" if after > before else "shrank" if after < before else "same"] += 1
    assert came["grew"] == 30
    assert came["same"] == 20
    assert came["shrank"] == 10


@pytest.mark.parametrize("stage", [Stage.RECONNECTION, Stage.SUPPORT_PLAN, Stage.FOLLOW_UP])
def test_whoever_is_meeting_people_again_is_in_touch_with_somebody_who_came_back(stage: Stage) -> None:
    """Else a page says "Meeting again" of a child whom nobody but a worker sees."""
    for number in range(24):
        rng, pattern = random.Random(number), networks.pattern_of(number, stage)
        people = networks.make(rng, seen("Farrow"), pattern).people
        now, before = (set(networks.in_touch_on(people, day)) for day in (UNTIL, BEGAN))
        assert [one.key for one in people if one.key in now - before and not one.is_paid], number


def test_nothing_happens_in_the_future_or_out_of_order(many: list[networks.Network]) -> None:
    for one in [*many, *(made(number, began_on=UNTIL - dt.timedelta(days=3)) for number in range(12))]:
        for person in one.people:
            days = [on for _, on in person.history]
            assert days == sorted(days)
            assert days[-1] <= UNTIL


def test_there_are_gaps_half_brothers_carers_and_names_from_many_places(many: list[networks.Network]) -> None:
    everybody = [person for one in many for person in one.people]
    assert sum(person.key == "dad" and not person.name for person in everybody) >= 8
    assert sum(person.key == "brother" for person in everybody) >= 20
    assert sum(not person.child_knows for person in everybody) >= 5
    assert sum(person.history[-1][0] is PersonStatus.DIED for person in everybody) >= 20
    assert all(any(person.key == "carer" for person in one.people) for one in many)
    surnames = {person.name.split()[-1] for person in everybody if person.name}
    backgrounds = {name for name, one in names.heritages().items() if surnames & set(one.surnames)}
    assert len(backgrounds) >= 6


def test_every_tie_is_between_two_of_the_people(many: list[networks.Network]) -> None:
    for one in many:
        keys = {networks.CHILD, *(person.key for person in one.people)}
        pairs = [(a, b) for a, b, *_ in (*one.parents, *one.partners, *one.ties)]
        assert all(a != b and {a, b} <= keys for a, b in pairs)
        assert all(set(home.members) <= keys for home in one.households)


@pytest.mark.parametrize("wish", [one for one in saying.ASKS if one.named], ids=lambda one: one.named)
def test_whoever_the_child_asked_for_stands_there_by_name(wish: saying.Wish) -> None:
    surname = "Tesfay" if wish.came_alone else "Farrow"
    for number in range(12):
        people = networks.make(random.Random(number), seen(surname, asked_for=(wish.named,)), networks.GROWS).people
        (one,) = [person for person in people if person.called == wish.named]
        assert one.name
        assert one.named_by_child


def test_a_former_carer_is_of_the_last_foster_home_that_ended_and_nobody_is_where_none_has() -> None:
    found = networks.make(random.Random(1), seen("Farrow"), networks.SAME)
    (carer,) = [one for one in found.people if one.key == "carer"]
    assert [on for _, on in carer.history] == [HOMES[0].from_on, HOMES[0].until_on]
    fostered = [(child, kind) for child, parent, kind in found.parents if parent == "carer"]
    assert fostered == [(networks.CHILD, ParentageKind.FOSTER)]
    people = networks.make(random.Random(1), seen("Farrow", homes=HOMES[1:]), networks.SAME).people
    assert not [one for one in people if "carer" in one.key]


def test_brothers_and_sisters_have_one_family() -> None:
    shared = {"family": "family W1", "years": (2011, 2014)}
    older = networks.make(random.Random(1), seen("Farrow", born_on=dt.date(2011, 3, 1), **shared), networks.SAME)
    younger = networks.make(random.Random(2), seen("Farrow", born_on=dt.date(2014, 6, 1), **shared), networks.SAME)
    said = [
        [(key, one.name, one.born, one.died) for key in RELATIVES if (one := of.get(key))] for of in (older, younger)
    ]
    assert said[0] == said[1]
    assert len(said[0]) >= 7
    assert [pair for pair in older.partners if "carer" not in pair] == [
        pair for pair in younger.partners if "carer" not in pair
    ]


def test_no_couple_parts_in_a_year_that_has_not_come() -> None:
    young = [made(number, born_on=dt.date(2020, 3, 1)) for number in range(40)]
    years = [year for one in young for _, _, history in one.partners for _, year in history]
    assert years
    assert max(years) <= UNTIL.year
    assert any(len(history) == 1 for one in young for _, _, history in one.partners)
