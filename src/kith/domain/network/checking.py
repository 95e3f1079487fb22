"""What is wrong in a family as it was read, in plain sentences; gives back a family that can be drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeVar

from kith.domain.network.graph import Family, Household, Parentage, Person, Problem, Stay, Tie, Union
from kith.domain.network.when import When
from kith.domain.network.words import ParentageKind


class _Row(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def line(self) -> int | None: ...


R = TypeVar("R", bound=_Row)
_ONCE = (ParentageKind.BIRTH, ParentageKind.ADOPTIVE)


def check(family: Family) -> tuple[Family, list[Problem]]:
    """A family in which every id leads somewhere, and the problems met, in the order of the rows.

    Nothing is left out silently: what cannot be kept is named. Impossible ancestry (a person who is their own
    ancestor, a child born before a parent) is kept and named: the drawing repeats the person.
    """
    return _Checker(family).result()


@dataclass
class _Checker:
    family: Family
    problems: list[Problem] = field(default_factory=list)

    def result(self) -> tuple[Family, list[Problem]]:
        people = self.once(self.family.people, "person")
        self.known = {person.id: person for person in people}
        unions = tuple(self.unions())
        self.by_union = {union.id: union for union in unions}
        checked = Family(
            people=people,
            unions=unions,
            parentage=tuple(self.parentage()),
            ties=tuple(self.ties()),
            households=tuple(self.households()),
            focus=self.focus(people),
        )
        self.impossible(checked)
        return checked, self.problems

    def say(self, line: int | None, text: str) -> None:
        self.problems.append(Problem(text, line))

    def called(self, person: str) -> str:
        known = self.known.get(person)
        return f"{known.name} ({person})" if known and known.name else f'"{person}"'

    def once(self, rows: Iterable[R], what: str) -> tuple[R, ...]:
        """Rows with an id nobody had before."""
        kept: dict[str, R] = {}
        for row in rows:
            if not row.id:
                self.say(row.line, f"A {what} has no id and is left out.")
            elif row.id in kept:
                self.say(row.line, f'The {what} id "{row.id}" is there twice. The first one counts.')
            else:
                kept[row.id] = row
        return tuple(kept.values())

    def focus(self, people: Sequence[Person]) -> str | None:
        if self.family.focus in self.known:
            return self.family.focus
        if self.family.focus:
            self.say(
                None, f'The focus "{self.family.focus}" is nobody in this family. The first person takes its place.'
            )
        return people[0].id if people else None

    def people_of(self, ids: Sequence[str], line: int | None, what: str) -> tuple[str, ...]:
        """Those of the ids that are people, each once."""
        kept: dict[str, None] = {}
        for person in ids:
            if person not in self.known:
                self.say(line, f'{what} names "{person}", who is nobody in this family.')
            elif person in kept:
                self.say(line, f"{what} names {self.called(person)} twice.")
            else:
                kept[person] = None
        return tuple(kept)

    def unions(self) -> Iterator[Union]:
        for union in self.once(self.family.unions, "union"):
            partners = self.people_of(union.partners, union.line, f'The union "{union.id}"')
            if len(partners) > 2:
                self.say(union.line, f'The union "{union.id}" has more than two partners. The first two count.')
            if partners:
                yield replace(union, partners=partners[:2])
            elif not union.partners:
                self.say(union.line, f'The union "{union.id}" has no partners and is left out.')

    def parentage(self) -> Iterator[Parentage]:
        pairs: dict[frozenset[str], str] = {}
        for union in self.by_union.values():
            pairs.setdefault(frozenset(union.partners), union.id)
        seen: set[tuple[str, frozenset[str], ParentageKind, When | None, When | None]] = set()
        for row in self.family.parentage:
            for part in self.parts(row):
                # Fostered by the same two at another time is no slip; born to them is.
                time = (None, None) if part.kind in _ONCE else (part.start, part.end)
                key = (part.child, frozenset(part.parents), part.kind, *time)
                if key in seen:
                    self.say(row.line, f"{self.called(part.child)} has the same parents twice.")
                    continue
                seen.add(key)
                yield replace(part, union=part.union or pairs.get(key[1]))

    def parts(self, row: Parentage) -> Iterator[Parentage]:
        """The row with known people; of more than two parents the rest in rows of their own."""
        if row.child not in self.known:
            self.say(row.line, f'A parentage names the child "{row.child}", who is nobody in this family.')
            return
        what = f"The parentage of {self.called(row.child)}"
        union = self.by_union.get(row.union) if row.union else None
        if row.union and union is None:
            self.say(row.line, f'{what} names the union "{row.union}", which is not in this family.')
        parents = self.people_of(row.parents, row.line, what)
        if not parents and union:
            parents = union.partners
        if row.child in parents:
            self.say(row.line, f"{self.called(row.child)} is named as their own parent.")
            parents = tuple(parent for parent in parents if parent != row.child)
        if len(parents) > 2:
            self.say(row.line, f"{what} names {len(parents)} parents at once. They are taken two and one.")
        if union and not set(parents) <= set(union.partners):
            self.say(row.line, f'{what} names other parents than the union "{union.id}". The named parents count.')
            union = None
        for at in range(0, len(parents), 2):
            yield replace(row, parents=parents[at : at + 2], union=union.id if union else None)
        if not parents:
            self.say(row.line, f"{what} names no parent and is left out.")

    def ties(self) -> Iterator[Tie]:
        for tie in self.family.ties:
            if tie.a == tie.b:
                self.say(tie.line, f"A tie joins {self.called(tie.a)} to themselves and is left out.")
            elif len(self.people_of((tie.a, tie.b), tie.line, "A tie")) == 2:
                yield tie

    def households(self) -> Iterator[Household]:
        for household in self.once(self.family.households, "household"):
            what = f'The household "{household.id}"'
            stays: list[Stay] = []
            for stay in household.stays:
                if self.people_of((stay.person,), household.line, what):
                    stays.append(stay)
            yield replace(household, stays=tuple(stays))

    def impossible(self, family: Family) -> None:
        """Dates and ancestry that cannot be."""
        for person in family.people:
            if person.born and person.died and person.died.is_surely_before(person.born):
                self.say(person.line, f"{self.called(person.id)} died before they were born.")
        for row in family.parentage:
            child = self.known[row.child]
            for parent in (self.known[parent] for parent in row.parents):
                if child.born and parent.born and child.born.is_surely_before(parent.born):
                    self.say(
                        row.line, f"{self.called(child.id)} was born before their parent {self.called(parent.id)}."
                    )
        for person_id in own_ancestors(family):
            self.say(family.by_id[person_id].line, f"{self.called(person_id)} is named as their own ancestor.")


def own_ancestors(family: Family) -> list[str]:
    """People who can be reached from themselves by going up from child to parent, in the order of the family."""
    return [person for group in ancestry_loops(family) for person in group]


def ancestry_loops(family: Family) -> list[list[str]]:
    """Groups of people each of whom is an ancestor of each other: Tarjan's strongly connected parts."""
    up: dict[str, list[str]] = {}
    for row in family.parentage:
        up.setdefault(row.child, []).extend(row.parents)
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    open_: dict[str, None] = {}
    loops: list[list[str]] = []
    place = {person.id: at for at, person in enumerate(family.people)}
    for start in place:
        if start in number:
            continue
        number[start] = low[start] = len(number)
        open_[start] = None
        stack = [(start, iter(up.get(start, ())))]
        while stack:
            child, parents = stack[-1]
            for parent in parents:
                if parent not in number:
                    number[parent] = low[parent] = len(number)
                    open_[parent] = None
                    stack.append((parent, iter(up.get(parent, ()))))
                    break
                if parent in open_:
                    low[child] = min(low[child], number[parent])
            else:
                stack.pop()
                if stack:
                    low[stack[-1][0]] = min(low[stack[-1][0]], low[child])
                if low[child] == number[child]:
                    _close(child, open_, loops)
    return [sorted(group, key=place.__getitem__) for group in loops]


def _close(child: str, open_: dict[str, None], loops: list[list[str]]) -> None:
    """Takes one finished part off the list of open people; parts of one person are no loop."""
    group: list[str] = []
    while not group or group[-1] != child:
        group.append(open_.popitem()[0])
    if len(group) > 1:
        loops.append(group)
