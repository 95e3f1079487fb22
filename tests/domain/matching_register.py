"""A made-up register in which everybody has relatives, and notes that speak of people who may or may not stand in it.

Everything comes from a seed. A family shares surname and place; one son in six is called like his father; half of every
family is not in the register. Notes use nicknames from tests/data/names/pairs.csv, which is older than names.csv.
"""

import csv
import datetime
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kith.domain import matching, names

PAIRS = Path(__file__).resolve().parent.parent / "data" / "names" / "pairs.csv"
FAMILIES, MEMBERS = 600, 6
# Surnames of several origins, the commoner ones first (shares fall as 1 / rank).
SURNAMES = """Smith Jones Khan Williams Taylor Ahmed Brown Hussain Davies Evans Wilson Ali Thomas Patel Roberts Begum
Johnson Walker Wright Robinson Thompson White Hughes Edwards Green Singh Hall Wood Harris Lewis Martin Jackson Clarke
Mohamed Clark Turner Hill Scott Cooper Morris Ward Moore King Watson Baker Kaur Morgan Allen Anderson Mitchell
Phillips James Murphy Kelly Campbell Hassan Nowak Osman Nguyen Tesfay Haile Okafor Adeyemi Kowalski Popescu Shehu
Hoxha Wong Chen Silva Santos Pereira Garcia Ivanov Shevchenko Kovalenko Yilmaz Kaya Rahimi Ahmadi Noori Sesay Kamara
Mensah Boateng Owusu Abdullahi Warsame Farah Jama Gebre Kidane Hartley Pemberton Ashworth Blackwood Cartwright Dunmore
Eastgate Fairburn Goodacre Holloway Inglefield Jessop Kettleby Langford Marchbank Netherton Oakeshott Pickersgill
Quarmby Ravenscroft Shuttleworth Thistlewood Underhill Vickerstaff Wainwright Yardley Appleyard Birtwhistle
Copplestone Drinkwater Entwistle Featherstone Greenhalgh Higginbottom Illingworth Jolliffe Kirkbride Longbottom
Micklethwaite Nightingale Openshaw Postlethwaite Ramsbottom Sowerby Tattersall Uttley Venables Whittaker Youngman
Abernethy Balfour Carruthers Dalgleish Prothero Gwynne Llewelyn Cadwallader Bevan Probert Pugh Gethin O'Neill
Gallagher Doherty Kavanagh McLaughlin""".split()
PLACES = """Ashford Margate Canterbury Dover Folkestone Maidstone Ramsgate Sheerness Deal Faversham Gravesend Dartford
Tonbridge Swale Whitstable Leeds Bradford Croydon Lewisham Luton Derby Cardiff Swansea Glasgow Belfast""".split()


@dataclass(frozen=True)
class Note:
    """What a note says of somebody, and who it is: `truth` is an id of the register, or None if they are not in it."""

    person: matching.Person
    truth: str | None


@dataclass(frozen=True)
class _Member:
    """Somebody as they are, whether or not the register holds them."""

    id: str
    first: str
    surname: str
    former: str
    born: datetime.date
    place: str


