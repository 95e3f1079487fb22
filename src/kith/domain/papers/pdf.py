"""A scan as a PDF, put together anew from its pages: no links, forms, scripts, files inside or names of authors."""

import io
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from kith.config import optional
from kith.domain import pdfs
from kith.domain.papers.model import Limits, NotKept, Paper

# Of a file inside or a list of its properties, how much is looked at.
_MOST_BYTES = 1_000_000
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
    """Whatever the file says in words: its pages, and what is beside them. Of that nothing is kept, so a part that is
    damaged is no reason to refuse the file."""
    for page in reader.pages:
        yield page.extract_text()
    for read in (_noted, _headings, _made_by, _inside):
        with suppress(*pdfs.damaged()):
            yield from read(reader)


def _noted(reader: Any) -> Iterator[str]:
    """What is noted on the pages, typed into them, and where they lead."""
    yield from _texts(*pdfs.noted(reader))
    for page in reader.pages:
        for one in page.annotations or ():
            note = one.get_object()
            yield from _texts(note["/A"].get("/URI") if "/A" in note else None)


def _headings(reader: Any) -> Iterator[str]:
    waiting = list(reader.outline)
    while waiting:
        one = waiting.pop()
        waiting += one if isinstance(one, list) else []
        yield from _texts(getattr(one, "title", None))


def _made_by(reader: Any) -> Iterator[str]:
    yield from (str(value) for value in (reader.metadata or {}).values() if value)
    if "/Metadata" in reader.root_object:
        yield from _texts(reader.root_object["/Metadata"].get_data())


def _inside(reader: Any) -> Iterator[str]:
    for name, files in reader.attachments.items():
        yield from _texts(name, *files)


def _texts(*values: Any) -> Iterator[str]:
    for value in values:
        if isinstance(value, bytes):
            yield value[:_MOST_BYTES].decode("utf-8", "ignore")
        elif isinstance(value, str):
            yield value
