"""The connectedness map of Family Finding: asked in a fixed order, loving lines only, to show how few there are."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from kith.domain.network import kinship
from kith.domain.network.copies import Audience, Href, copy_for
from kith.domain.network.graph import Family, Person, Tie
from kith.domain.network.kinship import Group, Kin
from kith.domain.network.layout import COLUMN, NotShown
from kith.domain.network.maps.profile import symbol_of
from kith.domain.network.maps.speaking import Row, Speaker
from kith.domain.network.maps.text import counted, wrap
from kith.domain.network.words import Being, ParentageKind, Quality, Ring

LOVES, THERE = "loves", "there"
"""The answers to "Who loves you?" and "Who is going to be there for you after care?", as supports on a tie."""
_LOVING = (Quality.CLOSE, Quality.VERY_CLOSE, Quality.CARING)
PER_LINE = 8
NARROW = 5
"""How many stand beside each other; and on a sheet of A4 that stands on its short side."""
HIGH = 112.0
ROOM, SIZE = 106.0, 14.0
# The order in which it is asked (texascasa.org, 2021): the child; parents one row up; step-parents; brothers and
# sisters; grandparents; others. Drawn from the eldest down, with the child's own row in the middle.
BANDS = (
    ("grandparents", "Grandparents and their generation"),
    ("parents", "Parents"),
    ("steps", "Step-parents and parents’ partners"),
    ("child", "Brothers and sisters"),
    ("others", "Others"),
)


@dataclass(frozen=True, slots=True)
class Stand:
    """One person of the map; `loves` and `there` are the child's own answers."""

    id: str
    x: float
    y: float
    symbol: str
    names: tuple[str, ...]
    is_child: bool
    has_died: bool
    loves: bool
    there: bool
    spoken: str
    href: str | None


@dataclass(frozen=True)
class Connectedness:
    """A whole connectedness map. `bands` are (top, bottom, name) of each row that has people or is asked about."""

    stands: tuple[Stand, ...]
    bands: tuple[tuple[float, float, str], ...]
    width: float
    rows: tuple[Row, ...]
    not_shown: tuple[NotShown, ...]
    title: str
    says: str
    foot: str


def view(
    family: Family,
    *,
    audience: Audience = Audience.TEAM,
    on: datetime.date | None = None,
    people: Collection[str] | None = None,
    href: Href = lambda person: None,
    per_line: int = PER_LINE,
) -> Connectedness:
    """The connectedness map of a checked family's focus. A line says that the child feels loved (`loves` among the
    supports of their tie); a second, that this person will be there (`there`). Nothing else. Only while the child has
    answered neither question, who is very near or close stands for who loves them, and the sentence says so.

    `per_line`: how many stand beside each other at the most."""
    copy = copy_for(family, audience).family
    speaker = Speaker(copy, audience, on)
    answered = any(LOVES in tie.supports or THERE in tie.supports for tie in speaker.ties.values())
    chosen = [p for p in copy.people if p.being is Being.PERSON and (people is None or p.id in people)]
    speaker.drawn = frozenset(person.id for person in chosen)
    bands: dict[str, list[Person]] = {name: [] for name, _ in BANDS}
    for person in chosen:
        bands[_band(copy, person, speaker.kin_of(person.id))].append(person)
    widest = max((min(len(found), per_line) for found in bands.values()), default=1)
    width = max(widest, 4) * COLUMN
    stands, marks, top = [], [], 0.0
    for name, label in BANDS:
        ordered = sorted(bands[name], key=lambda person: _order(speaker, person))
        lines = _lines(ordered, copy.focus, per_line) if name == "child" else list(_chunks(ordered, per_line))
        for line in lines:
            stands += list(_line(speaker, line, (width, top), href, answered=answered))
            top += HIGH
        marks.append((top - HIGH * len(lines), top, label) if lines else (top, top + HIGH * 0.5, label))
        top = marks[-1][1] + 24.0
    by_id = copy.by_id
    return Connectedness(
        stands=tuple(stands),
        bands=tuple(marks),
        width=width,
        rows=tuple(speaker.row(by_id[one.id], notes=_answers(one)) for one in stands),
        not_shown=tuple(
            NotShown(
                p.id, "A pregnancy has no place here." if p.being is not Being.PERSON else "Not in the chosen part."
            )
            for p in copy.people
            if p not in chosen
        ),
        title="Connectedness: who loves the child, and who will be there",
        says=_says(speaker, stands, answered=answered),
        foot=f"True on {on.day} {on:%B %Y}" if on else "",
    )


