"""A family written and read again is the same family; who is kept back is nowhere in what is written."""

import csv
import io
import string
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kith.domain import gedcom, network
from kith.domain.network import (
    Being,
    Family,
    Flow,
    Gender,
    Parentage,
    ParentageKind,
    Person,
    Quality,
    Says,
    Status,
    Tie,
    TieKind,
    Touch,
    Union,
    UnionStatus,
    exports,
    when,
)  # fmt: skip
from kith.domain.terms import Certainty, NameKind
from tests.domain.long.test_gedcom_dates import SAID, bounds

PLAIN = st.text(string.ascii_letters + "\u00e9\u0142\u0639@:;,.'\u2019-= ", min_size=1, max_size=12)
WORDS = PLAIN.map(lambda text: " ".join(text.split())).filter(bool)
SEXES = {Gender.TRANS_MAN: Gender.MALE, Gender.TRANS_WOMAN: Gender.FEMALE}
DATE = st.none() | SAID


@st.composite
def families(draw: st.DrawFn) -> Family:
    """A checked family of up to seven people."""
    ids = [f"p{number}" for number in range(draw(st.integers(1, 7)))]
    one_of = st.sampled_from(ids)
    couples = st.lists(one_of, min_size=1, max_size=2, unique=True).map(tuple)
    status = st.builds(Status, st.sampled_from(UnionStatus))
    unions = [
        Union(f"u{number}", partners, tuple(history))
        for number, (partners, history) in enumerate(
            draw(st.lists(st.tuples(couples, st.lists(status, max_size=3).filter(_in_order)), max_size=4))
        )
    ]
    parentage = draw(
        st.lists(
            st.builds(Parentage, one_of, couples, st.sampled_from(ParentageKind), start=DATE, end=DATE)
            | st.builds(lambda child, union: Parentage(child, union.partners, union=union.id), one_of, _any(unions)),
            max_size=7,
        ).map(lambda rows: [row for row in rows if row.child not in row.parents])
    )
    tie = st.builds(Tie, one_of, one_of, st.sampled_from(TieKind), st.just("") | WORDS, start=DATE, end=DATE)
    people = [draw(_person(one)) for one in ids]
    family = Family(tuple(people), tuple(unions), tuple(parentage), tuple(draw(st.lists(tie, max_size=4))), (), "p0")
    return network.check(family)[0]


def _any(unions: list[Union]) -> st.SearchStrategy[Union]:
    return st.sampled_from(unions) if unions else st.nothing()


def _in_order(history: list[Status]) -> bool:
    """Not an end before any beginning, which a file would be read out of."""
    ends = {UnionStatus.SEPARATED, UnionStatus.DIVORCED, UnionStatus.WIDOWED, UnionStatus.ENDED}
    return not history or history[0].kind not in ends


def _person(person_id: str) -> st.SearchStrategy[Person]:
    return st.builds(
        Person,
        st.just(person_id),
        st.just("") | WORDS,
        st.sampled_from(Gender),
        DATE,
        DATE,
        st.booleans(),
        hint=st.just("") | WORDS,
        called=st.just("") | WORDS,
    )


def _hangs(family: Family, row: Parentage) -> bool:
    """Whether the child hangs from a couple, not from single parents."""
    union = family.union_by_id.get(row.union or "")
    return union is not None and set(union.partners) == set(row.parents)


def told(family: Family) -> dict[str, Any]:
    """What is the same before and after: people by their place, the focus first, and what joins them."""
    ordered = sorted(family.people, key=lambda person: person.id != family.focus)
    at = {person.id: number for number, person in enumerate(ordered)}
    return {
        "people": [
            (one.name, SEXES.get(one.gender, one.gender), bounds(one.born), bounds(one.died), one.has_died, one.hint,
             one.called, one.being)
            for one in ordered
        ],
        "unions": [
            (tuple(at[one] for one in union.partners), [(one.kind, bounds(one.start)) for one in union.history])
            for union in family.unions
        ],
        "parentage": sorted(
            (at[row.child], sorted(at[one] for one in row.parents), row.kind, _hangs(family, row),
             str(bounds(row.start)), str(bounds(row.end)), row.says.certainty)
            for row in family.parentage
        ),
        "ties": [
            (at[tie.a], at[tie.b], tie.kind, "" if tie.words.casefold() == tie.kind.label.casefold() else tie.words,
             bounds(tie.start), bounds(tie.end))
            for tie in sorted(family.ties, key=lambda tie: at[tie.a])
        ],
    }  # fmt: skip


