"""The dated figures inside the measures: from which age, within how many days, after how many months."""

from __future__ import annotations

import datetime
import functools
import tomllib
from dataclasses import dataclass
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class Definitions:
    """One dated set of figures. `sources` are pairs of a figure in words and where it comes from."""

    id: str
    valid_from: datetime.date
    adult_age: int
    loving_contact_days: int
    change_months: tuple[int, ...]
    months_after_a_move: int
    sources: tuple[tuple[str, str], ...]


@functools.cache
def load() -> Definitions:
    """The figures that ship with the package (definitions.toml beside this module)."""
    text = resources.files("kith.domain.network").joinpath("definitions.toml").read_text("utf-8")
    data = tomllib.loads(text)
    return Definitions(
        id=data["id"],
        valid_from=data["valid_from"],
        adult_age=data["adult_age"]["years"],
        loving_contact_days=data["loving_contact"]["days"],
        change_months=tuple(data["change"]["months"]),
        months_after_a_move=data["after_a_move"]["months"],
        sources=tuple((_said(name, part), part["source"]) for name, part in data.items() if isinstance(part, dict)),
    )


def _said(name: str, part: dict[str, Any]) -> str:
    """A figure in words: "adult age: 18 years"."""
    figures = {unit: value for unit, value in part.items() if unit != "source"}
    numbers = [
        f"{', '.join(map(str, value)) if isinstance(value, list) else value} {unit}" for unit, value in figures.items()
    ]
    return f"{name.replace('_', ' ')}: {'; '.join(numbers)}"
