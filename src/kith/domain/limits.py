"""Single numbers that are rules (ages, days, how often): each stands in data/limits.toml with its date and source."""

import datetime as dt
import functools
import importlib.resources
import tomllib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limit:
    """One number, the day from which it holds, and where it comes from."""

    value: int
    valid_from: dt.date
    source: str


@functools.cache
def limits() -> dict[str, Limit]:
    """Every number of data/limits.toml, by name."""
    data = tomllib.loads(importlib.resources.files("kith.domain.data").joinpath("limits.toml").read_text("utf-8"))
    return {name: Limit(**entry) for name, entry in data.items()}


def number(name: str) -> int:
    """The number of that name, in the unit that its name ends in. Raises KeyError for a name that the file lacks."""
    return limits()[name].value
