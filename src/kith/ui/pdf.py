"""A page as a PDF that a screen reader can read, where the library for it is installed (the extra `pdf`)."""

import base64
import importlib
from types import ModuleType

# What the document may fetch while it is made: nothing but what stands inside it.
INSIDE_ONLY = ("data",)
WHAT_TO_INSTALL = (
    "apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    ".venv/bin/pip install --require-hashes -r requirements-pdf.txt",
)


class PdfNotHere(Exception):
    """No PDF can be made on this machine; WHAT_TO_INSTALL says what is missing."""


def make(html: str, style: str) -> bytes:
    """The document in this style as a tagged PDF (PDF/UA-1).

    Raises PdfNotHere where the library or its system part is missing.
    """
    library = _library()
    fetcher = library.urls.URLFetcher(allowed_protocols=INSIDE_ONLY, allow_redirects=False)
    fonts = library.text.fonts.FontConfiguration()
    sheet = library.CSS(string=style, url_fetcher=fetcher, font_config=fonts)
    document = library.HTML(string=html, url_fetcher=fetcher)
    made: bytes = document.write_pdf(stylesheets=[sheet], font_config=fonts, pdf_variant="pdf/ua-1")
    return made


def can_be_made() -> bool:
    """Whether the library and its system part are here, so that a page can say so before anybody asks for a PDF."""
    try:
        _library()
    except PdfNotHere:
        return False
    return True


def inside(media_type: str, data: bytes) -> str:
    """A file as an address that stands inside the document."""
    return f"data:{media_type};base64,{base64.b64encode(data).decode()}"


def _library() -> ModuleType:
    try:
        return importlib.import_module("weasyprint")
    except (ImportError, OSError) as missing:
        raise PdfNotHere from missing
