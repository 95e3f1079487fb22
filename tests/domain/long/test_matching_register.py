"""Whom of a register a description could mean: floors with relatives, hard pairs, rivals, search while typing."""

import collections

import pytest

from kith.domain import matching, names
from kith.domain.matching import Band, Born, Person, Relation
from kith.domain.names import Name, NameKind
from tests.domain import matching_pairs, matching_register

pytestmark = pytest.mark.xdist_group("register")
SEED, NOTES = 7, 300
# For "very likely", with relatives of everybody and half of the people absent: the project asks for 0.95 at 0.42 and
# aims at 0.60 (met over many seeds, see bench/matching.py; this one finds a little less).
PRECISION, RECALL = 0.95, 0.55


@pytest.fixture(scope="module")
def made() -> tuple[matching.Register, list[matching_register.Note]]:
    people, notes = matching_register.make(SEED, NOTES)
    return matching.Register(people), notes


@pytest.fixture(scope="module")
def found(made) -> list[tuple[matching_register.Note, tuple[matching.Comparison, ...]]]:
    return list(matching_register.answers(*made))


def said(found, *bands: Band) -> list[bool]:
    """For everybody named in these bands, whether it is true."""
    return [one.b == note.truth for note, answers in found for one in answers if one.band in bands]


def test_very_likely_is_right_where_everybody_has_relatives_and_half_are_absent(found) -> None:
    true = said(found, Band.VERY_LIKELY)
    present = sum(note.truth is not None for note, _ in found)
    assert present == NOTES // 2
    assert sum(true) / len(true) >= PRECISION
    assert sum(true) / present >= RECALL


