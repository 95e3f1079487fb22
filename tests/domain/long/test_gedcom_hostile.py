"""The hostile family files of the security paper, G01 to G15, and archives that could harm."""

import io
import zipfile

import pytest

from kith.domain import gedcom, network
from kith.domain.gedcom import gathering, trees
from kith.domain.network import ParentageKind
from kith.domain.network.checking import own_ancestors
from kith.domain.terms import ReachKind
from tests.domain import family_files as made


def generations(count: int, *, closed: bool) -> list[str]:
    """A line of parents and children, the last of whom is the parent of the first if it is closed."""
    lines = []
    for at in range(count):
        lines += [f"0 @I{at}@ INDI", f"1 NAME N{at}"]
    for at in range(count if closed else count - 1):
        lines += [f"0 @F{at}@ FAM", f"1 WIFE @I{at}@", f"1 CHIL @I{(at + 1) % count}@"]
    return lines


@pytest.mark.parametrize("steps", [1, 2, 50])
def test_g01_a_person_who_is_their_own_ancestor(steps: int) -> None:
    found = made.read(*generations(steps, closed=True))
    assert len(found.people) == steps
    said = [text for _, text in made.said(found)]
    if steps == 1:
        assert said[0] == "N0 (I0) is named as their own parent."
    else:
        assert len(found.parentage) == steps
        assert said == [f"N{at} (I{at}) is named as their own ancestor." for at in range(steps)]
        assert len(own_ancestors(found.family)) == steps


def test_g01_a_long_line_without_a_loop_is_sound() -> None:
    assert made.read(*generations(2_000, closed=False)).errors == ()


def test_g02_a_child_older_than_the_parent() -> None:
    found = made.read(
        "0 @I1@ INDI", "1 NAME Mum", "1 BIRT", "2 DATE 1990", "0 @I2@ INDI", "1 NAME Kid", "1 BIRT", "2 DATE 1980",
        "0 @F1@ FAM", "1 WIFE @I1@", "1 CHIL @I2@",
    )  # fmt: skip
    assert [(row.child, row.parents) for row in found.parentage] == [("I2", ("I1",))]
    assert made.said(found) == [(15, "Kid (I2) was born before their parent Mum (I1).")]


def test_g03_two_births() -> None:
    found = made.read("0 @I1@ INDI", "1 BIRT", "2 DATE 1990", "1 BIRT", "2 DATE 1991")
    assert [date.words for date in found.details["I1"].births] == ["1990", "1991"]
    assert [line for line, _ in made.said(found)] == [8]


@pytest.mark.parametrize("depth", [300, 5_000])
def test_g04_deep_levels(depth: int) -> None:
    lines = [f"{level} NOTE level {level}" for level in range(1, depth + 1)]
    found = made.read("0 @I1@ INDI", *lines, "1 NAME Jean")
    assert (len(found.notes), found.people[0].name, found.errors) == (depth, "Jean", ())


def test_g05_a_level_that_jumps_from_0_to_5() -> None:
    found = made.read("0 @I1@ INDI", "5 NAME Jean")
    assert found.people[0].name == "Jean"
    assert made.said(found) == [(6, "The level jumps from 0 to 5. Read as 1.")]


def test_g06_an_id_that_is_nowhere() -> None:
    found = made.read("0 @I1@ INDI", "1 FAMC @F9@", "0 @F1@ FAM", "1 HUSB @I999@", "1 CHIL @I1@")
    assert (len(found.people), found.parentage) == (1, ())
    assert made.said(found) == [
        (6, "This leads to @F9@, which is not in the file."),
        (8, "This leads to @I999@, which is not in the file."),
    ]


def test_g07_an_id_used_twice() -> None:
    found = made.read("0 @I1@ INDI", "1 NAME Jean", "0 @I1@ INDI", "1 NAME Mary", "0 @I1@ FAM", "1 HUSB @I1@")
    assert [person.name for person in found.people] == ["Jean", "Mary"]
    assert [line for line, _ in made.said(found)] == [7, 9]
    assert [union.partners for union in found.unions] == [("I1",)]


def test_g08_letters_mixed_in_one_file() -> None:
    lines = [*made.HEAD, "0 @I1@ INDI", "1 NAME Zo\u00eb", "0 @I2@ INDI", "1 NAME Ren\u00e9", "0 TRLR"]
    data = [line.encode("cp1252" if "Ren" in line else "utf-8") for line in lines]
    found = gedcom.read(b"\n".join(data) + "\n1 NOTE t\u00e9".encode("utf-16-le"))
    made.balanced(found)
    assert [person.name for person in found.people] == ["Zo\u00eb", "Ren\u00e9"]
    assert {line for line, _ in made.said(found)} >= {8}


def test_g09_five_thousand_people() -> None:
    """Fifty thousand stand in tests/fuzz."""
    lines: list[str] = []
    for at in range(5_000):
        lines += (f"0 @I{at}@ INDI", f"1 NAME N{at} /F{at % 97}/")
    found = made.read(*lines)
    assert (len(found.people), tuple(found.counts["people"]), found.errors) == (5_000, (5_000, 5_000, 0), ())


