"""From text to records: every line has a level and a tag, and hangs from the last line that is one level higher."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kith.domain.gedcom import tags
from kith.domain.gedcom.problems import Problems

_LINE = re.compile(r"[\s\ufeff]*([0-9]{1,9})[ \t]+(?:@([^@]+)@[ \t]+)?([A-Za-z0-9_]+)(?:[ \t](.*))?", re.DOTALL)
# What can still be told: no space after the level, an id without its second @.
_LOOSE = re.compile(r"[\s\ufeff]*([0-9]{1,9})[ \t]*(?:@([^@\s]+)@?[ \t]+)?([A-Za-z_]\w*)(?:[ \t](.*))?", re.DOTALL)
_POINTER = re.compile(r"[ \t]*@([^@#][^@]*)@\s*")
_TERM = "https://gedcom.io/terms/v7/"
NOBODY = "VOID"
# So many lines without one in the form of GEDCOM make the text something else.
_LOOKED_AT = 40
_DEEPER = frozenset("123456789")
_MORE = {"CONT": "\n", "CONC": ""}
_SLIP = "This line is not quite in the form of GEDCOM. Read as it seems."


class Node:
    """One line and what hangs from it. `to` is the id that it leads to, empty if it leads nowhere; else `text`."""

    __slots__ = ("by_tag", "children", "line", "tag", "text", "to")

    def __init__(self, line: int, tag: str, text: str, to: str) -> None:
        self.line = line
        self.tag = tag
        self.text = text
        self.to = to
        self.children: list[Node] = []
        self.by_tag: dict[str, list[Node]] | None = None

    def all(self, name: str) -> list[Node]:
        """The lines below with this tag, in their order. Ask once the tree is grown."""
        if not self.children:
            return []
        if self.by_tag is None:
            self.by_tag = {}
            for child in self.children:
                self.by_tag.setdefault(child.tag, []).append(child)
        return self.by_tag.get(name, [])

    def first(self, name: str) -> Node | None:
        """The first line below with this tag. Ask once the tree is grown."""
        found = self.all(name)
        return found[0] if found else None

    def said(self, name: str) -> str:
        """The text of the first line below with this tag, without spaces around it; empty if there is none."""
        found = self.first(name)
        return found.text.strip() if found else ""


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
    """The records of one text. Trees are made one at a time, so that a large file needs little memory.

    Walking never recurses, so depth is no danger. `swept` holds, for the record made last, every line whose tag is in
    `sweep`, each with the tag of the fact that it stands in, empty if it stands in the record itself.
    """

    lines: list[str]
    problems: Problems
    cuts: list[Cut] = field(default_factory=list)
    is_seven: bool = False
    renamed: Mapping[str, str] = field(default_factory=dict)
    unknown: dict[str, list[int]] = field(default_factory=dict)
    sweep: frozenset[str] = frozenset()
    swept: list[tuple[Node, str]] = field(default_factory=list)
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
            found = _parsed(line) if begun[:1] == "0" else None
            if found and int(found[1]) == 0:
                self._begin(at, found[2] or "", found[3].upper())
                if not _LINE.fullmatch(line):
                    self.problems.say("form", at + 1, _SLIP)
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

    # Trees

    def tree(self, cut: Cut) -> Node:
        """A record with all that hangs from it. Call it once for each, since it notes what is wrong."""
        return _Tree(self, cut).grow()

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
        """Count a tag that no standard has."""
        found = self.unknown.setdefault(tag, [0, line])
        found[0] += 1
        found[1] = min(found[1], line)


class _Tree:
    """Makes the tree of one record."""

    def __init__(self, records: Records, cut: Cut) -> None:
        self._records = records
        self._cut = cut
        records.swept = []
        self._longer: dict[int, tuple[Node, list[str]]] = {}

    def grow(self) -> Node:
        first = _parsed(self._records.lines[self._cut.start])
        text = (first[4] or "") if first else ""
        root = Node(self._cut.start + 1, self._cut.tag, *self._records.pointer(text, self._cut.start + 1))
        self._levels, self._stack = [0], [root]
        for at in range(self._cut.start + 1, self._cut.stop):
            self._take(at + 1, self._records.lines[at])
        for node, pieces in self._longer.values():
            node.text = "".join(pieces)
        return root

    def _take(self, number: int, line: str) -> None:
        found = _LINE.fullmatch(line) or self._loose(number, line)
        if not found:
            return
        said_level, xref, tag, text = found.groups()
        level, tag = int(said_level), tag.upper()
        if tag in _MORE:
            self._lengthen(number, level, _MORE[tag] + self._records.unescaped(text or ""))
            return
        levels, stack = self._levels, self._stack
        while levels[-1] >= level and len(levels) > 1:
            levels.pop()
            stack.pop()
        if level != levels[-1] + 1:
            words = f"The level jumps from {levels[-1]} to {level}. Read as {levels[-1] + 1}."
            self._records.problems.say("level", number, words)
        to = ""
        if text and "@" in text:
            text, to = self._records.pointer(text, number)
        if tag not in tags.KNOWN or xref:
            tag = self._odd(number, tag, xref)
        node = Node(number, tag, text or "", to)
        stack[-1].children.append(node)
        if tag in self._records.sweep:
            self._records.swept.append((node, stack[1].tag if len(stack) > 1 else ""))
        levels.append(level)
        stack.append(node)

    def _odd(self, number: int, tag: str, xref: str | None) -> str:
        """The tag that one of the writer's own stands for; an id where none belongs is named."""
        records = self._records
        if xref:
            words = f"The id @{xref[:40]}@ stands inside another record, where nothing can lead to it."
            records.problems.say("inner", number, words)
        tag = records.renamed.get(tag, tag)
        if tag not in tags.KNOWN:
            records.met_unknown(tag, number)
        return tag

    def _loose(self, number: int, line: str) -> re.Match[str] | None:
        """A line with a slip, or None: an empty one is passed over, any other lengthens the text before it."""
        if not line.strip():
            return None
        found = _LOOSE.fullmatch(line)
        if found:
            self._records.problems.say(
                "form", number, "This line is not quite in the form of GEDCOM. Read as it seems."
            )
            return found
        words = "This line has no level and no tag. Taken as more of the text before it."
        self._records.problems.say("text", number, words)
        self._more(self._stack[-1], "\n" + line)
        return None

    def _lengthen(self, number: int, level: int, more: str) -> None:
        """Add to the text of the line that is one level up; if that has no text, to the line just before."""
        owner = self._stack[max(bisect.bisect_left(self._levels, level) - 1, 0)]
        if not owner.text and owner.children and id(owner) not in self._longer:
            owner = self._stack[-1]
            self._records.problems.say("level", number, "More text at the wrong level. Added to the line before.")
        self._more(owner, more)

    def _more(self, owner: Node, more: str) -> None:
        self._longer.setdefault(id(owner), (owner, [owner.text]))[1].append(more)


def cut(text: str, problems: Problems) -> Records:
    """The records of a text with LF line ends; none if no line near the top has the form of GEDCOM.

    Raises nothing: what cannot be read is in `problems`, each with its line.
    """
    records = Records(text.split("\n"), problems)
    shown = [line for line in records.lines[: 10 * _LOOKED_AT] if line.strip()][:_LOOKED_AT]
    if not any(_LINE.fullmatch(line) for line in shown):
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


def _parsed(line: str) -> re.Match[str] | None:
    return _LINE.fullmatch(line) or _LOOSE.fullmatch(line)
