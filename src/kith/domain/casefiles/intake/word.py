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
# Word on the web and other programs call the main part otherwise; the package says how.
_LEADS_TO_MAIN = re.compile(rb"<[^<>]*/officeDocument[\"'][^<>]*>")
_TARGET = re.compile(rb"\bTarget=[\"']/?([\w./-]+)[\"']")
# Read in this order; comments are a person's words about the text, so they come after it under a line of their own.
_ORDER = ("header", "", "diagrams/data", "footnotes", "endnotes", "footer", "comments")
_IS_COMMENTS = re.compile(r"(?:^|/)comments\d*\.xml$")
_NO_WORD = "it is a zip, but not a Word document"
_INNER = "another document stands inside it and was not read; open it in Word and save it again"
_DEEPEST = 200
# Its words are gone from the document, or stand elsewhere in it.
_GONE = frozenset({"del", "moveFrom"})
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
            parts = _parts(names, _main(archive, names))
            texts = [_Part(archive.read(name), limits) for name in parts]
            outside = _outside(archive, names)
    except _UNREADABLE as failure:
        if isinstance(failure, NotRead):
            raise
        raise NotRead("the document is damaged or locked with a password") from failure
    body = "".join(_joined(parts, texts))
    if not body.strip():
        inner = any(part.inner for part in texts)
        raise NotRead("there are no words in it" + (f" of its own: {_INNER}" if inner else ""))
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
    if "[Content_Types].xml" not in names:
        raise NotRead(_NO_WORD)
    if len(set(names)) < len(names):
        raise NotRead("the zip holds two files of one name")


def _refuse_macros(archive: zipfile.ZipFile, names: list[str]) -> None:
    kinds = archive.read("[Content_Types].xml").lower()
    if b"macroenabled" in kinds or any(name.lower().endswith(("vbaproject.bin", "vbadata.xml")) for name in names):
        raise NotRead("it holds macros; save it as .docx without them")


def _main(archive: zipfile.ZipFile, names: list[str]) -> str:
    """The part that holds the text."""
    leads = _LEADS_TO_MAIN.search(archive.read("_rels/.rels")) if "_rels/.rels" in names else None
    target = _TARGET.search(leads.group()) if leads else None
    main = target.group(1).decode("ascii", "replace") if target else _MAIN
    if main not in names:
        raise NotRead(_NO_WORD)
    return main


def _parts(names: list[str], main: str) -> list[str]:
    """The parts with words, in the order in which they are read."""
    folder = re.escape(main.rpartition("/")[0] + "/" * ("/" in main))
    kinds = [rf"{folder}{kind}\d*\.xml" if kind else re.escape(main) for kind in _ORDER]
    return [name for kind in kinds for name in sorted(names) if re.fullmatch(kind, name)]


def _joined(parts: list[str], texts: list["_Part"]) -> Iterator[str]:
    for name, part in zip(parts, texts, strict=True):
        if _IS_COMMENTS.search(name) and part.text.strip():
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
    if any(map(_IS_COMMENTS.search, names)):
        yield "comments are read, after the text"
    if any(part.fields for part in texts):
        yield "fields that fetch from elsewhere are not followed"
    if outside:
        yield "links to files outside the document are not followed"
    if any(part.inner for part in texts):
        yield _INNER
    inside = [name for name in names if re.search(r"(?:^|/)(?:embeddings|media|charts)/[^/]+$", name)]
    if inside:
        yield f"{len(inside)} picture{'s' * (len(inside) != 1)} or other files inside it are not read"


class _Part:
    """One part's words, gathered while expat reads it."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self.deleted = self.inserted = 0
        self.fields = self.inner = False
        self._limits = limits
        self._pieces: list[str] = []
        self._size = self._depth = 0
        self._in_text = self._in_code = False
        self._silent_from = 0
        self._drawn: list[int] = []
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
        self._hide(name)
        if name == "t":
            self._in_text = True
        elif name == "instrText":
            self._in_code = True
        elif name in {"tab", "ptab", "br", "cr", "noBreakHyphen"}:
            self._put({"tab": "\t", "ptab": "\t", "noBreakHyphen": "-"}.get(name, "\n"))
        elif name in {"ins", "moveTo"}:
            self.inserted += 1
        elif name == "altChunk":
            self.inner = True

    def _hide(self, name: str) -> None:
        """What was taken out is passed over; so is a text box in its older form, if its newer one gave words."""
        self.deleted += name in _GONE
        if name == "AlternateContent":
            self._drawn.append(len(self._pieces))
        again = name == "Fallback" and self._drawn and any(map(str.strip, self._pieces[self._drawn[-1] :]))
        if not self._silent_from and (again or name in _GONE):
            self._silent_from = self._depth

    def _end(self, tag: str) -> None:
        if self._depth == self._silent_from:
            self._silent_from = 0
        self._depth -= 1
        name = _local(tag)
        if name == "AlternateContent":
            self._drawn.pop()
        elif name == "t":
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
        if self._silent_from:
            return
        self._size += len(text)
        if self._size > self._limits.characters:
            raise NotRead(f"it holds more than {self._limits.characters:,} characters")
        self._pieces.append(text)


def _local(tag: str) -> str:
    """The name of an element, whatever wrote it: Word, a strict or older form of it, a drawing, a formula."""
    return tag.rpartition(" ")[2]


def _refuse_doctype(*_: object) -> None:
    raise NotRead("its XML declares a document type, which no Word document needs")
