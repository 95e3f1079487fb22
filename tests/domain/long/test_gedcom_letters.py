"""Letters of family files: marks, declared and real encodings, ANSEL, letters cut in two, line ends."""

import codecs
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.domain import gedcom
from kith.domain.gedcom import ansel
from tests.domain import family_files as made

NAME = "Zo\u00eb /M\u00fcller/"


def file(char: str = "UTF-8", *more: str, name: str = NAME) -> str:
    lines = ["0 HEAD", "1 GEDC", "2 VERS 5.5.1", *([f"1 CHAR {char}"] if char else [])]
    return "\n".join([*lines, "0 @I1@ INDI", f"1 NAME {name}", *more, "0 TRLR", ""])


def name_of(found: gedcom.Import) -> str:
    return found.people[0].name


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (file().encode(), "UTF-8"),
        (codecs.BOM_UTF8 + file().encode(), "UTF-8"),
        (codecs.BOM_UTF8 + file("ANSEL").encode(), "UTF-8"),
        (codecs.BOM_UTF16_LE + file("UNICODE").encode("utf-16-le"), "UTF-16"),
        (codecs.BOM_UTF16_BE + file("UNICODE").encode("utf-16-be"), "UTF-16"),
        (file("UNICODE").encode("utf-16-le"), "UTF-16"),
        (file("UNICODE").encode("utf-16-be"), "UTF-16"),
        (codecs.BOM_UTF32_LE + file().encode("utf-32-le"), "UTF-32"),
        (file("ANSI").encode("cp1252"), "Windows-1252"),
        (file("ISO8859-1").encode("cp1252"), "Windows-1252"),
        (file("LATIN1").encode("cp1252"), "Windows-1252"),
        (file("IBMPC").encode("cp437"), "CP437"),
        (file("MSDOS").encode("cp850"), "CP850"),
        (file("MACINTOSH").encode("mac-roman"), "MAC-ROMAN"),
        (file("ANSEL").encode("latin-1").replace(b"\xeb", b"\xe8e").replace(b"\xfc", b"\xe8u"), "ANSEL"),
        (file("", name="Zoe /Muller/").encode(), "UTF-8"),
        (file("ASCII", name="Zoe /Muller/").encode(), "ASCII"),
    ],
)
def test_letters_are_read_as_they_were_meant(data: bytes, encoding: str) -> None:
    found = gedcom.read(data)
    assert (name_of(found), found.encoding, found.errors) == (
        "Zoe Muller" if b"Zoe" in data else "Zo\u00eb M\u00fcller",
        encoding,
        (),
    )


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (
            file("ANSEL").encode(),
            "Zo\u00eb M\u00fcller",
            [(4, "The header says ANSEL, but the letters are UTF-8. Read as UTF-8.")],
        ),
        (
            file("ANSI").encode(),
            "Zo\u00eb M\u00fcller",
            [(4, "The header says ANSI, but the letters are UTF-8. Read as UTF-8.")],
        ),
        (
            file("KLINGON").encode(),
            "Zo\u00eb M\u00fcller",
            [(4, 'The header says the letters are "KLINGON", which Kith does not know.')],
        ),
        (
            file("UTF-8").encode("cp1252"),
            "Zo\u00eb M\u00fcller",
            [(6, "This line is not UTF-8. Read as Windows-1252: check letters with accents.")],
        ),
        (
            file("ASCII").encode("cp1252"),
            "Zo\u00eb M\u00fcller",
            [(6, "This line is not ASCII. Read as Windows-1252: check letters with accents.")],
        ),
        (
            file("ANSI").encode("cp1252").replace(b"\xeb", b"\x81"),
            "Zo\ufffd M\u00fcller",
            [(6, "A letter is not in Windows-1252 and cannot be told.")],
        ),
        (
            file("ANSEL").encode("latin-1").replace(b"\xeb", b"e\xdf").replace(b"\xfc", b"u"),
            "Zoe\ufffd Muller",
            [(6, "A letter is not in ANSEL and cannot be told.")],
        ),
        (
            file(name="Zo\u00eb\x00 /M\u00fcl\x07ler/").encode(),
            "Zo\u00eb M\u00fcller",
            [(6, "Characters that cannot be printed were left out.")],
        ),
        (
            codecs.BOM_UTF16_LE + file(name="Zo\u00eb /M\u00fcller/").encode("utf-16-le") + b"\n",
            "Zo\u00eb M\u00fcller",
            [(8, "The file ends in the middle of a letter.")],
        ),
        (
            codecs.BOM_UTF16_LE + file(name="Zo\u00eb\ud83d").encode("utf-16-le", "surrogatepass"),
            "Zo\u00eb\ufffd",
            [(6, "Half a letter stands here; the other half is missing.")],
        ),
    ],
)
def test_what_is_not_as_declared_is_named(data: bytes, name: str, said: list[tuple[int, str]]) -> None:
    found = gedcom.read(data)
    assert (name_of(found), made.said(found)) == (name, said)


