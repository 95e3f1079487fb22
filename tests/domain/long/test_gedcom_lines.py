"""Lines of family files: levels, longer texts, @ signs, ids that lead somewhere, and slips of programs."""

import pytest

from kith.domain import gedcom
from tests.domain import family_files as made

JUMP = "The level jumps from {} to {}. Read as {}."
SLIP = "This line is not quite in the form of GEDCOM. Read as it seems."


def notes(found: gedcom.Import) -> list[str]:
    return [note.text for note in found.notes]


def test_longer_texts_are_put_together() -> None:
    found = made.read("0 @I1@ INDI", "1 NOTE one", "2 CONT two", "2 CONC  and more", "2 CONT", "2 CONT  three")
    assert (notes(found), found.errors) == (["one\ntwo and more\n\n three"], ())


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("1 NOTE one @ two",), "one @ two"),
        (("1 NOTE @@one", "2 CONT @@two", "2 CONC @@three"), "@one\n@two@three"),
        (("1 NOTE a@@b.example",), "a@b.example"),
        (("1 NOTE @#DJULIAN@ a date",), "@#DJULIAN@ a date"),
        (("1 NOTE @all in @one",), "@all in @one"),
    ],
)
def test_at_signs_of_5_5_1(lines: tuple[str, ...], text: str) -> None:
    found = made.read("0 @I1@ INDI", *lines)
    assert (notes(found), found.errors) == ([text], ())


def test_at_signs_of_7_are_doubled_at_the_beginning_only() -> None:
    found = made.read_7("0 @I1@ INDI", "1 NOTE @@one a@@b", "2 CONT @@two")
    assert (notes(found), found.errors) == (["@one a@@b\n@two"], ())


def test_a_level_that_jumps_is_read_and_named() -> None:
    found = made.read("0 @I1@ INDI", "5 NAME Jean", "7 NICK Nan", "1 SEX F")
    assert [name.full for name in found.details["I1"].names] == ["Jean", "Nan"]
    assert made.said(found) == [(6, JUMP.format(0, 5, 1)), (7, JUMP.format(5, 7, 6))]
    assert found.details["I1"].sex == "F"


def test_more_text_at_the_wrong_level_is_kept() -> None:
    found = made.read("0 @I1@ INDI", "1 NOTE one", "1 CONT two", "1 SEX F")
    assert notes(found) == ["one\ntwo"]
    assert made.said(found) == [(7, "More text at the wrong level. Added to the line before.")]


def test_more_text_after_lines_below_still_belongs_to_its_line() -> None:
    found = made.read("0 @I1@ INDI", "1 NOTE one", "2 SOUR somebody", "2 CONT two")
    assert (notes(found), found.errors) == (["one\ntwo"], ())


def test_a_line_without_a_level_is_kept_as_text() -> None:
    found = made.read("0 @I1@ INDI", "1 NOTE one", "two (broken by a program)", "1 SEX F")
    assert notes(found) == ["one\ntwo (broken by a program)"]
    assert made.said(found) == [(7, "This line has no level and no tag. Taken as more of the text before it.")]


@pytest.mark.parametrize("line", ["1NAME Jean", "1 NAME Jean", "  1 NAME Jean", "\t1\tNAME\tJean", "1   NAME Jean"])
def test_spaces_and_tabs(line: str) -> None:
    found = made.read("0 @I1@ INDI", line)
    assert found.people[0].name == "Jean"
    assert made.said(found) == ([(6, SLIP)] if line == "1NAME Jean" else [])


def test_an_id_without_its_second_sign_is_read_and_named() -> None:
    found = made.read("0 @I1 INDI", "1 NAME Jean", "0 @F1@ FAM", "1 HUSB @I1@")
    assert [union.partners for union in found.unions] == [("I1",)]
    assert made.said(found) == [(5, SLIP)]


def test_tags_may_be_in_small_letters() -> None:
    found = made.read("0 @I1@ indi", "1 name Jean", "1 sex f")
    assert (found.people[0].name, found.people[0].gender.value, found.errors) == ("Jean", "female", ())


def test_an_id_inside_a_record_is_named() -> None:
    found = made.read("0 @I1@ INDI", "1 @X@ NAME Jean")
    assert found.people[0].name == "Jean"
    assert made.said(found) == [(6, "The id @X@ stands inside another record, where nothing can lead to it.")]


def test_lines_before_the_first_record_are_named() -> None:
    found = gedcom.read(b"1 NAME Jean\n2 GIVN Jean\n0 HEAD\n1 GEDC\n2 VERS 7.0\n0 TRLR\n")
    assert made.said(found) == [(at, "This line stands before the first record and is left out.") for at in (1, 2)]


def test_ids_differ_by_case_only_where_both_are_there() -> None:
    lines = ("0 @i1@ INDI", "1 NAME Small", "0 @I1@ INDI", "1 NAME Large", "0 @F1@ FAM", "1 HUSB @i1@", "1 WIFE @I1@")
    found = made.read(*lines)
    assert ([union.partners for union in found.unions], found.errors) == ([("i1", "I1")], ())


