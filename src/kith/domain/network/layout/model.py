"""What a layout is: boxes, lines and the size of the sheet, in units of which 1.333 make a point at full size."""

from __future__ import annotations

from dataclasses import dataclass, field

from kith.domain.network.graph import Person
from kith.domain.network.words import ParentageKind, TieKind

COLUMN = 124.0  # from one person to the next
SYMBOL = 46.0  # a person's shape
LABEL = 108.0  # the widest line of words below it
LINE = 17.0  # the height of one line of words
GAP = 5.0  # between a shape and its words


@dataclass(frozen=True, slots=True)
class Box:
    """One drawn person: `x`, `y` top left of the shape, `height` with its words. `same_as` for a second drawing."""

    id: str
    person: Person
    x: float
    y: float
    height: float
    row: int
    width: float = SYMBOL
    same_as: str | None = None

    @property
    def middle(self) -> float:
        """Where its middle stands across, in the drawing's own units."""
        return self.x + self.width / 2

    @property
    def bottom(self) -> float:
        """Where it ends below, in the drawing's own units."""
        return self.y + self.height


Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class PartnerLine:
    """From partner to partner. `unions` are the recorded unions it stands for; none if the two only share children."""

    partners: tuple[str, str]
    unions: tuple[str, ...]
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class ChildLine:
    """From a couple (`source`: a union's id, or a parent's) to a child's box; the first point lies on the couple's line
    or the parent's box. `comb` is shared by the children of one couple, whose lines lie on each other for a while."""

    source: str
    child: str
    kinds: tuple[ParentageKind, ...]
    points: tuple[Point, ...]
    comb: int
    parents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SiblingLine:
    """From the bar of brothers and sisters whose shared parents are not drawn to one of them (`child`, a box's id).

    `comb` is shared by all who hang from the bar; `kind` is in which way they are brothers and sisters. The first of
    them has the line that starts where its bar does.
    """

    child: str
    kind: TieKind
    points: tuple[Point, ...]
    comb: int
    is_sure: bool = True

    @property
    def parents(self) -> tuple[str, ...]:
        """None are drawn."""
        return ()


@dataclass(frozen=True, slots=True)
class NotShown:
    """Somebody who is not drawn, and why in words."""

    id: str
    why: str


@dataclass(frozen=True)
class Layout:
    """A whole drawing. `crossings`: points at which two lines cross, or a line and the box of somebody else."""

    boxes: tuple[Box, ...] = ()
    partners: tuple[PartnerLine, ...] = ()
    children: tuple[ChildLine, ...] = ()
    siblings: tuple[SiblingLine, ...] = ()
    not_shown: tuple[NotShown, ...] = ()
    crossings: int = 0
    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0
    rows: tuple[tuple[float, float], ...] = field(default=())
