"""Parts of a large network that make a drawing of their own: one side of the family, or some generations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kith.domain.network.graph import Family
from kith.domain.network.kinship import CARERS, FAMILY, Group, kin
from kith.domain.network.layout import generations
from kith.domain.network.layout.drawn import build

LARGE = 120
"""Above this a drawing shows one of its parts at first (maps-and-finding 6, Honest limits)."""
CROWDED = 40
"""Above this the parts are offered first thing: so many are more than a telephone or a tablet shows at once."""
NEAR = 2
"""Steps to parents, their partners, brothers and sisters, grandparents, and whoever cares for the child."""


@dataclass(frozen=True, slots=True)
class Selection:
    """One part: its key for an address, its name, and the ids of its people. The focus is in each."""

    key: str
    name: str
    people: frozenset[str]


def selections(family: Family) -> tuple[Selection, ...]:
    """The parts of a checked family: the nearest, each side, then spans of three generations from the eldest. Empty
    ones are left out; a part that would hold everybody is no part."""
    if not family.people or not family.focus:
        return ()
    found = [_near(family), *_sides(family), *_generations(family)]
    return tuple(one for one in found if 1 < len(one.people) < len(family.people))


def nearest(family: Family) -> Selection | None:
    """The part with the child, parents and grandparents; none where that would be everybody."""
    top = max(generation_of(family).get(family.focus or "", 0) - 2, 0)
    return next((one for one in selections(family) if one.key == f"generations-{top + 1}"), None)


def is_large(family: Family) -> bool:
    """Whether a drawing of everybody would be too much for one sheet and one look."""
    return len(family.people) > LARGE


def is_crowded(family: Family) -> bool:
    """Whether everybody at once is too much for a small screen."""
    return len(family.people) > CROWDED


def _near(family: Family) -> Selection:
    family_groups = {*FAMILY, Group.SELF, Group.CARERS}
    people = {person for person, one in kin(family).items() if one.steps <= NEAR and one.group in family_groups}
    return Selection("near", "Parents, brothers and sisters, grandparents", frozenset(people))


def _sides(family: Family) -> list[Selection]:
    everybody = kin(family)
    focus = family.focus or ""
    near = {person for person, found in everybody.items() if found.group in (Group.SELF, Group.SIBLINGS, Group.OWN)}
    found = []
    for group, key, name in ((Group.MUM, "mum", "Mum’s side"), (Group.DAD, "dad", "Dad’s side")):
        side = {person for person, one in everybody.items() if one.group is group}
        if side:
            # Mum and dad, and no carer: those have a part of their own.
            rows = [row for row in family.parentage_of.get(focus, ()) if row.kind not in CARERS]
            parents = {p for row in rows for p in row.parents}
            found.append(Selection(key, name, frozenset(side | near | parents)))
    for group, key, name in (
        (Group.SIBLINGS, "siblings", "Brothers and sisters, with their parents"),
        (Group.CARERS, "carers", "Carers"),
    ):
        chosen = {person for person, one in everybody.items() if one.group is group}
        if chosen:
            parents = {
                p for child in (*chosen, focus) for row in family.parentage_of.get(child, ()) for p in row.parents
            }
            found.append(Selection(key, name, frozenset(chosen | parents | {focus})))
    return found


def _generations(family: Family) -> list[Selection]:
    """Spans of three rows each, beginning with the row that holds grandparents, parents and the child."""
    rows = generation_of(family)
    own = rows.get(family.focus or "", 0)
    found = []
    for top in sorted({max(own - 2, 0), *range(max(own - 5, 0), max(rows.values(), default=0) + 1, 3)}):
        people = {person for person, row in rows.items() if top <= row <= top + 2}
        if people:
            words = (
                f"Generations {top + 1} to {top + 3}"
                if top != max(own - 2, 0)
                else "The child, parents and grandparents"
            )
            found.append(Selection(f"generations-{top + 1}", words, frozenset(people | {family.focus or ""})))
    return found


def generation_of(family: Family) -> Mapping[str, int]:
    """The row of everybody who is connected with the focus, 0 for the eldest."""
    drawn = build(family, [person.id for person in family.people])
    for part in generations.assign(family, drawn):
        rows = {drawn.nodes[node].person.id: drawn.nodes[node].row for node in part if not drawn.nodes[node].same}
        if family.focus in rows:
            return rows
    return {}
