"""The words of a .pdf by pypdf: nothing in it is run or fetched; what cannot be read whole is refused."""

from collections.abc import Iterator
from typing import Any

from kith.domain import pdfs
from kith.domain.casefiles.intake.model import Limits, NotRead


def read(data: bytes, limits: Limits) -> tuple[str, list[str]]:
    """The words, a page after the other, and what was left out. Raises NotRead: locked, damaged, too long, a scan."""
    try:
        with pdfs.opened(data) as reader:
            text = "".join(_pages(reader, limits))
            attached = len(reader.attachments)
    except pdfs.PdfRefused as refused:
        raise NotRead(str(refused)) from refused
    if not text.strip():
        raise NotRead("there are no words in it: it may be a scan of paper")
    return text, list(_notices(data, attached))


def _pages(reader: Any, limits: Limits) -> Iterator[str]:
    size = 0
    for number, page in enumerate(reader.pages, start=1):
        if number > limits.pages:
            raise pdfs.PdfRefused(f"it has more than {limits.pages:,} pages")
        # A lone half of a letter pair cannot be written to any file.
        text = page.extract_text().encode("utf-8", "replace").decode("utf-8")
        size += len(text) + 1
        if size > limits.characters:
            raise pdfs.PdfRefused(f"it holds more than {limits.characters:,} characters")
        yield f"{text}\n"


def _notices(data: bytes, attached: int) -> Iterator[str]:
    if attached:
        yield f"{attached} file{'s' * (attached != 1)} inside the PDF not opened"
    if pdfs.acts(data):
        yield "actions and scripts in the PDF are not run"
    if pdfs.was_changed(data):
        yield "the PDF was changed after it was made: words taken out later may still be in the file"
    yield "words under a black box in a PDF are read as if they were seen"
