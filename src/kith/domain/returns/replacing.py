"""Whether a return would take most of an earlier one away: then a person must say that it is meant."""

import functools
import importlib.resources
import tomllib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """From when more than ``share`` of a table's earlier rows, and at least ``rows`` of them, are most of it."""

    share: float
    rows: int


@functools.cache
def load_rule() -> Rule:
    """The rule of data/replacing.toml, with its source and date there."""
    data = tomllib.loads(importlib.resources.files("kith.domain.data").joinpath("replacing.toml").read_text("utf-8"))
    return Rule(data["share"], data["rows"])


def takes_most(before: int, absent: int) -> bool:
    """Whether ``absent`` of the ``before`` rows of a table, council and year are most of it, by data/replacing.toml."""
    rule = load_rule()
    return absent >= rule.rows and absent > rule.share * before
