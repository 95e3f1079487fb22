"""A family and its network as plain values: people, unions, parentage, ties, households."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from kith.domain.network.when import When
from kith.domain.network.words import (
    SIBLINGS,
    Being,
    Flow,
    Gender,
    ParentageKind,
    Quality,
    Ring,
    Sector,
    TieKind,
    Touch,
    UnionStatus,
)
from kith.domain.terms import Certainty, FactSource


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in what was read: a plain sentence and the 1-based line where it stands, if there is one."""

    text: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Says:
    """How sure it is and who says so. `sensitive` is left out of a child's and a family's copy, `withheld` of all."""

    certainty: Certainty = Certainty.CERTAIN
    source: FactSource | None = None
    sensitive: bool = False
    withheld: bool = False


SURE = Says()


@dataclass(frozen=True, slots=True)
class Person:
    """One person; without a name and without dates still a full person. `id` is unique in a family.

    `hint` is what is known instead of a name ("father's mother"). `called` is the child's own word for them.
    `is_dead` may be true without a date. `marks` are short notes such as health, always sensitive.
    """

    id: str
    name: str = ""
    gender: Gender = Gender.UNKNOWN
    born: When | None = None
    died: When | None = None
    is_dead: bool = False
    being: Being = Being.PERSON
    hint: str = ""
    called: str = ""
    professional: bool = False
    marks: tuple[str, ...] = ()
    says: Says = SURE
    line: int | None = None

    @property
    def has_died(self) -> bool:
        """Dead, with or without a known date."""
        return self.is_dead or self.died is not None


@dataclass(frozen=True, slots=True)
class Status:
    """What a union was from a day on; `start` None is not known."""

    kind: UnionStatus
    start: When | None = None
    says: Says = SURE


@dataclass(frozen=True, slots=True)
class Union:
    """Two partners and the history of what they were to each other, oldest first. If one, the other is not known."""

    id: str
    partners: tuple[str, ...]
    history: tuple[Status, ...] = ()
    says: Says = SURE
    line: int | None = None

    @property
    def start(self) -> When | None:
        """When it began, if known."""
        return self.history[0].start if self.history else None


@dataclass(frozen=True, slots=True)
class Parentage:
    """One child of one or two parents in one way. A child may have several: birth and adoptive side by side.

    `union` is the id of the union it hangs from, if the parents are a recorded union.
    """

    child: str
    parents: tuple[str, ...]
    kind: ParentageKind = ParentageKind.BIRTH
    union: str | None = None
    start: When | None = None
    end: When | None = None
    says: Says = SURE
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """Any other tie between two people, from `a`'s point of view. `words` says it as people do ("teaches her piano").

    `quality` with `says.source` is who says so: two views of one tie are two ties. `ring` and `sector` are where the
    child (`a`, the focus) places `b`; `flow` and `supports` feed the ecomap.
    """

    a: str
    b: str
    kind: TieKind = TieKind.OTHER
    words: str = ""
    quality: Quality | None = None
    flow: Flow = Flow.NONE
    touch: Touch = Touch.UNKNOWN
    ring: Ring | None = None
    sector: Sector | None = None
    supports: tuple[str, ...] = ()
    start: When | None = None
    end: When | None = None
    seen: When | None = None
    says: Says = SURE
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Stay:
    """One person in a household for a time."""

    person: str
    start: When | None = None
    end: When | None = None


@dataclass(frozen=True, slots=True)
class Household:
    """People who live or lived together. `is_placement`: a carer's or children's home, a box at the side."""

    id: str
    name: str = ""
    stays: tuple[Stay, ...] = ()
    start: When | None = None
    end: When | None = None
    is_placement: bool = False
    says: Says = SURE
    line: int | None = None


