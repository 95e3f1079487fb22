"""Made-up families from a seed, as those of children in care are: several partners, half-brothers and sisters,
unknown fathers, adoption, foster homes, unions of cousins. Everything in them is invented."""

import datetime
import random

from kith.domain.network.graph import Family, Parentage, Person, Status, Tie, Union
from kith.domain.network.when import in_year, on
from kith.domain.network.words import Gender, ParentageKind, TieKind, UnionStatus

FIRST = (
    "Ada Alan Amina Andre Bea Ben Callum Cara Chloe Daniel Dawit Dee Ellie Ewan Faduma Frank Gareth Grace Hana Harry "
    "Ines Isaac Jade Jean Jordan Kelly Kofi Leah Liam Maureen Mia Nadia Noah Olu Pauline Priya Ravi Rhys Rosa Sam "
    "Shaz Sian Tariq Tia Uma Vera Will Yusuf Zara Zoe"
).split()
LAST = "Adeyemi Brown Clarke Davies Evans Featherstonehaugh Green Hartley Ito Jones Khan Lee Okafor Patel Shaw".split()
SIBLINGS = (
    TieKind.SIBLING, TieKind.SIBLING, TieKind.HALF_SIBLING, TieKind.STEP_SIBLING, TieKind.ADOPTIVE_SIBLING,
)  # fmt: skip
GENDERS = (Gender.MALE, Gender.FEMALE)


class _Maker:
    """Builds one family generation by generation."""

    def __init__(self, seed: int, size: int) -> None:
        self.random = random.Random(seed)
        self.size = size
        self.people: list[Person] = []
        self.unions: list[Union] = []
        self.parentage: list[Parentage] = []
        self.partners: dict[str, set[str]] = {}
        self.parents: dict[str, set[str]] = {}

    def full(self) -> bool:
        return len(self.people) >= self.size

    def person(self, year: int, gender: Gender | None = None) -> Person:
        chance = self.random.random()
        name = f"{self.random.choice(FIRST)} {self.random.choice(LAST)}" if chance < 0.9 else ""
        born = None if chance > 0.85 else in_year(year, about=chance > 0.7)
        if chance < 0.5:
            born = on(datetime.date(year, self.random.randint(1, 12), self.random.randint(1, 28)))
        person = Person(
            id=f"p{len(self.people):03}",
            name=name,
            gender=gender or self.random.choices([*GENDERS, Gender.NON_BINARY, Gender.UNKNOWN], [48, 48, 2, 2])[0],
            born=born,
            died=in_year(year + 50) if year < 1960 and self.random.random() < 0.4 else None,
        )
        self.people.append(person)
        return person

    def union(self, one: Person, other: Person, year: int) -> Union:
        kind = self.random.choice([UnionStatus.MARRIED, UnionStatus.TOGETHER, UnionStatus.BRIEF])
        history = [Status(kind, in_year(year))]
        if self.random.random() < 0.4:
            history.append(Status(UnionStatus.SEPARATED, in_year(year + 5)))
        union = Union(f"u{len(self.unions):03}", (one.id, other.id), tuple(history))
        self.unions.append(union)
        self.partners.setdefault(one.id, set()).add(other.id)
        self.partners.setdefault(other.id, set()).add(one.id)
        return union

    def children(self, parents: tuple[Person, ...], union: Union | None, year: int, count: int) -> list[Person]:
        made = []
        for at in range(count):
            if self.full():
                break
            child = self.person(year + 2 * at)
            kind = ParentageKind.ADOPTIVE if self.random.random() < 0.03 else ParentageKind.BIRTH
            self.link(child, parents, union, kind)
            made.append(child)
        return made

    def link(self, child: Person, parents: tuple[Person, ...], union: Union | None, kind: ParentageKind) -> None:
        ids = tuple(parent.id for parent in parents)
        self.parents.setdefault(child.id, set()).update(ids)
        self.parentage.append(Parentage(child.id, ids, kind, union.id if union else None))

    def partner_of(self, one: Person, mates: list[Person], year: int) -> Person:
        """Somebody of the same generation who is here already (a cousin, perhaps), or somebody new."""
        free = [
            mate
            for mate in mates
            if mate.id != one.id
            and mate.id not in self.partners.get(one.id, set())
            and not self.parents.get(mate.id, set()) & self.parents.get(one.id, set())
        ]
        if free and self.random.random() < 0.06:
            return self.random.choice(free)
        opposite = Gender.FEMALE if one.gender is Gender.MALE else Gender.MALE
        return self.person(year, opposite if self.random.random() < 0.93 else None)

    def descend(self, adults: list[Person], year: int) -> list[Person]:
        """The partners and children of one generation."""
        born: list[Person] = []
        for one in list(adults):
            count = self.random.choices([0, 1, 2, 3, 4], [28, 44, 17, 8, 3])[0]
            for at in range(count):
                if self.full():
                    return born
                if self.random.random() < 0.12:
                    born += self.children((one,), None, year + 27 + 4 * at, self.random.randint(1, 2))
                    continue
                mate = self.partner_of(one, adults, year)
                union = self.union(one, mate, year + 24 + 4 * at)
                kids = self.random.choices([0, 1, 2, 3, 4, 5], [14, 26, 28, 18, 9, 5])[0]
                born += self.children((one, mate), union, year + 26 + 4 * at, kids)
                if self.random.random() < 0.2 and not self.full():
                    self.upward(mate, year - 26)
        return born

    def upward(self, child: Person, year: int) -> None:
        """Parents of somebody who came in by a union, with a brother or sister perhaps."""
        mother = self.person(year, Gender.FEMALE)
        parents: tuple[Person, ...] = (mother,)
        union = None
        if not self.full() and self.random.random() < 0.7:
            father = self.person(year - 1, Gender.MALE)
            parents, union = (father, mother), self.union(father, mother, year + 20)
        self.link(child, parents, union, ParentageKind.BIRTH)
        self.children(parents, union, year + 24, self.random.choices([0, 1, 2], [50, 30, 20])[0])

    def carers(self, children: list[Person], year: int) -> None:
        """A foster home or an adoption for some of the youngest."""
        for child in children:
            if self.full() or self.random.random() > 0.2:
                continue
            carers = [self.person(year)]
            union = None
            if not self.full() and self.random.random() < 0.7:
                carers.append(self.person(year))
                union = self.union(carers[0], carers[1], year + 22)
            kind = self.random.choice([ParentageKind.FOSTER, ParentageKind.ADOPTIVE])
            self.link(child, tuple(carers), union, kind)


