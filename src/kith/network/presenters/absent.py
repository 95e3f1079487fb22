"""Who is not in a drawing, so that somebody can be found among many: why, on which side, in which generation."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from kith.domain.network import Family, Person
from kith.domain.network.kinship import Group, kin
from kith.domain.network.layout import NotShown
from kith.domain.network.selection import generation_of

# Up to so many are one look: they stand in one list each reason, without sides.
FEW = 12
SIDES = {
    Group.MUM: ("Mum’s side", "mum"),
    Group.DAD: ("Dad’s side", "dad"),
    Group.PARENT: ("Parents", ""),
    Group.SIBLINGS: ("Brothers and sisters", "siblings"),
    Group.CARERS: ("Carers", "carers"),
    Group.OWN: ("Own family", ""),
    Group.OTHERS: ("Others", ""),
    Group.SELF: ("The child", ""),
}
NOT_KNOWN = "Generation not known"
EARLIER, LATER = -3, 1
GENERATIONS = {
    EARLIER: "Great-grandparents and before",
    -2: "Grandparents’ generation",
    -1: "Parents’ generation",
    0: "The child’s generation",
    LATER: "Younger",
}


@dataclass(frozen=True, slots=True)
class Name:
    """One person, and the connection whose page says more, where there is one."""

    name: str
    connection_id: uuid.UUID | None


@dataclass(frozen=True, slots=True)
class Row:
    """Those of one generation; no words where generations are not told apart."""

    words: str
    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Absent:
    """Those who are missing for one reason, of one side. ``part`` is the part of the drawing that would show them."""

    words: str
    why: str
    part: str
    rows: tuple[Row, ...]

    @property
    def count(self) -> int:
        """How many they are."""
        return sum(len(row.names) for row in self.rows)


def absent(left: Sequence[NotShown], family: Family, links: dict[str, uuid.UUID]) -> tuple[Absent, ...]:
    """Everybody who is left out, once: a list each reason, and of many also each side, its generations from the eldest.

    ``links`` leads to a person's page by their key.
    """
    missing = [(family.by_id[one.id], one.why) for one in left if one.id in family.by_id]
    if len(missing) <= FEW:
        return _by_reason(missing, links)
    sides, generations = kin(family), generation_of(family)
    own = generations.get(family.focus or "", 0)
    found: dict[tuple[Group, str], dict[str, list[Person]]] = defaultdict(lambda: defaultdict(list))
    for person, why in missing:
        side = sides[person.id].group if person.id in sides else Group.OTHERS
        found[side, why][_generation(generations.get(person.id), own)].append(person)
    order = [*GENERATIONS.values(), NOT_KNOWN]
    return tuple(
        Absent(
            SIDES[side][0],
            why,
            SIDES[side][1],
            tuple(Row(words, _names(rows[words], links)) for words in order if words in rows),
        )
        for side in SIDES
        for (which, why), rows in found.items()
        if which is side
    )


def _by_reason(missing: Sequence[tuple[Person, str]], links: dict[str, uuid.UUID]) -> tuple[Absent, ...]:
    reasons: dict[str, list[Person]] = defaultdict(list)
    for person, why in missing:
        reasons[why].append(person)
    return tuple(Absent("", why, "", (Row("", _names(people, links)),)) for why, people in reasons.items())


def _generation(row: int | None, own: int) -> str:
    return NOT_KNOWN if row is None else GENERATIONS[min(max(row - own, EARLIER), LATER)]


def _names(people: Sequence[Person], links: dict[str, uuid.UUID]) -> tuple[Name, ...]:
    """In the order of the alphabet, those without a name last."""
    named = [(one.name or one.called or one.hint or "", one.id) for one in people]
    ordered = sorted(named, key=lambda one: (not one[0], one[0].casefold(), one[1]))
    return tuple(Name(name or "Name not known", links.get(key)) for name, key in ordered)
