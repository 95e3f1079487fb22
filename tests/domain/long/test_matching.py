"""Two descriptions compared: what is said for and against, and that the order of the two never matters."""

import datetime
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.domain import matching
from kith.domain.matching import Band, Born, Field, Person
from kith.domain.names import Name, NameKind

ASHFORD = "Ashford"


def person(name: str = "", born: Born | None = None, identity: str = "a", **known: object) -> Person:
    """Somebody called "First Last"."""
    first, _, last = name.partition(" ")
    names = (Name(given=first, family=last),) if name else ()
    return Person(identity, names, born, **known)  # type: ignore[arg-type]


def level(a: Person, b: Person, field: Field) -> str | None:
    return next((one.level for one in matching.compare(a, b).evidence if one.field is field), None)


def whole(name: str, identity: str = "a") -> Person:
    """Somebody of whom only a name is known, which nobody divided."""
    return Person(identity, (Name(whole=name),))


def test_the_words_come_first_and_name_both() -> None:
    shaz = Person("a", (Name(given="Shaz", family="Hartley"),), Born(1979, 1, 1), place="Ashford")
    known = (Name(given="Sharon", family="Smith"), Name(family="Hartley", kind=NameKind.BIRTH))
    sharon = Person("b", known, Born(1979, 5, 2), place="Margate")
    found = matching.compare(shaz, sharon)
    assert found.why == (
        "First name: nickname of (Shaz – Sharon) [for]",
        "Family name: the same, as an earlier or other name (Hartley) [strongly for]",
        "Born: the same year; 1 January or 1 July may stand for a day that nobody knew (1979-01-01 – 1979-05-02) [for]",
        "Place: differs (Ashford – Margate) [against]",
        "Check: the full birth date would settle it best.",
    )
    assert found.band is Band.LIKELY


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        (Born(1984, 5, 3), Born(1984, 5, 3), "same"),
        (Born(1984, 5, 3), Born(1984, 3, 5), "swapped"),
        (Born(1984, 5, 3), Born(1984, 5, 13), "slip"),
        (Born(1984, 5, 3), Born(1948, 5, 3), "birthday"),
        (Born(1984, 5, 3), Born(1985, 5, 3), "slip"),
        (Born(1984, 5, 3), Born(1984, 5, 27), "two_parts"),
        (Born(1984, 5, 3), Born(1984, 6, 4), "different"),
        (Born(1984, 5), Born(1984, 5, 4), "month"),
        (Born(1984, 5), Born(1984, 6, 4), "year_differs"),
        (Born(1984), Born(1984, 6, 4), "year"),
        (Born(1984), Born(1985), "year_near"),
        (Born(1984), Born(1986), "year_differs"),
        (Born(1984, about=2), Born(1986), "year_near"),
        (Born(1984, about=2), Born(1987), "year_differs"),
        (Born(2006, 1, 1), Born(2006, 1, 1), "stand_in"),
        (Born(2006, 7, 1), Born(2006, 11, 23), "stand_in"),
        (Born(2006, 1, 1), Born(2008, 11, 23), "stand_in_near"),
        (Born(2006, 1, 1), Born(2009, 1, 1), "stand_in_far"),
        (Born(2006, 1, 1), Born(2006), "stand_in"),
    ],
)
def test_birth_dates_agree_by_levels(one: Born, other: Born, found: str) -> None:
    assert level(person(born=one), person(born=other), Field.BORN) == found
    assert level(person(born=other), person(born=one), Field.BORN) == found


def test_a_stand_in_date_says_little_beside_a_full_one() -> None:
    bits = {}
    for born in (Born(2006, 1, 1), Born(2006, 1, 2)):
        bits[born] = matching.compare(person("Ann Lee", born), person("Ann Lee", born)).bits
    assert bits[Born(2006, 1, 2)] - bits[Born(2006, 1, 1)] > 8


