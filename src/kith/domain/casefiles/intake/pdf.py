"""The words of a .pdf by pypdf: nothing in it is run or fetched; what cannot be read whole is refused."""

from collections.abc import Iterator
from typing import Any

from kith.domain import pdfs
from kith.domain.casefiles.intake.model import Limits, NotRead


def read(data: bytes, limits: Limits) -> tuple[str, list[str]]:
    """The words, a page after the other, and what was left out. Raises NotRead: locked, damaged, too long, a scan."""
    try:
        with pdfs.opened(data) as reader:
            pages = list(_pages(reader, limits))
            typed = "".join(f"{one}\n" for one in pdfs.noted(reader) if _is_words(one))
            attached = len(reader.attachments)
    except pdfs.PdfRefused as refused:
        raise NotRead(str(refused)) from refused
    text = "".join(pages)
    if not (text + typed).strip():
        raise NotRead("there are no words in it: it may be a scan of paper")
    blank = sum(not page.strip() for page in pages)
    if typed:
        text += f"\nNoted on the pages or typed into them:\n{typed}"
    return text, list(_notices(data, attached, blank))


def _is_words(value: Any) -> bool:
    """Whether it is words, and not the mark of a ticked box."""
    return isinstance(value, str) and bool(value.strip()) and not value.startswith("/")


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


def _notices(data: bytes, attached: int, blank: int) -> Iterator[str]:
    if blank:
        yield f"{blank} page{'s have' if blank > 1 else ' has'} no words: a scan of paper is not read"
    if attached:
        yield f"{attached} file{'s' * (attached != 1)} inside the PDF not opened"
    if pdfs.acts(data):
        yield "actions and scripts in the PDF are not run"
    if pdfs.was_changed(data):
        yield "the PDF was changed after it was made: words taken out later may still be in the file"
    yield "words under a black box in a PDF are read as if they were seen"
