"""What a family file says of people: names, sex, dates, ways to be a child, couples, ties, and what is kept back."""

import pytest

from kith.domain import gedcom
from kith.domain.gedcom import RestrictionKind
from kith.domain.network import Being, Gender, ParentageKind, TieKind, UnionStatus
from kith.domain.terms import Certainty, NameKind, ReachKind
from tests.domain import family_files as made

PEOPLE = [f"0 @I{number}@ INDI" for number in range(1, 5)]


def names(found: gedcom.Import, person: str = "I1") -> list[tuple[NameKind, str]]:
    return [(name.kind, name.full) for name in found.details[person].names]


def kinds(found: gedcom.Import) -> list[tuple[str, tuple[str, ...], ParentageKind]]:
    return [(row.child, row.parents, row.kind) for row in found.parentage]


# Names


@pytest.mark.parametrize(
    ("text", "full", "given", "family"),
    [
        ("Jean /Hartley/", "Jean Hartley", "Jean", "Hartley"),
        ("Jean/Hartley/", "Jean Hartley", "Jean", "Hartley"),
        ("/Nguy\u1ec5n/ Th\u1ecb An", "Nguy\u1ec5n Th\u1ecb An", "", "Nguy\u1ec5n"),
        ("Sami Tesfay Haile", "Sami Tesfay Haile", "", ""),
        ("Jean /d'Arcy-Jones/ the younger", "Jean d'Arcy-Jones the younger", "Jean", "d'Arcy-Jones"),
        ("Madonna", "Madonna", "", ""),
        ("/Ng/", "Ng", "", "Ng"),
        ("\u0645\u062d\u0645\u062f /\u062d\u0633\u0646/", "\u0645\u062d\u0645\u062f \u062d\u0633\u0646",
         "\u0645\u062d\u0645\u062f", "\u062d\u0633\u0646"),
        ("Null", "Null", "", ""),
    ],
)  # fmt: skip
def test_a_name_in_parts_or_as_one(text: str, full: str, given: str, family: str) -> None:
    found = made.read("0 @I1@ INDI", f"1 NAME {text}")
    (name,) = found.details["I1"].names
    assert (name.full, name.given, name.family) == (full, given, family)
    assert (found.people[0].name, found.errors) == (full, ())


@pytest.mark.parametrize("text", ["//", " / / ", "", " "])
def test_an_empty_name_is_none(text: str) -> None:
    found = made.read("0 @I1@ INDI", f"1 NAME {text}")
    assert (found.people[0].name, found.details["I1"].names, found.errors) == ("", (), ())


def test_a_name_in_parts_only() -> None:
    found = made.read("0 @I1@ INDI", "1 NAME", "2 GIVN Jean", "2 SURN Hartley")
    assert found.people[0].name == "Jean Hartley"


def test_many_names() -> None:
    found = made.read(
        "0 @I1@ INDI",
        "1 NAME Jean /Hartley/",
        "2 NICK Nan",
        "2 ROMN Jean Hartley-Smith",
        "2 FONE \u0414\u0436\u0438\u043d",
        "1 NAME Jean /Ives/",
        "2 TYPE maiden",
        "1 NAME Jean /Hart/",
        "2 TYPE married",
        "1 NAME Sister Agnes",
        "2 TYPE religious",
        "1 NAME J. H. Stage",
        "2 TYPE professional",
        "1 ALIA Jeannie",
        "1 NAME Jean /Hartley/",
    )
    assert names(found) == [
        (NameKind.USED, "Jean Hartley"),
        (NameKind.NICKNAME, "Nan"),
        (NameKind.ALIAS, "Jean Hartley-Smith"),
        (NameKind.ORIGINAL_SCRIPT, "\u0414\u0436\u0438\u043d"),
        (NameKind.BIRTH, "Jean Ives"),
        (NameKind.MARRIED, "Jean Hart"),
        (NameKind.RELIGIOUS, "Sister Agnes"),
        (NameKind.ALIAS, "J. H. Stage"),
        (NameKind.ALIAS, "Jeannie"),
    ]
    assert (found.people[0].name, found.errors) == ("Jean Hartley", ())


