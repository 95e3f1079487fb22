"""Chance with a steady hand: draws that keep their proportions however few there are."""

from __future__ import annotations

import datetime
import math
import random
from collections.abc import Mapping
from typing import TypeVar

T = TypeVar("T")


def spread(rng: random.Random, count: int) -> list[float]:
    """`count` numbers from 0 to 1, one in each of `count` equal slices, in random order."""
    slices = [(i + rng.random()) / count for i in range(count)]
    rng.shuffle(slices)
    return slices


def deal(rng: random.Random, count: int, weights: Mapping[T, float]) -> list[T]:
    """`count` things in the proportions of `weights` (to the nearest whole one), in random order."""
    total = sum(weights.values())
    dealt: list[T] = []
    reached = 0.0
    for thing, weight in weights.items():
        reached += weight
        dealt += [thing] * (round(count * reached / total) - len(dealt))
    rng.shuffle(dealt)
    return dealt


def pick(rng: random.Random, weights: Mapping[T, float]) -> T:
    """One thing, with the chances of `weights`."""
    at = rng.random() * sum(weights.values())
    for thing, weight in weights.items():
        at -= weight
        if at < 0:
            return thing
    return list(weights)[-1]


def waiting_days(rng: random.Random, mean: float) -> int:
    """Days until something that may happen on any day alike and comes after `mean` days on average."""
    return int(-math.log(1.0 - rng.random()) * mean)


def later(on: datetime.date, days: float) -> datetime.date:
    """The date `days` whole days after `on`."""
    return on + datetime.timedelta(days=int(days))
