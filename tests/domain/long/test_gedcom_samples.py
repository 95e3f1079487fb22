"""Every sample file, with exactly what is in it: nothing lost, every fault at its line."""

from pathlib import Path

import pytest

from kith.domain import gedcom, network
from kith.domain.network import ParentageKind, TieKind, UnionStatus
from kith.domain.terms import ReachKind
from tests.domain import family_files as made

FOLDER = Path(__file__).parents[2] / "data" / "gedcom"
TWICE = 'The id "{}" is used again (first in line {}). Links lead to the first.'
OUT = "leads out of the folder of the family file. It is not opened."
AWAY = "lies elsewhere, not beside the family file. It is not fetched."

# people, families, ties, links, other records: (read, accepted, refused) each; what is not named is (0, 0, 0).
COUNTS: dict[str, dict[str, tuple[int, int, int]]] = {
    "gedcom551/age-valid.ged": {"people": (1, 1, 0), "other records": (3, 3, 0)},
    "gedcom551/atsign.ged": {"other records": (22, 22, 0)},
    "gedcom551/char_ascii_1.ged": {"other records": (3, 3, 0)},
    "gedcom551/char_utf16le-1.ged": {"other records": (3, 3, 0)},
    "gedcom551/char_utf8-1.ged": {"other records": (3, 3, 0)},
    "gedcom551/comprehensive.ged": {
        "people": (7, 7, 0), "families": (3, 3, 0), "links": (18, 18, 0), "other records": (7, 7, 0),
    },
    "gedcom551/notes-1.ged": {"other records": (7, 7, 0)},
    "gedcom551/pedi-1.ged": {
        "people": (1, 1, 0), "families": (1, 1, 0), "links": (2, 2, 0), "other records": (3, 3, 0),
    },
    "gedcom551/rela_1.ged": {"people": (2, 2, 0), "ties": (3, 2, 1), "other records": (3, 3, 0)},
    "gedcom551/sour-1.ged": {"people": (1, 1, 0), "other records": (4, 4, 0)},
    "gedcom551/tiny-1.ged": {"other records": (2, 2, 0)},
    "gedcom551/xref-case.ged": {"other records": (5, 5, 0)},
    "gedcom7/age-valid.ged": {"people": (1, 1, 0), "other records": (3, 3, 0)},
    "gedcom7/atsign.ged": {"other records": (22, 22, 0)},
    "gedcom7/char_utf8-1.ged": {"other records": (3, 3, 0)},
    "gedcom7/enum-ext.ged": {"people": (2, 2, 0), "other records": (5, 4, 1)},
    "gedcom7/filename-1.ged": {"other records": (4, 4, 0)},
    "gedcom7/lang-all.ged": {"other records": (7, 3, 4)},
    "gedcom7/notes-1.ged": {"other records": (7, 7, 0)},
    "gedcom7/obje-1.ged": {"people": (1, 1, 0), "other records": (4, 4, 0)},
    "gedcom7/pedi-1.ged": {
        "people": (1, 1, 0), "families": (1, 1, 0), "links": (2, 2, 0), "other records": (3, 3, 0),
    },
    "gedcom7/rela_1.ged": {"people": (2, 2, 0), "ties": (3, 2, 1), "other records": (3, 3, 0)},
    "gedcom7/sour-1.ged": {"people": (1, 1, 0), "other records": (6, 6, 0)},
    "gedcom7/tiny-1.ged": {"other records": (2, 2, 0)},
    "gedcom7/xref-case.ged": {"other records": (5, 5, 0)},
    "malformed/duplicate-xref.ged": {
        "people": (3, 3, 0), "families": (2, 2, 0), "links": (2, 2, 0), "other records": (2, 2, 0),
    },
    "malformed/invalid-level.ged": {"people": (1, 1, 0), "other records": (2, 2, 0)},
    "malformed/missing-header.ged": {"people": (1, 1, 0), "other records": (1, 1, 0)},
    "malformed/missing-xref.ged": {"people": (1, 1, 0), "links": (1, 0, 1), "other records": (2, 2, 0)},
}  # fmt: skip

ERRORS: dict[str, list[tuple[int | None, str]]] = {
    "gedcom551/rela_1.ged": [(16, '"I2" is tied to themselves. Left out.')],
    "gedcom551/tiny-1.ged": [(1, "The header says no version; Kith knows 5.5, 5.5.1 and 7. Read as 5.5.1.")],
    "gedcom551/xref-case.ged": [(3, "@test@ is written @TEST@ where it is defined. Taken for the same.")],
    "gedcom7/filename-1.ged": [
        (8, f"The file \u201cfile:///unix/absolute\u201d {OUT}"),
        (10, f"The file \u201cfile:///c:/windows/absolute\u201d {OUT}"),
        (12, f"The file \u201cfile://windows/server\u201d {OUT}"),
        (22, f"The file \u201chttps://leave.alone?with=args#and-frags\u201d {AWAY}"),
    ],
    "gedcom7/rela_1.ged": [(16, '"I2" is tied to themselves. Left out.')],
    "malformed/duplicate-xref.ged": [
        (8, TWICE.format("I1", 5)),
        (11, TWICE.format("I1", 5)),
        (16, TWICE.format("F1", 14)),
    ],
    "malformed/invalid-level.ged": [(6, "The level jumps from 1 to 99. Read as 2.")],
    "malformed/missing-header.ged": [(1, "The file has no header (HEAD). Read as GEDCOM 5.5.1.")],
    "malformed/missing-xref.ged": [(6, "This leads to @F999@, which is not in the file.")],
}


def read(name: str) -> gedcom.Import:
    return gedcom.read((FOLDER / name).read_bytes())


