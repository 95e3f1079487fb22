"""The words of an .rtf, by an own small reader: nothing embedded is opened, what is marked deleted is said."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kith.domain.casefiles.intake.model import Limits, NotRead

_TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\(.)|([{}])|[\r\n]+|([^\\{}\r\n]+)", re.DOTALL
)
_BREAKS = {"par": "\n", "line": "\n", "sect": "\n", "page": "\n", "row": "\n", "tab": "\t", "cell": "\t"}
_SYMBOLS = {
    **{"\\{": "{", "\\}": "}", "\\\\": "\\", "\\~": "\u00a0", "\\_": "-", "\\\n": "\n", "\\\r": "\n"},
}
_LETTERS = {
    **{"emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•"},
    **{"emspace": " ", "enspace": " "},
}
# Groups whose words are no part of the text: tables of fonts and styles, pictures, who wrote it (RTF 1.9.1).
_SILENT = set(
    "fonttbl colortbl stylesheet info pict object objdata themedata colorschememapping datastore listtable "
    "listoverridetable rsidtbl generator xmlnstbl latentstyles fldinst filetbl revtbl template".split()
)
# What a text box says stands within a group that is passed over otherwise.
_BOXED = frozenset({"shptxt", "dptxbxtext"})
_SETS = {"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
# Character sets of fonts (RTF 1.9.1, \\fcharset); others are in the document's own.
_OF_FONTS = {
    **{77: "mac_roman", 128: "cp932", 129: "cp949", 134: "cp936", 136: "cp950", 161: "cp1253", 162: "cp1254"},
    **{163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250"},
}
_DEEPEST = 200


@dataclass(frozen=True, slots=True)
class _State:
    """What holds within a group: its words are kept, one letter stands for `skip` plain ones.

    `again`: a text box in its older form, after the newer.
    """

    silent: bool = False
    again: bool = False
    deleted: bool = False
    skip: int = 1
    font: int = -1


def read(data: bytes, limits: Limits) -> tuple[str, list[str]]:
    """The words of the document and notices of what was left out. Raises NotRead."""
    reader = _Reader(data.decode("latin-1"), limits)
    try:
        text = "".join(reader.pieces())
    except (LookupError, UnicodeError) as failure:
        raise NotRead("its letters are in an encoding that is not known") from failure
    if not text.strip():
        raise NotRead("there are no words in it")
    return text, list(reader.notices())


class _Reader:
    def __init__(self, source: str, limits: Limits) -> None:
        self._source = source
        self._limits = limits
        self._state = _State()
        self._stack: list[_State] = []
        self._own = codecs.lookup("cp1252")
        self._fonts: dict[int, codecs.CodecInfo] = {}
        self._bytes = bytearray()
        self._passing = 0
        self._starred = False
        self.deleted = self.embedded = self.comments = 0

    def pieces(self) -> Iterator[str]:
        """The text in order, as it is read."""
        at = size = 0
        while found := _TOKEN.match(self._source, at):
            at = found.end()
            word, number, code, symbol, brace, plain = found.groups()
            if word == "bin":
                at += max(0, int(number or 0))
            for piece in self._took(word, number, code, f"\\{symbol}" if symbol else brace, plain):
                size += len(piece)
                if size > self._limits.characters:
                    raise NotRead(f"it holds more than {self._limits.characters:,} characters")
                yield piece
        yield self._flushed()

    def notices(self) -> Iterator[str]:
        """What was left out, in words."""
        if self.deleted:
            yield "tracked changes: deleted passages not read"
        if self.comments:
            yield "comments are read where they stand"
        if self.embedded:
            yield "pictures or other files inside it are not read"

    def _took(
        self, word: str | None, number: str | None, code: str | None, mark: str | None, plain: str | None
    ) -> Iterator[str]:
        if code is not None:
            self._byte(int(code, 16))
            return
        if plain is None and word is None and mark is None:
            return
        yield self._flushed()
        if plain is not None:
            yield self._kept(self._letters_of(plain.encode("latin-1")))
        elif word is not None:
            yield from self._word(word.lower() if word.isupper() else word, number)
        else:
            yield self._mark(mark or "")

    def _mark(self, mark: str) -> str:
        if mark == "{":
            if len(self._stack) >= _DEEPEST:
                raise NotRead(f"its groups are nested more than {_DEEPEST} deep")
            self._stack.append(self._state)
        elif mark == "}":
            self._state = self._stack.pop() if self._stack else _State()
        else:
            self._starred = mark == "\\*"
            return self._kept(_SYMBOLS.get(mark, ""))
        self._starred = False
        return ""

    def _word(self, word: str, number: str | None) -> Iterator[str]:
        starred, self._starred = self._starred, False
        if word in _BOXED:
            self._state = replace(self._state, silent=self._state.again)
        elif word == "shprslt":
            self._state = replace(self._state, silent=True, again=True)
        elif word in _SILENT or (starred and word != "annotation"):
            self.embedded += word in {"pict", "object"}
            self._state = replace(self._state, silent=True)
        elif word in _BREAKS or word in _LETTERS:
            yield self._kept(_BREAKS.get(word) or _LETTERS[word])
        elif word == "u" and number:
            yield self._kept(_unicode(int(number)))
            self._passing = self._state.skip
        elif word == "uc":
            self._state = replace(self._state, skip=min(int(number or 1), 8))
        elif word == "deleted":
            self.deleted += number != "0"
            self._state = replace(self._state, deleted=number != "0")
        elif word == "annotation":
            self.comments += 1
        else:
            self._encoding(word, int(number or 0))

    def _encoding(self, word: str, number: int) -> None:
        """In which encoding the letters stand: of the document, or of a font."""
        if word == "ansicpg" and number:
            self._own = codecs.lookup(f"cp{number}" if number != 65_001 else "utf-8")
        elif word in _SETS:
            self._own = codecs.lookup(_SETS[word])
        elif word == "f":
            self._state = replace(self._state, font=number)
        elif word == "fcharset" and number in _OF_FONTS:
            self._fonts[self._state.font] = codecs.lookup(_OF_FONTS[number])

    def _byte(self, code: int) -> None:
        if self._passing:
            self._passing -= 1
        elif not (self._state.silent or self._state.deleted):
            self._bytes.append(code)

    def _flushed(self) -> str:
        """The bytes gathered one by one, as letters; several may make one."""
        data, self._bytes = bytes(self._bytes), bytearray()
        return self._letters_of(data) if data else ""

    def _letters_of(self, data: bytes) -> str:
        return self._fonts.get(self._state.font, self._own).decode(data)[0]

    def _kept(self, text: str) -> str:
        passed = min(self._passing, len(text))
        self._passing -= passed
        return "" if self._state.silent or self._state.deleted else text[passed:]


def _unicode(number: int) -> str:
    """RTF writes code units above 32,767 as negative numbers; halves of a pair are no letter by themselves."""
    code = number + 65_536 if number < 0 else number
    return chr(code) if 0 < code < 0xD800 or 0xE000 <= code <= 0x10FFFF else "\ufffd"
