"""Where a made-up child lives from one move to the next."""

from __future__ import annotations

import datetime
import random

from kith.demo.county import chance, places
from kith.demo.county.model import Adoption, Child, Home, Spell
from kith.domain import dates

# Days between moves. A settled home lasts nine years or more on average, a restless child moves three times a year.
SETTLED_DAYS, RESTLESS_DAYS, SHORTEST_DAYS = 3500.0, 102.0, 9
BRIDGING_DAYS = (25, 230)
RECEPTION_DAYS = (12, 60)

_FOSTER_PROVIDERS = {"PR1": 64, "PR4": 34, "PR5": 2}
_PROVIDERS = {
    "U6": _FOSTER_PROVIDERS,
    "U4": _FOSTER_PROVIDERS,
    "U3": {"PR1": 1},
    "U1": {"PR1": 1},
    "U5": {"PR1": 1},
    "K1": {"PR2": 1},
    "K2": {"PR4": 78, "PR1": 16, "PR5": 6},
    "K3": {"PR4": 74, "PR5": 20, "PR1": 6},
    "S1": {"PR4": 1},
    "R1": {"PR4": 1},
    "R5": {"PR3": 1},
    "A6": {"PR1": 60, "PR5": 40},
    "A5": {"PR1": 1},
    "P1": {"PR0": 1},
}
# Kinds of home that Ofsted does not register carry no Ofsted number.
_NOT_REGISTERED = frozenset({"P1", "R5", "R1", "T0", "T1", "T3", "T4"})
_WHY_MOVED = {
    "CARPL": 56,
    "CREQB": 13,
    "CREQO": 8,
    "CHILD": 6,
    "LAREQ": 5,
    "CLOSE": 3,
    "ALLEG": 2,
    "STAND": 2,
    "OTHER": 5,
}


def homes(rng: random.Random, child: Child, spell: Spell) -> list[Home]:
    """Every home of one spell, in order."""
    made = [_first(rng, child, spell)]
    on = spell.start
    while True:
        on = chance.later(on, _days(rng, child, spell, len(made)))
        if on >= spell.end:
            break
        place = _place(rng, child, spell, on, index=len(made))
        made.append(_home(rng, child, on, place=place, why=_why(rng, place)))
    made = _for_the_route(rng, child, spell, made)
    return _long_term(rng, child, spell, made)


def _first(rng: random.Random, child: Child, spell: Spell) -> Home:
    place = _place(rng, child, spell, spell.start, index=0)
    return _home(rng, child, spell.start, place=place, why="")


def _days(rng: random.Random, child: Child, spell: Spell, moves: int) -> int:
    """Days until the next move, after `moves` homes."""
    whole = (spell.end - spell.start).days
    if spell.route == "breaks":
        return whole + 1
    if spell.route in {"short", "remand"}:
        lasting = {"settled": 1, "bridged": 2, "restless": 3}[child.temper]
        return whole + 1 if moves >= lasting else max(2, int(whole / lasting * (0.7 + 0.5 * rng.random())))
    if spell.route == "arrived" and child.temper != "settled" and moves == 1:
        return rng.randint(*RECEPTION_DAYS)
    if child.temper == "restless" and (spell.route != "arrived" or moves <= 3):
        return SHORTEST_DAYS + chance.waiting_days(rng, RESTLESS_DAYS)
    if child.temper == "bridged" and moves == 1:
        return rng.randint(*BRIDGING_DAYS)
    return 60 + chance.waiting_days(rng, SETTLED_DAYS)


def _place(rng: random.Random, child: Child, spell: Spell, on: datetime.date, *, index: int) -> str:
    age = dates.age_on(child.dob, on)
    if spell.route == "remand":
        return "R5" if index == 0 and rng.random() < 0.6 else "K2"
    if spell.route == "breaks":
        return "U6"
    if spell.route == "guardian":
        return "U3" if index or child.temper == "settled" else "U6"
    if child.arrived:
        return "U6" if age < 16 else chance.pick(rng, {"K3": 82, "U6": 18})
    if child.temper == "restless" and age >= 11:
        older = {"U6": 30, "K2": 48, "S1": 2, "R5": 3, "K1": 1, "K3": 26 if age >= 16 else 0}
        return chance.pick(rng, older)
    if age >= 16:
        return chance.pick(rng, {"K3": 40, "U6": 45, "K2": 15})
    if age >= 12 and spell.route != "adoption":
        return chance.pick(rng, {"U6": 74, "K2": 15, "U3": 10, "S1": 1})
    return chance.pick(rng, {"U6": 82, "U3": 16, "K2": 2}) if spell.route != "adoption" else "U6"


def _home(rng: random.Random, child: Child, on: datetime.date, *, place: str, why: str) -> Home:
    provider = chance.pick(rng, _PROVIDERS[place])
    post = child.family_post
    if place != "P1":
        # The authority's own homes lie in its own county.
        post = places.postcode_near(rng, area=child.area, home=child.family_post, inside=provider == "PR1")
    urn = "" if place in _NOT_REGISTERED else f"99{rng.randrange(100_000):05d}"
    return Home(on, place, provider, post, urn, why)


def _why(rng: random.Random, place: str) -> str:
    if place == "R5":
        return "CUSTOD"
    return chance.pick(rng, _WHY_MOVED)


def _for_the_route(rng: random.Random, child: Child, spell: Spell, made: list[Home]) -> list[Home]:
    """The last move, where the route asks for one: to adopters, or home on trial before the order ends."""
    if spell.adoption is not None and spell.adoption.ended is None:
        return _adopters(rng, child, spell.adoption, made)
    on = chance.later(spell.end, -75)
    if spell.route == "home" and rng.random() < 0.4 and on > chance.later(spell.start, 60):
        return [*_before(made, on), _home(rng, child, on, place="P1", why="CARPL")]
    return made


def _adopters(rng: random.Random, child: Child, adoption: Adoption, made: list[Home]) -> list[Home]:
    on = chance.later(adoption.matched, 21)
    kept = _before(made, on)
    if adoption.by_carer:
        carer = kept[-1]._replace(start=on, place="A5", why="PLACE", same_carer=True)
        return [*kept[:-1], kept[-1]._replace(place="U5"), carer]
    return [*kept, _home(rng, child, on, place="A6", why="CARPL")]


def _before(made: list[Home], on: datetime.date) -> list[Home]:
    """The homes that began early enough before `on` to have been homes at all."""
    return made[:1] + [home for home in made[1:] if (on - home.start).days >= SHORTEST_DAYS]


def _long_term(rng: random.Random, child: Child, spell: Spell, made: list[Home]) -> list[Home]:
    """What may happen in a home that lasts: it is agreed as long term, or the child is in hospital for some days."""
    if spell.route not in {"long", "teenage"}:
        return made
    last = made[-1]
    on = chance.later(last.start, rng.randint(240, 700))
    term = {"U6": "U4", "U3": "U1"}.get(last.place)
    if chance.later(on, 30) >= spell.end or term is None:
        return made
    if rng.random() < 0.03:
        elsewhere = [post for post in places.POSTCODES["West"] if post != child.family_post]
        hospital = Home(on, "T1", "", rng.choice(elsewhere), "", "")
        back = last._replace(start=chance.later(on, rng.randint(3, 20)), why="")
        return [*made, hospital, back]
    if rng.random() < 0.7:
        return [*made, last._replace(start=on, place=term, why="PLACE", same_carer=True)]
    return made