def family(seed: int, size: int | None = None) -> Family:
    """A family of about `size` people (5 to 120 by the seed if not given), seen from one of its youngest."""
    chooser = random.Random(seed * 7919 + 1)
    make = _Maker(seed, size or chooser.randint(5, 120))
    year = 1930
    adults = [make.person(year) for _ in range(1 + (make.size > 40) + (make.size > 80) + max(0, make.size - 120) // 20)]
    youngest = adults
    while not make.full() and adults:
        adults = make.descend(adults, year)
        if not adults and len(make.people) < make.size:
            adults = [make.person(year + 25)]
        youngest = adults or youngest
        year += 26
        if year > 2012:
            break
    make.carers(youngest, year - 26)
    focus = youngest[len(youngest) // 2].id if youngest else make.people[0].id
    ties = [Tie(focus, make.people[0].id, TieKind.CHOSEN_FAMILY)] if focus != make.people[0].id else []
    if size is None and seed % 3 == 0:
        ties += brothers_and_sisters(make, random.Random(seed))
    return Family(tuple(make.people), tuple(make.unions), tuple(make.parentage), tuple(ties), focus=focus)


def brothers_and_sisters(make: _Maker, chance: random.Random) -> list[Tie]:
    """People of whom only that is known: they are a brother or sister of somebody, and in which way."""
    ties = []
    for one in chance.sample(make.people, min(len(make.people), chance.choice([1, 1, 2]))):
        kind = chance.choice(SIBLINGS)
        for _ in range(chance.choice([1, 1, 2])):
            born = one.born.order.year if one.born and one.born.order else 1990
            new = make.person(born + chance.randint(-6, 6))
            ties.append(Tie(*chance.sample([one.id, new.id], 2), kind))
    return ties


def shuffled(given: Family, seed: int) -> Family:
    """The same family with its rows in another order."""
    shuffle = random.Random(seed)
    people, unions, parentage = list(given.people), list(given.unions), list(given.parentage)
    ties, households = list(given.ties), list(given.households)
    for rows in (people, unions, parentage, ties, households):
        shuffle.shuffle(rows)  # type: ignore[arg-type]
    return Family(tuple(people), tuple(unions), tuple(parentage), tuple(ties), tuple(households), given.focus)