def test_names_of_gedcom_7() -> None:
    found = made.read_7(
        "0 @I1@ INDI",
        "1 NAME /\u0645\u062d\u0645\u062f/",
        "2 TRAN Mohammed",
        "3 LANG en",
        "1 NAME Mo",
        "2 TYPE OTHER",
        "3 PHRASE What the child calls them",
    )
    assert names(found)[1:] == [(NameKind.ALIAS, "Mohammed"), (NameKind.CHILDS, "Mo")]
    assert (found.details["I1"].names[1].language, found.people[0].called) == ("en", "Mo")


@pytest.mark.parametrize(("text", "how"), [("Jean /Hartley", "one slash"), ("/a/b/c", "3 slashes")])
def test_slashes_that_do_not_pair_are_named(text: str, how: str) -> None:
    found = made.read("0 @I1@ INDI", f"1 NAME {text}")
    assert made.said(found) == [(6, f"A name has {how}; the family name stands between two.")]
    assert found.people[0].name in {"Jean Hartley", "a b c"}


# Sex, births, deaths


@pytest.mark.parametrize(
    ("letter", "gender"),
    [("M", Gender.MALE), ("f", Gender.FEMALE), ("X", Gender.NON_BINARY), ("U", Gender.UNKNOWN), ("N", Gender.UNKNOWN)],
)
def test_sex_is_a_hint_to_gender(letter: str, gender: Gender) -> None:
    found = made.read("0 @I1@ INDI", f"1 SEX {letter}")
    assert (found.people[0].gender, found.details["I1"].sex, found.errors) == (gender, letter, ())


def test_a_letter_of_no_standard_is_named() -> None:
    found = made.read("0 @I1@ INDI", "1 SEX Q")
    assert found.people[0].gender is Gender.UNKNOWN
    assert made.said(found) == [(6, 'SEX is "Q"; the letters are M, F, X and U. Not known.')]


def test_births_that_contradict_stand_side_by_side() -> None:
    found = made.read("0 @I1@ INDI", "1 BIRT", "2 DATE 1968", "1 BIRT", "2 DATE ABT 1970", "1 DEAT Y")
    person = found.people[0]
    assert person.born == found.details["I1"].births[0]
    assert [date.words for date in found.details["I1"].births] == ["1968", "about 1970"]
    assert (person.has_died, person.died) == (True, None)
    assert made.said(found) == [(8, "This person has 2 births. The first counts; the others are kept beside it.")]


@pytest.mark.parametrize("tag", ["DEAT", "BURI", "CREM"])
def test_who_has_died(tag: str) -> None:
    found = made.read("0 @I1@ INDI", f"1 {tag}", "2 PLAC Leeds")
    assert found.people[0].has_died
    assert [contact.is_of_living for contact in found.contacts] == [False]


def test_no_death_is_no_death() -> None:
    assert not made.read_7("0 @I1@ INDI", "1 NO DEAT").people[0].has_died


# Ways to be a child


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("birth", ParentageKind.BIRTH), ("BIRTH", ParentageKind.BIRTH), ("adopted", ParentageKind.ADOPTIVE),
        ("Foster", ParentageKind.FOSTER), ("sealing", ParentageKind.UNKNOWN), ("step", ParentageKind.STEP),
        ("guardian", ParentageKind.KIN_CARER), ("unknown", ParentageKind.UNKNOWN),
    ],
)  # fmt: skip
def test_pedigrees(said: str, kind: ParentageKind) -> None:
    found = made.read(*PEOPLE[:2], "1 FAMC @F1@", f"2 PEDI {said}", "0 @F1@ FAM", "1 WIFE @I1@", "1 CHIL @I2@")
    assert (kinds(found), found.errors) == ([("I2", ("I1",), kind)], ())


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        ("step", ParentageKind.STEP), ("Kinship carer", ParentageKind.KIN_CARER), ("Fostered", ParentageKind.FOSTER),
        ("donor", ParentageKind.UNKNOWN),
    ],
)  # fmt: skip
def test_pedigrees_in_words_of_gedcom_7(phrase: str, kind: ParentageKind) -> None:
    lines = ("1 FAMC @F1@", "2 PEDI OTHER", f"3 PHRASE {phrase}", "0 @F1@ FAM", "1 WIFE @I1@", "1 CHIL @I2@")
    found = made.read_7(*PEOPLE[:2], *lines)
    assert (kinds(found), found.errors) == ([("I2", ("I1",), kind)], ())


def test_a_pedigree_of_no_standard_is_named() -> None:
    found = made.read(*PEOPLE[:2], "1 FAMC @F1@", "2 PEDI godling", "0 @F1@ FAM", "1 WIFE @I1@", "1 CHIL @I2@")
    assert kinds(found) == [("I2", ("I1",), ParentageKind.UNKNOWN)]
    words = 'How a child belongs to a family is "godling", which Kith does not know. Kind not known.'
    assert made.said(found) == [(8, words)]


