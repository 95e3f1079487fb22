"""A family record: its partners, what they were to each other, and its children."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from kith.domain.gedcom import people, tags
from kith.domain.gedcom.gathering import Gathered, date_of, kept_back, leads_nowhere
from kith.domain.gedcom.lines import Node
from kith.domain.gedcom.records import Cut
from kith.domain.network import ParentageKind, Says, Status, Tie, TieKind, Union, UnionStatus, siblings

# What the writer puts where there is one partner and the other is not known, and where parents are no couple on record.
PARTNER_NOT_KNOWN = "partner not known"
NO_COUPLE = "parents of a child, no couple on record"
_TAKEN = frozenset(
    "HUSB WIFE CHIL MARR DIV ANUL EVEN RESN NOTE SNOTE OBJE ADDR PHON EMAIL FAX WWW RESI PLAC NO SEPA".split()
)
# More in one family are no family; each is a parent of every child of it.
_MOST_PARTNERS = 8
# Programs that need a word for living apart write one of these.
_APART = frozenset({"SEPA", "_SEPR", "_SEP", "_SEPARATED"})
_IN_TYPES = {
    "back together": UnionStatus.BACK_TOGETHER,
    "reunit": UnionStatus.BACK_TOGETHER,
    "separat": UnionStatus.SEPARATED,
    "divorc": UnionStatus.DIVORCED,
    "civil partner": UnionStatus.MARRIED,
    "living together": UnionStatus.TOGETHER,
    "cohabit": UnionStatus.TOGETHER,
    "common law": UnionStatus.TOGETHER,
    "common-law": UnionStatus.TOGETHER,
    "short": UnionStatus.BRIEF,
    "death": UnionStatus.WIDOWED,
    "widow": UnionStatus.WIDOWED,
    "ended": UnionStatus.ENDED,
    "kind not known": UnionStatus.UNKNOWN,
}
_ENDINGS = frozenset({UnionStatus.SEPARATED, UnionStatus.DIVORCED, UnionStatus.WIDOWED, UnionStatus.ENDED})
_BEGINNINGS = frozenset({UnionStatus.MARRIED, UnionStatus.TOGETHER, UnionStatus.BRIEF, UnionStatus.UNKNOWN})


@dataclass(frozen=True, slots=True)
class Child:
    """One child of a family record; `each` is the kind for each partner where the file has it (by HUSB and WIFE)."""

    id: str
    each: Mapping[str, ParentageKind]
    says: Says
    line: int


@dataclass(slots=True)
class Found:
    """One family as read. Partners are (HUSB or WIFE, person); the first two are the couple, more are parents only."""

    id: str
    partners: list[tuple[str, str]]
    children: dict[str, Child]
    history: tuple[Status, ...]
    says: Says
    keeps_union: bool | None
    line: int

    @property
    def partner_ids(self) -> tuple[str, ...]:
        """The partners in their order."""
        return tuple(person for _, person in self.partners)

    @property
    def couple(self) -> tuple[str, ...]:
        """The first two partners, or the only one."""
        return self.partner_ids[:2]

    def union(self) -> Union | None:
        """The couple. One partner alone is a union only if the file says something of it, or has nothing else.

        `keeps_union` is what our own writer says of it, None if nothing.
        """
        if self.keeps_union is False:
            return None
        if len(self.partners) > 1 or (self.partners and (self.history or self.keeps_union or not self.children)):
            return Union(self.id, self.couple, self.history, self.says, self.line)
        return None


def family(root: Node, cut: Cut, gathered: Gathered) -> Found:
    """A family from the tree of its record."""
    found = Found(
        cut.id,
        partners=[],
        children={},
        history=tuple(_history(root, gathered)),
        says=kept_back(root),
        keeps_union=_keeps_union(root),
        line=root.line,
    )
    for node in root.children:
        if node.tag in ("HUSB", "WIFE"):
            _partner(node, found, gathered)
        elif node.tag == "CHIL":
            _child(node, found, gathered)
        elif node.tag not in _TAKEN and not node.tag.startswith("_"):
            gathered.leave(f"FAM.{node.tag}", node.line)
    for node, fact in gathered.records.swept:
        if node.tag == "ASSO" and fact:
            gathered.leave("FAM.ASSO", node.line)
    members = found.partner_ids or tuple(found.children)
    gathered.sweep(cut.id, members, living=True)
    return found


def _keeps_union(root: Node) -> bool | None:
    said = {_type(node) for node in root.all("EVEN")}
    return False if NO_COUPLE in said else PARTNER_NOT_KNOWN in said or None


def _partner(node: Node, found: Found, gathered: Gathered) -> None:
    person = gathered.link(node, "INDI", "person")
    is_new = bool(person) and person not in found.partner_ids and len(found.partners) < _MOST_PARTNERS
    gathered.count("links", accepted=is_new or leads_nowhere(node))
    if not is_new:
        if person:
            how = "twice" if person in found.partner_ids else f"after {_MOST_PARTNERS} others"
            words = f'The family "{found.id}" names "{person}" {how} as a partner. Left out.'
            gathered.problems.say("partner", node.line, words)
        return
    found.partners.append((node.tag, person))
    found.says = narrower(found.says, kept_back(node))
    if len(found.partners) > 2:
        words = f'The family "{found.id}" names more than two partners. "{person}" is taken as a parent only.'
        gathered.problems.say("partner", node.line, words)


def _child(node: Node, found: Found, gathered: Gathered) -> None:
    person = gathered.link(node, "INDI", "person")
    is_new = bool(person) and person not in found.children and gathered.may_keep(node.line)
    gathered.count("links", accepted=is_new or leads_nowhere(node))
    if not is_new:
        if person in found.children:
            words = f'The family "{found.id}" names "{person}" twice as a child. Taken once.'
            gathered.problems.say("child", node.line, words)
        return
    each = {}
    for tag, role in tags.EACH_PARENT.items():
        line = node.first(tag)
        kind = people.kind_of(line, gathered) if line else None
        if kind:
            each[role] = kind
    found.children[person] = Child(person, each, kept_back(node), node.line)


def _history(root: Node, gathered: Gathered) -> list[Status]:
    """What the partners were to each other, oldest first: the order of the file, unless its dates say otherwise."""
    found = []
    for node in root.children:
        kind = _status(node)
        if kind:
            found.append(Status(kind, date_of(node, gathered.problems), kept_back(node)))
        elif node.tag == "EVEN" and _type(node) not in (PARTNER_NOT_KNOWN, NO_COUPLE):
            gathered.leave("FAM.EVEN", node.line)
    days = [one.start.order for one in found if one.start and one.start.order]
    begins_late = bool(found) and found[0].kind in _ENDINGS and any(one.kind in _BEGINNINGS for one in found)
    if days != sorted(days) or begins_late:
        found.sort(key=_order)
    return found


def _order(status: Status) -> tuple[int, int]:
    """Beginnings without a date first, endings without one last."""
    day = status.start.order if status.start else None
    if day:
        return 1, day.toordinal()
    return (2, 0) if status.kind in _ENDINGS else (0, 0)


def _status(node: Node) -> UnionStatus | None:
    said = _type(node)
    if node.tag in _APART:
        return UnionStatus.SEPARATED
    if node.tag == "DIV":
        return UnionStatus.DIVORCED
    if node.tag == "ANUL":
        return UnionStatus.ENDED
    if node.tag not in ("MARR", "EVEN"):
        return None
    found = next((kind for piece, kind in _IN_TYPES.items() if piece in said), None)
    if node.tag == "MARR":
        return found if found in (UnionStatus.TOGETHER, UnionStatus.BRIEF) else UnionStatus.MARRIED
    return found


def narrower(one: Says, other: Says) -> Says:
    """The first, shown no more widely than the second."""
    if not other.sensitive and not other.withheld:
        return one
    return replace(one, sensitive=one.sensitive or other.sensitive, withheld=one.withheld or other.withheld)


def _type(node: Node) -> str:
    return node.said("TYPE").casefold()


def brothers_and_sisters(families: Iterable[Found], said: Iterable[Tie]) -> Iterator[Tie]:
    """A tie from each child to the next where a family has children and no parents: that they belong together.

    None where `said`, the ties of the people themselves, join the two already, as our own writer has them.
    """
    joined = siblings.full_sets_of((tie.a, tie.b) for tie in said if tie.kind in siblings.FULL)
    set_of = {person: at for at, people in enumerate(joined) for person in people}
    for found in families:
        if not found.partners:
            for one, other in itertools.pairwise(found.children.values()):
                if one.id in set_of and set_of[one.id] == set_of.get(other.id):
                    continue
                yield Tie(one.id, other.id, TieKind.SIBLING, says=found.says, line=other.line)
