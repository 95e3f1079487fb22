"""What the measures look at: who was tied to the child from when to when, and who of them know each other."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kith.domain import dates
from kith.domain.network import definitions
from kith.domain.terms import Side, SupportKind

Pair = frozenset[str]


@dataclass(frozen=True, slots=True)
class Bond:
    """One person's tie to the child from `start` until before `end` (None: still so).

    `in_touch` is a status of "in touch" or better; a person whom the child has lost has a bond that is not. `is_adult`
    counts only without a date of birth. A person may have several bonds, one after the other.
    """

    person: str
    start: datetime.date
    end: datetime.date | None = None
    name: str = ""
    in_touch: bool = True
    born: datetime.date | None = None
    is_adult: bool | None = None
    is_paid: bool = False
    is_relative: bool = False
    side: Side | None = None
    supports: frozenset[SupportKind] = frozenset()
    household: str | None = None

    def is_open(self, on: datetime.date) -> bool:
        """Whether it holds on a day."""
        return self.start <= on and (self.end is None or on < self.end)

    def was_adult(self, on: datetime.date) -> bool | None:
        """Whether the person was an adult on a day; None if neither a birth nor anything else says so."""
        if self.born is None:
            return self.is_adult
        return dates.age_on(self.born, on) >= definitions.load().adult_age

    @property
    def shown(self) -> str:
        """The name, or words for a person without one."""
        return self.name or "Somebody without a name"


@dataclass(frozen=True, slots=True)
class Network:
    """One child's network on one day: `alters` are the people in touch, by id, without the child.

    `unpaid_adults` are those of them on whom the measures of support rest. `knows` are pairs of alters.
    """

    on: datetime.date
    alters: Mapping[str, Bond]
    relatives: frozenset[str]
    knows: frozenset[Pair]

    @property
    def unpaid_adults(self) -> tuple[Bond, ...]:
        """Adults who are not paid to be there, in the order of their ids. Somebody of unknown age is not counted."""
        return tuple(bond for bond in self.alters.values() if not bond.is_paid and bond.was_adult(self.on))

    @property
    def age_not_known(self) -> int:
        """How many unpaid people are left out of the adults because nobody knows their age."""
        return sum(not bond.is_paid and bond.was_adult(self.on) is None for bond in self.alters.values())


def network(bonds: Iterable[Bond], on: datetime.date, knows: Iterable[Iterable[str]] = ()) -> Network:
    """The network on a day: of a person's open bonds the latest counts; pairs of anybody not in touch are left out."""
    latest: dict[str, Bond] = {}
    relatives: set[str] = set()
    for bond in sorted(bonds, key=lambda bond: (bond.person, bond.start)):
        if bond.is_open(on):
            if bond.in_touch:
                latest[bond.person] = bond
            if bond.is_relative:
                relatives.add(bond.person)
    pairs = (frozenset(pair) for pair in knows)
    kept = frozenset(pair for pair in pairs if len(pair) == 2 and pair <= latest.keys())
    return Network(on, latest, frozenset(relatives), kept)