def test_a_file_of_several_encodings_is_read_line_by_line() -> None:
    lines = file("UTF-8", "1 NOTE caf\u00e9", "1 NOTE na\u00efve").encode().split(b"\n")
    lines[6] = lines[6].decode().encode("cp1252")
    found = gedcom.read(b"\n".join(lines))
    assert name_of(found) == "Zo\u00eb M\u00fcller"
    assert [note.text for note in found.notes] == ["caf\u00e9", "na\u00efve"]
    assert [line for line, _ in made.said(found)] == [7]


def test_a_hidden_turn_of_the_writing_is_named_and_kept() -> None:
    found = made.read("0 @I1@ INDI", "1 NAME \u202eretsiS")
    assert name_of(found) == "\u202eretsiS"
    assert made.said(found) == [
        (6, "A hidden character here turns the direction of writing, so it may read other than it is.")
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(end: str) -> None:
    found = gedcom.read(file().replace("\n", end).encode())
    assert (name_of(found), found.people[0].line, found.errors) == ("Zo\u00eb M\u00fcller", 5, ())


def test_mixed_line_ends_and_empty_lines_keep_their_numbers() -> None:
    data = file("UTF-8", "1 SEX Q").encode()
    head, tail = data.split(b"0 @I1@")
    found = gedcom.read(head.replace(b"\n", b"\r\n") + b"\n\r\n0 @I1@" + tail.replace(b"\n", b"\r"))
    assert [line for line, _ in made.said(found)] == [9]


# Letters cut in two


@pytest.mark.parametrize(
    ("char", "letter", "cut_after"),
    [("UTF-8", "\u00eb".encode(), 1), ("UTF-8", "\U0001f475".encode(), 1), ("UTF-8", "\U0001f475".encode(), 3)],
)
def test_a_letter_cut_in_two_by_a_line_is_put_together(char: str, letter: bytes, cut_after: int) -> None:
    cut = letter[:cut_after] + b"\n2 CONC " + letter[cut_after:]
    data = file(char, "1 NOTE Zo@@, and more").encode().replace(b"@@", cut)
    found = gedcom.read(data)
    assert [note.text for note in found.notes] == [f"Zo{letter.decode()}, and more"]
    words = "A letter was cut in two by this line and the one before. It was put together."
    assert made.said(found) == [(8, words)]


def test_half_of_a_pair_on_each_line_is_put_together() -> None:
    text = file("UNICODE", "1 NOTE Nan \ud83d", "2 CONC \udc75!")
    found = gedcom.read(codecs.BOM_UTF16_BE + text.encode("utf-16-be", "surrogatepass"))
    assert ([note.text for note in found.notes], found.errors) == (["Nan \U0001f475!"], ())


def test_an_accent_parted_from_its_letter_is_put_together() -> None:
    data = file("ANSEL", "1 NOTE Zo@@, and more", name="Zoe").encode().replace(b"@@", b"\xe8\n2 CONC e")
    found = gedcom.read(data)
    assert ([note.text for note in found.notes], found.errors) == (["Zo\u00eb, and more"], ())


# ANSEL


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\xa1\xb1\xa2\xb2\xa5\xb5\xcf", "\u0141\u0142\u00d8\u00f8\u00c6\u00e6\u00df"),
        (b"\xe2e", "\u00e9"),
        (b"\xe1a\xe3o\xe4n\xe8u\xeaa\xf0c", "\u00e0\u00f4\u00f1\u00fc\u00e5\u00e7"),
        (b"\xe9Z\xee\x6f\xf1a", "\u017d\u0151\u0105"),
        (b"\xf2\xe3a", "\u1ead"),
        (b"Nguy\xe3\xe4en Tu\xe2\xe6a\xbcn", "Nguy\u1ec5n Tu\u1eaf\u01a1n".replace("\u1eaf", "a\u0301\u0306")),
        (b"\xebt\xecs", "t\ufe20s\ufe21"),
        (b"a\xe2", "a\ufffd"),
        (b"\xe2\nb", "\ufffd\nb"),
        (b"\xff\x81\xd0", "\ufffd\ufffd\ufffd"),
        (b"\xb9\xc3\xc5\xc6\xc0", "\u00a3\u00a9\u00bf\u00a1\u00b0"),
    ],
)
def test_ansel(data: bytes, text: str) -> None:
    assert ansel.decode(data) == unicodedata.normalize("NFC", text)


MARKS = {0xE1: "\u0300", 0xE2: "\u0301", 0xE3: "\u0302", 0xE8: "\u0308", 0xF0: "\u0327", 0xF2: "\u0323"}
LETTERS = st.tuples(st.lists(st.sampled_from(sorted(MARKS)), max_size=3), st.sampled_from("aceinouyzACEINOUYZ "))


@given(st.lists(LETTERS))
def test_accents_stand_before_their_letter(letters: list[tuple[list[int], str]]) -> None:
    data = b"".join(bytes(marks) + letter.encode() for marks, letter in letters)
    text = "".join(letter + "".join(MARKS[mark] for mark in marks) for marks, letter in letters)
    assert ansel.decode(data) == unicodedata.normalize("NFC", text)


@given(st.binary(max_size=200))
def test_no_byte_fails_and_no_line_is_lost(data: bytes) -> None:
    assert ansel.decode(data).count("\n") == data.count(b"\n")
    assert ansel.decode(bytes(code & 0x7F for code in data)) == bytes(code & 0x7F for code in data).decode()