def test_the_bands_fall_in_precision_and_rise_in_recall(found) -> None:
    shares = [sum(true) / len(true) for true in (said(found, band) for band in Band)]
    assert shares == sorted(shares, reverse=True)
    assert shares[2] < 0.75 < shares[1]
    first = sum(bool(answers) and answers[0].b == note.truth for note, answers in found if note.truth)
    assert first / (NOTES // 2) >= 0.8


def test_a_seed_gives_the_same_register_and_the_same_answers(made, found) -> None:
    people, notes = matching_register.make(SEED, NOTES)
    assert people == list(made[0].persons.values())
    again = list(matching_register.answers(matching.Register(people), notes[:20]))
    assert again == found[:20]


# --- hard pairs


@pytest.fixture(scope="module")
def judged(made) -> list[tuple[matching_pairs.Pair, matching.Comparison]]:
    counts = made[0].scale.frequencies
    return [(pair, matching.compare(pair.a, pair.b, frequencies=counts)) for pair in matching_pairs.load()]


def test_hard_pairs_of_one_person_are_found(judged) -> None:
    same = [one.band for pair, one in judged if pair.same]
    assert len(judged) >= 150
    assert sum(band is not None for band in same) / len(same) >= 0.98
    assert sum(band in (Band.VERY_LIKELY, Band.LIKELY) for band in same) / len(same) >= 0.95


def test_hard_pairs_of_two_people_are_kept_apart(judged) -> None:
    """What is left are twins with nearly one name, and father and son born on one day of the year."""
    wrong = [pair.kind for pair, one in judged if not pair.same and one.band is Band.VERY_LIKELY]
    right = sum(pair.same and one.band is Band.VERY_LIKELY for pair, one in judged)
    assert set(wrong) <= {"twins", "father and son"}
    assert right / (right + len(wrong)) >= 0.90


KEPT_APART = [
    "brothers and sisters",
    "brothers and sisters, years only",
    "patronymic: father and child",
    "namesakes, other date",
    "two with the same stand-in date",
    "died before the other was seen",
    "husband and wife",
    "mother and daughter",
    "letters of another alphabet",
]


@pytest.mark.parametrize("kind", KEPT_APART)
def test_kinds_of_two_people_that_are_never_even_likely(judged, kind: str) -> None:
    bands = [one.band for pair, one in judged if pair.kind == kind]
    assert bands
    assert {Band.VERY_LIKELY, Band.LIKELY}.isdisjoint(bands)


def test_twins_of_other_names_are_never_even_likely(judged) -> None:
    bands = [
        one.band
        for pair, one in judged
        if pair.kind == "twins" and one.evidence[0].level in ("different", "looks_alike")
    ]
    assert len(bands) >= 10
    assert {Band.VERY_LIKELY, Band.LIKELY}.isdisjoint(bands)


# --- rivals

SHARON = Person("b1", (Name(given="Sharon", family="Hartley"),), Born(1979, 5, 2), place="Ashford")
SHEENA = Person("b2", (Name(given="Sharon", family="Hartley"),), Born(1981, 6, 7), place="Ashford")


def test_rivals_are_listed_share_the_chance_and_the_fact_that_tells_them_apart_is_named() -> None:
    mention = Person("a", (Name(given="Shaz", family="Hartley"),), place="Ashford")
    alone = matching.candidates(mention, matching.Register([SHARON]))
    both = matching.candidates(mention, matching.Register([SHARON, SHEENA]))
    assert [one.b for one in both] == ["b1", "b2"]
    assert both[0].probability == both[1].probability
    one_person = matching.compare(SHARON, SHEENA).probability
    assert both[0].probability + both[1].probability <= 1 + one_person
    assert both[0].probability < 0.7 * alone[0].probability
    assert both[0].rivals[0].probability == both[1].probability
    assert [rival.id for rival in both[0].rivals] == ["b2"]
    assert both[0].why[-2:] == (
        "Could also be Sharon Hartley (b2): agrees as well",
        "Check: the full birth date would settle it best.",
    )


def test_a_rival_who_agrees_less_says_in_what() -> None:
    mention = Person("a", (Name(given="Shaz", family="Hartley"),), Born(1979), place="Ashford")
    best = matching.candidates(mention, matching.Register([SHARON, SHEENA]))[0]
    assert best.b == "b1"
    assert best.rivals[0].differs == "born: the year differs (1979 – 1981-06-07)"


def test_the_fact_to_check_is_one_by_which_the_rivals_differ() -> None:
    """Neither birth date is known: a middle name tells these two apart, and a birth date would tell nobody anything."""
    mother = Person("b1", (Name(given="Sharon Anne", family="Hartley"),), relations=(Relation("c", "M"),))
    aunt = Person("b2", (Name(given="Sharon Rose", family="Hartley"),), relations=(Relation("c", "F+SIS"),))
    mention = Person("a", (Name(given="Shaz", family="Hartley"),))
    both = matching.candidates(mention, matching.Register([mother, aunt]))
    assert {one.settle for one in both} == {"Check: a middle name would settle it best."}
    alone = matching.candidates(mention, matching.Register([mother]))
    assert [one.settle for one in alone] == ["Check: the full birth date would settle it best."]


def test_one_person_twice_in_a_register_is_no_rival_of_themselves() -> None:
    again = Person("b3", SHARON.names, SHARON.born, place="Ashford")
    mention = Person("a", (Name(given="Shaz", family="Hartley"),), SHARON.born, place="Ashford")
    both = matching.candidates(mention, matching.Register([SHARON, again]))
    assert [one.band for one in both] == [Band.VERY_LIKELY, Band.VERY_LIKELY]
    assert both[0].rivals == ()


def test_what_somebody_decided_is_remembered() -> None:
    mention = Person("a", SHARON.names, SHARON.born, place="Ashford", not_same_as=frozenset(["b1"]))
    assert matching.candidates(mention, matching.Register([SHARON])) == ()


def test_pairs_within_a_register_are_each_given_once_in_order() -> None:
    register = matching.Register([Person(i, SHARON.names, SHARON.born) for i in ("z", "m", "a")])
    assert [(one.a, one.b) for one in matching.pairs(register)] == [("a", "m"), ("a", "z"), ("m", "z")]


def test_two_lists_may_use_the_same_ids() -> None:
    register = matching.Register([Person("1", SHARON.names, SHARON.born)])
    other = Person("1", SHARON.names, SHARON.born)
    assert [(one.a, one.b) for one in matching.pairs_across([other], register)] == [("1", "1")]


def test_an_id_that_stands_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="b1 stands twice"):
        matching.Register([SHARON, SHARON])


