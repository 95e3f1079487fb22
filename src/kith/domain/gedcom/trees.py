"""A record as a tree: every line hangs from the last line that is one level higher. Nothing recurses."""

from __future__ import annotations

import bisect
import re

from kith.domain.gedcom import lines, tags
from kith.domain.gedcom.lines import Node
from kith.domain.gedcom.records import Cut, Records

# No person has more to say. Longer notes are one line with more text, which does not count.
_MOST_LINES = 50_000
_MORE = {"CONT": "\n", "CONC": ""}


def grow(records: Records, cut: Cut) -> Node:
    """A record with all that hangs from it. Call it once for each, since it notes what is wrong.

    `records.swept` then holds every line of it whose tag is in `records.sweep`, each with the fact that it stands in,
    None if it stands in the record itself.
    """
    return _Tree(records, cut).grow()


class _Tree:
    """Makes the tree of one record."""

    def __init__(self, records: Records, cut: Cut) -> None:
        self._records = records
        self._cut = cut
        records.swept = []
        self._longer: dict[int, tuple[Node, list[str]]] = {}
        self._size = 0

    def grow(self) -> Node:
        first = lines.parsed(self._records.lines[self._cut.start])
        text = (first[4] or "") if first else ""
        root = Node(self._cut.start + 1, self._cut.tag, *self._records.pointer(text, self._cut.start + 1))
        self._levels, self._stack = [0], [root]
        for at in range(self._cut.start + 1, self._cut.stop):
            self._take(at + 1, self._records.lines[at])
            if self._size > _MOST_LINES:
                break
        for node, pieces in self._longer.values():
            node.text = "".join(pieces)
        return root

    def _take(self, number: int, line: str) -> None:
        found = lines.LINE.fullmatch(line) or self._loose(number, line)
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
        self._hang(level, Node(number, tag, text or "", to))

    def _hang(self, level: int, node: Node) -> None:
        self._size += 1
        if self._size > _MOST_LINES:
            words = f"This record has more than {_MOST_LINES:,} lines. Those from here on are left out."
            self._records.problems.say("long record", node.line, words)
            return
        self._stack[-1].children.append(node)
        if node.tag in self._records.sweep:
            self._records.swept.append((node, self._stack[1] if len(self._stack) > 1 else None))
        self._levels.append(level)
        self._stack.append(node)

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
        found = lines.LOOSE.fullmatch(line)
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