def test_g10_a_letter_cut_in_two() -> None:
    data = made.text("0 @I1@ INDI", "1 NOTE caf\u00e9").encode().replace(b"\xc3\xa9", b"\xc3\n2 CONC \xa9!")
    found = gedcom.read(data)
    assert [note.text for note in found.notes] == ["caf\u00e9!"]
    assert [line for line, _ in made.said(found)] == [7]


@pytest.mark.parametrize(
    "path",
    [
        "../../etc/passwd", "..\\..\\secret.txt", "/etc/passwd", "C:\\x.jpg", "http://example.org/x.jpg", "a/../../x",
        "file:///etc/passwd", "%2e%2e/x", "\\\\server\\share\\x", "javascript:alert(1)", "ftp://example.org/x",
    ],
)  # fmt: skip
def test_g11_a_picture_that_leads_elsewhere(path: str) -> None:
    found = made.read("0 @I1@ INDI", "1 OBJE", f"2 FILE {path}", "2 FORM jpeg")
    assert [(one.path, one.people, one.safe) for one in found.media] == [(path, ("I1",), False)]
    assert [line for line, _ in made.said(found)] == [7]


@pytest.mark.parametrize("path", ["nan.jpg", "photos/nan 1968.jpg", "photos\\nan.jpg", "a..b.jpg", "%20x.jpg"])
def test_g11_a_picture_beside_the_file(path: str) -> None:
    found = made.read("0 @I1@ INDI", "1 OBJE", f"2 FILE {path}")
    assert ([one.safe for one in found.media], found.errors) == ([True], ())


@pytest.mark.parametrize(
    ("text", "words", "faults"),
    [("ABT 29 FEB 1900", "about 1900-02", 1), ("BET 1800 AND 1700", "between 1700 and 1800", 1),
     ("11 FEB 1731/32", "11 FEB 1731/32", 0), ("@#DJULIAN@ 25 MAR 1650", "25 MAR 1650 (Julian calendar)", 0)],
)  # fmt: skip
def test_g12_dates_that_are_none(text: str, words: str, faults: int) -> None:
    found = made.read("0 @I1@ INDI", "1 BIRT", f"2 DATE {text}")
    assert found.people[0].born is not None
    assert (found.people[0].born.words, [line for line, _ in made.said(found)]) == (words, [7] * faults)


def test_g13_an_empty_name_and_a_note_of_a_million_letters() -> None:
    note = ["1 NOTE begins", *(["2 CONC " + "x" * 99] * 10_000)]
    found = made.read("0 @I1@ INDI", "1 NAME //", *note)
    assert (found.people[0].name, len(found.notes[0].text), found.errors) == ("", 990_006, ())


def test_g13_a_name_of_a_million_letters() -> None:
    found = made.read("0 @I1@ INDI", f"1 NAME {'x' * 1_000_000}")
    assert found.people[0].name == "x" * 200
    assert made.said(found) == [(6, "A name has 1,000,000 letters. Only the first 200 count.")]


def test_g14_every_family_can_be_told_without_a_word_of_judgement() -> None:
    found = made.read(
        *(f"0 @I{at}@ INDI" for at in range(1, 8)), "1 SEX F",
        "0 @F1@ FAM", "1 WIFE @I1@", "1 WIFE @I2@", "1 CHIL @I3@", "2 _MREL Adopted",
        "0 @F2@ FAM", "1 HUSB @I1@", "1 HUSB @I4@", "1 CHIL @I5@", "2 _FREL Step",
        "0 @F3@ FAM", "1 WIFE @I2@", "1 CHIL @I6@",
        "0 @F4@ FAM", "1 HUSB @I3@", "1 WIFE @I1@", "1 CHIL @I7@",
        "0 @F5@ FAM", "1 HUSB @I6@", "1 WIFE @I3@", "1 MARR Y",
    )  # fmt: skip
    assert (len(found.people), len(found.unions), found.errors) == (7, 4, ())
    assert {(row.child, row.parents, row.kind) for row in found.parentage} == {
        ("I3", ("I1", "I2"), ParentageKind.ADOPTIVE),
        ("I5", ("I1", "I4"), ParentageKind.STEP),
        ("I6", ("I2",), ParentageKind.BIRTH),
        ("I7", ("I3", "I1"), ParentageKind.BIRTH),
    }


@pytest.mark.parametrize("restriction", [(), ("1 RESN confidential",)])
def test_g15_the_address_of_a_living_adult_is_handed_over_to_be_sealed(restriction: tuple[str, ...]) -> None:
    found = made.read("0 @I1@ INDI", "1 NAME Jean", *restriction, "1 ADDR 4 Mill Lane", "2 POST ME14 1XX")
    (contact,) = found.contacts
    assert (contact.people, contact.kind, contact.is_of_living) == (("I1",), ReachKind.ADDRESS, True)
    assert "Mill" in contact.value
    assert "Mill" not in repr((found.family, found.details, found.errors, found.set_aside, found.unknown))
    assert found.people[0].says.withheld is bool(restriction)


# Archives