@given(families())
@settings(max_examples=60)
def test_a_family_written_as_gedcom_is_read_as_the_same(family: Family) -> None:
    written = gedcom.write(family)
    found = gedcom.read(written.data)
    assert told(found.family) == told(family)
    assert (found.version, found.encoding, found.unknown, written.left_out) == ("7.0", "UTF-8", (), {})
    assert gedcom.write(family).text == written.text


def test_json_keeps_how_sure_it_is_and_who_is_in_touch() -> None:
    unsure = Says(Certainty.CONTRADICTED)
    tie = Tie("1", "2", TieKind.FRIEND, touch=Touch.LOST, flow=Flow.BOTH, seen=when.in_year(2020), says=unsure)
    family = Family(
        (Person("1", "Kit"), Person("2", "Ann", says=unsure)),
        unions=(Union("u1", ("1", "2"), (Status(UnionStatus.MARRIED),), unsure),),
        parentage=(Parentage("1", ("2",), says=unsure),),
        ties=(tie,),
        focus="1",
    )
    found, problems = network.from_json(exports.to_json(family))
    assert problems == []
    assert [replace(one, line=None) for one in (*found.people, *found.ties, *found.unions, *found.parentage)] == [
        *family.people,
        *family.ties,
        *family.unions,
        *family.parentage,
    ]


@given(families())
@settings(max_examples=30)
def test_a_family_written_as_json_is_read_as_the_same(family: Family) -> None:
    found, _ = network.from_json(exports.to_json(family))
    one, other = told(found), told(family)
    one["people"] = [person[:1] + person[2:] for person in one["people"]]
    other["people"] = [person[:1] + person[2:] for person in other["people"]]
    # JSON always says a kind: a couple without one comes back as "kind not known".
    for partners, history in other["unions"]:
        if not history:
            history.append((UnionStatus.UNKNOWN, None))
        assert partners
    for side in (one, other):
        side["ties"] = sorted(map(str, side["ties"]))
    assert one == other
    assert exports.to_json(found) == exports.to_json(network.from_json(exports.to_json(found))[0])


def full() -> Family:
    """Mia, her mother, a father who is kept back, his mother, and a foster carer."""
    people = (
        Person("father", "Canary Hidden", Gender.MALE, when.in_year(1980)),
        Person("mia", "Mia", Gender.FEMALE, when.parse("2011-05-03"), called="me"),
        Person("mum", "Kelly Hart", Gender.FEMALE, marks=("Canary mark",)),
        Person("gran", "Canary Gran", Gender.FEMALE, says=Says(withheld=True)),
        Person("lost", "Canary Lost", being=Being.MISCARRIAGE),
        Person("carer", "Ann", professional=True),
        Person("half", "Sam", says=Says(sensitive=True)),
    )
    unions = (
        Union("u1", ("mum", "father"), (Status(UnionStatus.MARRIED, when.in_year(2009)),)),
        Union("u2", ("mum", "carer"), (Status(UnionStatus.BRIEF, says=Says(withheld=True)),)),
    )
    parentage = (
        Parentage("mia", ("mum", "father"), union="u1"),
        Parentage("father", ("gran",)),
        Parentage("lost", ("mum", "father"), union="u1"),
        Parentage("mia", ("carer",), ParentageKind.FOSTER, start=when.in_year(2015)),
        Parentage("half", ("father",)),
    )
    ties = (
        Tie("mia", "carer", TieKind.CHOSEN_FAMILY, "Canary? no: best roasts", quality=Quality.HOSTILE),
        Tie("mia", "mum", says=Says(sensitive=True), words="Canary words"),
        Tie("mia", "father", TieKind.RELATIVE, "Canary dad"),
    )
    return Family(people, unions, parentage, ties, (), "mia")


EXPORTS = [
    lambda family, **options: gedcom.write(family, **options).text,
    exports.to_json,
    exports.people_csv,
]


@pytest.mark.parametrize("export", EXPORTS, ids=["gedcom", "json", "csv"])
def test_who_is_kept_back_is_in_no_line_number_or_order(export: Any) -> None:
    text = export(full(), withheld=["father"])
    assert "Canary" not in text.replace("Canary? no", "")
    assert "1980" not in text
    assert "2009" not in text
    kept = ("mia", "mum", "carer")
    never_there = Family(
        tuple(replace(one, marks=()) for one in full().people if one.id in kept),
        (Union("other", ("mum", "carer")),),
        (Parentage("mia", ("mum",)), Parentage("mia", ("carer",), ParentageKind.FOSTER, start=when.in_year(2015))),
        (replace(full().ties[0], quality=None),),
        (),
        "mia",
    )
    assert text == export(never_there)


