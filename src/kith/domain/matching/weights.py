"""The dated weights: how many bits each finding is worth. They are data, and a decision can store which it used."""

import datetime
import functools
import hashlib
import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

# The levels that each section must give; likeness.Level names most of those of names.
NEEDED = {
    "first_name": "same nickname forms spelling language short initial sound close near different looks_alike "
    "other_alphabet middle_used",
    "middle_name": "same alike initial different",
    "family_name": "same language part sound close near different other_alphabet earlier",
    "order": "swapped crossed",
    "born": "same swapped slip two_parts birthday month year year_near stand_in stand_in_near stand_in_far "
    "year_differs different",
    "place": "same near different",
    "postcode": "same near district different",
    "phone": "same different",
    "email": "same different",
    "relation": "same_only_one same same_child different",
    "gender": "different",
    "against": "died together decided",
}
_LIMIT = 64.0


class WeightsNotReadable(Exception):
    """The weights cannot be used; the message is a plain sentence."""


@dataclass(frozen=True, slots=True)
class Level:
    """Bits against a stranger and against a relative; with `usual` the first depend on how common the value is."""

    bits: float
    relative: float
    usual: float | None = None
    least: float = -_LIMIT
    most: float = _LIMIT

    def at(self, share: float) -> float:
        """Bits where this share of people (0 to 1) have the value."""
        if self.usual is None:
            return self.bits
        return min(max(self.bits + math.log2(self.usual / max(share, 1e-9)), self.least), self.most)


@dataclass(frozen=True, slots=True)
class Weights:
    """One dated set of weights. `digest` (SHA-256 of the text) names the version used."""

    id: str
    version: int
    valid_from: datetime.date
    source: str
    levels: Mapping[str, Mapping[str, Level]]
    in_register: float
    least_size: int
    absent_relatives: float
    bands: tuple[float, float, float]
    weight_of_usual: float
    stand_in_days: frozenset[tuple[int, int]]
    stand_in_years: int
    only_one: frozenset[str]
    strong: float
    some: float
    digest: str

    def __hash__(self) -> int:
        return hash(self.digest)

    def prior(self, size: int) -> float:
        """The chance that one given person of a register of this size is the one meant."""
        return self.in_register / max(size, self.least_size)


@functools.cache
def load() -> Weights:
    """The weights that ship with Kith."""
    return parse((resources.files("kith.domain.matching") / "data" / "weights.toml").read_text("utf-8"))


def parse(text: str) -> Weights:
    """Weights from the text of a data file; raises WeightsNotReadable saying what is wrong."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as failure:
        raise WeightsNotReadable(f"This is not valid TOML: {failure}.") from failure
    try:
        return _weights(data, hashlib.sha256(text.encode()).hexdigest())
    except KeyError as missing:
        raise WeightsNotReadable(f"{missing.args[0]!r} is missing.") from missing
    except (TypeError, AttributeError, ValueError) as failure:
        raise WeightsNotReadable(f"A value is not of the right kind: {failure}.") from failure


def _weights(data: Mapping[str, Any], digest: str) -> Weights:
    prior, bands, born = data["prior"], data["bands"], data["born"]
    limits = (float(bands["very_likely"]), float(bands["likely"]), float(bands["possible"]))
    if not 1 > limits[0] > limits[1] > limits[2] > 0:
        raise WeightsNotReadable("The bands must fall from very likely to possible, between 1 and 0.")
    return Weights(
        id=str(data["id"]),
        version=int(data["version"]),
        valid_from=_date(data["valid_from"]),
        source=str(data["source"]),
        levels={section: _levels(section, data[section]) for section in NEEDED},
        in_register=_share(prior["in_register"]),
        least_size=int(prior["least_size"]),
        absent_relatives=float(prior["absent_relatives"]),
        bands=limits,
        weight_of_usual=float(data["frequencies"]["weight_of_usual"]),
        stand_in_days=frozenset(_day(day) for day in born["stand_in_days"]),
        stand_in_years=int(born["stand_in_years"]),
        only_one=frozenset(data["relation"]["only_one"]),
        strong=float(data["strength"]["strong"]),
        some=float(data["strength"]["some"]),
        digest=digest,
    )


def _levels(section: str, table: Mapping[str, Any]) -> dict[str, Level]:
    found = {}
    for name, values in table.items():
        if not isinstance(values, dict):
            continue
        if not {"bits", "relative"} <= set(values) <= {"bits", "relative", "usual", "least", "most"}:
            raise WeightsNotReadable(f"{section}.{name} needs bits and relative, and may have usual, least and most.")
        level = Level(**{key: float(value) for key, value in values.items()})
        if not all(abs(value) <= _LIMIT for value in (level.bits, level.relative)):
            raise WeightsNotReadable(f"{section}.{name} must be between -{_LIMIT:g} and {_LIMIT:g} bits.")
        if level.usual is not None:
            _share(level.usual)
        found[name] = level
    missing = set(NEEDED[section].split()) - set(found)
    if missing:
        raise WeightsNotReadable(f"{section}.{min(missing)} is missing.")
    return found


def _share(value: Any) -> float:
    if not 0 < float(value) < 1:
        raise WeightsNotReadable(f"{value} must be between 0 and 1.")
    return float(value)


def _date(value: Any) -> datetime.date:
    if type(value) is not datetime.date:
        raise WeightsNotReadable('"valid_from" must be a date written as 2026-11-22, without quotation marks.')
    return value


def _day(text: str) -> tuple[int, int]:
    month, day = map(int, text.split("-"))
    datetime.date(2000, month, day)
    return month, day