def test_a_gedzip_is_read_and_nothing_else_in_it_is_opened() -> None:
    family = made.text("0 @I1@ INDI", "1 NAME Jean", "1 OBJE", "2 FILE photos/nan.jpg", "1 OBJE", "2 FILE gone.jpg")
    found = gedcom.read(made.packed(gedcom_ged=family.encode(), photos__nan_jpg=b"not a picture"))
    assert [person.name for person in found.people] == ["Jean"]
    assert [(one.path, one.safe) for one in found.media] == [("photos/nan.jpg", True), ("gone.jpg", False)]
    assert made.said(found) == [(10, "The file \u201cgone.jpg\u201d is not in the archive.")]


def test_the_only_family_file_of_an_archive_is_taken_whatever_its_name() -> None:
    data = made.packed(my__family_GED=made.text("0 @I1@ INDI").encode())
    assert len(gedcom.read(data).people) == 1


def linked() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        entry = zipfile.ZipInfo("gedcom.ged")
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")
    return out.getvalue()


def named(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("gedcom.ged", made.text())
        archive.writestr(name, "x")
    return out.getvalue()


def overlapping() -> bytes:
    data = bytearray(made.packed(gedcom_ged=b"x" * 50, other_ged=b"y" * 50))
    at = data.rindex(b"PK\x01\x02")
    data[at + 42 : at + 46] = bytes(4)
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (made.packed(photo_jpg=b"x"), "The archive holds no family file; a GEDZIP has one, gedcom.ged."),
        (
            made.packed(a_ged=b"x", b_ged=b"x"),
            "The archive holds more than one family file; a GEDZIP has one, gedcom.ged.",
        ),
        (linked(), "The archive is not opened: the zip holds a link to another file."),
        (named("../x"), "The archive is not opened: the zip holds a file with an unsafe path."),
        (named("/x"), "The archive is not opened: the zip holds a file with an unsafe path."),
        (named("C:\\x"), "The archive is not opened: the zip holds a file with an unsafe path."),
        (overlapping(), "The archive is not opened: the zip holds files that overlap."),
        (
            made.packed(gedcom_ged=b"0" * 5_000_000),
            "The archive is not opened: the zip holds a file that unpacks to more than 100 times its size.",
        ),
        (b"PK\x03\x04 and no more", "The archive is damaged, or locked with a password."),
        (b"PK\x05\x06" + bytes(18), "The archive holds no family file; a GEDZIP has one, gedcom.ged."),
    ],
)  # fmt: skip
def test_an_archive_that_could_harm_is_not_opened(data: bytes, said: str) -> None:
    found = gedcom.read(data)
    assert (made.said(found), found.people) == ([(None, said)], ())


def test_an_archive_of_too_many_files_is_not_opened() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for at in range(1_001):
            archive.writestr(f"{at}.jpg", "")
    assert made.said(gedcom.read(out.getvalue()))[0][1] == (
        "The archive is not opened: the zip holds 1,001 files; the limit is 1,000."
    )


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        (gedcom.Limits(bytes=50), "The file is larger than 50 bytes."),
        (gedcom.Limits(lines=3), "The file has more than 3 lines."),
        (gedcom.Limits(records=2), "The file has more than 2 records."),
        (gedcom.Limits(bytes=50, total_bytes=50), "The archive unpacks to more than 50 bytes."),
        (gedcom.Limits(bytes=50, total_bytes=5_000), "The family file in the archive is larger than 50 bytes."),
    ],
)
def test_limits_come_first(limits: gedcom.Limits, said: str) -> None:
    family = made.text("0 @I1@ INDI", "1 NAME Jean").encode()
    found = gedcom.read(made.packed(gedcom_ged=family) if "archive" in said else family, limits)
    assert (made.said(found), found.people) == ([(None, said)], ())


def test_a_record_without_end_is_cut_with_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trees, "_MOST_LINES", 3)
    found = made.read(
        "0 @I1@ INDI", "1 NOTE one", *(["2 CONT more"] * 9), "1 NAME Jean", "1 PHON 1", "1 PHON 2", "1 SEX F"
    )
    assert ([note.text.count("more") for note in found.notes], found.people[0].name) == ([9], "Jean")
    assert made.said(found) == [(18, "This record has more than 3 lines. Those from here on are left out.")]


def test_more_than_anybody_can_look_through_is_left_out_with_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "_MOST_KEPT", 2)
    lines = ("0 @I1@ INDI", "1 NAME Jean", "1 RESN privacy", "1 PHON 1", "1 NOTE x", "0 @F1@ FAM", "1 CHIL @I1@")
    found = made.read(*lines)
    assert (len(found.contacts), len(found.notes), len(found.restrictions)) == (1, 0, 1)
    left = "More than 2 names, notes, contacts, children, ties and pictures: this is left out."
    assert made.said(found) == [(9, left), (11, left)]
    assert tuple(found.counts["links"]) == (1, 0, 1)


def test_whatever_is_read_can_be_checked_again_without_a_change() -> None:
    found = made.read(*generations(5, closed=True))
    again, problems = network.check(found.family)
    assert again == found.family
    assert len(problems) == 5