def test_every_sample_is_in_the_table() -> None:
    assert {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.ged")} == COUNTS.keys()


@pytest.mark.parametrize("name", COUNTS)
def test_every_record_is_counted(name: str) -> None:
    found = read(name)
    made.balanced(found)
    assert {kind: tuple(count) for kind, count in found.counts.items() if count.read} == COUNTS[name]
    assert len(found.people) == found.counts["people"].accepted
    assert len(found.ties) == found.counts["ties"].accepted


@pytest.mark.parametrize("name", COUNTS)
def test_every_fault_has_its_line(name: str) -> None:
    assert made.said(read(name)) == ERRORS.get(name, [])


@pytest.mark.parametrize("name", COUNTS)
def test_the_family_is_checked(name: str) -> None:
    found = read(name)
    assert network.check(found.family)[0] == found.family


def test_a_family_with_addresses() -> None:
    found = read("gedcom551/comprehensive.ged")
    assert [(person.id, person.name, person.born and person.born.words) for person in found.people] == [
        ("I1", "William Smith", "1950-06-15"), ("I2", "Mary Johnson", "1952-08-22"),
        ("I3", "Robert Smith", "1978-03-10"), ("I4", "John Smith", "1920"), ("I5", "Elizabeth Brown", "1922"),
        ("I6", "Thomas Johnson", "1925"), ("I7", "Margaret Davis", "1927"),
    ]  # fmt: skip
    assert [person.id for person in found.people if person.has_died] == ["I4", "I5"]
    assert [(union.id, union.partners) for union in found.unions] == [
        ("F1", ("I1", "I2")),
        ("F2", ("I4", "I5")),
        ("F3", ("I6", "I7")),
    ]
    (married,) = found.unions[0].history
    assert (married.kind, married.start and married.start.words) == (UnionStatus.MARRIED, "1975-02-14")
    assert [(row.child, row.parents, row.kind, row.union) for row in found.parentage] == [
        ("I3", ("I1", "I2"), ParentageKind.BIRTH, "F1"),
        ("I1", ("I4", "I5"), ParentageKind.BIRTH, "F2"),
        ("I2", ("I6", "I7"), ParentageKind.BIRTH, "F3"),
    ]
    first = found.details["I1"].names[0]
    assert (first.given, first.family, first.prefix, first.suffix) == ("William", "Smith", "Dr.", "Jr.")
    reach = [contact.kind for contact in found.contacts]
    assert [reach.count(kind) for kind in ReachKind] == [3, 3, 15, 2]
    home = next(contact for contact in found.contacts if contact.kind is ReachKind.ADDRESS and "Main" in contact.value)
    assert (home.people, home.about, home.is_of_living) == (("I1",), "RESI", True)
    assert [note.people for note in found.notes] == [("I1",)]
    assert found.notes[0].text.startswith("William Smith was a pioneering software engineer who worked\non early")
    assert {(one.tag, one.times) for one in found.set_aside} == {
        ("SUBM", 1), ("INDI.OCCU", 2), ("INDI.EDUC", 1), ("INDI.CHAN", 3), ("FAM.CHAN", 1), ("SOUR", 1), ("REPO", 1),
    }  # fmt: skip


@pytest.mark.parametrize("version", ["gedcom551", "gedcom7"])
def test_ties_to_people_who_are_no_family(version: str) -> None:
    found = read(f"{version}/rela_1.ged")
    assert [(tie.a, tie.b, tie.kind, tie.words) for tie in found.ties] == [
        ("I1", "I2", TieKind.NEIGHBOUR, "neighbor"),
        ("I2", "I1", TieKind.OTHER, "land-lord"),
    ]


def test_tags_of_the_writer_are_counted() -> None:
    assert [tuple(one) for one in read("gedcom7/enum-ext.ged").unknown] == [("_LOC", 1, 16), ("_MAYBE", 1, 23)]
    assert [one.tag for one in read("gedcom7/lang-all.ged").unknown] == [
        "_ALL_LANGUAGES",
        "_WRONG_CASE",
        "_PHON_ROMN_PAYLOADS",
        "_LANGUAGE_NOT_IN_551",
    ]
    assert [tuple(one) for one in read("malformed/invalid-level.ged").unknown] == [("INVALID", 1, 6)]


def test_pictures_are_named_and_never_opened() -> None:
    paths = read("gedcom7/filename-1.ged").media
    assert [one.safe for one in paths] == [False, False, False, True, True, True, True, False, True]
    shown = read("gedcom7/obje-1.ged").media
    assert [(one.path, one.people) for one in shown] == [
        (path, ("2",)) for path in ("example.jpg", "example.mp3", "gifts.webm", "cake.webm")
    ]


def test_a_stillborn_child_is_known_as_one() -> None:
    assert read("gedcom7/age-valid.ged").people[0].being is network.Being.STILLBIRTH
    assert read("gedcom551/age-valid.ged").people[0].being is network.Being.PERSON


def test_letters_of_a_file_without_a_byte_order_mark() -> None:
    found = read("gedcom551/char_utf16le-1.ged")
    assert (found.encoding, found.version, found.errors) == ("UTF-16", "5.5.1", ())


def test_people_who_share_an_id_are_all_there() -> None:
    found = read("malformed/duplicate-xref.ged")
    assert [(person.id, person.name) for person in found.people] == [
        ("I1", "First Person"),
        ("I1 (2)", "Second Person With Same XRef"),
        ("I1 (3)", "Third Person With Same XRef"),
    ]
    assert [(union.id, union.partners) for union in found.unions] == [("F1", ("I1",)), ("F1 (2)", ("I1",))]
