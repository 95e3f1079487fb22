"""What came in: the words of one document, where they came from, and what of it was not read."""

from dataclasses import dataclass


class NotRead(ValueError):
    """The document is refused as a whole; the text says why in plain English and can stand after the file's name."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take in (security 2.11): bytes as sent and unpacked, files and ratio of a zip, pages."""

    bytes: int = 20_000_000
    unpacked: int = 200_000_000
    entries: int = 1_000
    ratio: int = 100
    characters: int = 10_000_000
    pages: int = 2_000
    parts: int = 200


@dataclass(frozen=True, slots=True)
class Document:
    """The words of one file. Offsets of every find count the Unicode code points of `text`, newlines untouched.

    `kind` is text, docx, eml, rtf or pdf; `notices` say in plain English what was left out or must be looked at.
    """

    name: str
    kind: str
    text: str
    notices: tuple[str, ...] = ()
