"""The words of a .pdf by pypdf: nothing in it is run or fetched; what cannot be read whole is refused."""

import io
import logging
import struct
import zlib
from collections.abc import Iterator
from typing import Any

from kith.config import optional
from kith.domain.casefiles.intake.model import Limits, NotRead

# What a damaged or hostile file makes pypdf raise beside its own errors.
_DAMAGED = (
    *(ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, MemoryError, OSError, RuntimeError),
    *(TypeError, ValueError, struct.error, zlib.error),
)
_ACTS = (b"/JavaScript", b"/JS", b"/Launch", b"/OpenAction", b"/AA")


def read(data: bytes, limits: Limits) -> tuple[str, list[str]]:
    """The words, a page after the other, and what was left out. Raises NotRead: locked, damaged, too long, a scan."""
    # pypdf writes what it stumbles over to the log, and that may be a person's words.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)
    pypdf = optional.load("pypdf")
    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted:
            raise NotRead("it is locked with a password")
        text = "".join(_pages(reader, limits))
        attached = len(reader.attachments)
    except NotRead:
        raise
    except (pypdf.errors.PyPdfError, *_DAMAGED) as failure:
        raise NotRead("the PDF is damaged or made in a way that is not read") from failure
    if not text.strip():
        raise NotRead("there are no words in it: it may be a scan of paper")
    return text, list(_notices(data, attached))


def _pages(reader: Any, limits: Limits) -> Iterator[str]:
    size = 0
    for number, page in enumerate(reader.pages, start=1):
        if number > limits.pages:
            raise NotRead(f"it has more than {limits.pages:,} pages")
        # A lone half of a letter pair cannot be written to any file.
        text = page.extract_text().encode("utf-8", "replace").decode("utf-8")
        size += len(text) + 1
        if size > limits.characters:
            raise NotRead(f"it holds more than {limits.characters:,} characters")
        yield f"{text}\n"


def _notices(data: bytes, attached: int) -> Iterator[str]:
    if attached:
        yield f"{attached} file{'s' * (attached != 1)} inside the PDF not opened"
    if any(mark in data for mark in _ACTS):
        yield "actions and scripts in the PDF are not run"
    if data.count(b"%%EOF") > 1:
        yield "the PDF was changed after it was made: words taken out later may still be in the file"
    yield "words under a black box in a PDF are read as if they were seen"