@pytest.mark.parametrize(("said", "certainty"), [("proven", Certainty.CERTAIN), ("disproven", Certainty.CONTRADICTED)])
def test_a_disputed_parentage_is_kept_as_disputed(said: str, certainty: Certainty) -> None:
    found = made.read(*PEOPLE[:2], "1 FAMC @F1@", f"2 STAT {said}", "0 @F1@ FAM", "1 WIFE @I1@", "1 CHIL @I2@")
    assert [row.says.certainty for row in found.parentage] == [certainty]


def test_a_kind_for_each_parent() -> None:
    lines = ("0 @F1@ FAM", "1 HUSB @I1@", "1 WIFE @I2@", "1 CHIL @I3@", "2 _FREL Step", "2 _MREL Natural")
    found = made.read(*PEOPLE[:3], *lines)
    assert (sorted(kinds(found)), found.errors, found.unknown) == (
        [("I3", ("I1",), ParentageKind.STEP), ("I3", ("I2",), ParentageKind.BIRTH)], (), (),
    )  # fmt: skip


def test_birth_and_adoption_stand_side_by_side() -> None:
    found = made.read(
        *PEOPLE[:3], "1 FAMC @F1@", "1 FAMC @F2@", "2 PEDI adopted", "1 ADOP", "2 DATE 3 MAY 2019", "2 FAMC @F2@",
        "3 ADOP BOTH", "0 @F1@ FAM", "1 WIFE @I1@", "1 CHIL @I3@", "0 @F2@ FAM", "1 WIFE @I2@", "1 CHIL @I3@",
    )  # fmt: skip
    assert kinds(found) == [("I3", ("I1",), ParentageKind.BIRTH), ("I3", ("I2",), ParentageKind.ADOPTIVE)]
    assert [row.start and row.start.words for row in found.parentage] == [None, "2019-05-03"]


def test_an_adoption_by_one_of_a_couple() -> None:
    found = made.read(
        *PEOPLE[:3], "1 FAMC @F1@", "1 ADOP", "2 DATE 2019", "2 FAMC @F1@", "3 ADOP HUSB",
        "0 @F1@ FAM", "1 HUSB @I1@", "1 WIFE @I2@", "1 CHIL @I3@",
    )  # fmt: skip
    assert kinds(found) == [("I3", ("I1",), ParentageKind.ADOPTIVE), ("I3", ("I2",), ParentageKind.UNKNOWN)]
    assert found.errors == ()


def test_what_only_one_record_says_is_taken() -> None:
    found = made.read(*PEOPLE[:3], "1 FAMC @F1@", "1 FAMS @F2@", "0 @F1@ FAM", "1 HUSB @I1@", "0 @F2@ FAM")
    assert (kinds(found), [union.partners for union in found.unions]) == (
        [("I3", ("I1",), ParentageKind.BIRTH)], [("I3",)],
    )  # fmt: skip
    assert made.said(found) == [
        (8, '"I3" is a child of the family "F1" here, but not there. Taken as one.'),
        (9, '"I3" is a partner in the family "F2" here, but not there. Taken as one.'),
    ]
    quiet = made.read(*PEOPLE[:2], "0 @F1@ FAM", "1 HUSB @I1@", "1 CHIL @I2@")
    assert (kinds(quiet), quiet.errors) == ([("I2", ("I1",), ParentageKind.BIRTH)], ())


def test_more_than_two_parents_are_all_kept() -> None:
    lines = ("0 @F1@ FAM", "1 HUSB @I1@", "1 WIFE @I2@", "1 WIFE @I3@", "1 HUSB @I1@", "1 CHIL @I4@", "1 CHIL @I4@")
    found = made.read(*PEOPLE, *lines)
    assert [union.partners for union in found.unions] == [("I1", "I2")]
    assert kinds(found) == [("I4", ("I1", "I2"), ParentageKind.BIRTH), ("I4", ("I3",), ParentageKind.BIRTH)]
    assert made.said(found) == [
        (12, 'The family "F1" names more than two partners. "I3" is taken as a parent only.'),
        (13, 'The family "F1" names "I1" twice as a partner. Left out.'),
        (15, 'The family "F1" names "I4" twice as a child. Taken once.'),
    ]
    assert tuple(found.counts["links"]) == (6, 4, 2)