@pytest.mark.parametrize(
    ("a", "b", "field", "found"),
    [
        (person("Hartley Sharon"), person("Sharon Hartley"), Field.ORDER, "swapped"),
        (person("Dawit Tesfay"), person("Tesfay Haile"), Field.ORDER, "crossed"),
        (person("Shaz Hartley"), person("Hartley Sharon"), Field.ORDER, "swapped"),
        (person("Shaz Hartley"), person("Hartley Sharon"), Field.FIRST_NAME, "nickname"),
        (person("Shaz Hartley"), person("Hartley Kelly"), Field.ORDER, "crossed"),
        (person("Anna Kowalska"), person("Anna Kowalski"), Field.FAMILY_NAME, "language"),
        (person("Ann Ashworth-Wood"), person("Ann Wood"), Field.FAMILY_NAME, "part"),
        (person("Ann de Souza"), person("Ann Souza"), Field.FAMILY_NAME, "same"),
        (person("Ann", postcode="CT1 2AB"), person("Ann", postcode="ct12ab"), Field.POSTCODE, "same"),
        (person("Ann", postcode="CT1 2AB"), person("Ann", postcode="CT1 2AD"), Field.POSTCODE, "near"),
        (person("Ann", postcode="CT1 2AB"), person("Ann", postcode="CT1 9XY"), Field.POSTCODE, "district"),
        (person("Ann", postcode="CT1 2AB"), person("Ann", postcode="ME7 9XY"), Field.POSTCODE, "different"),
        (person("A", phones=("01233 555123",)), person("A", phones=("+44 1233 555 123",)), Field.PHONE, "same"),
        (person("A", emails=("Ann@example.org",)), person("A", emails=("ann@EXAMPLE.org",)), Field.EMAIL, "same"),
    ],
)
def test_levels_of_other_facts(a: Person, b: Person, field: Field, found: str) -> None:
    assert level(a, b, field) == level(b, a, field) == found


def test_a_place_is_not_counted_beside_the_postcode_that_implies_it() -> None:
    a = person("Ann Lee", postcode="CT1 2AB", place=ASHFORD)
    assert level(a, a, Field.POSTCODE) == "same"
    assert level(a, a, Field.PLACE) is None


@pytest.mark.parametrize(
    ("ours", "theirs", "found"),
    [
        ("mother's mother", "Mother's Mother", "same_only_one"),
        ("aunt", "aunt", "same"),
        ("", "aunt", "same_child"),
        ("mother's mother", "father's mother", "different"),
    ],
)
def test_how_somebody_is_related_to_one_child_is_evidence(ours: str, theirs: str, found: str) -> None:
    a, b = (person("Jean", relations=(matching.Relation("c1", code),)) for code in (ours, theirs))
    assert level(a, b, Field.RELATION) == found
    elsewhere = person("Jean", relations=(matching.Relation("c2", theirs),))
    assert level(a, elsewhere, Field.RELATION) is None


@pytest.mark.parametrize(
    ("ours", "theirs", "words"),
    [
        ({"died_on": datetime.date(2010, 1, 1)}, {"seen_on": datetime.date(2011, 1, 1)}, "died before"),
        ({"present_with": frozenset("b")}, {}, "at one time in the same place"),
        ({}, {"not_same_as": frozenset("a")}, "somebody has decided"),
    ],
)
def test_what_cannot_be_true_of_one_person_outweighs_the_rest(ours: dict, theirs: dict, words: str) -> None:
    a = person("Sharon Hartley", Born(1979, 5, 2), "a", place=ASHFORD, **ours)
    b = person("Sharon Hartley", Born(1979, 5, 2), "b", place=ASHFORD, **theirs)
    found = matching.compare(a, b)
    assert words in found.why[-1]
    assert found.band is None or "died" in words
    assert found.band is not Band.VERY_LIKELY
    assert found.settle == ""


def test_gender_counts_only_where_both_said_it_and_never_excludes() -> None:
    a, b = person("Sam Lee", Born(1990, 2, 3), gender="woman"), person("Sam Lee", Born(1990, 2, 3), gender="man")
    unsaid = person("Sam Lee", Born(1990, 2, 3))
    assert level(a, unsaid, Field.GENDER) is None
    assert level(a, b, Field.GENDER) == "different"
    assert matching.compare(a, b).band is not None


def test_one_word_alone_may_be_either_name_and_counts_once() -> None:
    alone = Person("a", (Name(whole="Hartley"),))
    fields = [one.field for one in matching.compare(alone, person("Sharon Hartley", identity="b")).evidence]
    assert fields == [Field.FAMILY_NAME]


def test_what_a_child_calls_somebody_is_no_name() -> None:
    nan = Person("a", (Name(whole="Nan", kind=NameKind.CHILDS), Name(given="Jean", family="Hartley")))
    anne = person("Anne Wood", identity="b")
    assert level(nan, anne, Field.FIRST_NAME) == "different"
    assert level(Person("a", (Name(whole="Nan Jean"),)), person("Jean"), Field.FIRST_NAME) == "same"


