"""Kinship in words, the homes of a life, and how a network grows: what is said, and what is never said to a child."""

import dataclasses
import datetime
import xml.etree.ElementTree as ET

import pytest

from kith.domain.network import kinship
from kith.domain.network.copies import Audience
from kith.domain.network.graph import Person, Tie
from kith.domain.network.maps import connectedness, growth, growth_svg, mobility, mobility_svg
from kith.domain.network.maps.speaking import family_words
from kith.domain.network.when import parse
from kith.domain.network.words import Gender, Quality, Ring, TieKind
from tests.factories.hard_families import family

DAY = datetime.date(2026, 11, 22)
WIDE = family(
    "gm:f gf:m mum:f dad:m step:f unc:m cous:f tom:m half:f mia:f:2010 kid:m love:m fos:f fkid:m",
    "gf+gm dad+mum dad+step mia+love",
    "mum<gf+gm unc<gf+gm cous<unc tom<dad+mum mia<dad+mum half<dad+step kid<mia+love mia<fos:foster fkid<fos",
    focus="mia",
)


@pytest.mark.parametrize(
    ("person", "words", "group"),
    [
        ("mum", "mother", "mum"),
        ("gm", "mother’s mother", "mum"),
        ("unc", "mother’s brother", "mum"),
        ("cous", "mother’s brother’s daughter", "mum"),
        ("dad", "father", "dad"),
        ("step", "father’s partner", "dad"),
        ("tom", "brother", "siblings"),
        ("half", "half-sister", "siblings"),
        ("kid", "son", "own"),
        ("love", "partner", "own"),
        ("fos", "foster carer", "carers"),
        ("fkid", "foster brother", "carers"),
    ],
)
def test_relation_is_said_in_words_with_its_side(person: str, words: str, group: str) -> None:
    found = kinship.kin(WIDE)[person]
    assert (found.words, found.group.value) == (words, group)


def test_tie_says_what_no_line_of_the_family_does() -> None:
    ties = (Tie("mia", "jean", TieKind.CHOSEN_FAMILY), Tie("mia", "ms", TieKind.SCHOOL, words="teaches her piano"))
    people = (*WIDE.people, Person("jean"), Person("ms"), Person("who", hint="a man at the door"))
    found = kinship.kin(dataclasses.replace(WIDE, people=people, ties=ties))
    assert [found[name].words for name in ("jean", "ms", "who")] == [
        "chosen family",
        "teaches her piano",
        "a man at the door",
    ]


@pytest.mark.parametrize(
    ("hint", "called", "words", "group"),
    [
        ("Mum", "", "mother", "mum"),
        ("Dad, lives in Leeds", "", "father", "dad"),
        ("", "Mum", "mother", "mum"),
        ("Mum or dad", "", "parent", "parent"),
        ("Social worker’s friend", "", "parent", "parent"),
    ],
)
def test_who_has_no_gender_on_record_is_spoken_of_by_the_word_for_them(hint, called, words, group) -> None:
    """And so is everybody on the way over them: one wording for mum's mum, and a side with her name."""
    people = (Person("mia"), Person("one", hint=hint, called=called), Person("nan", hint="Mum’s mum"))
    of = family("one:u nan:u mia:u", "", "mia<one one<nan", focus="mia")
    found = kinship.kin(dataclasses.replace(of, people=people))
    assert (found["one"].words, found["one"].group.value) == (words, group)
    assert (found["nan"].words, found["nan"].group.value) == (f"{words}’s mother", group)
    assert kinship.spoken_of_as(dataclasses.replace(people[1], gender=Gender.NON_BINARY)) is Gender.NON_BINARY


@pytest.mark.parametrize(
    ("formal", "said"),
    [("mother’s father", "mum’s dad"), ("great-grandmother", "great-gran"), ("stepfather", "stepdad"),
     ("grandfather", "granddad"), ("godmother", "godmother"), ("mother’s godfather", "mum’s godfather")],
)  # fmt: skip
def test_kin_are_called_as_families_call_them(formal: str, said: str) -> None:
    assert family_words(formal) == said


# Connectedness


def test_connectedness_keeps_its_order_and_shows_love_alone() -> None:
    ties = (
        Tie("mia", "gm", TieKind.RELATIVE, supports=(connectedness.LOVES, connectedness.THERE)),
        Tie("mia", "dad", TieKind.RELATIVE, quality=Quality.HOSTILE),
    )
    view = connectedness.view(dataclasses.replace(WIDE, ties=ties))
    heights = {one.id: one.y for one in view.stands}
    assert heights["gm"] < heights["mum"] < heights["step"] < heights["mia"] == heights["tom"] < heights["fos"]
    assert [one.id for one in view.stands if one.loves or one.there] == ["gm"]
    assert view.says == "13 people. Who loves the child: 1. Who will be there after care: 1."