def test_a_ninth_partner_is_refused() -> None:
    people = [f"0 @P{at}@ INDI" for at in range(9)]
    found = made.read(*people, "0 @F1@ FAM", *(f"1 WIFE @P{at}@" for at in range(9)))
    assert made.said(found)[-1] == (23, 'The family "F1" names "P8" after 8 others as a partner. Left out.')
    assert tuple(found.counts["links"]) == (9, 8, 1)


def test_a_partner_whom_a_full_family_does_not_name_is_refused() -> None:
    found = made.read(*PEOPLE[:3], "1 FAMS @F1@", "0 @F1@ FAM", "1 HUSB @I1@", "1 WIFE @I2@")
    assert made.said(found) == [(8, '"I3" is a partner in the family "F1" here, which has two others. Left out.')]
    assert tuple(found.counts["links"]) == (3, 2, 1)


def test_children_without_parents_still_belong_together() -> None:
    found = made.read(*PEOPLE[:3], "0 @F1@ FAM", "1 CHIL @I1@", "1 CHIL @I2@", "1 CHIL @I3@")
    assert [(tie.a, tie.b, tie.kind) for tie in found.ties] == [
        ("I1", "I2", TieKind.SIBLING), ("I2", "I3", TieKind.SIBLING),
    ]  # fmt: skip


def test_children_without_parents_who_are_tied_already_get_no_second_tie() -> None:
    found = made.read(
        *PEOPLE[:3], "1 ASSO @I1@", "2 ROLE OTHER", "3 PHRASE Brother or sister",
        "0 @F1@ FAM", "1 CHIL @I1@", "1 CHIL @I2@", "1 CHIL @I3@",
    )  # fmt: skip
    assert [(tie.a, tie.b, tie.kind) for tie in found.ties] == [
        ("I3", "I1", TieKind.SIBLING), ("I1", "I2", TieKind.SIBLING), ("I2", "I3", TieKind.SIBLING),
    ]  # fmt: skip


# Couples


def test_a_couple_has_a_history() -> None:
    found = made.read(
        *PEOPLE[:2], "0 @F1@ FAM", "1 HUSB @I1@", "1 WIFE @I2@", "1 EVEN", "2 TYPE Living together", "2 DATE 2001",
        "1 MARR", "2 DATE 2003", "1 EVEN", "2 TYPE Separation", "2 DATE MAR 2009", "1 EVEN", "2 TYPE Back together",
        "2 DATE 2010", "1 DIV", "2 DATE 2014", "1 EVEN", "2 TYPE Census",
    )  # fmt: skip
    (union,) = found.unions
    assert [(one.kind, one.start and one.start.words) for one in union.history] == [
        (UnionStatus.TOGETHER, "2001"), (UnionStatus.MARRIED, "2003"), (UnionStatus.SEPARATED, "2009-03"),
        (UnionStatus.BACK_TOGETHER, "2010"), (UnionStatus.DIVORCED, "2014"),
    ]  # fmt: skip
    assert [one.tag for one in found.set_aside] == ["FAM.EVEN"]


@pytest.mark.parametrize(
    ("lines", "order"),
    [
        (("1 DIV", "2 DATE 2014", "1 MARR", "2 DATE 2003"), [UnionStatus.MARRIED, UnionStatus.DIVORCED]),
        (("1 DIV Y", "1 MARR Y"), [UnionStatus.MARRIED, UnionStatus.DIVORCED]),
        (("1 MARR Y", "1 DIV", "2 DATE 2014"), [UnionStatus.MARRIED, UnionStatus.DIVORCED]),
        (("1 MARR", "2 TYPE Common law", "1 ANUL"), [UnionStatus.TOGETHER, UnionStatus.ENDED]),
        (("1 MARR", "2 TYPE Civil partnership", "1 _SEPR"), [UnionStatus.MARRIED, UnionStatus.SEPARATED]),
        (("1 MARR", "2 TYPE religious"), [UnionStatus.MARRIED]),
        ((), []),
    ],
)
def test_the_oldest_comes_first(lines: tuple[str, ...], order: list[UnionStatus]) -> None:
    found = made.read(*PEOPLE[:2], "0 @F1@ FAM", "1 HUSB @I1@", "1 HUSB @I2@", *lines)
    assert [one.kind for one in found.unions[0].history] == order