@pytest.mark.parametrize(
    ("one", "other"), [("Coach Danny", "Coach Steve"), ("PC Dunn", "PC Smith"), ("Rev John", "Rev Paul")]
)
def test_a_title_in_front_is_no_first_name(one: str, other: str) -> None:
    found = matching.compare(whole(one), whole(other, "b"))
    assert [(each.field, each.level) for each in found.evidence] == [(Field.FAMILY_NAME, "different")]


@pytest.mark.parametrize("double", ["Ann Smith Jones", "Ann Smith-Jones", "Ann Mary Smith-Jones", "Jones Smith, Ann"])
@pytest.mark.parametrize("half", ["Ann Jones", "Ann Smith"])
def test_half_of_a_double_name_is_no_middle_name(double: str, half: str) -> None:
    a, b = whole(double), whole(half, "b")
    assert level(a, b, Field.FAMILY_NAME) == "part"
    assert level(a, b, Field.MIDDLE_NAME) is None
    assert level(a, whole("Ann Smith-Jones", "b"), Field.FAMILY_NAME) in ("same", "part")
    assert level(a, whole("Smith Cole", "b"), Field.FIRST_NAME) == "different"


@pytest.mark.parametrize("middle", ["Mary", "Rose", "Hussain", "M"])
def test_a_first_name_before_the_last_word_is_a_middle_name(middle: str) -> None:
    a, b = whole(f"Ann {middle} Jones"), whole("Ann Jones", "b")
    assert level(a, b, Field.FAMILY_NAME) == "same"
    assert level(a, whole(f"Ann {middle} Jones", "b"), Field.MIDDLE_NAME) in ("same", "initial")


def test_a_double_name_with_and_without_its_hyphen_is_the_same() -> None:
    a, b = whole("Ann Smith Jones"), whole("Ann Smith-Jones", "b")
    assert level(a, b, Field.FAMILY_NAME) == "same"
    assert level(a, b, Field.MIDDLE_NAME) is None
    assert level(whole("Jo van der Berg"), whole("Jo Berg", "b"), Field.FAMILY_NAME) == "same"


def test_letters_of_another_alphabet_say_nothing_and_are_pointed_out() -> None:
    found = matching.compare(person("\u0410nna Hartley"), person("Anna Hartley"))
    assert found.evidence[0].level == "other_alphabet"
    assert found.evidence[0].bits == 0
    assert "compare by eye" in found.evidence[0].words


def test_names_alone_are_never_very_likely() -> None:
    rare = person("Oluwadamilola Postlethwaite")
    found = matching.compare(rare, rare)
    assert found.probability > 0.85
    assert found.band is Band.LIKELY


def test_a_common_name_says_less_than_a_rare_one_and_counts_are_of_the_register_at_hand() -> None:
    smith, rare = person("Ann Smith"), person("Ann Vickerstaff")
    assert matching.compare(smith, smith).bits < matching.compare(rare, rare).bits
    village = matching.count([person("Ann Vickerstaff", identity=str(number)) for number in range(300)])
    assert matching.compare(rare, rare, frequencies=village).bits < matching.compare(smith, smith).bits


def test_a_relative_shares_surname_place_and_phone_but_not_first_name_and_date() -> None:
    home = {"place": ASHFORD, "phones": ("01233 555123",)}
    sharon = person("Sharon Hartley", Born(1979, 5, 2), **home)
    sheila = person("Sheila Hartley", Born(1981, 6, 7), "b", **home)
    twin = person("Amber Hartley", Born(1979, 5, 2), "b", **home)
    assert matching.compare(sharon, sheila).band is None
    assert matching.compare(sharon, twin).band not in (Band.LIKELY, Band.VERY_LIKELY)


# --- any input


