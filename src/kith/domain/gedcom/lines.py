"""One line of a family file: its level, id, tag and text; and the line as a node of a tree."""

from __future__ import annotations

import re

LINE = re.compile(r"[\s\ufeff]*([0-9]{1,9})[ \t]+(?:@([^@]+)@[ \t]+)?([A-Za-z0-9_]+)(?:[ \t](.*))?", re.DOTALL)
# What can still be told: no space after the level, an id without its second @.
LOOSE = re.compile(r"[\s\ufeff]*([0-9]{1,9})[ \t]*(?:@([^@\s]+)@?[ \t]+)?([A-Za-z_]\w*)(?:[ \t](.*))?", re.DOTALL)
SLIP = "This line is not quite in the form of GEDCOM. Read as it seems."


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


def parsed(line: str) -> re.Match[str] | None:
    """Level, id, tag and text of a line, also of one with a slip; None if it has no level and tag."""
    return LINE.fullmatch(line) or LOOSE.fullmatch(line)
