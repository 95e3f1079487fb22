"""The yearly health figures of a child in care (OC2) and the whereabouts of a care leaver (OC3)."""

from __future__ import annotations

import datetime
import random

from kith.demo.county import chance
from kith.demo.county.model import Child
from kith.domain import dates

_SCORE_MISSING = {"": 86, "SDQ2": 4, "SDQ3": 1, "SDQ4": 4, "SDQ5": 5}
_IN_TOUCH = {"YES": 925, "NO": 40, "REFU": 15, "NREQ": 12, "RHOM": 8}
_DOING = {"F1": 6, "F2": 22, "P2": 3, "F5": 22, "P5": 6, "F4": 4, "G4": 9, "G5": 24, "G6": 4}
_DOING_BEFORE_2022 = {"F1": 6, "F2": 22, "P2": 3, "F3": 26, "P3": 6, "G4": 9, "G5": 24, "G6": 4}
_APPRENTICES_APART = datetime.date(2022, 3, 31)
# Kent 2018: 77% in suitable accommodation at 19 to 21 (DfE).
_LIVING = {
    **{"B1": 12, "D1": 20, "E1": 7, "K1": 5, "U1": 29, "T1": 2, "Z1": 8},
    **{"B2": 2, "K2": 3, "U2": 2, "S2": 2, "V2": 2, "W2": 1, "X2": 3, "R2": 3, "Y2": 1},
}
_LEAVER_AGES = range(17, 22)
# A care leaver in law: in care for 13 weeks since the age of 14, and at 16 or later (Children Act 1989, Schedule 2).
_WEEKS_SINCE_14 = 13


def health(rng: random.Random, child: Child, *, start: datetime.date, end: datetime.date) -> tuple[str, ...]:
    """The OC2 row of a child who was in care all year: score or reason, then yes-or-no items as 1 and 0."""
    age, age_before = dates.age_on(child.dob, end), dates.age_on(child.dob, chance.later(start, -1))
    score = reason = ""
    if age >= 4 and age_before < 17:
        reason = chance.pick(rng, _SCORE_MISSING)
        score = "" if reason else str(min(40, max(0, child.sdq + rng.randint(-3, 3))))
    convicted = _yes(rng, 0.03) if age >= 10 else ""
    checked = _yes(rng, 0.86) if age < 5 else ""
    misuse = _yes(rng, 0.12 if child.temper == "restless" and age >= 12 else 0.01)
    received = _yes(rng, 0.5) if misuse == "1" else ""
    offered = _yes(rng, 0.8) if received == "0" else ""
    cared_for = (_yes(rng, 0.88), _yes(rng, 0.82), _yes(rng, 0.91))
    return score, reason, convicted, checked, *cared_for, misuse, received, offered


def care_leaver(
    rng: random.Random, child: Child, *, start: datetime.date, end: datetime.date
) -> tuple[str, ...] | None:
    """The OC3 row of a young person who had left care and turned 17 to 21 in the year; None if they had not."""
    last = child.spells[-1]
    if last.end >= start or last.reason == "E3" or last.short_breaks:
        return None
    birthdays = [dates.birthday(child.dob, age) for age in _LEAVER_AGES]
    turned = [age for age, on in zip(_LEAVER_AGES, birthdays, strict=True) if start <= on <= end]
    weeks = (last.end - max(last.start, dates.birthday(child.dob, 14))).days / 7
    if not turned or last.end <= dates.birthday(child.dob, 16) or weeks < _WEEKS_SINCE_14:
        return None
    touch = chance.pick(rng, _IN_TOUCH)
    if touch == "RHOM":
        return touch, "0", "0"
    doing = _DOING if end >= _APPRENTICES_APART else _DOING_BEFORE_2022
    living = {code: n for code, n in _LIVING.items() if code != "Z1" or turned[0] > 17}
    return touch, chance.pick(rng, doing), chance.pick(rng, living)


def _yes(rng: random.Random, share: float) -> str:
    return "1" if rng.random() < share else "0"
