"""A safe address in the wrong box (abuse case B15): 500 made-up leaks in what people write and send.

Each value is written in a form of its own, in a note, a Word file, a PDF, beside a picture or in a file's name, and
must leave its trace there; no place of a camera stays in what is kept.
"""

import io
import random

import pytest
from PIL import Image

from kith.domain import papers, traces
from kith.domain.casefiles import intake
from kith.domain.terms import ReachKind
from tests.domain import note_files

LEAKS, PLACES = 500, 60
LEAST_IN_TEXT = 0.99
_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
_AREAS = ("ZE", "ME", "CT", "TN", "DA", "B", "M", "LS", "SW", "E")


def postcode(dice: random.Random) -> tuple[ReachKind, str, str]:
    """A postcode, and how somebody wrote it."""
    out = f"{dice.choice(_AREAS)}{dice.randrange(1, 30)}"
    inner = f"{dice.randrange(10)}{dice.choice(_LETTERS)}{dice.choice(_LETTERS)}"
    written = dice.choice(
        [f"{out} {inner}", f"{out}{inner}", f"{out}  {inner}".lower(), f"{out}-{inner}", f"({out} {inner})"]
        + [f"{out}_{inner}", f"{out}%20{inner}"]
    )
    return ReachKind.ADDRESS, f"{dice.randrange(1, 90)} Made-up Road, {out} {inner}", written


def phone(dice: random.Random) -> tuple[ReachKind, str, str]:
    """A number, and how somebody wrote it."""
    digits = f"07{dice.randrange(10**9):09d}"
    spaced = f"{digits[:5]} {digits[5:8]} {digits[8:]}"
    written = dice.choice(
        [digits, spaced, f"+44 {spaced[1:]}", f"+44 (0){spaced[1:]}", spaced.replace(" ", "-"), f"0044{digits[1:]}"]
        + [spaced.replace(" ", "_"), spaced.replace(" ", "%20")]
    )
    return ReachKind.PHONE, digits, written


def abroad(dice: random.Random) -> tuple[ReachKind, str, str]:
    """A number of another country, and how somebody wrote it."""
    country = dice.choice(["353", "93", "252", "964", "40", "49"])
    digits = f"{dice.randrange(1, 10)}{dice.randrange(10**8):08d}"
    written = dice.choice([f"+{country} {digits}", f"00{country}{digits}", f"0{digits[:2]}-{digits[2:]}"])
    return ReachKind.PHONE, f"+{country} {digits[:3]} {digits[3:]}", written


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
    kind, value, written = dice.choice([postcode, phone, abroad])(dice)
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