@dataclass(frozen=True)
class Family:
    """A whole network. `focus` is the child from whose place it is seen; None only in an empty family.

    Built by `reading.from_json`, the GEDCOM reader or an app; pass it through `checking.check` before drawing.
    """

    people: tuple[Person, ...] = ()
    unions: tuple[Union, ...] = ()
    parentage: tuple[Parentage, ...] = ()
    ties: tuple[Tie, ...] = ()
    households: tuple[Household, ...] = ()
    focus: str | None = None
    by_id: Mapping[str, Person] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_id", {person.id: person for person in self.people})

    @cached_property
    def union_by_id(self) -> Mapping[str, Union]:
        """Unions by id."""
        return {union.id: union for union in self.unions}

    @cached_property
    def parentage_of(self) -> Mapping[str, tuple[Parentage, ...]]:
        """By child: every parentage, birth first, in the order of the kinds and then of the parents; of several times
        with the same parents one that has not ended first."""
        order = list(ParentageKind)
        found: dict[str, list[Parentage]] = {}
        for row in self.parentage:
            found.setdefault(row.child, []).append(row)
        return {
            child: tuple(sorted(rows, key=lambda row: (order.index(row.kind), row.parents, row.end is not None)))
            for child, rows in found.items()
        }

    def seen_from(self, focus: str) -> Family:
        """The same family from another person's place; KeyError if there is none."""
        return replace(self, focus=self.by_id[focus].id)


def without(family: Family, gone: Iterable[str]) -> Family:
    """The family as if some people had never been in it.

    Unions that lose a partner go. Children stay; where the last parent they share is gone, brothers and sisters keep a
    tie that says only that. Where a household loses somebody no household keeps its name, which may be theirs.
    """
    out = frozenset(gone)
    if not out:
        return family
    unions = tuple(union for union in family.unions if not out.intersection(union.partners))
    return Family(
        people=tuple(person for person in family.people if person.id not in out),
        unions=unions,
        parentage=_parentage_left(family, out, frozenset(union.id for union in unions)),
        ties=(*(tie for tie in family.ties if tie.a not in out and tie.b not in out), *_siblings_left(family, out)),
        households=_households_left(family, out),
        focus=None if family.focus in out else family.focus,
    )


def _parentage_left(family: Family, out: frozenset[str], unions: frozenset[str]) -> tuple[Parentage, ...]:
    rows = []
    for row in family.parentage:
        parents = tuple(parent for parent in row.parents if parent not in out)
        if row.child not in out and parents:
            rows.append(replace(row, parents=parents, union=row.union if row.union in unions else None))
    return tuple(rows)


def _siblings_left(family: Family, out: frozenset[str]) -> tuple[Tie, ...]:
    """Brothers and sisters all of whose shared parents are gone, where no tie says so already: in the words of one that
    somebody wrote down, so that nothing tells them apart."""
    said = {frozenset((tie.a, tie.b)) for tie in family.ties if tie.kind in SIBLINGS}
    children: dict[str, list[str]] = {}
    for row in family.parentage:
        if row.kind in (ParentageKind.BIRTH, ParentageKind.ADOPTIVE) and row.child not in out:
            for parent in row.parents:
                children.setdefault(parent, []).append(row.child)
    kept: set[tuple[str, str]] = set()
    lost: dict[tuple[str, str], None] = {}
    for parent, group in children.items():
        for at, one in enumerate(group):
            for other in group[at + 1 :]:
                if one != other:
                    pair = (min(one, other), max(one, other))
                    lost[pair] = None
                    if parent not in out:
                        kept.add(pair)
    left = (pair for pair in lost if pair not in kept and frozenset(pair) not in said)
    return tuple(Tie(a, b, TieKind.SIBLING, words=TieKind.SIBLING.label) for a, b in left)


def _households_left(family: Family, out: frozenset[str]) -> tuple[Household, ...]:
    """Homes with those who are left. Where one loses somebody no home keeps its name: one without would tell."""
    loses = any(stay.person in out for household in family.households for stay in household.stays)
    rows = []
    for household in family.households:
        stays = tuple(stay for stay in household.stays if stay.person not in out)
        if stays:
            rows.append(replace(household, stays=stays, name="" if loses else household.name))
    return tuple(rows)
