"""Opening one document: what it is by its content, then its words. Nothing is fetched and nothing is run."""

from collections.abc import Callable

from kith.domain.casefiles.intake import emails, pdf, plain, richtext, word
from kith.domain.casefiles.intake.model import Document, Limits, NotRead

__all__ = ["KINDS", "Document", "Limits", "NotRead", "read"]

Reader = Callable[[bytes, Limits], tuple[str, list[str]]]

# The kinds that are read, by the end of the name. The content must be of the same kind (security 2.11).
KINDS: dict[str, tuple[str, Reader]] = {
    ".txt": ("text", plain.read),
    ".text": ("text", plain.read),
    ".md": ("text", plain.read),
    "": ("text", plain.read),
    ".docx": ("docx", word.read),
    ".eml": ("eml", emails.read),
    ".rtf": ("rtf", richtext.read),
    ".pdf": ("pdf", pdf.read),
}
# How a file begins, and the kind whose name it should have.
_BEGINNINGS = (
    (b"PK\x03\x04", ".docx"),
    (b"PK\x05\x06", ".docx"),
    (b"%PDF-", ".pdf"),
    (b"{\\rtf", ".rtf"),
)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ADVICE = {
    ".docm": "it may hold macros; save it as .docx without them",
    ".dotm": "it may hold macros; save it as .docx without them",
    ".doc": "it is an older Word file; save it as .docx",
    ".msg": "it is Outlook's own kind of file; save the message as .eml or text",
    ".odt": "save it as .docx or text",
    ".html": "save it as text",
    ".htm": "save it as text",
}


def read(name: str, data: bytes, limits: Limits | None = None) -> Document:
    """The words of a document. `name` is only looked at for its ending. Raises NotRead with the reason.

    Source of the rules: security 2.11 and 6.5. An encoding is detected or the file refused; where Windows-1252 had to
    be taken, a notice says so.
    """
    limits = limits or Limits()
    ending = _ending(name)
    if ending not in KINDS:
        kinds = ", ".join(kind for kind in KINDS if kind)
        raise NotRead(_ADVICE.get(ending, f"this kind of file is not read; these are: {kinds}"))
    if len(data) > limits.bytes:
        raise NotRead(f"it is larger than {limits.bytes // 1_000_000} MB")
    if not data.strip():
        raise NotRead("it is empty")
    _content_agrees(ending, data)
    kind, reader = KINDS[ending]
    text, notices = reader(data, limits)
    if len(text) > limits.characters:
        raise NotRead(f"it holds more than {limits.characters:,} characters")
    return Document(name, kind, text, tuple(notices))


def _ending(name: str) -> str:
    """The end of the file's name in lower case, from the last dot; nothing where there is no dot."""
    last = name.replace("\\", "/").rpartition("/")[2].lstrip(".")
    return f".{last.rpartition('.')[2].lower()}" if "." in last else ""


def _content_agrees(ending: str, data: bytes) -> None:
    """Raise NotRead where the content is of another kind than the name says."""
    if data.startswith(_OLD_OFFICE):
        raise NotRead("it is an older Office file or locked with a password; save it as .docx without a password")
    begins = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1_024]
    content = next((kind for magic, kind in _BEGINNINGS if begins.startswith(magic)), "")
    if content and content != ending:
        raise NotRead(f"its name ends in {ending or 'nothing'} but its content is that of a {content} file or a zip")
    if ending in {".docx", ".rtf", ".pdf"} and content != ending:
        raise NotRead(f"its name ends in {ending} but its content is of another kind")
