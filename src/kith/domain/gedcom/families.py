"""A family record: partners, what they were to each other, and children; and who is whose child in which way."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kith.domain.gedcom import people, tags
from kith.domain.gedcom.gathering import Gathered, date_of, kept_back, leads_nowhere
from kith.domain.gedcom.records import Cut, Node
from kith.domain.network import Parentage, ParentageKind, Says, Status, Tie, TieKind, Union, UnionStatus, When
from kith.domain.network.graph import SURE

# What the writer puts where there is one partner and the other is not known, and where parents are no couple on record.
PARTNER_NOT_KNOWN = "partner not known"
NO_COUPLE = "parents of a child, no couple on record"
_TAKEN = frozenset(
    "HUSB WIFE CHIL MARR DIV ANUL EVEN RESN NOTE SNOTE OBJE ADDR PHON EMAIL FAX WWW RESI PLAC NO SEPA".split()
)
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
    line: int


@dataclass(slots=True)
class Found:
    """One family as read. Partners are (HUSB or WIFE, person)."""

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

    def union(self) -> Union | None:
        """The couple. One partner alone is a union only if the file says something of it, or has nothing else.

        `keeps_union` is what our own writer says of it, None if nothing.
        """
        if self.keeps_union is False:
            return None
        if len(self.partners) > 1 or (self.partners and (self.history or self.keeps_union or not self.children)):
            return Union(self.id, self.partner_ids, self.history, self.says, self.line)
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
    for node, about in gathered.records.swept:
        if node.tag == "ASSO" and about:
            gathered.leave("FAM.ASSO", node.line)
    members = found.partner_ids or tuple(found.children)
    gathered.sweep(cut.id, members, living=True)
    return found


def _keeps_union(root: Node) -> bool | None:
    said = {_type(node) for node in root.all("EVEN")}
    return False if NO_COUPLE in said else PARTNER_NOT_KNOWN in said or None


def _partner(node: Node, found: Found, gathered: Gathered) -> None:
    person = gathered.link(node, "INDI", "person")
    gathered.count("links", accepted=bool(person) or leads_nowhere(node))
    if not person:
        return
    if person in found.partner_ids:
        gathered.problems.say("partner", node.line, f'The family "{found.id}" names "{person}" twice as a partner.')
    elif len(found.partners) == 2:
        words = f'The family "{found.id}" names a third partner, "{person}". The first two are taken as the couple.'
        gathered.problems.say("partner", node.line, words)
    else:
        found.partners.append((node.tag, person))


def _child(node: Node, found: Found, gathered: Gathered) -> None:
    person = gathered.link(node, "INDI", "person")
    gathered.count("links", accepted=bool(person) or leads_nowhere(node))
    if not person:
        return
    if person in found.children:
        gathered.problems.say("child", node.line, f'The family "{found.id}" names "{person}" twice as a child.')
        return
    each = {}
    for tag, role in tags.EACH_PARENT.items():
        line = node.first(tag)
        kind = people.kind_of(line, gathered) if line else None
        if kind:
            each[role] = kind
    found.children[person] = Child(person, each, node.line)


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


def _type(node: Node) -> str:
    return node.said("TYPE").casefold()


# Who is whose child


@dataclass
class Lineage:
    """Brings together what the families say of their children and the people of their families."""

    families: Sequence[Found]
    persons: Iterable[people.Found]
    gathered: Gathered

    def rows(self) -> Iterator[Parentage]:
        """Every parentage. What only one side says is taken, with a word where that is the person's own record."""
        by_id = {one.id: one for one in self.families}
        self.links: dict[tuple[str, str], list[people.Link]] = {}
        self.adoptions: dict[tuple[str, str], people.Adoption] = {}
        for one in self.persons:
            self._take(one, by_id)
        for one_family in self.families:
            for child in one_family.children.values():
                yield from self._of(one_family, child)

    def _take(self, one: people.Found, by_id: Mapping[str, Found]) -> None:
        person = one.person.id
        for link in one.child_of:
            self.links.setdefault((link.family, person), []).append(link)
            self._add_child(by_id[link.family], person, link.line)
        for adoption in one.adoptions:
            self.adoptions[(adoption.family, person)] = adoption
            self._add_child(by_id[adoption.family], person, adoption.line)
        for family_id, line in one.partner_in:
            self._add_partner(by_id[family_id], person, line)

    def _add_child(self, found: Found, person: str, line: int) -> None:
        if person not in found.children:
            words = f'"{person}" is a child of the family "{found.id}" here, but not there. Taken as one.'
            self.gathered.problems.say("one-sided", line, words)
            found.children[person] = Child(person, {}, line)

    def _add_partner(self, found: Found, person: str, line: int) -> None:
        if person in found.partner_ids:
            return
        full = len(found.partners) == 2
        how = "which has two others. Left out." if full else "but not there. Taken as one."
        words = f'"{person}" is a partner in the family "{found.id}" here, {how}'
        self.gathered.problems.say("one-sided", line, words)
        if not full:
            role = "WIFE" if any(taken == "HUSB" for taken, _ in found.partners) else "HUSB"
            found.partners.append((role, person))

    def _of(self, found: Found, child: Child) -> Iterator[Parentage]:
        adoption = self.adoptions.get((found.id, child.id))
        union = found.union()
        done: set[ParentageKind] = set()
        links = self.links.get((found.id, child.id))
        for link in links or [people.Link(found.id, None, None, None, SURE, child.line)]:
            kinds = self._kinds(found, child, link, adoption)
            for kind in dict.fromkeys(kinds.values()):
                parents = tuple(parent for _, parent in found.partners if kinds[parent] is kind)
                if kind in done:
                    continue
                done.add(kind)
                yield Parentage(
                    child.id,
                    parents,
                    kind,
                    union.id if union and parents == found.partner_ids else None,
                    start=_start(kind, link, adoption),
                    end=link.end,
                    says=_both(link.says, found.says),
                    line=child.line,
                )

    def _kinds(
        self, found: Found, child: Child, link: people.Link, adoption: people.Adoption | None
    ) -> dict[str, ParentageKind]:
        """The kind for each partner: from the child's record, the family's, or an adoption by one of the two."""
        usual = link.kind or (ParentageKind.ADOPTIVE if adoption else ParentageKind.BIRTH)
        kinds = {person: child.each.get(role, usual) for role, person in found.partners}
        if adoption and adoption.by != "BOTH":
            for role, person in found.partners:
                if role == adoption.by:
                    kinds[person] = ParentageKind.ADOPTIVE
                elif kinds[person] is ParentageKind.ADOPTIVE:
                    # The other partner was a parent before; the file does not say here in which way.
                    kinds[person] = ParentageKind.UNKNOWN
        return kinds


def _start(kind: ParentageKind, link: people.Link, adoption: people.Adoption | None) -> When | None:
    adopted_on = adoption.on if adoption and kind is ParentageKind.ADOPTIVE else None
    return adopted_on or link.start


def _both(one: Says, other: Says) -> Says:
    """The narrower of two ways to show it."""
    if not other.sensitive and not other.withheld:
        return one
    return replace(one, sensitive=one.sensitive or other.sensitive, withheld=one.withheld or other.withheld)


def brothers_and_sisters(families: Iterable[Found]) -> Iterator[Tie]:
    """A tie from each child to the next where a family has children and no parents: that they belong together."""
    for found in families:
        if not found.partners:
            for one, other in itertools.pairwise(found.children.values()):
                yield Tie(one.id, other.id, TieKind.SIBLING, says=found.says, line=other.line)
