"""A safe address in the wrong box (abuse case B15): 500 made-up leaks in what people write and send.

Each value is written in a form of its own, in a note, a Word file, a PDF, beside a picture or in a file's name, and
must leave its trace there; no place of a camera stays in what is kept.
"""

import io
import random
from collections.abc import Callable

import pytest
from PIL import Image

from kith.domain import papers, traces
from kith.domain.casefiles import intake
from kith.domain.terms import ReachKind
from tests.domain import note_files

# What kind of value, how it is sealed, and how somebody wrote it.
Leak = tuple[ReachKind, str, str]
Form = Callable[..., str]
LEAKS, PLACES = 500, 60
LEAST_IN_TEXT = 0.99
_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
_AREAS = ("ZE", "ME", "CT", "TN", "DA", "B", "M", "LS", "SW", "E")


# How people write a postcode, a number, and a number of another country.
POSTCODES: tuple[Form, ...] = (
    "{0} {1}".format,
    "{0}{1}".format,
    lambda out, inner: f"{out}  {inner}".lower(),
    "{0}-{1}".format,
    "({0} {1})".format,
    "{0}_{1}".format,
    "{0}%20{1}".format,
)
PHONES: tuple[Form, ...] = (
    lambda digits: digits,
    lambda digits: spaced(digits),
    lambda digits: f"+44 {spaced(digits)[1:]}",
    lambda digits: f"+44 (0){spaced(digits)[1:]}",
    lambda digits: spaced(digits).replace(" ", "-"),
    lambda digits: f"0044{digits[1:]}",
    lambda digits: spaced(digits).replace(" ", "_"),
    lambda digits: spaced(digits).replace(" ", "%20"),
)
ABROAD: tuple[Form, ...] = (
    "+{0} {1}".format,
    "00{0}{1}".format,
    lambda _, digits: f"0{digits[:2]}-{digits[2:]}",
)


def spaced(digits: str) -> str:
    return f"{digits[:5]} {digits[5:8]} {digits[8:]}"


def postcode(dice: random.Random, form: Form) -> Leak:
    """A postcode, and how somebody wrote it."""
    out = f"{dice.choice(_AREAS)}{dice.randrange(1, 30)}"
    inner = f"{dice.randrange(10)}{dice.choice(_LETTERS)}{dice.choice(_LETTERS)}"
    return ReachKind.ADDRESS, f"{dice.randrange(1, 90)} Made-up Road, {out} {inner}", form(out, inner)


def phone(dice: random.Random, form: Form) -> Leak:
    """A number, and how somebody wrote it."""
    digits = f"07{dice.randrange(10**9):09d}"
    return ReachKind.PHONE, digits, form(digits)


def abroad(dice: random.Random, form: Form) -> Leak:
    """A number of another country, and how somebody wrote it."""
    country = dice.choice(["353", "93", "252", "964", "40", "49"])
    digits = f"{dice.randrange(1, 10)}{dice.randrange(10**8):08d}"
    return ReachKind.PHONE, f"+{country} {digits[:3]} {digits[3:]}", form(country, digits)


KINDS = ((postcode, POSTCODES), (phone, PHONES), (abroad, ABROAD))


def a_leak(dice: random.Random) -> Leak:
    """Any one, written in any way."""
    make, forms = dice.choice(KINDS)
    return make(dice, dice.choice(forms))


def each_form(dice: random.Random) -> list[Leak]:
    """One written in each way there is."""
    return [make(dice, form) for make, forms in KINDS for form in forms]


def note(words: str) -> list[str]:
    return [words]


def word(words: str) -> list[str]:
    return [intake.read("letter.docx", note_files.docx(note_files.paragraph(words))).text]


def pdf(words: str) -> list[str]:
    return list(papers.clean("scan.pdf", note_files.pdf(words.replace("(", "\\(").replace(")", "\\)"))).said)


def camera(words: str) -> list[str]:
    exif = Image.Exif()
    exif[0x010E] = words
    return list(papers.clean("photo.jpg", picture(exif)).said)


def name(words: str) -> list[str]:
    return list(papers.clean(f"{words}.jpg", picture()).said)


def picture(exif: Image.Exif | None = None) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(stream, "JPEG", **({} if exif is None else {"exif": exif}))
    return stream.getvalue()


CARRIERS = (note, word, pdf, camera, name)


def leak(seed: int) -> bool:
    """Whether one made-up leak leaves its trace where it was written."""
    dice = random.Random(seed)
    kind, value, written = a_leak(dice)
    before = dice.choice(["She lives at", "Ring her on", "New place:", "Moved,", "for the file"])
    after = dice.choice(["now", "since May", "do not tell", "see the court bundle", ""])
    texts = CARRIERS[seed % len(CARRIERS)](f"{before} {written} {after}".strip())
    found = {trace.key for text in texts for trace in traces.traces(text)}
    return bool(found & traces.keys_of(kind, value))


def test_a_leak_leaves_its_trace_wherever_it_is_written() -> None:
    missed = [(CARRIERS[seed % len(CARRIERS)].__name__, seed) for seed in range(LEAKS) if not leak(seed)]
    assert len(missed) <= LEAKS * (1 - LEAST_IN_TEXT), missed


@pytest.mark.parametrize("carrier", CARRIERS, ids=lambda one: one.__name__)
def test_another_number_is_no_leak(carrier: object) -> None:
    assert callable(carrier)
    found = {trace.key for text in carrier("Ring 01632 960 001 in room 12") for trace in traces.traces(text)}
    assert not found & traces.keys_of(ReachKind.PHONE, "01632 960 999")


def test_no_place_of_a_camera_is_kept() -> None:
    for seed in range(PLACES):
        dice = random.Random(seed)
        exif = Image.Exif()
        gps = exif.get_ifd(0x8825)
        gps[1], gps[2] = dice.choice("NS"), (float(dice.randrange(60)), float(dice.randrange(60)), 1.0)
        gps[3], gps[4] = dice.choice("EW"), (float(dice.randrange(60)), float(dice.randrange(60)), 2.0)
        paper = papers.clean("photo.jpg", picture(exif))
        assert dict(Image.open(io.BytesIO(paper.data)).getexif().get_ifd(0x8825)) == {}
        assert any("place where the photo was taken" in one for one in paper.notices)
