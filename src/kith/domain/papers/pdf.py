"""A scan as a PDF, put together anew from its pages: no links, forms, scripts, files inside or names of authors."""

import io
from collections.abc import Iterator
from typing import Any

from kith.config import optional
from kith.domain import pdfs
from kith.domain.papers.model import Limits, NotKept, Paper

# Of a page: what can be clicked, what acts by itself, and what programs keep beside it.
_LEFT_OUT = ("/Annots", "/AA", "/B", "/Metadata", "/PieceInfo", "/AF", "/Thumb")


def clean(data: bytes, limits: Limits) -> Paper:
    """The pages in a new file. Raises NotKept: locked, damaged, no pages or too many."""
    try:
        with pdfs.opened(data) as reader:
            count = len(reader.pages)
            if not 0 < count <= limits.pages:
                raise pdfs.PdfRefused(f"it has more than {limits.pages} pages" if count else "it has no pages")
            said = tuple(_said(reader))
            notices = tuple(_notices(data, reader))
            kept = _put_together(reader)
    except pdfs.PdfRefused as refused:
        raise NotKept(str(refused)) from refused
    return Paper("application/pdf", kept, pages=count, notices=notices, said=said)


def _put_together(reader: Any) -> bytes:
    writer = optional.load("pypdf.PdfWriter")()
    for page in reader.pages:
        writer.add_page(page, excluded_keys=_LEFT_OUT)
    writer.metadata = None
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def _notices(data: bytes, reader: Any) -> Iterator[str]:
    if reader.attachments:
        yield "files inside the PDF are left out"
    if pdfs.acts(data):
        yield "actions and scripts are left out"
    if any(page.extract_text().strip() for page in reader.pages):
        yield "it holds words that can be copied: what is blacked out on the page may still be read in the file"


def _said(reader: Any) -> Iterator[str]:
    """Whatever the file says in words: its pages, what is noted on them, who made it, the names of files inside."""
    for page in reader.pages:
        yield page.extract_text()
        for note in page.annotations or ():
            words = note.get_object().get("/Contents")
            if isinstance(words, str):
                yield words
    yield from (str(value) for value in (reader.metadata or {}).values() if value)
    yield from reader.attachments
