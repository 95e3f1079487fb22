"""The dated table of the rules: titles, sources and every number, read from domain/data/leads.toml."""

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class RuleSpec:
    """One rule as the table has it. ``numbers`` holds its figures and lists by name; ``strength`` 0 is the surest."""

    id: str
    title: str
    source: str
    strength: int
    numbers: Mapping[str, Any]

    def number(self, name: str) -> int:
        """One figure of the rule; raises KeyError where the table has none of this name."""
        return int(self.numbers[name])

    def words(self, name: str) -> tuple[str, ...]:
        """One list of the rule; raises KeyError where the table has none of this name."""
        return tuple(self.numbers[name])


@dataclass(frozen=True, slots=True)
class Setting:
    """The whole table, of one date."""

    id: str
    title: str
    valid_from: date
    source: str
    rules: Mapping[str, RuleSpec]


@functools.cache
def load() -> Setting:
    """The table that ships with the package, in the order of the rules (design notes on finding people, section 5)."""
    text = resources.files("kith.domain.data").joinpath("leads.toml").read_text("utf-8")
    data = tomllib.loads(text)
    rules = {
        name: RuleSpec(
            id=name,
            title=part["title"],
            source=part["source"],
            strength=part["strength"],
            numbers={key: value for key, value in part.items() if key not in ("title", "source", "strength")},
        )
        for name, part in data.items()
        if isinstance(part, dict)
    }
    return Setting(data["id"], data["title"], data["valid_from"], data["source"], rules)