def test_whoever_hands_it_on_is_told_what_kinds_are_left_out() -> None:
    assert gedcom.write(full(), withheld=["father", "nobody"]).left_out == {
        "people": 4,
        "couples": 1,
        "parents of a child": 3,
        "other ties": 2,
        "private notes on people": 1,
        "how ties feel": 1,
    }


def test_what_is_sensitive_may_be_written_and_stays_marked() -> None:
    found = gedcom.read(gedcom.write(full(), with_sensitive=True).data)
    by_name = {person.name: person for person in found.people}
    assert sorted(by_name) == ["Ann", "Canary Hidden", "Kelly Hart", "Mia", "Sam"]
    assert by_name["Sam"].says.withheld
    assert not by_name["Mia"].says.sensitive
    assert [tie.says.withheld for tie in found.ties] == [False, True, False]


def test_a_parent_who_is_disputed_stays_so() -> None:
    family = Family(
        (Person("a"), Person("b")), parentage=(Parentage("a", ("b",), says=Says(Certainty.CONTRADICTED)),), focus="a"
    )
    assert gedcom.read(gedcom.write(family).data).parentage[0].says.certainty is Certainty.CONTRADICTED


def test_an_adoption_is_written_with_its_day() -> None:
    row = Parentage("a", ("b",), ParentageKind.ADOPTIVE, start=when.parse("2019-05-03"))
    text = gedcom.write(Family((Person("a"), Person("b")), parentage=(row,), focus="a")).text
    assert "1 ADOP\n2 DATE 3 MAY 2019\n2 FAMC @F1@\n3 ADOP BOTH\n" in text
    assert "2 PEDI ADOPTED\n" in text


def test_what_was_read_is_written_with_all_names() -> None:
    data = b"0 HEAD\n1 GEDC\n2 VERS 7.0\n0 @X@ INDI\n1 NAME Jean /Hart/\n1 NAME Jean /Ives/\n2 TYPE BIRTH\n"
    found = gedcom.read(data + b"1 NAME Nan\n2 TYPE OTHER\n3 PHRASE Nickname\n1 NAME Secret\n2 RESN privacy\n0 TRLR\n")
    names = {person: details.names for person, details in found.details.items()}
    again = gedcom.read(gedcom.write(found.family, names).data)
    assert [(name.kind, name.full, name.family) for name in again.details["I1"].names] == [
        (NameKind.USED, "Jean Hart", "Hart"),
        (NameKind.BIRTH, "Jean Ives", "Ives"),
        (NameKind.NICKNAME, "Nan", ""),
    ]


@pytest.mark.parametrize(
    "name",
    [
        "\u0645\u062d\u0645\u062f \u062d\u0633\u0646", "\u1230\u121a \u1270\u1235\u134b\u12ed",
        "Nguy\u1ec5n Th\u1ecb An", "Llywelyn ap Gruffudd", "Jos\u00e9", "Jose\u0301", "O\u2019Neil", "A\u200bnn",
        "\U0001f475\U0001f3fd Nan", "A\u00a0B", "@nan", "Null", "\u202eretsis", "X \u00c6", "\ufb01nn",
        "<img src=x onerror=alert(1)>", "0 @I9@ INDI", "1 NAME x",
    ],
)  # fmt: skip
def test_names_of_the_world_come_back_exactly(name: str) -> None:
    family = Family((Person("a", name),), focus="a")
    assert gedcom.read(gedcom.write(family).data).people[0].name == name


@pytest.mark.parametrize(("name", "written"), [("a/b", "a\u2215b"), ("a\nb\x07", "a b"), ("  a  ", "a")])
def test_what_a_name_cannot_hold_is_written_otherwise(name: str, written: str) -> None:
    assert f"1 NAME {written}\n" in gedcom.write(Family((Person("a", name),), focus="a")).text


def test_the_table_of_people_has_no_formula() -> None:
    hostile = ['=HYPERLINK("http://x","a")', "+1+1", "-2+3", "@SUM(A1)", "\uff1d1", ";=1", '"=1']
    people = [Person(f"p{at}", name, called=name) for at, name in enumerate(hostile)]
    family = Family((*people, Person("x", hint="=father's mother"), Person("y")), focus="p0")
    rows = list(csv.reader(io.StringIO(exports.people_csv(family))))
    assert rows[0] == list(exports.COLUMNS)
    assert [row[0] for row in rows[1:]] == [
        "'=HYPERLINK(\"http://x\",\"a\")", "'+1+1", "'-2+3", "'@SUM(A1)", "'\uff1d1", ";'=1", "'\"=1",
        "'=father's mother, name not known", "Name not known",
    ]  # fmt: skip
    assert rows[1][1] == rows[1][0]