# Ties


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Godmother", TieKind.GODPARENT), ("class teacher", TieKind.SCHOOL), ("football coach", TieKind.CLUB),
        ("social worker", TieKind.WORKER), ("foster carer", TieKind.CARER), ("mum's best mate", TieKind.FRIEND),
        ("half-sister", TieKind.HALF_SIBLING), ("great-grandmother", TieKind.RELATIVE), ("Nan", TieKind.RELATIVE),
        ("twin", TieKind.TWIN), ("imam", TieKind.FAITH), ("neighbour", TieKind.NEIGHBOUR), ("land-lord", TieKind.OTHER),
    ],
)  # fmt: skip
def test_ties_in_the_words_of_5_5_1(words: str, kind: TieKind) -> None:
    found = made.read(*PEOPLE[:2], "1 ASSO @I1@", f"2 RELA {words}")
    (tie,) = found.ties
    assert (tie.a, tie.b, tie.kind) == ("I2", "I1", kind)
    assert tie.words in (words, "")
    assert tie.words or words.casefold() == kind.label.casefold()


@pytest.mark.parametrize(
    ("lines", "kind", "words"),
    [
        (("2 ROLE FRIEND",), TieKind.FRIEND, ""),
        (("2 ROLE GODP", "3 PHRASE Godmother"), TieKind.GODPARENT, "Godmother"),
        (("2 ROLE OTHER", "3 PHRASE Teacher"), TieKind.SCHOOL, "Teacher"),
        (("2 ROLE CLERGY",), TieKind.FAITH, "minister"),
        (("2 ROLE _AUNT",), TieKind.OTHER, "_AUNT"),
        (("2 ROLE OTHER",), TieKind.OTHER, ""),
        ((), TieKind.OTHER, ""),
    ],
)
def test_ties_in_the_roles_of_7(lines: tuple[str, ...], kind: TieKind, words: str) -> None:
    (tie,) = made.read_7(*PEOPLE[:2], "1 ASSO @I1@", *lines).ties
    assert (tie.kind, tie.words) == (kind, words)


def test_somebody_who_is_only_named_becomes_a_person() -> None:
    found = made.read_7(
        "0 @I1@ INDI", "1 ASSO @VOID@", "2 PHRASE Mr Okafor", "2 ROLE OTHER", "3 PHRASE Teacher", "1 ASSO @VOID@"
    )
    assert [(person.id, person.name) for person in found.people] == [("I1", ""), ("line 5", "Mr Okafor")]
    assert [(tie.a, tie.b, tie.kind) for tie in found.ties] == [("I1", "line 5", TieKind.SCHOOL)]
    assert (made.said(found), tuple(found.counts["ties"])) == ([(9, "ASSO names nobody. Left out.")], (2, 1, 1))


def test_a_person_who_may_be_another_is_for_a_person_to_decide() -> None:
    found = made.read(*PEOPLE[:2], "1 ALIA @I1@")
    words = "The file says that this may be the same person as another. A person must decide that."
    assert ([person.id for person in found.people], made.said(found)) == (["I1", "I2"], [(7, words)])


# What is kept back


@pytest.mark.parametrize(
    ("said", "asks", "withheld"),
    [
        ("confidential", [RestrictionKind.CONFIDENTIAL], True),
        ("LOCKED", [RestrictionKind.LOCKED], False),
        ("privacy", [RestrictionKind.PRIVACY], True),
        ("CONFIDENTIAL, LOCKED", [RestrictionKind.CONFIDENTIAL, RestrictionKind.LOCKED], True),
    ],
)
def test_a_person_who_is_kept_back(said: str, asks: list[RestrictionKind], withheld: bool) -> None:
    found = made.read("0 @I1@ INDI", f"1 RESN {said}")
    says = found.people[0].says
    assert (says.sensitive, says.withheld, found.errors) == (True, withheld, ())
    assert [(one.of, one.kind, one.part, one.line) for one in found.restrictions] == [
        ("I1", kind, "", 6) for kind in asks
    ]


@pytest.mark.parametrize("said", ["hush", ""])
def test_a_word_that_nobody_knows_keeps_back_too(said: str) -> None:
    found = made.read("0 @I1@ INDI", f"1 RESN {said}".rstrip())
    assert found.people[0].says.withheld
    assert [line for line, _ in made.said(found)] == [6]
    assert made.said(found)[0][1].endswith("is no word of the standard. Kept confidential.")


