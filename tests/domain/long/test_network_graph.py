"""A family as it is read: dates as people know them, problems with their line, and copies that leave people out."""

import datetime
import json

import pytest

from kith.domain import network
from kith.domain.network import checking
from kith.domain.network.graph import Family, Household, Parentage, Person, Stay, Tie, Union
from kith.domain.network.maps import genogram
from kith.domain.network.words import Gender, ParentageKind, Quality, TieKind, UnionStatus

DAY = datetime.date


@pytest.mark.parametrize(
    ("text", "first", "last", "short"),
    [
        ("2011-05-03", DAY(2011, 5, 3), DAY(2011, 5, 3), "2011"),
        ("2012-02", DAY(2012, 2, 1), DAY(2012, 2, 29), "2012"),
        ("1968", DAY(1968, 1, 1), DAY(1968, 12, 31), "1968"),
        ("3 May 2011", DAY(2011, 5, 3), DAY(2011, 5, 3), "2011"),
        ("May 2011", DAY(2011, 5, 1), DAY(2011, 5, 31), "2011"),
        ("03/05/2011", DAY(2011, 5, 3), DAY(2011, 5, 3), "2011"),
        ("before 1968", None, DAY(1967, 12, 31), "before 1968"),
        ("after 1968", DAY(1969, 1, 1), None, "after 1968"),
        ("about 1968", DAY(1966, 12, 31), DAY(1970, 1, 1), "about 1968"),
        ("c. 1968", DAY(1966, 12, 31), DAY(1970, 1, 1), "about 1968"),
        ("1966/1968", DAY(1966, 1, 1), DAY(1968, 12, 31), "1966–1968"),
        ("between 1966 and 1968", DAY(1966, 1, 1), DAY(1968, 12, 31), "1966–1968"),
        ("before 0001", None, DAY(1, 1, 1), "before 1"),
        ("after 9999", DAY(9999, 12, 31), None, "after 9999"),
    ],
)
def test_date_is_read(text: str, first: DAY | None, last: DAY | None, short: str) -> None:
    found = network.parse(text)
    assert (found.first, found.last, found.short) == (first, last, short)


@pytest.mark.parametrize(
    "text", ["", "yesterday", "2011-02-30", "2011-13", "0000", "30/02/2011", "1968/1966", "2011-00"]
)
def test_date_that_is_none_is_refused_in_words(text: str) -> None:
    with pytest.raises(network.DateNotReadable, match=r"\.$"):
        network.parse(text)


FILE = """{
  "focus": "mia",
  "people": [
    {"id": "mia", "name": "Mia", "gender": "F", "born": "2011-05-03"},
    {"id": "mum", "name": "Kelly", "gender": "female"},
    {"id": 7, "gender": "robot", "died": true},
    {"id": "mum", "name": "Another"}
  ],
  "unions": [{"id": "u", "partners": ["mum", "7"], "kind": "married",
    "from": "2009", "ended": "divorced", "to": "2015"}],
  "parentage": [
    {"child": "mia", "union": "u"},
    {"child": "mia", "parents": ["nobody"], "kind": "foster"}
  ],
  "ties": [{"a": "mia", "b": "mum", "kind": "fused"}, {"a": "mia", "b": "7", "kind": "rings on Sundays"}]
}"""


def test_file_is_read_and_its_problems_have_a_line() -> None:
    family, problems = network.from_json(FILE)
    assert [person.id for person in family.people] == ["mia", "mum", "7"]
    assert family.by_id["7"].has_died
    assert family.by_id["mia"].gender is Gender.FEMALE
    assert family.parentage == (Parentage("mia", ("mum", "7"), ParentageKind.BIRTH, "u", line=12),)
    assert [status.kind for status in family.unions[0].history] == [UnionStatus.MARRIED, UnionStatus.DIVORCED]
    assert (family.ties[0].quality, family.ties[1].words) == (Quality.VERY_CLOSE, "rings on Sundays")
    assert [problem.line for problem in problems] == [6, 7, 13, 13]
    assert "robot" in problems[0].text
    assert "nobody" in problems[2].text


@pytest.mark.parametrize(
    ("text", "line"),
    [("{", 1), ('{\n"people": [\n{]}', 3), ("[]", 1), ("", 1), ('"family"', 1), ('{"people": 3}', 1)],
)
def test_text_that_is_no_family_says_where(text: str, line: int) -> None:
    with pytest.raises(network.FamilyNotReadable) as failure:
        network.from_json(text)
    assert failure.value.line == line


def test_deeply_nested_text_is_refused() -> None:
    with pytest.raises(network.FamilyNotReadable):
        network.from_json("[" * 100_000)


@pytest.mark.parametrize("key", ["people", "unions", "parentage", "ties", "households"])
@pytest.mark.parametrize("value", [None, 1, "x", {}, [None], [1], [[]], [{}], [{"id": {}, "partners": 3, "a": []}]])
def test_no_shape_of_a_list_breaks_the_reader(key: str, value: object) -> None:
    document = {"people": [{"id": "a"}], key: value}
    try:
        family, _ = network.from_json(json.dumps(document))
    except network.FamilyNotReadable:
        assert key == "people"
        return
    assert len(family.people) <= 1


