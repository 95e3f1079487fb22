"""What is said of people in words: names, dates, ages, ties; the same for pictures, links and tables."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from kith.domain import dates
from kith.domain.network import siblings
from kith.domain.network.copies import Audience
from kith.domain.network.graph import Family, Person, Says, Status, Tie, Union
from kith.domain.network.kinship import Group, Kin, brother_or_sister, kin, ties_of_focus
from kith.domain.network.maps.text import counted, listed
from kith.domain.network.when import When
from kith.domain.network.words import Being, ParentageKind, Sector, Touch, UnionStatus
from kith.domain.terms import Certainty

NOT_NAMED = "Name not known"
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One person of a drawing in its table: everything the picture says of them, in words."""

    id: str
    name: str
    relation: str
    side: str
    life: str
    family: str
    in_touch: str
    since: str
    ring: str = ""
    sector: str = ""
    notes: str = ""


class Speaker:
    """Says things about the people of one copy of a family, seen from its focus, to one audience on one day.

    ``drawn``: who stands in the drawing, None for everybody; the words beside it name nobody else.
    """

    def __init__(self, family: Family, audience: Audience, on: datetime.date | None) -> None:
        self.family = family
        self.audience = audience
        self.on = on
        self.kin = kin(family)
        self.ties = ties_of_focus(family)
        self.siblings = siblings.by_person(family)
        self.drawn: Collection[str] | None = None

    @property
    def is_child(self) -> bool:
        """Whether the child is spoken to."""
        return self.audience is Audience.CHILD

    def kin_of(self, person: str) -> Kin:
        """What a person is to the focus."""
        return self.kin.get(person) or Kin("", Group.OTHERS)

    def name(self, person: Person) -> str:
        """For the child their own word for somebody; for others the name; else that it is not known."""
        if person.being is not Being.PERSON:
            return person.name or person.being.label
        return (person.called if self.is_child else "") or person.name or person.called or NOT_NAMED

    def label(self, person: Person) -> str:
        """The short name in a picture: where no name is known, who they are ("Dad’s mum")."""
        hint = self.hint(person)
        return self.name(person) if person.name or person.called or not hint else hint

    def relation(self, person: Person) -> str:
        """Mum's mum; for the focus "you", or that it is seen from here."""
        if person.id == self.family.focus:
            return "you" if self.is_child else "seen from here"
        words = self.kin_of(person.id).words
        return family_words(words) if words else self.hint(person)

    def hint(self, person: Person) -> str:
        """What is known instead of a name, as it was written; for the child in the words of families."""
        return family_words(person.hint) if self.is_child else person.hint

    def side(self, person: Person) -> str:
        """Mum's side, dad's side, brothers and sisters ...: as the circles have it, in every drawing.

        Where the child put somebody comes first, then the part that was written down, then kinship.
        """
        if person.id == self.family.focus:
            return ""
        tie = self.ties.get(person.id)
        if tie is not None and tie.sector is not None:
            return SECTORS[tie.sector]
        found = self.kin_of(person.id)
        if found.group is Group.PARENT and found.side:
            return f"{self.name(self.family.by_id[found.side])}’s side"
        return SIDES.get(found.group, "")

    def life(self, person: Person) -> str:
        """Born 2011; or 1950 to 2009; nothing for what is not known."""
        if person.being is not Being.PERSON:
            return ""
        born, died = spoken(person.born), spoken(person.died)
        if person.has_died:
            death = f"died {died}" if died else "has died"
            return f"born {born}, {death}" if born else death
        return f"born {born}" if born else ""

    def years(self, person: Person) -> str:
        """The line under a name: 1950–2009, b. 2011, d. 2009."""
        born, died = (person.born.short if person.born else ""), (person.died.short if person.died else "")
        if person.has_died:
            return f"{born or '?'}–{died or '?'}" if born or died else ""
        return f"b. {born}" if born else ""

    def age(self, person: Person) -> str:
        """Completed years on the day, or at death; "~" for an estimate; nothing where the span is wider than that."""
        end = person.died if person.has_died else (When(self.on, self.on) if self.on else None)
        if person.born is None or end is None or None in (person.born.first, person.born.last, end.first, end.last):
            return ""
        least = dates.age_on(person.born.last, end.first)  # type: ignore[arg-type]
        most = dates.age_on(person.born.first, end.last)  # type: ignore[arg-type]
        if most < 0 or most - least > 4:
            return ""
        middle = max((least + most + 1) // 2, 0)
        return str(middle) if most == least else f"~{middle}"

    def touch(self, person: Person) -> tuple[str, str]:
        """(in touch?, since or last seen) of the child's own tie."""
        tie = self.ties.get(person.id)
        if tie is None or tie.touch is Touch.UNKNOWN:
            return "", ""
        since = f"last seen {spoken(tie.seen)}" if tie.seen else (f"since {spoken(tie.start)}" if tie.start else "")
        return tie.touch.label, since

    def spoken_name(self, person: Person, *more: str) -> str:
        """Pauline Hartley, mother’s mother, in touch, last seen 3 May 2026."""
        touch, since = self.touch(person)
        hint = "" if person.name or person.called else self.hint(person)
        parts = [self.name(person), self.relation(person), hint, self.life(person), touch.lower(), since, *more]
        return ", ".join(dict.fromkeys(part for part in parts if part))

    def row(self, person: Person, *, notes: Sequence[str] = ()) -> Row:
        """The row of the table."""
        touch, since = self.touch(person)
        tie = self.ties.get(person.id)
        return Row(
            id=person.id,
            name=self.name(person),
            relation=self.relation(person),
            side=self.side(person),
            life=self.life(person),
            family=self.in_family(person),
            in_touch=touch,
            since=since,
            ring=tie.ring.label if tie and tie.ring else "",
            sector=tie.sector.label if tie and tie.sector else "",
            notes="; ".join(note for note in (*notes, *self.notes(person, tie)) if note),
        )

    def notes(self, person: Person, tie: Tie | None) -> list[str]:
        """Certainty, quality with who says so, marks."""
        notes = [*person.marks, self.sure(person.says)]
        if tie and tie.quality:
            source = f" ({tie.says.source.label.lower()})" if tie.says.source and not self.is_child else ""
            notes.append(f"{tie.quality.label.lower()}{source}")
        return notes

    def sure(self, says: Says) -> str:
        """How sure it is, where it is not certain; to a child, that nobody is sure."""
        if says.certainty is Certainty.CERTAIN:
            return ""
        return "not sure" if self.is_child else says.certainty.label.lower()

    def in_family(self, person: Person) -> str:
        """Partners, parents, and brothers and sisters without a parent in common, as a genogram shows them: what is not
        certain there is drawn light, here it is said."""
        parts = []
        for union in sorted(self.family.unions, key=lambda union: union.id):
            if person.id in union.partners:
                others = self._names(other for other in union.partners if other != person.id)
                if others:
                    parts.append(f"with {listed(others)}{_aside(self.sure(union.says), *_history(union))}")
        for row in self.family.parentage_of.get(person.id, ()):
            parents = self._names(row.parents)
            if parents:
                aside = _aside(self.sure(row.says), _since(row.start, row.end))
                parts.append(f"{PARENTED[row.kind]} {listed(parents)}{aside}")
        parts += self._beside(person)
        text = "; ".join(parts)
        return text[:1].upper() + text[1:]

    def _names(self, people: Iterable[str]) -> list[str]:
        """Those of these who stand in the drawing, by name."""
        known = (self.family.by_id[one] for one in people if self.drawn is None or one in self.drawn)
        return [self.name(one) for one in known]

    def _beside(self, person: Person) -> Iterator[str]:
        """Half-brother of Mum and Kim, in the order of the kinds, those first of whom it is certain."""
        found = self.siblings.get(person.id, [])
        for kind in siblings.KINDS:
            for is_sure, aside in ((True, ""), (False, " (not sure)")):
                names = self._names(one.other for one in found if one.kind is kind and one.is_sure is is_sure)
                if names:
                    yield f"{brother_or_sister(person, kind)} of {listed(names)}{aside}"

    def summary(self, people: Sequence[Person]) -> str:
        """14 people. 5 on your mum’s side, 0 on your dad’s side, ... The focus is not counted.

        Each is counted where the table has them (`side`), so that the sentence and the table say the same.
        """
        others = [person for person in people if person.id != self.family.focus]
        if not others:
            return "Nobody is here yet. Let’s find out who’s out there." if self.is_child else "Nobody is here yet."
        count = Counter(self.side(person) for person in others)
        mum, dad = ("your mum’s side", "your dad’s side") if self.is_child else ("mum’s side", "dad’s side")
        parts = [f"{count.pop(SIDES[Group.MUM], 0)} on {mum}", f"{count.pop(SIDES[Group.DAD], 0)} on {dad}"]
        for side, one, many in _COUNTED:
            if side in count:
                parts.append(counted(count.pop(side), one, many))
        # What is left are the sides of further parents, by name.
        parts[2:2] = [f"{number} on {side}" for side, number in sorted(count.items())]
        return f"{counted(len(others), 'person', 'people')}. {', '.join(parts)}."


SECTORS = {
    Sector.MUM: "Mum’s side",
    Sector.DAD: "Dad’s side",
    Sector.SIBLINGS: "Brothers and sisters",
    Sector.CARERS: "Carers",
    Sector.FRIENDS: "Friends",
    Sector.SCHOOL: "School and clubs",
    Sector.FAITH: "Faith and community",
    Sector.WORKERS: "Workers",
}
SIDES = {
    Group.MUM: "Mum’s side",
    Group.DAD: "Dad’s side",
    Group.SIBLINGS: "Brothers and sisters",
    Group.CARERS: "Carers",
    Group.OWN: "Own family",
    Group.OTHERS: "Others",
}
_COUNTED = (
    ("Brothers and sisters", "among brothers and sisters", "among brothers and sisters"),
    ("Carers", "among carers", "among carers"),
    ("Friends", "among friends", "among friends"),
    ("School and clubs", "from school and clubs", "from school and clubs"),
    ("Faith and community", "from faith and community", "from faith and community"),
    ("Workers", "among workers", "among workers"),
    ("Own family", "in a family of one’s own", "in a family of one’s own"),
    ("Others", "other", "others"),
)
PARENTED = {
    ParentageKind.BIRTH: "child of",
    ParentageKind.ADOPTIVE: "adopted by",
    ParentageKind.FOSTER: "fostered by",
    ParentageKind.STEP: "stepchild of",
    ParentageKind.KIN_CARER: "cared for by",
    ParentageKind.UNKNOWN: "child of",
}


def family_words(words: str) -> str:
    """Mum and dad, as families say it and practice has it (practice 3.2); a godmother is called nothing else."""
    for formal, said in (("grandmother", "gran"), ("mother", "mum"), ("father", "dad")):
        words = re.sub(f"(?<!god){formal}", said, words)
    return words


def spoken(when: When | None) -> str:
    """3 May 2011, about 1968, before 1968; empty if not known."""
    if when is None:
        return ""
    if when.is_exact and when.first:
        return f"{when.first.day} {_MONTHS[when.first.month - 1]} {when.first.year}"
    return when.short


def _aside(*said: str) -> str:
    """What is said of something in brackets behind it, if there is anything."""
    words = ", ".join(filter(None, said))
    return f" ({words})" if words else ""


def _history(union: Union) -> list[str]:
    return [_status(status) for status in union.history if status.kind is not UnionStatus.UNKNOWN or status.start]


def _status(status: Status) -> str:
    return " ".join(filter(None, [status.kind.label.lower(), spoken(status.start)]))


def _since(start: When | None, end: When | None) -> str:
    if start and end:
        return f"{spoken(start)} to {spoken(end)}"
    if start:
        return f"since {spoken(start)}"
    return f"until {spoken(end)}" if end else ""
