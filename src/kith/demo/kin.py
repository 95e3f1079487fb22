"""Made-up brothers and sisters: a few pairs of children in care, and a few who are not in care themselves."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

PAIRS = 12
# Further apart or closer together in age than this, two children of one surname are made to be strangers.
LEAST_DAYS, MOST_DAYS = 300, 3650
GIRL = "F"
NOT_IN_CARE = (
    "Half-sister Mia, lives with her dad. They last met at a birthday two years ago.",
    "Big brother Kyle, grown up, moved away. Nobody here has his number.",
    "Baby sister Elsie, adopted. Letters once a year.",
    "Twin brother Alfie, at home with Mum.",
)
TOGETHER = ("lives in another home; they phone", "lives in another home; they have lost touch")
IN_TOUCH = "they phone"


@dataclass(frozen=True)
class Kin:
    """A child in care, as far as it says who could be whose brother or sister. ``is_able``: may be put forward."""

    reference: str
    name: str
    surname: str
    born_on: dt.date
    sex: str
    is_able: bool = False


def pairs(children: Sequence[Kin]) -> list[tuple[Kin, Kin]]:
    """Older and younger; nobody is in two pairs. The same every time, those first who both may be put forward."""
    ordered = sorted(children, key=lambda one: (one.surname, one.born_on, one.reference))
    of_the_able = list(_pairs([one for one in ordered if one.is_able]))
    return [*of_the_able, *_pairs([one for one in ordered if not one.is_able])][:PAIRS]


def are_in_touch(place: int) -> bool:
    """Whether the pair at this place is in touch, as it is recorded."""
    return IN_TOUCH in TOGETHER[place % len(TOGETHER)]


def siblings(children: Sequence[Kin]) -> Iterator[tuple[str, str]]:
    """Child and what is recorded of their brothers and sisters.

    Of somebody who is not in care it is recorded only of children who cannot be put forward, around whom nobody else is
    made up.
    """
    found = pairs(children)
    paired: set[str] = set()
    for number, (older, younger) in enumerate(found):
        where = TOGETHER[number % len(TOGETHER)]
        for one, other in ((older, younger), (younger, older)):
            paired.add(one.reference)
            yield one.reference, f"{_word(other)} {other.name} {other.surname}, in care too, {where}."
    rest = [one for one in children if one.reference not in paired and not one.is_able]
    for one, text in zip(sorted(rest, key=lambda one: (one.born_on, one.reference)), NOT_IN_CARE, strict=False):
        yield one.reference, text


def _pairs(ordered: Sequence[Kin]) -> Iterator[tuple[Kin, Kin]]:
    place = 0
    while place + 1 < len(ordered):
        older, younger = ordered[place], ordered[place + 1]
        apart = (younger.born_on - older.born_on).days
        if older.surname == younger.surname and LEAST_DAYS <= apart <= MOST_DAYS:
            yield older, younger
            place += 2
        else:
            place += 1


def _word(other: Kin) -> str:
    return "Sister" if other.sex == GIRL else "Brother"
