"""What of a family may stand in something that is handed on: rows and people that are kept back go first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from kith.domain.network.graph import Family, Says, Union, without
from kith.domain.network.words import Being


class Shown(NamedTuple):
    """The family that may be handed on, and how many of each kind of row were left out, for whoever hands it on."""

    family: Family
    left_out: dict[str, int]


def shown(family: Family, *, withheld: Iterable[str] = (), with_sensitive: bool = False) -> Shown:
    """The family without the people in `withheld` and without all that is marked as withheld.

    What is sensitive (marks, qualities, pregnancies, rows so marked) stays only `with_sensitive`. Nothing in the result
    points to what is gone, and no count or order does.
    """

    def is_hidden(says: Says) -> bool:
        return says.withheld or (says.sensitive and not with_sensitive)

    out = set(withheld) & family.by_id.keys()
    for person in family.people:
        if is_hidden(person.says) or (person.being is not Being.PERSON and not with_sensitive):
            out.add(person.id)
    less = replace(
        family,
        unions=tuple(_union(union, with_sensitive) for union in family.unions if not is_hidden(union.says)),
        parentage=tuple(row for row in family.parentage if not is_hidden(row.says)),
        ties=tuple(tie for tie in family.ties if not is_hidden(tie.says)),
        households=tuple(household for household in family.households if not is_hidden(household.says)),
    )
    left = without(less, out)
    kept = {union.id for union in left.unions}
    made = replace(
        left,
        people=tuple(person if with_sensitive else replace(person, marks=()) for person in left.people),
        parentage=tuple(
            row if row.union is None or row.union in kept else replace(row, union=None) for row in left.parentage
        ),
        ties=tuple(tie if with_sensitive else replace(tie, quality=None) for tie in left.ties),
    )
    return Shown(made, _left_out(family, made))


def _union(union: Union, with_sensitive: bool) -> Union:
    history = tuple(
        one for one in union.history if not one.says.withheld and (with_sensitive or not one.says.sensitive)
    )
    return replace(union, history=history)


def _left_out(whole: Family, made: Family) -> dict[str, int]:
    counts: Counter[str] = Counter()
    counts["people"] = len(whole.people) - len(made.people)
    counts["couples"] = len(whole.unions) - len(made.unions)
    counts["parents of a child"] = len(whole.parentage) - len(made.parentage)
    counts["other ties"] = len(whole.ties) - len(made.ties)
    counts["households"] = len(whole.households) - len(made.households)
    marks = sum(bool(person.marks) for person in whole.people) - sum(bool(person.marks) for person in made.people)
    counts["private notes on people"] = marks
    counts["how ties feel"] = sum(bool(t.quality) for t in whole.ties) - sum(bool(t.quality) for t in made.ties)
    return {kind: count for kind, count in counts.items() if count > 0}
