"""Made-up people for the bench of matching: a register of any size, and what somebody types who looks for one."""

import itertools
import random
from dataclasses import dataclass

from kith.domain import matching
from kith.domain.names import Name, NameKind
from tests.domain import matching_register as small

_BEGINNINGS = (
    "Ash Black Brad Cart Clay Dun East Fair Good Hart High Ken Lang Long March Nor Oak Pem Rams Sto Thorn West".split()
)
_MIDDLES = "den el er field in ing land lin man mer more net on over ster ten ter ton wen wick".split()
_ENDINGS = (
    "bank bell bourne bridge bury by combe dale ford gate ham hurst ley low mouth ridge shaw thorpe well worth".split()
)


@dataclass(frozen=True)
class Sought:
    """What is typed, with the birth date as far as it is known, and who is meant."""

    text: str
    born: matching.Born
    truth: str


def register(size: int, seed: int) -> list[matching.Person]:
    """So many people: surnames like those of a country (a few common, many rare), one in twelve with an earlier one."""
    chance = random.Random(seed)
    made = [a + b + c for a in _BEGINNINGS for b in _MIDDLES for c in _ENDINGS]
    chance.shuffle(made)
    surnames = small.SURNAMES + made
    firsts = sorted(small.variants())
    chance.shuffle(firsts)
    # Added up once: for each choice anew they would cost more than all else.
    weights = list(itertools.accumulate(1 / (rank + 8) for rank in range(len(surnames))))
    first_weights = list(itertools.accumulate(1 / (rank + 5) for rank in range(len(firsts))))
    people = []
    for number in range(size):
        family, former = chance.choices(surnames, cum_weights=weights, k=2)
        first, middle = chance.choices(firsts, cum_weights=first_weights, k=2)
        given = f"{first} {middle}" if chance.random() < 0.2 else first
        names = [Name(given=given, family=family)]
        if chance.random() < 1 / 12:
            names.append(Name(family=former, kind=NameKind.BIRTH))
        born = matching.Born(chance.randint(1940, 2015), chance.randint(1, 12), chance.randint(1, 28))
        people.append(matching.Person(f"p{number:06}", tuple(names), born, place=chance.choice(small.PLACES)))
    return people


def sought(people: list[matching.Person], count: int, seed: int) -> list[Sought]:
    """So many queries: names as recorded, by a nickname, typed wrong, by an earlier name, turned round."""
    chance = random.Random(seed)
    variants = small.variants()
    return [_typed(person, variants, chance) for person in chance.sample(people, count)]


def _typed(person: matching.Person, variants: dict[str, list[str]], chance: random.Random) -> Sought:
    first, *_ = person.names[0].given.split()
    family = person.names[-1].family if chance.random() < 0.5 else person.names[0].family
    if chance.random() < 0.15 and first in variants:
        first = chance.choice(variants[first])
    if chance.random() < 0.25:
        first = small.typed_wrong(first, chance)
    if chance.random() < 0.25:
        family = small.typed_wrong(family, chance)
    words = [family, first] if chance.random() < 0.1 else [first, family]
    return Sought(" ".join(words), _date(person, chance), person.id)


def _date(person: matching.Person, chance: random.Random) -> matching.Born:
    born = person.born or matching.Born(1900)
    kind = chance.random()
    if kind < 0.25:
        return matching.Born(born.year)
    if kind < 0.32 and born.day and born.day <= 12:
        return matching.Born(born.year, born.day, born.month)
    if kind < 0.40:
        return matching.Born(born.year, born.month, (born.day or 1) % 28 + 1)
    return born