def test_an_id_in_another_case_leads_there_if_it_can_mean_nobody_else() -> None:
    found = made.read("0 @i1@ INDI", "0 @i2@ INDI", "0 @I2@ INDI", "0 @F1@ FAM", "1 HUSB @I1@", "1 CHIL @i2@")
    assert [(row.child, row.parents) for row in found.parentage] == [("i2", ("i1",))]
    assert made.said(found) == [(9, "@I1@ is written @i1@ where it is defined. Taken for the same.")]
    several = made.read("0 @ab@ INDI", "0 @Ab@ INDI", "0 @F1@ FAM", "1 HUSB @AB@")
    assert made.said(several) == [(8, "This leads to @AB@, which is not in the file.")]


def test_void_leads_to_nobody_on_purpose() -> None:
    found = made.read_7("0 @I1@ INDI", "1 FAMC @VOID@", "0 @F1@ FAM", "1 HUSB @VOID@", "1 CHIL @I1@")
    assert ([*found.parentage], found.errors) == ([], ())
    assert tuple(found.counts["links"]) == (3, 3, 0)


def test_a_record_that_takes_the_id_of_nobody_is_still_a_person() -> None:
    found = made.read_7("0 @VOID@ INDI", "1 NAME Jean")
    assert [person.name for person in found.people] == ["Jean"]
    assert made.said(found) == [(4, 'The id "VOID" means "nobody" and cannot be that of a record.')]


def test_a_person_without_an_id_is_still_a_person() -> None:
    found = made.read("0 INDI", "1 NAME Jean", "0 INDI", "1 NAME Mary")
    assert [(person.id, person.name) for person in found.people] == [("line 5", "Jean"), ("line 7", "Mary")]
    assert [line for line, _ in made.said(found)] == [5, 7]


def test_a_link_to_another_kind_of_record_is_refused() -> None:
    found = made.read("0 @I1@ INDI", "1 FAMC @I1@", "1 FAMS F1", "0 @F1@ FAM", "1 HUSB @F1@")
    assert made.said(found) == [
        (6, "FAMC leads to @I1@, which is no family."),
        (7, "FAMS leads to no record. Left out."),
        (9, "HUSB leads to @F1@, which is no person."),
    ]
    assert tuple(found.counts["links"]) == (3, 0, 3)


def test_the_writers_own_tags_may_stand_for_those_of_the_standard() -> None:
    head = (
        *made.HEAD_7,
        "1 SCHMA",
        "2 TAG _GESCHLECHT https://gedcom.io/terms/v7/SEX",
        "2 TAG _X https://example.org/x",
    )
    found = made.read("0 @I1@ INDI", "1 _GESCHLECHT F", "1 _X y", head=head)
    assert found.people[0].gender.value == "female"
    assert [tuple(one) for one in found.unknown] == [("_X", 1, 9)]


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (("0 HEAD", "1 CHAR UTF-8"), [(1, "The header says no version; Kith knows 5.5, 5.5.1 and 7. Read as 5.5.1.")]),
        (
            ("0 HEAD", "1 GEDC", "2 VERS 4.0"),
            [(2, 'The header says the version "4.0"; Kith knows 5.5, 5.5.1 and 7. Read as 5.5.1.')],
        ),
        (("0 HEAD", "1 GEDC", "2 VERS 5.5.5"), []),
        (("0 HEAD", "1 GEDC", "2 VERS 7.0.14"), []),
        ((*made.HEAD, "0 HEAD"), [(5, "A second header stands here. It is left out.")]),
    ],
)
def test_headers(head: tuple[str, ...], said: list[tuple[int, str]]) -> None:
    assert made.said(made.read("0 @I1@ INDI", head=head)) == said


def test_a_file_that_is_cut_short_says_so() -> None:
    found = gedcom.read("\n".join([*made.HEAD, "0 @I1@ INDI", "1 NAME Je"]).encode())
    assert found.people[0].name == "Je"
    assert made.said(found) == [(6, "The file does not end with TRLR. It may be cut short.")]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "The file is empty."),
        (b"\n \n", "The file is empty."),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "This is not a family file: no line has a level and a tag."),
        (b"<html><body>Sign in</body></html>", "This is not a family file: no line has a level and a tag."),
        (b"CHILD,SEX,DOB\n", "This is not a family file: no line has a level and a tag."),
    ],
)
def test_what_is_no_family_file_is_refused_in_one_sentence(data: bytes, said: str) -> None:
    found = gedcom.read(data)
    assert made.said(found) == [(1, said)]
    assert (found.people, sum(count.read for count in found.counts.values())) == ((), 0)


def test_a_fault_on_every_line_is_named_often_and_then_counted() -> None:
    found = made.read("0 @I1@ INDI", *["1 FAMC @F9@"] * 250)
    said = made.said(found)
    assert len(said) == 201
    assert said[-1] == (255, "50 more problems of the same kind follow, the last one here.")
    assert tuple(found.counts["links"]) == (250, 0, 250)
