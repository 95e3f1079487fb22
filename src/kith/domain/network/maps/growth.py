"""How a network grew over time: people in touch at each moment, who stayed, who is new, who was lost."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from kith.domain.network.copies import Audience
from kith.domain.network.maps.text import counted


@dataclass(frozen=True, slots=True)
class Moment:
    """One day and the people in touch on it, as (id, name)."""

    label: str
    on: datetime.date
    people: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One moment against the one before: (id, name) of who stayed, who is new, who was lost."""

    label: str
    on: datetime.date
    kept: tuple[tuple[str, str], ...]
    new: tuple[tuple[str, str], ...]
    lost: tuple[tuple[str, str], ...]

    @property
    def count(self) -> int:
        """How many people are in touch."""
        return len(self.kept) + len(self.new)


@dataclass(frozen=True)
class Growth:
    """A whole timeline. `has_line`: whether the stepped line may be drawn. `rows` are (person, one word a moment)."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    has_line: bool
    title: str
    says: str


def view(
    moments: Sequence[Moment],
    *,
    audience: Audience = Audience.TEAM,
    gone: Sequence[str] = (),
    with_worker: bool = False,
) -> Growth:
    """The timeline, oldest moment first, without the people in `gone` (kept back from this copy).

    A child never meets a falling line alone (maps-and-finding 1.5, Growth): unless a worker is there, the child's
    timeline has no line and names nobody as lost if fewer people are in touch at any moment than before it.
    """
    columns: list[Column] = []
    known: dict[str, str] | None = None
    for moment in sorted(moments, key=lambda moment: (moment.on, moment.label)):
        now = {person: name for person, name in moment.people if person not in gone}
        # Those in touch at the first moment are new to nobody.
        known = now if known is None else known
        columns.append(
            Column(
                moment.label,
                moment.on,
                tuple((p, name) for p, name in now.items() if p in known),
                tuple((p, name) for p, name in now.items() if p not in known),
                tuple((p, name) for p, name in known.items() if p not in now),
            )
        )
        known = now
    falls = any(after.count < before.count for before, after in zip(columns, columns[1:], strict=False))
    is_gentle = audience is Audience.CHILD and not with_worker and falls
    if is_gentle:
        columns = [Column(c.label, c.on, c.kept, c.new, ()) for c in columns]
    return Growth(
        columns=tuple(columns),
        rows=tuple(_rows(columns)),
        has_line=not is_gentle,
        title="People in touch, over time",
        says=_says(columns, is_gentle),
    )


def _rows(columns: Sequence[Column]) -> list[tuple[str, ...]]:
    """(name, what they were at each moment) in the order in which people came."""
    names: dict[str, str] = {}
    for column in columns:
        names |= {person: name for person, name in (*column.kept, *column.new) if person not in names}
    return [(name, *(_word(column, person) for column in columns)) for person, name in names.items()]


def _word(column: Column, person: str) -> str:
    for word, people in (("in touch", column.kept), ("new", column.new), ("lost", column.lost)):
        if any(one == person for one, _ in people):
            return word
    return ""


def _says(columns: Sequence[Column], is_gentle: bool) -> str:
    if not columns:
        return "No moment is recorded yet."
    if is_gentle or len(columns) == 1:
        return f"{counted(columns[-1].count, 'person', 'people')} in touch now."
    first, last = columns[0], columns[-1]
    before = {person for person, _ in (*first.kept, *first.new)}
    after = {person for person, _ in (*last.kept, *last.new)}
    kept, new, lost = len(before & after), len(after - before), len(before - after)
    return f"{first.count} people in touch at first, {last.count} now: {kept} kept, {new} new, {lost} lost."
