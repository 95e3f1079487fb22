"""Sound family files, damaged at random, and large ones: no crash, and no record that is neither read nor refused."""

import random
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.domain import gedcom, network
from tests.domain import family_files as made

FOLDER = Path(__file__).parents[1] / "data" / "gedcom"
SOUND = [path.read_bytes() for path in sorted(FOLDER.rglob("*.ged"))]
PIECES = [
    *(b"\n", b"\r", b"\r\n", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"@", b"@@", b"@VOID@", b"/", b"\x1a", b"\x85"),
    *(b"0 @I1@ INDI\n", b"1 CHIL @I1@\n", b"1 HUSB @I1@\n", b"1 FAMC @F1@\n2 PEDI foster\n", b"1 RESN x\n"),
    *(b"2 CONC \xa9", b"\n2 CONT ", b"1 CHAR ANSEL\n", b"2 VERS 7.0\n", b"9" * 400, b"99 X\n", b"\xe2", b"\xc3"),
    *(b"BET 9999 AND 0000", b"@#DHEBREW@", b"1 ASSO @VOID@\n2 PHRASE x\n", b"PK\x03\x04", "\u202e\u0663".encode()),
]


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Some bytes taken out, put in, changed, doubled or moved."""
    for _ in range(chance.randint(1, 9)):
        at, length = chance.randrange(len(data) + 1), chance.choice((0, 1, 1, 3, 40, 400))
        piece = chance.choice(PIECES)
        before, cut, after = data[:at], data[at : at + length], data[at + length :]
        data = chance.choice(
            (before + after, before + piece + cut + after, before + piece + after, before + cut + data[at:])
        )
    return data


def sound(data: bytes) -> gedcom.Import:
    """What is read of the bytes keeps every promise; written and read again it has the same people."""
    found = gedcom.read(data)
    made.balanced(found)
    assert network.check(found.family)[0] == found.family
    assert len(found.people) == len({person.id for person in found.people}) >= found.counts["people"].accepted
    assert all(person in found.family.by_id for contact in found.contacts for person in contact.people)
    written = gedcom.write(found.family, with_sensitive=True)
    again = gedcom.read(written.data)
    hidden = sum(person.says.withheld for person in found.people)
    assert len(again.people) == len(found.people) - hidden
    assert [count.refused for count in again.counts.values()] == [0] * 5
    return found


@pytest.mark.parametrize("seed", range(200))
def test_a_mutated_family_file(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(10):
        data = mutated(chance.choice(SOUND), chance)
        if chance.random() < 0.1:
            data = mutated(made.packed(gedcom_ged=data, photo_jpg=b"x"), chance)
        sound(data)


@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    sound(data)


TAG = st.sampled_from("NAME SEX BIRT DATE DEAT FAMC FAMS HUSB WIFE CHIL MARR DIV ASSO ROLE PEDI NOTE CONT CONC".split())
PAYLOAD = st.one_of(
    st.sampled_from(["@I1@", "@I2@", "@F1@", "@X@", "@VOID@", "Jean /Hartley/", "ABT 1968", "adopted", "FRIEND", "Y"]),
    st.text(string.printable, max_size=20),
)
LINE = st.builds("{} {} {}".format, st.integers(1, 5), TAG, PAYLOAD)
RECORD = st.tuples(
    st.sampled_from(["0 @I1@ INDI", "0 @I2@ INDI", "0 @F1@ FAM", "0 NOTE x"]), st.lists(LINE, max_size=8)
)


@given(st.lists(RECORD, max_size=8), st.sampled_from([made.HEAD, made.HEAD_7]))
def test_any_lines(records: list[tuple[str, list[str]]], head: tuple[str, ...]) -> None:
    lines = [line for first, rest in records for line in (first, *rest)]
    sound(made.text(*lines, head=head).encode())


def test_fifty_thousand_people() -> None:
    lines: list[str] = []
    for at in range(50_000):
        lines += (f"0 @I{at}@ INDI", f"1 NAME N{at} /F{at % 97}/", "1 BIRT", f"2 DATE {1900 + at % 99}")
    for at in range(1, 25_000):
        lines += (f"0 @F{at}@ FAM", f"1 WIFE @I{at}@", f"1 CHIL @I{2 * at}@", f"1 CHIL @I{2 * at + 1}@")
    found = gedcom.read(made.text(*lines).encode())
    made.balanced(found)
    assert (len(found.people), len(found.parentage)) == (50_000, 49_998)


@pytest.mark.parametrize(
    "lines",
    [
        [f"{level} NOTE x" for level in range(1, 100_000)],
        [*(f"{level} NOTE x" for level in range(1, 50_000)), *(["1 CONT x"] * 50_000)],
        ["1 NOTE x", *(["2 CONC " + "x" * 200] * 100_000)],
        ["1 NAME " + "/" * 1_000_000],
        ["1 NAME x"] * 100_000,
        [f"1 NAME {at}" for at in range(100_000)],
        ["0 @I1@ INDI", "0 @F1@ FAM", *(["1 HUSB @I@", "1 CHIL @I1@"] * 50_000)],
        [*(f"0 @P{at}@ INDI" for at in range(300)), "0 @F1@ FAM", *(f"1 HUSB @P{at}@" for at in range(300))] * 20,
        [f"1 FAMC @F{at}@" for at in range(100_000)],
        ["0 @F1@ FAM", *(f"1 CHIL @I{at}@" for at in range(50_000)), *(f"0 @I{at}@ INDI" for at in range(50_000))],
        ["0 @I1@ INDI"] * 100_000,
        ["1 RESN " + "x " * 500_000],
        ["1 SEX", "2 DATE " + "FROM " * 200_000],
        ["1 BIRT", "2 DATE " + "BET " * 100_000 + "AND " * 100_000],
        ["1 DEAT", "2 DATE " + "(" * 500_000],
        ["1 ASSO @I@", "2 RELA " + "great " * 200_000],
        ["1 NOTE " + "@" * 1_000_001],
        [" " * 2_000_000],
        ["1" + " " * 2_000_000],
    ],
    ids=lambda lines: lines[0][:20].strip() or "spaces",
)
def test_what_grows_in_one_place_only(lines: list[str]) -> None:
    """Each would take hours if any step were slower than the file is long."""
    made.balanced(gedcom.read(made.text("0 @I@ INDI", *lines).encode()))
