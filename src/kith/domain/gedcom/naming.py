"""The names of a person: the slashes round the family name, the parts, nicknames, other scripts."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from kith.domain.gedcom.gathering import Gathered, kept_back
from kith.domain.gedcom.lines import Node
from kith.domain.gedcom.problems import Problems
from kith.domain.gedcom.result import Name
from kith.domain.terms import NameKind

# What the writer puts where it has a description and no name.
NOT_A_NAME = "not a name: how the person is known"
# A record's name column holds as much.
_LONGEST = 200
_KINDS = {
    "BIRTH": NameKind.BIRTH, "MAIDEN": NameKind.BIRTH, "MARRIED": NameKind.MARRIED, "AKA": NameKind.ALIAS,
    "IMMIGRANT": NameKind.ALIAS, "PROFESSIONAL": NameKind.ALIAS, "OTHER": NameKind.ALIAS,
    "NICKNAME": NameKind.NICKNAME, "RELIGIOUS": NameKind.RELIGIOUS,
}  # fmt: skip
_BY_LABEL = {kind.label.casefold(): kind for kind in NameKind}
_SPELLINGS = frozenset({"TRAN", "FONE", "ROMN"})
_PIECES = ("NPFX", "GIVN", "SPFX", "SURN", "NSFX")


def names(root: Node, gathered: Gathered) -> tuple[Name, ...]:
    """Every name of a person in the order of the file, nicknames and other spellings after the name they stand in.

    A name of slashes only, or of nothing, is no name: the person is without one. Text is kept exactly, but for the two
    slashes and what lies beyond 200 letters (which is named).
    """
    found: dict[tuple[NameKind, str], Name] = {}
    for node in root.children:
        if node.tag == "NAME":
            every = [*_of(node, gathered.problems)]
        elif node.tag == "ALIA" and not node.to:
            every = [_name(node, NameKind.ALIAS, "", gathered.problems)]
        else:
            continue
        for name in every:
            key = (name.kind, name.full)
            if name.full and key not in found and gathered.may_keep(node.line):
                found[key] = name
    return tuple(found.values())


def _of(node: Node, problems: Problems) -> Iterator[Name]:
    words = node.first("TYPE")
    said = words.text.strip() if words else ""
    phrase = words.said("PHRASE") if words else ""
    kind = _KINDS.get(said.upper(), NameKind.ALIAS) if said else NameKind.USED
    kind = _BY_LABEL.get(phrase.casefold(), kind)
    yield _name(node, kind, _words(kind, said, phrase), problems)
    for other in node.all("NICK"):
        full = " ".join(other.text.split())[:_LONGEST]
        yield Name(NameKind.NICKNAME, full, is_restricted=kept_back(node).sensitive, line=other.line)
    for other in (child for child in node.children if child.tag in _SPELLINGS):
        yield _name(other, _spelling(other.text), "another spelling", problems)


def _words(kind: NameKind, said: str, phrase: str) -> str:
    """What the file calls a kind of name, where our word for it says less."""
    if kind is not NameKind.ALIAS or said.upper() == "AKA":
        return ""
    return phrase or said


def _spelling(text: str) -> NameKind:
    """Another spelling is in a script of its own unless its letters are Latin."""
    letters = [letter for letter in text if letter.isalpha()]
    latin = all(unicodedata.name(letter, "").startswith("LATIN") for letter in letters)
    return NameKind.ALIAS if latin else NameKind.ORIGINAL_SCRIPT


def _name(node: Node, kind: NameKind, words: str, problems: Problems) -> Name:
    text = " ".join(node.text.split("\n"))
    pieces = text.split("/")
    if len(pieces) not in (1, 3):
        how = "one slash" if len(pieces) == 2 else f"{len(pieces) - 1} slashes"
        problems.say("slashes", node.line, f"A name has {how}; the family name stands between two.")
    full = _joined(pieces) if len(pieces) > 1 else text.strip()
    if not full:
        full = " ".join(filter(None, (node.said(piece) for piece in _PIECES)))
    if len(full) > _LONGEST:
        words_ = f"A name has {len(full):,} letters. Only the first {_LONGEST} count."
        problems.say("long", node.line, words_)
        full = full[:_LONGEST].rstrip()
    return Name(
        kind,
        full,
        given=(node.said("GIVN") or pieces[0].strip() if len(pieces) > 1 else node.said("GIVN"))[:_LONGEST],
        family=(node.said("SURN") or (pieces[1].strip() if len(pieces) > 1 else ""))[:_LONGEST],
        prefix=node.said("NPFX")[:_LONGEST],
        suffix=node.said("NSFX")[:_LONGEST],
        language=node.said("LANG")[:_LONGEST],
        words=words[:_LONGEST],
        is_restricted=kept_back(node).sensitive,
        line=node.line,
    )


def _joined(pieces: list[str]) -> str:
    """The pieces of a name without the slashes, with a space where only a slash stood between two words."""
    full = ""
    for piece in pieces:
        gap = full and piece and not full[-1].isspace() and not piece[0].isspace()
        full += f" {piece}" if gap else piece
    return full.strip()