def test_no_nought_is_said_where_nothing_is_answered_or_nothing_is_shown() -> None:
    view = connectedness.view(dataclasses.replace(WIDE, ties=()))
    assert "0" not in view.says
    assert view.says.endswith("is not answered or not shown here.")


def test_nearness_stands_for_love_only_while_the_child_has_answered_nothing() -> None:
    near = Tie("mia", "dad", TieKind.RELATIVE, ring=Ring.CLOSEST)
    guessed = connectedness.view(dataclasses.replace(WIDE, ties=(near,)))
    assert [one.id for one in guessed.stands if one.loves] == ["dad"]
    assert "Nobody has answered yet who loves them" in guessed.says
    there = Tie("mia", "gm", TieKind.RELATIVE, supports=(connectedness.THERE,))
    answered = connectedness.view(dataclasses.replace(WIDE, ties=(near, there)))
    assert [one.id for one in answered.stands if one.loves] == []
    assert "Nobody has answered" not in answered.says


# Homes

HOMES = [
    mobility.Home("Nan’s", parse("2014-06"), parse("2015"), (("Nan", "safe"), ("Bob", "not_safe"))),
    mobility.Home("Mum’s", parse("2010"), parse("2014-06")),
    mobility.Home("Olu’s", parse("2019"), None, (), is_now=True),
    mobility.Home("", None, None),
]


def test_homes_stand_in_order_with_room_for_people() -> None:
    view = mobility.view(HOMES, born=parse("2010-05-03"), on=DAY)
    assert [stop.label for stop in view.stops] == ["Mum’s", "Nan’s", "Olu’s", "A home"]
    assert [stop.age for stop in view.stops] == ["age 0 to 4", "age 4 to 5", "age 9 to 16", ""]
    assert all(stop.blanks >= 1 for stop in view.stops)
    assert view.says == "4 homes. 2 people named so far."
    root = ET.fromstring(mobility_svg.render(view))
    assert len([one for one in root.iter() if one.get("role") == "listitem"]) == len(view.rows) == 4


def test_a_home_has_no_place_for_why_it_ended() -> None:
    names = {field.name for field in dataclasses.fields(mobility.Home)}
    assert names == {"label", "start", "end", "people", "is_now", "known_until"}


def test_marks_of_how_it_felt_can_be_left_out() -> None:
    plain = mobility_svg.render(mobility.view(HOMES, with_marks=False))
    assert "✓" in mobility_svg.render(mobility.view(HOMES))
    assert "✓" not in plain
    assert "Bob" in plain


def test_home_that_ends_before_it_begins_is_named() -> None:
    problems = mobility.check([HOMES[0], mobility.Home("X", parse("2015"), parse("2012"))])
    assert [(problem.line, problem.text) for problem in problems] == [(2, "The home “X” ends before it begins.")]


@pytest.mark.parametrize("count", [0, 1, 2, 4, 5, 9, 40])
def test_any_number_of_homes_is_drawn(count: int) -> None:
    ET.fromstring(mobility_svg.render(mobility.view([mobility.Home(f"Home {n}") for n in range(count)])))


# Growth


def moment(label: str, year: int, *people: str) -> growth.Moment:
    return growth.Moment(label, datetime.date(year, 1, 1), tuple((name, name.title()) for name in people))


SHRINKS = [moment("Later", 2026, "ann", "dee"), moment("First", 2024, "ann", "bob", "cat")]


def test_who_stayed_came_and_went_is_told_apart() -> None:
    view = growth.view(SHRINKS)
    assert view.says == "3 people in touch at first, 2 now: 1 kept, 1 new, 2 lost."
    assert view.rows == (
        ("Ann", "in touch", "in touch"),
        ("Bob", "in touch", "lost"),
        ("Cat", "in touch", "lost"),
        ("Dee", "", "new"),
    )
    assert "kith-map__life" in growth_svg.render(view)


def test_child_alone_meets_no_falling_line() -> None:
    alone = growth.view(SHRINKS, audience=Audience.CHILD)
    text = growth_svg.render(alone)
    assert "kith-map__life" not in text
    assert "longer" not in text
    assert alone.says == "2 people in touch now."
    assert all("lost" not in row for row in alone.rows)
    assert growth.view(SHRINKS, audience=Audience.CHILD, with_worker=True).has_line
    assert growth.view(list(reversed(SHRINKS[:1])), audience=Audience.CHILD).has_line


def test_people_kept_back_are_not_counted() -> None:
    without = growth.view([moment("First", 2024, "ann", "cat"), moment("Later", 2026, "ann", "dee")])
    assert growth.view(SHRINKS, gone=["bob"]) == without


def test_no_moment_is_said() -> None:
    ET.fromstring(growth_svg.render(growth.view([])))
