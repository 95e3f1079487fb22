"""Reading XML that somebody else wrote: no DTD, no entities, nothing fetched, nothing too deep, never all in memory.

The parser is expat with its handlers; what it would do by itself (expand entities, look at other files) is refused
before it happens. The list of attacks that this answers is X01 to X17 of the project's hostile inputs.
"""

from collections.abc import Callable, Iterable
from typing import Any
from xml.parsers import expat

DEEPEST = 64
"""No form of a return nests deeper than 6; a part of a workbook not deeper than about 20."""
CHUNK = 1 << 20
_ENCODINGS = {"utf-8", "utf-16", "us-ascii", "ascii", "iso-8859-1", "latin-1", "iso-8859-15", "windows-1252"}
_ATTRIBUTES = 256
# One piece (a tag, a comment) may be this long: expat looks at an unfinished piece again each time it gets more.
_PIECE = 4_000_000


class NotSafe(ValueError):
    """What the XML declares is refused; the text says what it is."""


class Damaged(ValueError):
    """The XML is cut off or not well formed; the text says where."""


Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]


class Walk:
    """One walk through one XML document, from start to end; `line` is where it stands."""

    def __init__(self, start: Start, end: End, text: Text) -> None:
        self._start, self._end = start, end
        self._depth = 0
        self._parser = _parser()
        self._parser.StartElementHandler = self._opened
        self._parser.EndElementHandler = self._closed
        self._parser.CharacterDataHandler = text

    @property
    def line(self) -> int:
        """The line of the source (1-based) at which the parser stands."""
        return self._parser.CurrentLineNumber

    def through(self, chunks: Iterable[bytes]) -> None:
        """Walk through a whole document, a chunk at a time. Raises NotSafe and Damaged."""
        unfinished = 0
        try:
            for chunk in chunks:
                unfinished = 0 if b">" in chunk else unfinished + len(chunk)
                if unfinished > _PIECE:
                    raise NotSafe(f"one piece of it is longer than {_PIECE:,} bytes")
                self._parser.Parse(chunk, False)
            self._parser.Parse(b"", True)
        except expat.ExpatError as failure:
            said = expat.ErrorString(failure.code)
            raise Damaged(f"the XML is damaged or cut off at line {failure.lineno:,} ({said})") from failure

    def _opened(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise NotSafe(f"its elements are nested more than {DEEPEST} deep")
        if len(attributes) > _ATTRIBUTES:
            raise NotSafe(f"an element has more than {_ATTRIBUTES} attributes")
        self._start(local(name), attributes)

    def _closed(self, name: str) -> None:
        self._depth -= 1
        self._end(local(name))


def local(name: str) -> str:
    """A name without its namespace's prefix."""
    return name.rpartition(":")[2]


def _parser() -> Any:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.XmlDeclHandler = _refuse_encoding
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.EntityDeclHandler = _refuse_entity
    parser.ExternalEntityRefHandler = _refuse_outside
    return parser


def _refuse_encoding(version: str, encoding: str | None, standalone: int) -> None:
    """Others would be looked up among Python's codecs, which hold more than alphabets."""
    if encoding is not None and encoding.lower() not in _ENCODINGS:
        raise Damaged(f"the XML names an encoding that is not read ({encoding[:20]}); save it as UTF-8")


def _refuse_doctype(name: str, *rest: object) -> None:
    if name.lower() == "html":
        raise NotSafe("it is a web page")
    raise NotSafe("it declares a document type (DTD), which is never read; export it without one")


def _refuse_outside(*rest: object) -> int:
    raise NotSafe("it refers to something outside itself, which is never read")


def _refuse_entity(*rest: object) -> None:
    raise NotSafe("it declares or uses entities, which are never read; export it without them")


def in_chunks(data: bytes) -> Iterable[bytes]:
    """What is in memory already, piece by piece."""
    return (data[at : at + CHUNK] for at in range(0, len(data), CHUNK))