def _band(family: Family, person: Person, found: Kin) -> str:
    """Which row somebody stands in."""
    if person.id == family.focus or found.group is Group.SIBLINGS:
        return "child"
    for row in family.parentage_of.get(family.focus or "", ()):
        if person.id in row.parents and row.kind in kinship.OWN_PARENTS:
            return "parents"
        if person.id in row.parents and row.kind is ParentageKind.STEP:
            return "steps"
    if found.steps == 2 and found.side:
        above = any(person.id in row.parents for row in family.parentage_of.get(found.side, ()))
        return "grandparents" if above else "steps"
    return "others"


def _order(speaker: Speaker, person: Person) -> tuple[str, int, str, str]:
    """Mum's side left, dad's right; elder brothers and sisters first, the rest by name."""
    found = speaker.kin_of(person.id)
    born = person.born.order if person.born else None
    return found.group.value, born.toordinal() if born else 9_999_999, speaker.name(person), person.id


def _chunks(people: list[Person], per_line: int) -> Iterator[list[Person]]:
    for at in range(0, len(people), per_line):
        yield people[at : at + per_line]


def _lines(people: list[Person], focus: str | None, per_line: int) -> list[list[Person]]:
    """The child's row: the child in the middle of the brothers and sisters, the others on further lines."""
    child = [person for person in people if person.id == focus]
    others = [person for person in people if person.id != focus]
    first, rest = others[: per_line - 1], others[per_line - 1 :]
    half = (len(first) + 1) // 2
    lines = [[*first[:half], *child, *first[half:]], *_chunks(rest, per_line)]
    return [line for line in lines if line]


def _line(
    speaker: Speaker, people: list[Person], at: tuple[float, float], href: Href, *, answered: bool
) -> Iterator[Stand]:
    width, top = at
    left = (width - COLUMN * len(people)) / 2
    for place, person in enumerate(people):
        tie = speaker.ties.get(person.id)
        loves, there = _loves(tie, answered=answered), tie is not None and THERE in tie.supports
        said = [*(["loves the child"] if loves else []), *(["will be there"] if there else [])]
        yield Stand(
            id=person.id,
            x=left + COLUMN * (place + 0.5),
            y=top + 30.0,
            symbol=symbol_of(person),
            names=tuple(wrap(speaker.label(person), room=ROOM, size=SIZE, lines=3)),
            is_child=person.id == speaker.family.focus,
            has_died=person.has_died,
            loves=loves,
            there=there,
            spoken=speaker.spoken_name(person, *said),
            href=href(person.id),
        )


def _loves(tie: Tie | None, *, answered: bool) -> bool:
    """What the child answered; while nothing is answered, how near somebody stands."""
    if tie is None:
        return False
    return LOVES in tie.supports if answered else tie.quality in _LOVING or tie.ring is Ring.CLOSEST


def _answers(one: Stand) -> list[str]:
    return [*(["loves the child"] if one.loves else []), *(["will be there after care"] if one.there else [])]


def _says(speaker: Speaker, stands: list[Stand], *, answered: bool) -> str:
    others = [one for one in stands if not one.is_child]
    loves, there = sum(one.loves for one in others), sum(one.there for one in others)
    who = "me" if speaker.is_child else "the child"
    people = counted(len(others), "person", "people")
    if not (answered or loves or there):
        return f"{people}. Who loves {who}, and who will be there after care, is not answered or not shown here."
    told = f"{people}. Who loves {who}: {loves}. Who will be there after care: {there}."
    if not answered and loves:
        told += " Nobody has answered yet who loves them: it is taken from who stands nearest."
    return told
