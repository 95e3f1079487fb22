"""People who may stand here twice, for a page."""

import datetime as dt
import uuid
from dataclasses import dataclass

from kith.domain.matching import Band
from kith.people import queries
from kith.people.models import Connection
from kith.people.queries import FoundTwice, Twice, Why


@dataclass(frozen=True, slots=True)
class Side:
    """One of them: the name, who they are to which child."""

    connection_id: uuid.UUID
    name: str
    beside: str


@dataclass(frozen=True, slots=True)
class TwiceRow:
    """Two who could be one person, or several who hang together; ``apart``: who of them is known to be two.

    ``people``: each of them by the row that is kept.
    """

    sides: tuple[Side, ...]
    band: str
    why: Why
    is_one_child: bool
    apart: tuple[str, ...]
    people: tuple[uuid.UUID, ...]

    @property
    def is_group(self) -> bool:
        """Whether there are more than two: then one says which."""
        return len(self.sides) > 2

    @property
    def names(self) -> tuple[str, ...]:
        """Their names, each once."""
        return tuple(dict.fromkeys(side.name for side in self.sides))

    @property
    def title(self) -> str:
        """What stands over them: of whom it is, and of how many."""
        if not self.is_group:
            return " and ".join(side.name for side in self.sides)
        if len(self.names) == 1:
            return f"{self.names[0]}: {len(self.sides)} of one name"
        return f"{', '.join(self.names[:-1])} and {self.names[-1]}: {len(self.sides)} who could be one person"


@dataclass(frozen=True, slots=True)
class TwicePage:
    """What the latest look found; ``ended_at`` is when it did."""

    rows: tuple[TwiceRow, ...]
    more: int
    goes_on: bool
    ended_at: dt.datetime | None
    people: int


def twice_page(twice: Twice) -> TwicePage:
    """The page of one reader."""
    look = twice.look
    return TwicePage(
        tuple(_row(one) for one in twice.found),
        twice.more,
        twice.goes_on,
        look.ended_at if look else None,
        look.compared if look else 0,
    )


def _row(found: FoundTwice) -> TwiceRow:
    sides = tuple(_side(row, name) for row, name in zip(found.rows, found.names, strict=True))
    apart = tuple(
        f"{one + 1} ({sides[one].beside}) and {other + 1} ({sides[other].beside})" for one, other in found.apart
    )
    people = tuple(queries.root_of(row.person) for row in found.rows)
    is_one_child = len({row.child_id for row in found.rows}) == 1
    return TwiceRow(sides, Band(found.band).label, found.why, is_one_child, apart, people)


def _side(connection: Connection, name: str) -> Side:
    return Side(connection.pk, name or connection.called or connection.without_name, queries.who_to_whom(connection))
