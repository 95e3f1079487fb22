"""From bytes to text with LF line ends: byte-order marks, the CHAR of the header, and what was really written."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from kith.domain.gedcom import ansel
from kith.domain.gedcom.problems import Problems

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ANSEL = "ansel"
# What programs write as CHAR, without spaces, hyphens and underscores. The last three words come from old DOS programs.
_DECLARED = {
    "UTF8": "utf-8", "UNICODE": "utf-8", "UTF16": "utf-8", "ASCII": "ascii", "USASCII": "ascii",
    "ANSEL": _ANSEL, "ANSI": "cp1252", "CP1252": "cp1252", "WINDOWS1252": "cp1252", "WINDOWS": "cp1252",
    "IBMWINDOWS": "cp1252", "ISO88591": "cp1252", "ISO8859": "cp1252", "ISO885915": "iso-8859-15",
    "LATIN1": "cp1252", "CP1250": "cp1250", "WINDOWS1250": "cp1250", "CP1251": "cp1251", "WINDOWS1251": "cp1251",
    "MACINTOSH": "mac-roman", "MAC": "mac-roman", "IBMPC": "cp437", "IBM": "cp437", "CP437": "cp437",
    "CP850": "cp850", "OEM": "cp850", "MSDOS": "cp850", "IBMDOS": "cp850",
}  # fmt: skip
_SPOKEN = {
    "utf-8": "UTF-8", "ascii": "ASCII", _ANSEL: "ANSEL", "cp1252": "Windows-1252",
    "utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "utf-32-le": "UTF-32", "utf-32-be": "UTF-32",
}  # fmt: skip
_HEAD_BYTES = 65_536
_NEXT_RECORD = re.compile(rb"\n[ \t]*0[ \t]")
_CHAR = re.compile(rb"^[ \t]*1[ \t]+CHAR[ \t]+([^\n]*)", re.MULTILINE | re.IGNORECASE)
_CONC = r"\n[ \t]*[0-9]{1,9}[ \t]+CONC[ \t]"
_SPLIT_UTF8 = re.compile(rb"([\xc2-\xf4][\x80-\xbf]{0,2})(" + _CONC.encode() + rb")([\x80-\xbf]{1,3})")
_SPLIT_PAIR = re.compile(f"([\ud800-\udbff])({_CONC})([\udc00-\udfff])")
_SURROGATE = re.compile("[\ud800-\udfff]")
_REPLACED = re.compile("\ufffd")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]+")
_TURNS_WRITING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def decode(data: bytes, problems: Problems) -> tuple[str, str]:
    """The text with LF line ends, and the name of the encoding that it was read in. Never raises.

    A byte-order mark counts before the CHAR of the header. Whatever is not what the header says is noted with its
    line; a letter that nobody can tell becomes U+FFFD.
    """
    data = data.rstrip(b"\x1a")
    for mark, codec in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _read_as(codec, data[len(mark) :], problems)
    start = data[:64].lstrip(b" \t\r\n")
    if start[:2] == b"0\x00":
        return _read_as("utf-16-le", data, problems)
    if data[:2] == b"\x000":
        return _read_as("utf-16-be", data, problems)
    return _by_the_header(_line_ends(data), problems)


def _read_as(codec: str, data: bytes, problems: Problems) -> tuple[str, str]:
    if codec == "utf-8":
        text = _utf8(_line_ends(data), problems)
    else:
        width = 4 if "32" in codec else 2
        text = _wide(data[: len(data) // width * width], codec, problems)
        if len(data) % width:
            problems.say("cut", text.count("\n") + 1, "The file ends in the middle of a letter.")
    return _printable(text, problems), _SPOKEN[codec]


def _by_the_header(data: bytes, problems: Problems) -> tuple[str, str]:
    line, said = _declared(data)
    codec = _DECLARED.get(re.sub(r"[\s_-]", "", said.upper()), "")
    if said and not codec:
        problems.say("char", line, f'The header says the letters are "{said[:40]}", which Kith does not know.')
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text, codec = _not_utf8(data, codec, problems)
    else:
        if codec not in {"utf-8", ""} and not text.isascii():
            problems.say("char", line, f"The header says {said[:40]}, but the letters are UTF-8. Read as UTF-8.")
            codec = "utf-8"
        codec = codec or "utf-8"
    return _printable(text, problems), _SPOKEN.get(codec, codec.upper())


def _not_utf8(data: bytes, codec: str, problems: Problems) -> tuple[str, str]:
    if codec in {"utf-8", "ascii", ""}:
        text = _utf8(data, problems, _SPOKEN.get(codec, "UTF-8"))
        return text, codec or "utf-8"
    text = ansel.decode(data) if codec == _ANSEL else data.decode(codec, "replace")
    for line in _lines_with(_REPLACED, text):
        problems.say("letters", line, f"A letter is not in {_SPOKEN.get(codec, codec.upper())} and cannot be told.")
    return text, codec


def _declared(data: bytes) -> tuple[int | None, str]:
    """The line and the value of the header's CHAR, if there is one in the first record."""
    head = data[:_HEAD_BYTES]
    end = _NEXT_RECORD.search(head)
    found = _CHAR.search(head, 0, end.start() if end else len(head))
    if not found:
        return None, ""
    return head.count(b"\n", 0, found.start()) + 1, found[1].decode("latin-1").strip()


