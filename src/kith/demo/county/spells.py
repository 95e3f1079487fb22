"""Periods of care: when they end and why, which orders they are under, the path to adoption."""

from __future__ import annotations

import datetime
import random

from kith.demo.county import chance, homes, model, routes, workers
from kith.demo.county.model import Adoption, Child, Order, Spell
from kith.domain import dates

_ADOPTION_REVERSED = 0.05


def live(rng: random.Random, child: Child, *, name: str, start: datetime.date, stay: float) -> None:
    """Give the child a period of care on the route `name`; some who go home come back and have two."""
    route = routes.ROUTES[name]
    end, reason = _end(rng, child, name=name, start=start, stay=stay)
    spell = Spell(
        route=name,
        start=start,
        end=end,
        reason=reason,
        homes=[],
        orders=[],
        need="N2" if child.disabled and not child.arrived and rng.random() < 0.4 else chance.pick(rng, route.needs),
    )
    _settle(rng, child, spell)
    if child.arrived:
        child.status_ended = end if spell.reason != "E3" else None
    if name == "short" and reason in {"E4A", "E4B"} and rng.random() < routes.COME_BACK:
        _come_back(rng, child, after=end)
    _perhaps_a_mother(rng, child, before=end)


def _perhaps_a_mother(rng: random.Random, child: Child, *, before: datetime.date) -> None:
    born = chance.later(dates.birthday(child.dob, 16), rng.randint(0, 700))
    if child.girl and born < before and rng.random() < 0.08:
        child.baby_born = born


def _settle(rng: random.Random, child: Child, spell: Spell) -> None:
    """Fill in what follows from the start, the end and the route."""
    if spell.route == "adoption":
        spell.adoption = _adoption(rng, spell)
        if spell.adoption.ended:
            spell.reason = "E41"
    spell.homes = homes.homes(rng, child, spell)
    spell.orders = _orders(rng, spell)
    spell.episodes = model.cut(spell)
    spell.workers = workers.workers(rng, spell)
    spell.missing = workers.missing(rng, child, spell)
    child.spells.append(spell)


def _come_back(rng: random.Random, child: Child, *, after: datetime.date) -> None:
    start = chance.later(after, rng.randint(40, 330))
    end = chance.later(start, rng.randint(60, 500))
    if end < dates.birthday(child.dob, 18):
        need = chance.pick(rng, routes.ROUTES["home"].needs)
        _settle(rng, child, Spell("home", start, end, "E4A", [], [], need))


def _end(
    rng: random.Random, child: Child, *, name: str, start: datetime.date, stay: float
) -> tuple[datetime.date, str]:
    """The day on which this period of care ends, and the return's code for why."""
    route, eighteenth = routes.ROUTES[name], dates.birthday(child.dob, 18)
    if name == "arrived":
        leaves = chance.pick(rng, routes.ARRIVED_LEAVE_EARLY)
        early = chance.later(start, rng.randint(20, 120))
        if leaves != "stay" and early < eighteenth:
            return early, leaves
        return eighteenth, chance.pick(rng, routes.AT_EIGHTEEN_ARRIVED)
    if route.stay is not None:
        end = chance.later(start, max(2.0, route.stay(stay)))
        if end < eighteenth:
            young = dates.age_on(child.dob, end) < 16
            return end, chance.pick(rng, {why: n for why, n in route.reasons.items() if why != "E6" or not young})
    # Adult care takes over only for those who need it.
    return eighteenth, chance.pick(rng, {**routes.AT_EIGHTEEN, "E7": 40 if child.disabled else 0})


def _adoption(rng: random.Random, spell: Spell) -> Adoption:
    """Decision at a fifth to a third of the period, match in the middle, and the last months with the adopters."""
    days = (spell.end - spell.start).days
    decided = chance.later(spell.start, days * (0.2 + 0.12 * rng.random()))
    matched = chance.later(spell.start, days * (0.48 + 0.1 * rng.random()))
    reversed_on = matched if rng.random() < _ADOPTION_REVERSED else None
    return Adoption(decided, matched, reversed_on, by_carer=rng.random() < 0.1)


def _orders(rng: random.Random, spell: Spell) -> list[Order]:
    """Legal statuses in order. A child placed with parents or for adoption is under an order by then."""
    start, days = spell.start, (spell.end - spell.start).days
    if spell.route == "arrived":
        return [Order(start, "V2")]
    if spell.route in {"remand", "breaks"}:
        return [Order(start, "J1" if spell.route == "remand" else "V4")]
    if spell.route == "short":
        return _short_orders(rng, spell)
    if spell.route == "teenage" and rng.random() < 0.55:
        return [Order(start, "V2")]
    orders = [Order(start, "C1")]
    if rng.random() < 0.2 and days > 150:
        orders = [Order(start, "V2"), Order(chance.later(start, rng.randint(14, 60)), "C1")]
    if spell.adoption is not None:
        ordered = chance.later(spell.adoption.decided, 30)
        orders.append(Order(ordered, "E1"))
        return [*orders, Order(spell.adoption.ended, "C2")] if spell.adoption.ended else orders
    full = chance.later(start, rng.randint(165, 330))
    return [*orders, Order(full, "C2")] if full < chance.later(spell.end, -5) else orders


def _short_orders(rng: random.Random, spell: Spell) -> list[Order]:
    start, days = spell.start, (spell.end - spell.start).days
    after = chance.pick(rng, {"V2": 68, "C1": 32})
    if days > 12 and rng.random() < 0.14:
        protection, lasts = chance.pick(rng, {("L1", 3): 7, ("L2", 8): 3})
        return [Order(start, protection), Order(chance.later(start, lasts - 1), after)]
    return [Order(start, after)]