def make(seed: int, notes: int) -> tuple[list[matching.Person], list[Note]]:
    """The register (half of 600 families of six) and so many notes, half of them of people who are not in it."""
    chance = random.Random(seed)
    known = variants()
    first_names = sorted(known)
    chance.shuffle(first_names)
    families = [_family(number, first_names, chance) for number in range(FAMILIES)]
    present, absent = [], []
    for family in families:
        chance.shuffle(family)
        present += family[: MEMBERS // 2]
        absent += family[MEMBERS // 2 :]
    register = [_recorded(member, chance) for member in present]
    spoken = [(member, member.id) for member in chance.sample(present, notes // 2)]
    spoken += [(member, None) for member in chance.sample(absent, notes - notes // 2)]
    return register, [Note(_noted(n, member, known, chance), truth) for n, (member, truth) in enumerate(spoken)]


def variants() -> dict[str, list[str]]:
    """Short and other forms of each name, from the pairs."""
    with PAIRS.open(encoding="utf-8", newline="") as file:
        found: dict[str, list[str]] = {}
        for row in csv.DictReader(file):
            found.setdefault(row["b"], []).append(row["a"])
    return found


def _ranked(items: list[str], chance: random.Random) -> str:
    """One of them; the first is twice as common as the second, three times as the third."""
    return chance.choices(items, [1 / (rank + 3) for rank in range(len(items))])[0]


def _family(number: int, first_names: list[str], chance: random.Random) -> list[_Member]:
    surname, place = _ranked(SURNAMES, chance), _ranked(PLACES, chance)
    taken: list[str] = []
    members = []
    for place_in_family in range(MEMBERS):
        elder = place_in_family < 2
        first = _ranked(first_names, chance)
        if place_in_family == 2 and chance.random() < 1 / 6:
            first = taken[0]
        while first in taken[1:]:
            first = _ranked(first_names, chance)
        taken.append(first)
        year = chance.randint(1950, 1978) if elder else chance.randint(1979, 2010)
        born = datetime.date(year, 1, 1) + datetime.timedelta(days=chance.randrange(365))
        # Some have taken another name on marriage and are now called by it.
        former = surname if chance.random() < 0.2 else ""
        now = _ranked(SURNAMES, chance) if former else surname
        members.append(_Member(f"{number}-{place_in_family}", first, now, former, born, place))
    return members


def _recorded(member: _Member, chance: random.Random) -> matching.Person:
    known = [names.Name(given=member.first, family=member.surname)]
    if member.former and chance.random() < 0.6:
        known.append(names.Name(family=member.former, kind=names.NameKind.BIRTH))
    born = matching.Born.on(member.born) if chance.random() < 0.85 else None
    return matching.Person(member.id, tuple(known), born, place=member.place)


def _noted(number: int, member: _Member, known: dict[str, list[str]], chance: random.Random) -> matching.Person:
    first = chance.choice(known[member.first]) if chance.random() < 0.45 else member.first
    if chance.random() < 0.08:
        first = typed_wrong(first, chance)
    surname = member.former if member.former and chance.random() < 0.5 else member.surname
    if chance.random() < 0.08:
        surname = typed_wrong(surname, chance)
    name = names.Name(given=first, family="" if chance.random() < 0.15 else surname)
    if name.family and chance.random() < 0.05:
        name = names.Name(given=name.family, family=name.given)
    place = member.place if chance.random() < 0.7 else ""
    if place and chance.random() < 0.15:
        place = _ranked(PLACES, chance)
    return matching.Person(f"note-{number}", (name,), _noted_birth(member.born, chance), place=place)


def _noted_birth(born: datetime.date, chance: random.Random) -> matching.Born | None:
    kinds = ("none", "year", "full", "swapped", "stand_in", "slip")
    kind = chance.choices(kinds, [35, 22, 32, 4, 4, 3])[0]
    if kind == "none":
        return None
    if kind == "year":
        return matching.Born(born.year)
    if kind == "stand_in":
        return matching.Born(born.year + chance.choice([-1, 0, 0, 1]), 1, 1)
    if kind == "swapped" and born.day <= 12:
        return matching.Born(born.year, born.day, born.month)
    if kind == "slip":
        return matching.Born(born.year, born.month, max(1, (born.day + 10) % 29))
    return matching.Born.on(born)


def typed_wrong(text: str, chance: random.Random) -> str:
    """One letter left out, doubled, changed or changed round with the next."""
    at = chance.randrange(len(text))
    kind = chance.randrange(4)
    if kind == 0 and len(text) > 3:
        return text[:at] + text[at + 1 :]
    if kind == 1:
        return text[:at] + text[at] + text[at:]
    if kind == 2:
        return text[:at] + chance.choice("abcdefghijklmnoprstuvwy") + text[at + 1 :]
    return text[:at] + text[at : at + 2][::-1] + text[at + 2 :]


def answers(register: matching.Register, notes: list[Note]) -> Iterator[tuple[Note, tuple[matching.Comparison, ...]]]:
    """Each note with whom the register thinks it could mean."""
    for note in notes:
        yield note, matching.candidates(note.person, register)
