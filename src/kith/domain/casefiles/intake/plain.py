"""Plain text: its encoding is detected or the file is refused; nothing else is changed."""

from kith.domain.casefiles.intake.model import Limits, NotRead
from kith.domain.returns import text as encodings

OTHER_ENCODING = "not UTF-8: read as Windows-1252; check letters with accents"


def read(data: bytes, limits: Limits) -> tuple[str, list[str]]:
    """The text with its newlines as they stand, and what must be looked at. Raises NotRead."""
    try:
        text, encoding = encodings.decode(data)
    except encodings.NotText as failure:
        raise NotRead(str(failure)) from failure
    if "\0" in text:
        raise NotRead("it is not a text file: it holds NUL bytes")
    if not text.strip():
        raise NotRead("it is empty")
    return text, [OTHER_ENCODING] if encoding == "cp1252" else []
