"""Opening a PDF by pypdf for whoever reads its words or keeps its pages: nothing in it is run or fetched."""

import io
import logging
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from kith.config import optional

# What a damaged or hostile file makes pypdf raise beside its own errors.
_DAMAGED = (
    *(ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, MemoryError, OSError, RuntimeError),
    *(TypeError, ValueError, struct.error, zlib.error),
)
_ACTS = (b"/JavaScript", b"/JS", b"/Launch", b"/OpenAction", b"/AA")


class PdfRefused(Exception):
    """The PDF is refused as a whole; the text says why in plain English and can stand after the file's name.

    Not a ValueError: that is one of the things that a damaged PDF raises inside pypdf.
    """


@contextmanager
def opened(data: bytes) -> Iterator[Any]:
    """A pypdf reader of the file. Raises PdfRefused if it is locked, or damaged in what is done with it inside."""
    # pypdf writes what it stumbles over to the log, and that may be a person's words.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)
    pypdf = optional.load("pypdf")
    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted:
            raise PdfRefused("it is locked with a password")
        yield reader
    except damaged() as failure:
        raise PdfRefused("the PDF is damaged or made in a way that is not read") from failure


def noted(reader: Any) -> Iterator[Any]:
    """What is noted on the pages and typed into their boxes."""
    for page in reader.pages:
        for one in page.annotations or ():
            note = one.get_object()
            whole = note.get("/Parent", {}).get_object() if "/V" not in note and "/Parent" in note else note
            yield from (held[key] for held, key in ((note, "/Contents"), (whole, "/V")) if key in held)


def damaged() -> tuple[type[Exception], ...]:
    """What a damaged or hostile file makes pypdf raise."""
    return (optional.load("pypdf").errors.PyPdfError, *_DAMAGED)


def acts(data: bytes) -> bool:
    """Whether the file holds actions or scripts, as far as they stand in clear."""
    return any(mark in data for mark in _ACTS)


def was_changed(data: bytes) -> bool:
    """Whether the file was added to after it was made: what was taken out then is often still in it."""
    return data.count(b"%%EOF") > 1
