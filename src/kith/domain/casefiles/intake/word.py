"""The words of a .docx: own limits on the zip, XML without a DTD, and what Word hides is read or said."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from xml.parsers import expat

from kith.domain import archives
from kith.domain.casefiles.intake.model import Limits, NotRead

_MAIN = "word/document.xml"
# Read in this order; comments are a person's words about the text, so they come after it under a line of their own.
_PARTS = re.compile(r"word/(?:header\d*|document|footnotes|endnotes|footer\d*|comments)\.xml")
_ORDER = ("word/header", "word/document", "word/footnotes", "word/endnotes", "word/footer", "word/comments")
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main "
_DEEPEST = 200
_UNREADABLE = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)


def read(data: bytes, limits: Limits) -> tuple[str, list[str]]:
    """The words of the document, its headers, footnotes and comments, and notices of what was left out.

    Raises NotRead: not a Word document, macros, a zip that could harm, or XML that declares a DTD.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check(entries, limits)
            names = [entry.filename for entry in entries]
            _refuse_macros(archive, names)
            parts = sorted(filter(_PARTS.fullmatch, names), key=_place)
            texts = [_Part(archive.read(name), limits) for name in parts]
            outside = _outside(archive, names)
    except _UNREADABLE as failure:
        if isinstance(failure, NotRead):
            raise
        raise NotRead("the document is damaged or locked with a password") from failure
    body = "".join(_joined(parts, texts))
    if not body.strip():
        raise NotRead("there are no words in it")
    return body, list(_notices(names, texts, outside))


def _check(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    """Raise NotRead where the zip could harm or is no Word document."""
    try:
        archives.refuse_unsafe(entries, most_entries=limits.entries, most_ratio=limits.ratio)
    except archives.NotSafe as reason:
        raise NotRead(str(reason)) from reason
    if sum(entry.file_size for entry in entries) > limits.unpacked:
        raise NotRead(f"it would unpack to more than {limits.unpacked // 1_000_000} MB")
    names = [entry.filename for entry in entries]
    if "[Content_Types].xml" not in names or _MAIN not in names:
        raise NotRead("it is a zip, but not a Word document")
    if len(set(names)) < len(names):
        raise NotRead("the zip holds two files of one name")


def _refuse_macros(archive: zipfile.ZipFile, names: list[str]) -> None:
    kinds = archive.read("[Content_Types].xml").lower()
    if b"macroenabled" in kinds or any(name.lower().endswith(("vbaproject.bin", "vbadata.xml")) for name in names):
        raise NotRead("it holds macros; save it as .docx without them")


def _place(name: str) -> tuple[int, str]:
    return next(at for at, begin in enumerate(_ORDER) if name.startswith(begin)), name


def _joined(parts: list[str], texts: list["_Part"]) -> Iterator[str]:
    for name, part in zip(parts, texts, strict=True):
        if name == "word/comments.xml" and part.text.strip():
            yield "\nComments:\n"
        yield part.text


def _outside(archive: zipfile.ZipFile, names: list[str]) -> bool:
    """Whether a part leads outside the document by itself (a template, a picture); hyperlinks need a click."""
    for name in names:
        if name.endswith(".rels"):
            for tag in re.findall(rb"<Relationship\b[^>]*>", archive.read(name)):
                if b'TargetMode="External"' in tag and b"/hyperlink" not in tag:
                    return True
    return False


def _notices(names: list[str], texts: list["_Part"], outside: bool) -> Iterator[str]:
    deleted = sum(part.deleted for part in texts)
    if deleted:
        yield f"tracked changes: {deleted} deleted passage{'s' * (deleted != 1)} not read"
    if any(part.inserted for part in texts):
        yield "tracked changes: what was put in is read as part of the text"
    if "word/comments.xml" in names:
        yield "comments are read, after the text"
    if any(part.fields for part in texts):
        yield "fields that fetch from elsewhere are not followed"
    if outside:
        yield "links to files outside the document are not followed"
    inside = [name for name in names if name.startswith(("word/embeddings/", "word/media/"))]
    if inside:
        yield f"{len(inside)} picture{'s' * (len(inside) != 1)} or other files inside it are not read"


class _Part:
    """One part's words, gathered while expat reads it."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self.deleted = self.inserted = 0
        self.fields = False
        self._limits = limits
        self._pieces: list[str] = []
        self._size = self._depth = 0
        self._in_text = self._in_code = False
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = _refuse_doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        try:
            parser.Parse(data, True)
        except expat.ExpatError as failure:
            raise NotRead("the document is damaged: its XML cannot be read") from failure
        self.text = "".join(self._pieces)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise NotRead(f"its parts are nested more than {_DEEPEST} deep")
        name = _local(tag)
        if name == "t":
            self._in_text = True
        elif name == "instrText":
            self._in_code = True
        elif name in {"tab", "br", "cr", "noBreakHyphen"}:
            self._put({"tab": "\t", "noBreakHyphen": "-"}.get(name, "\n"))
        elif name in {"del", "moveFrom"}:
            self.deleted += 1
        elif name in {"ins", "moveTo"}:
            self.inserted += 1

    def _end(self, tag: str) -> None:
        self._depth -= 1
        name = _local(tag)
        if name == "t":
            self._in_text = False
        elif name == "instrText":
            self._in_code = False
        elif name in {"p", "tr"}:
            self._put("\n")
        elif name == "tc":
            self._put("\t")

    def _characters(self, text: str) -> None:
        if self._in_text:
            self._put(text)
        elif self._in_code and re.search(r"\b(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|LINK)\b", text):
            self.fields = True

    def _put(self, text: str) -> None:
        self._size += len(text)
        if self._size > self._limits.characters:
            raise NotRead(f"it holds more than {self._limits.characters:,} characters")
        self._pieces.append(text)


def _local(tag: str) -> str:
    """The name of a WordprocessingML element; of any other element nothing."""
    for space in (_WORD, _STRICT):
        if tag.startswith(space):
            return tag[len(space) :]
    return ""


def _refuse_doctype(*_: object) -> None:
    raise NotRead("its XML declares a document type, which no Word document needs")
