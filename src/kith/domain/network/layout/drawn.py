"""What is to be placed: a node for each person, a couple for each set of parents or partners."""

from __future__ import annotations

import datetime
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kith.domain.network import siblings
from kith.domain.network.graph import Family, Parentage, Person
from kith.domain.network.words import ParentageKind, TieKind

# Kinds that make brothers and sisters, who stand in birth order; children cared for by the same people need not.
ORDERED = (ParentageKind.BIRTH, ParentageKind.ADOPTIVE, ParentageKind.UNKNOWN)
# Kinds that decide the generation of a child, strongest first; the others follow where they can.
FIRM = (ParentageKind.BIRTH, ParentageKind.UNKNOWN)


@dataclass(slots=True)
class Node:
    """One drawn person. `same` marks a second drawing of somebody who stands elsewhere."""

    person: Person
    row: int = 0
    same: bool = False


@dataclass(slots=True)
class Child:
    """A child of a couple: its node, and how it is theirs, strongest kind first."""

    node: int
    kinds: list[ParentageKind]
    rows: list[Parentage]

    @property
    def is_firm(self) -> bool:
        """Whether the child is theirs by birth, or nobody knows how."""
        return self.kinds[0] in FIRM


@dataclass(slots=True)
class Couple:
    """One parent or two, the recorded unions they stand for, and the children that hang from them.

    Without partners: brothers and sisters whose shared parents are not drawn, and in which way they are (`siblings`).
    """

    partners: list[int]
    unions: list[str] = field(default_factory=list)
    children: list[Child] = field(default_factory=list)
    row: int = 0
    order: datetime.date | None = None
    siblings: TieKind | None = None
    is_sure: bool = True

    @property
    def anchor(self) -> int:
        """The node whose part of the drawing it stands in."""
        return self.partners[0] if self.partners else self.children[0].node


@dataclass(slots=True)
class Drawn:
    """Nodes and couples; both in an order that depends on the ids alone, never on the order of the input."""

    nodes: list[Node]
    couples: list[Couple]
    near: dict[str, int]

    def twin(self, node: int) -> int:
        """Draws somebody a second time; returns the new node."""
        self.nodes.append(Node(self.nodes[node].person, self.nodes[node].row, same=True))
        return len(self.nodes) - 1

    def nearness(self, couple: Couple) -> tuple[int, list[str]]:
        """How far a couple is from the child, then their ids: the order in which couples are treated."""
        ids = sorted(self.nodes[partner].person.id for partner in couple.partners)
        return min(self.near[person] for person in ids), ids


def build(family: Family, people: Iterable[str]) -> Drawn:
    """The nodes and couples for some of the people of a family."""
    chosen = sorted(people)
    nodes = [Node(family.by_id[person]) for person in chosen]
    place = {person: at for at, person in enumerate(chosen)}
    couples: dict[tuple[str, ...], Couple] = {}

    def couple_of(partners: Iterable[str]) -> Couple | None:
        ids = tuple(sorted(person for person in partners if person in place))
        if not ids:
            return None
        return couples.setdefault(ids, Couple([place[person] for person in ids]))

    for union in sorted(family.unions, key=lambda union: union.id):
        couple = couple_of(union.partners)
        if couple:
            couple.unions.append(union.id)
            couple.order = couple.order or (union.start.order if union.start else None)
    for row in _hanging(family):
        couple = couple_of(row.parents)
        if couple and row.child in place:
            _add(couple, place[row.child], row)
    near = nearness(family)
    drawn = Drawn(nodes, [], near)
    drawn.couples = sorted(couples.values(), key=drawn.nearness)
    return drawn


def _add(couple: Couple, node: int, row: Parentage) -> None:
    for child in couple.children:
        if child.node == node:
            child.kinds.append(row.kind)
            child.rows.append(row)
            return
    couple.children.append(Child(node, [row.kind], [row]))


def _hanging(family: Family) -> Iterator[Parentage]:
    """The parentage that gets a line. A step-parent has none where the line of the child's parent says enough."""
    order = list(ParentageKind)
    partners: dict[str, set[str]] = {}
    for union in family.unions:
        for one in union.partners:
            partners.setdefault(one, set()).update(union.partners)
    for row in sorted(family.parentage, key=lambda row: (order.index(row.kind), row.child, row.parents)):
        if row.kind is ParentageKind.STEP:
            own = {p for other in family.parentage_of[row.child] if other.kind is not row.kind for p in other.parents}
            if any(own & partners.get(parent, set()) or parent in own for parent in row.parents):
                continue
        yield row


def nearness(family: Family) -> dict[str, int]:
    """Steps from the focus to everybody, over unions, parentage and brothers and sisters; out of reach comes last."""
    beside: dict[str, set[str]] = {person.id: set() for person in family.people}
    groups = [union.partners for union in family.unions]
    groups += [(row.child, *row.parents) for row in family.parentage]
    groups += [(tie.a, tie.b) for tie in family.ties if tie.kind in siblings.KINDS]
    for group in groups:
        for one in group:
            beside[one].update(group)
    steps = {family.focus: 0} if family.focus else {}
    waiting = deque(steps)
    while waiting:
        one = waiting.popleft()
        for other in sorted(beside[one]):
            if other not in steps:
                steps[other] = steps[one] + 1
                waiting.append(other)
    return {person: steps.get(person, len(beside)) for person in beside}


def birth_groups(drawn: Drawn, couple: Couple) -> list[list[int]]:
    """The children one row below a couple, eldest first; those of one birth, and all without a date, together."""
    dated: dict[datetime.date, list[int]] = {}
    undated: list[int] = []
    for child in couple.children:
        node = drawn.nodes[child.node]
        if node.row != couple.row + 1 or child.kinds[0] not in ORDERED:
            continue
        day = node.person.born.order if node.person.born else None
        (undated if day is None else dated.setdefault(day, [])).append(child.node)
    groups = [dated[day] for day in sorted(dated)]
    return [*groups, undated] if undated else groups
