"""What is gathered while records are read: contacts, notes, what is kept back, pictures, and what found no place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from kith.domain.gedcom import dating
from kith.domain.gedcom.lines import Node
from kith.domain.gedcom.problems import Problems
from kith.domain.gedcom.records import NOBODY, Records
from kith.domain.gedcom.result import Contact, Count, Media, Note, Restriction, RestrictionKind, Unused
from kith.domain.network import Says, When
from kith.domain.network.graph import SURE
from kith.domain.terms import ReachKind

# Read wherever they stand in a person or family.
SWEEP = frozenset("RESN ADDR PHON EMAIL FAX WWW PLAC NOTE SNOTE FILE OBJE ASSO".split())
_REACH = {
    "ADDR": ReachKind.ADDRESS, "PLAC": ReachKind.ADDRESS, "PHON": ReachKind.PHONE, "FAX": ReachKind.PHONE,
    "EMAIL": ReachKind.EMAIL, "WWW": ReachKind.ONLINE,
}  # fmt: skip
_ADDRESS_PARTS = ("ADR1", "ADR2", "ADR3", "CITY", "STAE", "POST", "CTRY")
_RESTRICTIONS = {kind.name: kind for kind in RestrictionKind}
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_ESCAPE = re.compile("%([0-9A-Fa-f]{2})")
_SHOWN = 80
# Contacts, notes, names, children, ties and pictures of one file together: ten for each of 50,000 people.
_MOST_KEPT = 500_000


@dataclass
class Gathered:
    """Fills up while records are read, one after the other."""

    records: Records
    problems: Problems
    packed: frozenset[str] | None = None
    note_texts: dict[str, str] = field(default_factory=dict)
    contacts: list[Contact] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    restrictions: list[Restriction] = field(default_factory=list)
    restricted: set[tuple[str, RestrictionKind, str]] = field(default_factory=set)
    files: list[tuple[Node, str]] = field(default_factory=list)
    shown_in: dict[str, dict[str, None]] = field(default_factory=dict)
    set_aside: dict[str, list[int]] = field(default_factory=dict)
    counted: dict[str, list[int]] = field(default_factory=dict)
    kept: int = 0

    # Counting

    def may_keep(self, line: int) -> bool:
        """Whether one more contact, note, name, child, tie or picture is kept; if not, it is noted."""
        self.kept += 1
        if self.kept > _MOST_KEPT:
            words = f"More than {_MOST_KEPT:,} names, notes, contacts, children, ties and pictures: this is left out."
            self.problems.say("most", line, words)
        return self.kept <= _MOST_KEPT

    def count(self, what: str, *, accepted: bool) -> None:
        """One record or link more, taken in or refused."""
        found = self.counted.setdefault(what, [0, 0])
        found[0 if accepted else 1] += 1

    def refuse(self, what: str) -> None:
        """One that was counted as taken in turns out to have no place."""
        self.counted[what][0] -= 1
        self.counted[what][1] += 1

    def counts(self, *kinds: str) -> dict[str, Count]:
        """Read, accepted and refused of each kind, also of those that were not met."""
        found = {kind: self.counted.get(kind, [0, 0]) for kind in kinds}
        return {kind: Count(accepted + refused, accepted, refused) for kind, (accepted, refused) in found.items()}

    def leave(self, tag: str, line: int) -> None:
        """Count a tag of the standard that Kith has no place for."""
        found = self.set_aside.setdefault(tag, [0, line])
        found[0] += 1
        found[1] = min(found[1], line)

    def link(self, node: Node, tag: str, what: str) -> str:
        """The id of the record that a line leads to, or "" (with a problem) if it is not one of `tag`."""
        target = self.records.find(node.to) if node.to else None
        if target and target.tag == tag:
            return target.id
        if target:
            self.problems.say("link", node.line, f"{node.tag} leads to @{node.to[:40]}@, which is no {what}.")
        elif not node.to and node.text:
            self.problems.say("link", node.line, f"{node.tag} leads to no record. Left out.")
        return ""

    # What stands anywhere in a record

    def sweep(self, of: str, people: tuple[str, ...], *, living: bool) -> None:
        """Take what the record made last holds of contacts, notes, restrictions and pictures."""
        # What a RESN stands in: the record (None), a fact, or the contact itself.
        closed = {fact for node, fact in self.records.swept if node.tag == "RESN"}
        for node, fact in self.records.swept:
            about = fact.tag if fact else ""
            if node.tag in _REACH:
                is_restricted = not closed.isdisjoint((None, node, fact))
                self._contact(node, Contact(people, _REACH[node.tag], "", about, living, is_restricted, node.line))
            elif node.tag in ("NOTE", "SNOTE"):
                self._note(node, people, about)
            elif node.tag == "RESN":
                self._restrict(node, of, about)
            elif node.tag == "FILE":
                self.file(node, of)
            elif node.tag == "OBJE" and node.to:
                self.shown_in.setdefault(node.to, {}).update(dict.fromkeys(people))

    def _contact(self, node: Node, contact: Contact) -> None:
        value = _address(node) if node.tag == "ADDR" else node.text.strip()
        if value and self.may_keep(node.line):
            self.contacts.append(replace(contact, value=value))

    def _note(self, node: Node, people: tuple[str, ...], about: str) -> None:
        text = self.note_texts.get(node.to, "") if node.to else node.text.strip()
        if text and self.may_keep(node.line):
            self.notes.append(Note(people, text, about, node.line))

    def _restrict(self, node: Node, of: str, about: str) -> None:
        """A restriction is never left out: of many alike in one place the first stands for all."""
        for kind in restrictions(node, self.problems):
            if (of, kind, about) not in self.restricted:
                self.restricted.add((of, kind, about))
                self.restrictions.append(Restriction(of, kind, about, node.line))

    def file(self, node: Node, of: str) -> None:
        """A picture or paper of a record."""
        if self.may_keep(node.line):
            self.files.append((node, of))

    def media(self) -> tuple[Media, ...]:
        """Every picture and paper, none of which was opened; those that lead elsewhere are named."""
        found = []
        for node, of in sorted(self.files, key=lambda pair: pair[0].line):
            path = node.text.strip()
            why = self._unsafe(path)
            if why:
                shown = "".join(letter if letter.isprintable() else "?" for letter in path[:_SHOWN])
                self.problems.say("media", node.line, f"The file \u201c{shown}\u201d {why}")
            people = tuple(self.shown_in.get(of, {})) or (() if self.records.find(of) is None else (of,))
            found.append(Media(path, people, safe=not why, line=node.line))
        return tuple(found)

    def _unsafe(self, path: str) -> str:
        plain = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), path).replace("\\", "/")
        is_file = path.lower().startswith("file:")
        if _SCHEME.match(path) and not is_file:
            return "lies elsewhere, not beside the family file. It is not fetched."
        if is_file or plain.startswith("/") or ".." in plain.split("/"):
            return "leads out of the folder of the family file. It is not opened."
        if self.packed is not None and plain and plain not in self.packed:
            return "is not in the archive."
        return ""

    def unused(self, found: dict[str, list[int]]) -> tuple[Unused, ...]:
        """Counted tags, by their first line."""
        return tuple(sorted((Unused(tag, *pair) for tag, pair in found.items()), key=lambda one: (one.line, one.tag)))


def restrictions(node: Node, problems: Problems) -> list[RestrictionKind]:
    """What a RESN asks. A word that is no word of the standard counts as confidential: privacy is never widened."""
    kinds = []
    for word in dict.fromkeys(re.split(r"[\s,;]+", node.text.strip().upper())):
        if word not in _RESTRICTIONS:
            shown = f'"{word[:40]}"' if word else "nothing"
            problems.say("resn", node.line, f"RESN says {shown}, which is no word of the standard. Kept confidential.")
        kinds.append(_RESTRICTIONS.get(word, RestrictionKind.CONFIDENTIAL))
    return kinds


def kept_back(node: Node) -> Says:
    """How a record or fact with RESN may be shown: locked is sensitive, anything else is in no copy at all."""
    kinds = [kind for line in node.all("RESN") for kind in restrictions(line, Problems())]
    if not kinds:
        return SURE
    return Says(sensitive=True, withheld=any(kind is not RestrictionKind.LOCKED for kind in kinds))


def date_of(node: Node, problems: Problems) -> When | None:
    """The DATE below a line, with what is wrong in it noted."""
    found = node.first("DATE")
    if not found:
        return None
    date, wrong = dating.read(found.text, found.said("PHRASE"))
    if wrong:
        problems.say("date", found.line, wrong)
    return date


def period_of(node: Node, problems: Problems) -> tuple[When | None, When | None]:
    """The beginning and the end in the DATE below a line, with what is wrong in it noted."""
    found = node.first("DATE")
    if not found:
        return None, None
    ends, wrong = dating.period(found.text, found.said("PHRASE"))
    if wrong:
        problems.say("date", found.line, wrong)
    return ends


def leads_nowhere(node: Node) -> bool:
    """Whether a line says on purpose that it leads to nobody."""
    return node.to == NOBODY


def _address(node: Node) -> str:
    """An address as it is written, with the parts that its lines do not hold yet."""
    lines = [line.strip() for line in node.text.split("\n") if line.strip()]
    for part in _ADDRESS_PARTS:
        said = node.said(part)
        if said and not any(said in line for line in lines):
            lines.append(said)
    return "\n".join(lines)