def test_more_than_two_parents_are_taken_two_and_one() -> None:
    people = tuple(Person(name) for name in "abcd")
    family, problems = network.check(Family(people, parentage=(Parentage("a", ("b", "c", "d")),)))
    assert [row.parents for row in family.parentage] == [("b", "c"), ("d",)]
    assert len(problems) == 1


@pytest.mark.parametrize(("kind", "rows"), [(ParentageKind.FOSTER, 2), (ParentageKind.BIRTH, 1)])
def test_fostered_by_the_same_two_again_is_no_slip_and_born_to_them_is(kind: ParentageKind, rows: int) -> None:
    times = (("2015", "2017"), ("2019", ""))
    parentage = tuple(
        Parentage("kit", ("ann", "bo"), kind, start=network.parse(start), end=network.parse(end) if end else None)
        for start, end in times
    )
    family, problems = network.check(Family(tuple(map(Person, ("kit", "ann", "bo"))), parentage=parentage, focus="kit"))
    assert (len(family.parentage), len(problems)) == (rows, 2 - rows)
    if rows > 1:
        view = genogram.view(family)
        assert [one.words for one in view.descents] == ["F 2015–2017, 2019"]
        (said,) = (row.family for row in view.rows if row.id == "kit")
        assert said.count("ostered by") == 2
        assert said.endswith("(2015 to 2017)")
        # They care for the child now, whatever ended before.
        assert {row.relation for row in view.rows} == {"seen from here", "foster carer"}


def test_child_hangs_from_the_recorded_union_of_its_parents() -> None:
    people = tuple(Person(name) for name in "abc")
    family, _ = network.check(Family(people, (Union("u", ("b", "c")),), (Parentage("a", ("c", "b")),)))
    assert family.parentage[0].union == "u"


def test_own_ancestors_are_named_and_kept() -> None:
    people = tuple(Person(name, line=at) for at, name in enumerate("abcd"))
    rows = (Parentage("a", ("b",)), Parentage("b", ("c",)), Parentage("c", ("a",)), Parentage("d", ("a",)))
    family, problems = network.check(Family(people, parentage=rows))
    assert checking.own_ancestors(family) == ["a", "b", "c"]
    assert [problem.line for problem in problems] == [0, 1, 2]
    assert len(family.parentage) == 4


def test_a_line_of_ten_thousand_ancestors_is_checked() -> None:
    people = tuple(Person(str(at)) for at in range(10_000))
    rows = tuple(Parentage(str(at), (str(at + 1),)) for at in range(9_999))
    assert network.check(Family(people, parentage=rows))[1] == []


def test_impossible_dates_are_named() -> None:
    people = (
        Person("a", "Ann", born=network.parse("2010"), died=network.parse("2001"), line=3),
        Person("b", "Bob", born=network.parse("2012"), line=4),
    )
    _, problems = network.check(Family(people, parentage=(Parentage("a", ("b",), line=9),)))
    assert [(problem.line, "born" in problem.text) for problem in problems] == [(3, True), (9, True)]


HOME = Household("h", "Ann's flat", (Stay("mum"), Stay("mia")))


def test_without_a_person_nothing_names_them() -> None:
    people = tuple(Person(name) for name in ("mia", "zoe", "mum", "dad"))
    both = Union("u-dad", ("mum", "dad"))
    rows = (Parentage("mia", ("mum", "dad"), union="u-dad"), Parentage("zoe", ("dad",)))
    family = Family(people, (both,), rows, (Tie("mia", "dad"),), (HOME,), focus="mia")
    left = network.without(family, ["dad"])
    assert "dad" not in repr(left)
    assert left.parentage == (Parentage("mia", ("mum",)),)
    assert left.ties == (Tie("mia", "zoe", TieKind.SIBLING, words="Brother or sister"),)
    assert left.households == (HOME,)
    assert network.without(left, ["mum"]).households[0].name == ""
    assert network.without(left, ["mia"]).focus is None


def test_no_home_stands_out_because_somebody_in_it_is_gone() -> None:
    """A home without a name among homes with one would tell that somebody lives there who is kept back."""
    homes = (
        Household("h", "Nan’s", (Stay("nan"), Stay("mum"))),
        Household("i", "Bo’s flat", (Stay("bo"), Stay("mia"))),
    )
    family = Family(tuple(map(Person, ("mia", "mum", "nan", "bo"))), households=homes, focus="mia")
    assert [(one.id, one.name) for one in network.without(family, ["nan"]).households] == [("h", ""), ("i", "")]
    assert network.without(family, ["nobody"]).households == homes


@pytest.mark.parametrize("kind", [TieKind.SIBLING, TieKind.HALF_SIBLING])
@pytest.mark.parametrize("two", [("mia", "zoe"), ("zoe", "mia")])
def test_a_tie_that_says_it_already_is_not_joined_by_another(kind: TieKind, two: tuple[str, str]) -> None:
    """A second tie would tell that a parent of both is kept back."""
    rows = (Parentage("mia", ("dad",)), Parentage("zoe", ("dad",)))
    tie = Tie(*two, kind)
    family = Family(tuple(map(Person, ("mia", "zoe", "dad"))), parentage=rows, ties=(tie,), focus="mia")
    assert network.without(family, ["dad"]).ties == (tie,)
