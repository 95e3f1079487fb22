"""Where everybody in a family drawing stands and how the lines run. `layout` is the only door."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kith.domain.network.graph import Family, Person
from kith.domain.network.layout import crossings, repeats
from kith.domain.network.layout.beside import side_by_side
from kith.domain.network.layout.drawn import Drawn
from kith.domain.network.layout.model import (
    COLUMN,
    LABEL,
    SYMBOL,
    Box,
    ChildLine,
    Layout,
    NotShown,
    PartnerLine,
    SiblingLine,
)
from kith.domain.network.layout.place import Places
from kith.domain.network.layout.routes import LinesOf, Router

__all__ = [
    "COLUMN",
    "LABEL",
    "SYMBOL",
    "Box",
    "ChildLine",
    "Layout",
    "NotShown",
    "PartnerLine",
    "SiblingLine",
    "layout",
]


def two_lines(_: Person) -> int:
    """Room for a name and dates."""
    return 2


def layout(
    family: Family,
    people: Sequence[str] | None = None,
    *,
    lines_of: LinesOf = two_lines,
    nudges: Mapping[str, float] | None = None,
) -> Layout:
    """Places some people of a checked family (all if not given) and draws the lines of unions and parentage.

    `lines_of` says how many lines of words stand below somebody; `nudges` how many columns somebody was moved to the
    right (left where negative) by hand: their row gives way, and nobody ever stands on somebody else. Everybody given
    is placed. The same family gives the same layout whatever the order of its rows; nothing outside `people` has any
    influence on it.
    """
    chosen = [person.id for person in family.people] if people is None else list(people)
    if not chosen:
        return Layout()
    attempt = repeats.arrange(family, chosen)
    placed = []
    for order in attempt.orders:
        places = Places(order)
        places.solve()
        places.nudge(_by_node(attempt.drawn, nudges or {}))
        placed.append(places)
    router = Router(attempt.drawn, side_by_side(family, attempt.drawn, placed), lines_of)
    boxes, partners, children, siblings = router.run()
    return Layout(
        boxes=tuple(boxes),
        partners=tuple(partners),
        children=tuple(children),
        siblings=tuple(siblings),
        crossings=crossings.count(boxes, partners, [*children, *siblings]),
        left=min(box.middle - LABEL / 2 for box in boxes),
        top=0.0,
        right=max(box.middle + LABEL / 2 for box in boxes),
        bottom=max(box.bottom for box in boxes),
        rows=tuple(zip(router.tops, router.feet, strict=True))[router.first :],
    )


def _by_node(drawn: Drawn, nudges: Mapping[str, float]) -> dict[int, float]:
    """Of each person their first drawing alone."""
    return {
        at: nudges[node.person.id] for at, node in enumerate(drawn.nodes) if not node.same and node.person.id in nudges
    }
