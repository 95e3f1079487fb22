"""What a rule looks at: one council's return of one year, and what other years say."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from kith.domain.returns import codes, derived, model, quarantine, tables


class Hit(NamedTuple):
    """One row that breaks a rule: the part, the place of the row in it, the column, and what is wrong in words."""

    part: model.Part
    at: int
    column: str
    text: str


class Spells(NamedTuple):
    """A part whose rows begin and may end, and the columns that say when and (REC) why they ended."""

    part: model.Part
    start: str
    end: str

    def columns(self, *names: str) -> Iterator[tuple[Any, ...]]:
        """Some columns side by side, row by row, with the place of each row first."""
        return zip(itertools.count(), *(self.part.columns[name] for name in names), strict=False)


@dataclass(slots=True)
class View:
    """The parts of one council and one year. `births` holds the child's dates of birth as filed in any year.

    `pupils` holds the children at whom each pupil number (UPN) stands, in any year; `saved` the same of returns that
    were saved before. `alike` holds, in any year, the children whose numbers are the same once folded.
    """

    year: int
    parts: list[model.Part]
    births: dict[str, set[datetime.date]]
    pupils: dict[str, set[str]]
    saved: Mapping[str, set[str]]
    alike: Mapping[str, set[str]] = field(default_factory=dict)
    _orders: dict[int, list[int]] = field(default_factory=dict)

    def of(self, table: tables.Table) -> list[model.Part]:
        """The parts of one table, and of rows that say the same in the XML form."""
        return list(derived.with_derived(self.parts, table))

    def with_children(self) -> list[model.Part]:
        """The parts that have one row for each child and say when the child was born."""
        wanted = (tables.Table.HEADER, *tables.LISTS)
        return [part for part in self.parts if part.table in wanted]

    def with_codes(self, column: str) -> list[model.Part]:
        """The parts that hold a code of the Episodes table in a column of the same name."""
        return [part for part in self.parts if part.table in tables.HISTORIES and column in part.named]

    def spells(self) -> Iterator[Spells]:
        """Times in care as filed: episodes, or the periods of the list."""
        for part in self.of(tables.Table.EPISODES):
            yield Spells(part, "DECOM", "DEC")
        for part in self.of(tables.Table.LIST_8):
            yield Spells(part, "STARTED", "CEASED")

    def with_dates_of_birth(self) -> Iterator[model.Part]:
        """The parts of every table that gives dates of birth."""
        return (part for part in self.parts if "DOB" in part.columns)

    def birth(self, child: str) -> datetime.date | None:
        """The date of birth, or None where it is not known or rows disagree."""
        known = self.births.get(child, ())
        return next(iter(known)) if len(known) == 1 else None

    def consecutive(self, part: model.Part) -> Iterator[tuple[int, int]]:
        """Places of two episodes of one child that follow one another by start, for every such pair."""
        children, starts = part.columns["CHILD"], part.columns["DECOM"]
        order = self._orders.get(id(part))
        if order is None:
            ends = part.columns["DEC"]
            last = datetime.date.max
            order = sorted(range(len(part)), key=lambda at: (children[at], starts[at], ends[at] or last))
            self._orders[id(part)] = order
        for before, after in zip(order, order[1:], strict=False):
            if children[before] == children[after]:
                yield before, after


def births(parts: Iterable[model.Part]) -> dict[str, set[datetime.date]]:
    """Every date of birth filed for each child, in any table and year."""
    known: dict[str, set[datetime.date]] = {}
    for part in parts:
        for child, dob in set(zip(part.columns["CHILD"], part.columns.get("DOB", ()), strict=False)):
            if dob is not None:
                known.setdefault(child, set()).add(dob)
    return known


def pupils(parts: Iterable[model.Part]) -> dict[str, set[str]]:
    """The children at whom each pupil number stands in any year; the codes for "no number" (UN1 and so on) are none."""
    none = codes.labels(tables.Table.HEADER, "UPN").keys()
    known: dict[str, set[str]] = {}
    for part in parts:
        for child, upn in set(zip(part.columns["CHILD"], part.columns.get("UPN", ()), strict=False)):
            if upn is not None and upn not in none:
                known.setdefault(upn, set()).add(child)
    return known


def folded(child: str) -> str:
    """A child's number without what people leave out or add as they type: capitals, spaces, noughts in front."""
    packed = "".join(child.split()).casefold()
    return packed.lstrip("0") or packed[:1]


def alike(parts: Iterable[model.Part]) -> dict[str, set[str]]:
    """The children whose numbers look alike, in any table and year; a number that stands alone is left out."""
    known: dict[str, set[str]] = {}
    for child in set().union(*(part.columns[tables.CHILD_COLUMN] for part in parts)):
        known.setdefault(folded(child), set()).add(child)
    return {one: children for one, children in known.items() if len(children) > 1}


def quoted(value: object) -> str:
    """A value as findings show it."""
    return quarantine.quoted(f"{value:%d/%m/%Y}" if isinstance(value, datetime.date) else str(value))


def day(on: datetime.date) -> str:
    """A date as the return writes it."""
    return f"{on:%d/%m/%Y}"
