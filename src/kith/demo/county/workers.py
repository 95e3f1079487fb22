"""Who a made-up child's social worker is, and when the child was missing."""

from __future__ import annotations

import random

from kith.demo.county import chance
from kith.demo.county.model import Child, Missing, Spell, Worker
from kith.domain import dates

WORKERS = 150
_WORKER_DAYS = 480.0
_WHY_NEW = {"LEFTRL": 34, "TSPROC": 28, "ORGRST": 12, "ABSENC": 9, "MANAGE": 10, "CHCHAN": 3, "PCCHAN": 2, "OTHERS": 2}


def workers(rng: random.Random, spell: Spell) -> list[Worker]:
    """The child's workers over one spell: one at a time, the next from the day the last one stopped."""
    made = [Worker(spell.start, rng.randrange(WORKERS), "FCONTA")]
    while True:
        on = chance.later(made[-1].start, 30 + chance.waiting_days(rng, _WORKER_DAYS))
        if on >= chance.later(spell.end, -3):
            return made
        number = (made[-1].number + rng.randrange(1, WORKERS)) % WORKERS
        made.append(Worker(on, number, chance.pick(rng, _WHY_NEW)))


def missing(rng: random.Random, child: Child, spell: Spell) -> list[Missing]:
    """Times missing: rare, and mostly of restless older children and of some who arrived alone."""
    likely = {"restless": 0.45, "bridged": 0.05, "settled": 0.03}[child.temper]
    on = max(spell.start, dates.birthday(child.dob, 11))
    made: list[Missing] = []
    if on >= spell.end or rng.random() > likely:
        return made
    while True:
        on = chance.later(on, 5 + chance.waiting_days(rng, 160.0))
        back = chance.later(on, rng.randint(0, 3))
        if back >= spell.end:
            return made
        # One time in 200 would straddle two returns; leaving those out keeps both simple.
        if dates.return_year(on) == dates.return_year(back):
            made.append(Missing("M" if rng.random() < 0.8 else "A", on, back))
