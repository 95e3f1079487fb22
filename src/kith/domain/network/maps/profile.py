"""Reads how things are drawn from the one profile file."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

from kith.domain.network.graph import Person
from kith.domain.network.words import Being


@dataclass(frozen=True, slots=True)
class Style:
    """One entry of the profile. What an entry does not say has the value that draws nothing special."""

    legend: str
    shape: str = ""
    line: str = "solid"
    short: str = ""
    slashes: int = 0
    back: bool = False
    strokes: int = 1
    arrow: bool = False
    bars: int = 0
    mended: bool = False


@functools.cache
def profile() -> Mapping[str, Mapping[str, Style]]:
    """The sections symbols, unions, endings, parentage, siblings, qualities and marks, by the value of the term."""
    text = resources.files("kith.domain.network.maps").joinpath("data/genogram.toml").read_text(encoding="utf-8")
    read = tomllib.loads(text)
    return {
        section: {name: Style(**values) for name, values in entries.items()}
        for section, entries in read.items()
        if isinstance(entries, dict)
    }


def symbol_of(person: Person) -> str:
    """The name of a person's entry among the symbols."""
    return person.gender.value if person.being is Being.PERSON else person.being.value