def test_a_fact_that_is_kept_back_is_not_drawn() -> None:
    found = made.read(
        "0 @I1@ INDI", "1 NAME Jean /Ives/", "2 RESN privacy", "1 NAME Jean /Hartley/", "1 BIRT", "2 DATE 1968",
        "2 RESN confidential", "1 DEAT", "2 DATE 2001", "2 RESN confidential",
    )  # fmt: skip
    person = found.people[0]
    assert (person.name, person.born, person.died, person.has_died) == ("Jean Hartley", None, None, False)
    assert [name.is_restricted for name in found.details["I1"].names] == [True, False]
    assert [date.words for date in found.details["I1"].births] == ["1968"]
    assert [one.part for one in found.restrictions] == ["NAME", "BIRT", "DEAT"]


def test_a_couple_or_a_link_that_is_kept_back() -> None:
    found = made.read(
        *PEOPLE[:3], "1 FAMC @F1@", "2 RESN privacy", "0 @F1@ FAM", "1 HUSB @I1@", "1 WIFE @I2@", "1 CHIL @I3@",
        "1 MARR", "2 RESN locked", "0 @F2@ FAM", "1 RESN confidential", "1 HUSB @I1@", "1 CHIL @I2@",
    )  # fmt: skip
    assert [(row.child, row.says.withheld) for row in found.parentage] == [("I3", True), ("I2", True)]
    assert [union.says.withheld for union in found.unions] == [False]
    assert found.unions[0].history[0].says.sensitive


def test_an_adoption_or_a_birth_that_is_kept_back_narrows_what_hangs_on_it() -> None:
    adopted = made.read(
        *PEOPLE[:2], "1 FAMC @F1@", "2 PEDI adopted", "1 ADOP", "2 RESN privacy", "2 FAMC @F1@", "0 @F1@ FAM",
        "1 WIFE @I1@", "1 CHIL @I2@",
    )  # fmt: skip
    assert [row.says.withheld for row in adopted.parentage] == [True]
    child = made.read(*PEOPLE[:2], "0 @F1@ FAM", "1 WIFE @I1@", "1 CHIL @I2@", "2 RESN locked")
    assert [(row.says.sensitive, row.says.withheld) for row in child.parentage] == [(True, False)]
    partner = made.read(*PEOPLE[:2], "0 @F1@ FAM", "1 WIFE @I1@", "1 HUSB @I2@", "2 RESN privacy")
    assert [union.says.withheld for union in partner.unions] == [True]
    born = made.read("0 @I1@ INDI", "1 DEAT", "2 AGE STILLBORN", "2 RESN privacy")
    assert (born.people[0].being, born.people[0].has_died) == (Being.PERSON, False)


def test_contacts_and_notes_are_handed_over_to_be_sealed() -> None:
    found = made.read(
        *PEOPLE[:2], "1 ADDR 4 Mill Lane", "2 CONT Maidstone", "2 CITY Maidstone", "2 POST ME14 1XX",
        "1 PHON 01622 000000", "1 EMAIL nan@example.org", "1 WWW https://example.org/nan", "1 RESI", "2 PLAC Kent",
        "1 NOTE @N1@", "1 NOTE moved", "0 @F1@ FAM", "1 HUSB @I1@", "1 WIFE @I2@", "1 MARR", "2 PLAC Leeds",
        "0 @N1@ NOTE Lives at the mill", "1 CONT now",
    )  # fmt: skip
    assert [(contact.people, contact.kind, contact.value, contact.about) for contact in found.contacts] == [
        (("I2",), ReachKind.ADDRESS, "4 Mill Lane\nMaidstone\nME14 1XX", ""),
        (("I2",), ReachKind.PHONE, "01622 000000", ""),
        (("I2",), ReachKind.EMAIL, "nan@example.org", ""),
        (("I2",), ReachKind.ONLINE, "https://example.org/nan", ""),
        (("I2",), ReachKind.ADDRESS, "Kent", "RESI"),
        (("I1", "I2"), ReachKind.ADDRESS, "Leeds", "MARR"),
    ]
    assert [(note.people, note.text) for note in found.notes] == [
        (("I2",), "Lives at the mill\nnow"),
        (("I2",), "moved"),
    ]
    # None of it is in what is drawn.
    drawn = repr(found.family)
    assert not any(word in drawn for word in ("Mill", "Maidstone", "01622", "example.org", "Kent", "Leeds", "moved"))
