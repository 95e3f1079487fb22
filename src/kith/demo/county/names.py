"""Made-up names that suit a child's background, put together by chance from short lists (names.toml)."""

from __future__ import annotations

import collections
import functools
import importlib.resources
import random
import tomllib
from collections.abc import Mapping
from typing import NamedTuple


class Heritage(NamedTuple):
    """A background: the return's ethnic codes with their chances, the first language, and names that suit it."""

    ethnic: Mapping[str, float]
    language: str
    girls: tuple[str, ...]
    boys: tuple[str, ...]
    surnames: tuple[str, ...]


# Of the children in care who did not come alone from abroad, and of those who did.
SETTLED_HERITAGES: Mapping[str, float] = {"british": 85, "mixed": 8, "black british": 3, "asian british": 4}
ARRIVED_HERITAGES: Mapping[str, float] = {
    "eritrean": 22,
    "sudanese": 16,
    "afghan": 20,
    "kurdish": 18,
    "vietnamese": 8,
    "albanian": 10,
    "ethiopian": 6,
}


@functools.cache
def heritages() -> Mapping[str, Heritage]:
    """Every background by its name."""
    text = importlib.resources.files("kith.demo.county").joinpath("names.toml").read_text("utf-8")
    return {
        name: Heritage(
            ethnic=entry["ethnic"],
            language=entry["language"],
            girls=tuple(entry["girls"]),
            boys=tuple(entry["boys"]),
            surnames=tuple(entry["surnames"]),
        )
        for name, entry in tomllib.loads(text).items()
    }


def name_for(rng: random.Random, *, heritage: str, girl: bool) -> tuple[str, str]:
    """A first name and a surname."""
    of = heritages()[heritage]
    return rng.choice(of.girls if girl else of.boys), rng.choice(of.surnames)


class Register:
    """The full names that were given so far: of one full name there are `MOST` children at most."""

    MOST, TRIES = 2, 200

    def __init__(self) -> None:
        """Nobody has a name yet."""
        self.given: collections.Counter[tuple[str, str]] = collections.Counter()

    def name_for(self, number: str, *, heritage: str, girl: bool) -> tuple[str, str]:
        """The name of the child with this number; the same for the same children in the same order.

        Raises ValueError where the lists of that background are too short for so many children.
        """
        rng = random.Random(f"name of {number}")  # noqa: S311 - made-up data, no secret
        for _ in range(self.TRIES):
            name = name_for(rng, heritage=heritage, girl=girl)
            if self.given[name] < self.MOST:
                self.given[name] += 1
                return name
        raise ValueError(f"names.toml has too few names for {heritage} {'girls' if girl else 'boys'}.")


def staff_names(rng: random.Random, count: int) -> list[str]:
    """`count` different full names of people at work."""
    found: dict[str, None] = {}
    while len(found) < count:
        heritage = rng.choice(("british", "british", "black british", "asian british", "mixed"))
        first, last = name_for(rng, heritage=heritage, girl=rng.random() < 0.8)
        found[f"{first} {last}"] = None
    return list(found)