def _utf8(data: bytes, problems: Problems, said: str = "UTF-8") -> str:
    """UTF-8, where need be line by line: a line that is none is read as Windows-1252 and named."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        data = _rejoined(data, problems)
    lines = []
    for number, line in enumerate(data.split(b"\n"), 1):
        try:
            lines.append(line.decode("utf-8"))
        except UnicodeDecodeError:
            words = f"This line is not {said}. Read as Windows-1252: check letters with accents."
            problems.say("letters", number, words)
            lines.append(line.decode("cp1252", "replace"))
    return "\n".join(lines)


def _rejoined(data: bytes, problems: Problems) -> bytes:
    """The bytes of one letter back together where a CONC line parts them."""
    done, line = 0, 1

    def join(found: re.Match[bytes]) -> bytes:
        nonlocal done, line
        line += data.count(b"\n", done, found.end())
        done = found.end()
        problems.say("parted", line, "A letter was cut in two by this line and the one before. It was put together.")
        return found[1] + found[3] + found[2]

    return _SPLIT_UTF8.sub(join, data)


def _wide(data: bytes, codec: str, problems: Problems) -> str:
    # UTF-32 can hold numbers that are no letter at all, which only "replace" lets pass.
    text = data.decode(codec, "replace" if codec.startswith("utf-32") else "surrogatepass")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not _SURROGATE.search(text):
        return text
    text = _SPLIT_PAIR.sub(lambda found: _pair(found[1] + found[3]) + found[2], text)
    for line in _lines_with(_SURROGATE, text):
        problems.say("letters", line, "Half a letter stands here; the other half is missing.")
    return _SURROGATE.sub("\ufffd", text)


def _pair(halves: str) -> str:
    return halves.encode("utf-16-le", "surrogatepass").decode("utf-16-le")


def _printable(text: str, problems: Problems) -> str:
    """Without control characters, which no database and no page can hold; letters that turn the writing are named."""
    for line in _lines_with(_TURNS_WRITING, text):
        words = "A hidden character here turns the direction of writing, so it may read other than it is."
        problems.say("hidden", line, words)
    if not _CONTROL.search(text):
        return text
    for line in _lines_with(_CONTROL, text):
        problems.say("control", line, "Characters that cannot be printed were left out.")
    return _CONTROL.sub("", text)


def _lines_with(pattern: re.Pattern[str], text: str) -> Iterator[int]:
    """The number of every line in which the pattern is found, once."""
    line, done, last = 1, 0, 0
    for found in pattern.finditer(text):
        line += text.count("\n", done, found.start())
        done = found.start()
        if line != last:
            yield line
            last = line


def _line_ends(data: bytes) -> bytes:
    return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