# --- search while typing

PEOPLE = [
    Person("1", (Name(given="Sharon", family="Smith"), Name(family="Hartley", kind=NameKind.BIRTH)), Born(1979, 5, 2)),
    Person("2", (Name(given="Mohamed", family="Abdi"),), Born(2006, 3, 4)),
    Person("3", (Name(given="Sharon", family="Smithson"),), Born(1990, 1, 9)),
    Person("4", (Name(given="Oluwaseun", family="Adeyemi"),), Born(1985, 6, 6)),
    Person("5", (Name(given="Katarzyna", family="Kowalska"),), Born(1988, 8, 1)),
    Person("6", (Name(whole="李小明"),), Born(2007)),
]


@pytest.mark.parametrize(
    ("typed", "born", "first"),
    [
        ("sharon smi", None, "1"),
        ("smith shaz", None, "1"),
        ("sharn smithson", None, "3"),
        ("hartley", None, "1"),
        ("har", None, "1"),
        ("maxamed cabdi", None, "2"),
        ("seun", None, "4"),
        ("kasia kow", None, "5"),
        ("小明", None, None),
        ("李小明", None, "6"),
        ("", Born(2006, 4, 3), "2"),
        ("sharon", Born(1990, 9, 1), "3"),
        ("nobody", None, None),
    ],
)
def test_somebody_is_found_while_being_typed(typed: str, born: Born | None, first: str | None) -> None:
    query = matching.Query.typed(typed, born)
    answers = matching.search(query, matching.Register(PEOPLE))
    assert (answers[0].person.id if answers else None) == first


def test_the_keys_of_a_query_are_found_among_the_stored_keys_of_whom_it_means() -> None:
    """As a database does it: a table of (key, person), then rank."""
    table: dict[str, set[str]] = collections.defaultdict(set)
    for one in PEOPLE:
        for key in matching.keys(one):
            table[key].add(one.id)
    query = matching.Query.typed("shaz hartly")
    ids = set().union(*(table[key] for key in query.search_keys()))
    ranked = matching.rank(query, [one for one in PEOPLE if one.id in ids])
    assert ranked[0].person.id == "1"
    assert ranked[0].by_name == "Sharon Smith, Hartley"


def test_keys_are_short_and_few() -> None:
    for one in PEOPLE:
        keys = matching.keys(one)
        assert 3 <= len(keys) <= 60
        assert max(map(len, keys)) <= 60


def test_stored_keys_name_the_rules_and_the_list_they_were_made_with() -> None:
    added = names.load_with("name,variants,culture,kind,how_known\nPhilomena,Boo,ours,nickname,the family\n")
    assert matching.keys_version() == matching.keys_version(names.load())
    assert matching.keys_version(added) != matching.keys_version()
    boo = Person("1", (Name(whole="Boo"),))
    assert matching.keys(boo, added) - matching.keys(boo) == {"g:philomena"}


def test_a_page_that_shows_two_also_names_a_third_who_may_be_one_of_them_twice() -> None:
    once, again = (Person(one, (Name(whole="Sharon Thistlewood"),)) for one in "ab")
    register = matching.Register([once, again, Person("c", (Name(whole="Walter Bell"),))])
    shaz = Person("x", (Name(whole="Shaz Thistlewood"),))
    (rival,) = matching.against(shaz, "a", register).rivals
    assert (rival.id, rival.differs) == ("b", "agrees as well, and may be the same person written down twice")
    assert [one.id for one in matching.against(shaz, "c", register).rivals] == ["a", "b"]