TEXT = st.text(st.characters(), max_size=40)
NAMES = st.one_of(
    st.builds(lambda text: (Name(whole=text),) if text.strip() else (), TEXT),
    st.builds(lambda a, b: (Name(given=a, family=b),) if a.strip() or b.strip() else (), TEXT, TEXT),
    st.sampled_from([(Name(given="Shaz", family="Hartley"), Name(whole="Sharon Smith"), Name(whole="Hartley"))]),
    st.sampled_from([(Name(given="Tesfay", family="Haile"),), (Name(given="Haile", family="Tesfay Gebre"),)]),
)
BORN = st.one_of(
    st.none(),
    st.dates(datetime.date(1900, 1, 1), datetime.date(2025, 1, 1)).map(Born.on),
    st.builds(Born, st.integers(1900, 2025), about=st.integers(0, 3)),
    st.builds(Born, st.just(2006), st.sampled_from([1, 7]), st.just(1)),
)
RELATIONS = st.lists(st.builds(matching.Relation, st.sampled_from("xy"), st.sampled_from(["aunt", "mother", ""])))
PERSONS = st.builds(
    Person,
    st.sampled_from("abc"),
    NAMES,
    BORN,
    place=TEXT,
    postcode=TEXT,
    phones=st.lists(TEXT, max_size=2).map(tuple),
    emails=st.lists(TEXT, max_size=2).map(tuple),
    relations=RELATIONS.map(tuple),
)


@given(PERSONS, PERSONS)
def test_the_order_of_the_two_makes_no_difference_and_nothing_breaks(a: Person, b: Person) -> None:
    found, turned = matching.compare(a, b), matching.compare(b, a)
    assert [(one.field, one.level, one.bits, one.relative) for one in found.evidence] == [
        (one.field, one.level, one.bits, one.relative) for one in turned.evidence
    ]
    assert (found.bits, found.relative, found.probability, found.band) == (
        turned.bits,
        turned.relative,
        turned.probability,
        turned.band,
    )
    assert 0 <= found.probability <= 1
    assert found == matching.compare(a, b)
    assert matching.keys(a) == matching.keys(a)


def test_a_name_of_a_million_letters_is_compared_by_its_beginning() -> None:
    long = Person("a", (Name(given="Ann" * 400_000, family="Lee " * 250_000),) * 50)
    found = matching.compare(long, person("Ann Lee"))
    assert all(len(one.words) < 300 for one in found.evidence)
    assert len(matching.keys(long)) < 500


def test_sentences_hold_nothing_that_cannot_be_seen() -> None:
    hidden = Person("a", (Name(given="Sh\u202earon\ud800", family="Hart\x00ley"),), place="Ash\u2066ford")
    found = matching.compare(hidden, person("Sharon Hartley", place="Dover"))
    assert all(one.words.isprintable() for one in found.evidence)
    assert hidden.called.isprintable()


# --- the weights


def test_weights_say_their_source_date_and_version() -> None:
    weights = matching.load()
    assert (weights.id, weights.version) == ("starting-weights", 2)
    assert weights.valid_from == datetime.date(2026, 11, 30)
    assert "Fellegi" in weights.source


def test_other_weights_give_another_answer_and_another_digest() -> None:
    text = weights_text().replace("very_likely = 0.77", "very_likely = 0.999999")
    stricter = matching.parse(text)
    a = person("Ann Vickerstaff", Born(1990, 2, 3))
    assert matching.compare(a, a).band is Band.VERY_LIKELY
    assert matching.compare(a, a, weights=stricter).band is not Band.VERY_LIKELY
    assert stricter.digest != matching.load().digest


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('id = "starting-weights"', "id =", "not valid TOML"),
        ("[bands]", "[ribbons]", "'bands' is missing"),
        ("likely = 0.70", "likely = 0.90", "bands must fall"),
        ("[email]\nsame", "[email]\nalike", "email.same is missing"),
        ("swapped = { bits = -2.5, relative = -0.5 }", "swapped = { bits = -2.5 }", "order.swapped needs bits"),
        ("crossed = { bits = -3.0", "crossed = { bits = -300.0", "between -64 and 64"),
        ("in_register = 0.5", "in_register = 1.5", "between 0 and 1"),
        ("valid_from = 2026-11-30", 'valid_from = "2026"', "must be a date"),
        ("stand_in_years = 2", 'stand_in_years = "two"', "not of the right kind"),
    ],
)
def test_weights_that_cannot_be_used_say_why(before: str, after: str, said: str) -> None:
    text = weights_text()
    assert before in text
    with pytest.raises(matching.WeightsNotReadable, match=said):
        matching.parse(text.replace(before, after))


def weights_text() -> str:
    return (resources.files("kith.domain.matching") / "data" / "weights.toml").read_text("utf-8")
