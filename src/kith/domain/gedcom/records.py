"""From text to records: where each begins, what it is called, and what a line leads to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kith.domain.gedcom import lines, tags
from kith.domain.gedcom.lines import Node
from kith.domain.gedcom.problems import Problems

_POINTER = re.compile(r"[ \t]*@([^@#][^@]*)@\s*")
_TERM = "https://gedcom.io/terms/v7/"
NOBODY = "VOID"
# So many lines without one in the form of GEDCOM make the text something else.
_LOOKED_AT = 40
_MOST_UNKNOWN = 500
_DEEPER = frozenset("123456789")


@dataclass(slots=True)
class Cut:
    """Where a record stands: its lines from `start` up to `stop`, counted from 0. `id` is unique in the file."""

    id: str
    xref: str
    tag: str
    start: int
    stop: int


@dataclass
class Records:
    """The records of one text. Trees are made of them one at a time (`trees.grow`), so that a large file fits."""

    lines: list[str]
    problems: Problems
    cuts: list[Cut] = field(default_factory=list)
    is_seven: bool = False
    renamed: Mapping[str, str] = field(default_factory=dict)
    unknown: dict[str, list[int]] = field(default_factory=dict)
    sweep: frozenset[str] = frozenset()
    swept: list[tuple[Node, Node | None]] = field(default_factory=list)
    _ids: dict[str, Cut] = field(default_factory=dict)
    _folded: dict[str, list[str]] = field(default_factory=dict)
    _again: dict[str, int] = field(default_factory=dict)

    def find(self, xref: str) -> Cut | None:
        """The record of an id."""
        return self._ids.get(xref)

    # Cutting

    def cut(self) -> None:
        """Find where each record begins; what stands before the first is named."""
        for at, line in enumerate(self.lines):
            # Most lines begin with the digit of a deeper level: the rest is for the others.
            if line[:1] in _DEEPER and self.cuts:
                continue
            begun = line.lstrip(" \t\ufeff")
            found = lines.parsed(line) if begun[:1] == "0" else None
            if found and int(found[1]) == 0:
                self._begin(at, found[2] or "", found[3].upper())
                if not lines.LINE.fullmatch(line):
                    self.problems.say("form", at + 1, lines.SLIP)
            elif not self.cuts and begun.strip():
                self.problems.say("before", at + 1, "This line stands before the first record and is left out.")
        if self.cuts:
            self.cuts[-1].stop = len(self.lines)

    def _begin(self, at: int, xref: str, tag: str) -> None:
        if self.cuts:
            self.cuts[-1].stop = at
        name = xref.strip()
        earlier = self._ids.get(name) if name else None
        known_id = name or f"line {at + 1}"
        if earlier:
            words = f'The id "{name[:40]}" is used again (first in line {earlier.start + 1}). Links lead to the first.'
            self.problems.say("twice", at + 1, words)
        new = Cut(self.unused(known_id), name, tag, at, at)
        self.cuts.append(new)
        if name == NOBODY:
            self.problems.say("void", at + 1, 'The id "VOID" means "nobody" and cannot be that of a record.')
        elif name and not earlier:
            self._folded.setdefault(name.casefold(), []).append(name)
        self._ids[new.id] = new

    def unused(self, wanted: str) -> str:
        """An id like the one wanted that no record has yet."""
        if wanted not in self._ids and wanted != NOBODY:
            return wanted
        number = self._again.get(wanted, 1) + 1
        while f"{wanted} ({number})" in self._ids:
            number += 1
        self._again[wanted] = number
        return f"{wanted} ({number})"

    # What stands in a line

    def pointer(self, text: str, line: int) -> tuple[str, str]:
        """(text, id that it leads to): one of the two is empty."""
        found = _POINTER.fullmatch(text) if "@" in text else None
        if not found:
            return self.unescaped(text), ""
        name = found[1].strip()
        if name in self._ids or name == NOBODY:
            return "", name
        alike = self._folded.get(name.casefold(), [])
        if len(alike) == 1:
            words = f"@{name[:40]}@ is written @{alike[0][:40]}@ where it is defined. Taken for the same."
            self.problems.say("case", line, words)
            return "", alike[0]
        self.problems.say("dangling", line, f"This leads to @{name[:40]}@, which is not in the file.")
        return "", ""

    def unescaped(self, text: str) -> str:
        """A doubled @ is one @: everywhere in 5.5.1, at the beginning of a line in 7."""
        if "@@" not in text:
            return text
        if self.is_seven:
            return text[1:] if text.startswith("@@") else text
        return text.replace("@@", "@")

    def met_unknown(self, tag: str, line: int) -> None:
        """Count a tag that no standard has; after very many different ones, under a common name."""
        if tag not in self.unknown and len(self.unknown) >= _MOST_UNKNOWN:
            tag = "other tags"
        found = self.unknown.setdefault(tag, [0, line])
        found[0] += 1
        found[1] = min(found[1], line)


def cut(text: str, problems: Problems) -> Records:
    """The records of a text with LF line ends; none if no line near the top has the form of GEDCOM.

    Raises nothing: what cannot be read is in `problems`, each with its line.
    """
    records = Records(text.split("\n"), problems)
    shown = [line for line in records.lines[: 10 * _LOOKED_AT] if line.strip()][:_LOOKED_AT]
    if not any(lines.LINE.fullmatch(line) for line in shown):
        problems.forget()
        words = "The file is empty." if not shown else "This is not a family file: no line has a level and a tag."
        problems.say("form", 1, words)
        return records
    records.cut()
    if not records.cuts:
        problems.say("records", 1, "No line has the level 0, so there is no record.")
    return records


def own_names(head: Node) -> dict[str, str]:
    """Tags of the writer that stand for a tag of the standard, from the SCHMA of a GEDCOM 7 header."""
    found = {}
    for line in _schemas(head):
        name, _, address = line.text.strip().partition(" ")
        standard = address.strip().removeprefix(_TERM).rpartition("-")[2]
        if address.strip().startswith(_TERM) and standard in tags.STANDARD:
            found[name.upper()] = standard
    return found


def _schemas(head: Node) -> Iterator[Node]:
    for schema in head.all("SCHMA"):
        yield from schema.all("TAG")
