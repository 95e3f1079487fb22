"""What a child's own words on the public page say, and what they leave open: the rules of data/asking.toml."""

import functools
import importlib.resources
import re
import tomllib
from dataclasses import dataclass

NUMBERS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
).split()
NOT_A_LETTER = re.compile(r"[^\w\s?]|_")


@dataclass(frozen=True, slots=True)
class Rules:
    """Words that name the worker, words that hold back, how far ages may differ, and the age that stands last."""

    worker_is_named: tuple[str, ...]
    holds_back: frozenset[str]
    differs_by_more_than: int
    over: int


@functools.cache
def rules() -> Rules:
    """The rules of data/asking.toml, with their sources and dates there."""
    data = tomllib.loads(importlib.resources.files("kith.domain.data").joinpath("asking.toml").read_text("utf-8"))
    held = frozenset(data["holds_back"])
    return Rules(tuple(data["worker_is_named"]), held, data["age"]["differs_by_more_than"], data["over"]["age"])


def worker_may_know(said: str) -> bool:
    """Whether an answer to "Who may know that you asked?" plainly lets the child's worker know.

    Everything that is not plain (nothing said, a question, "not yet", only somebody else) is no: data/asking.toml.
    """
    if "?" in said:
        return False
    plain = re.sub(r"['’‘`]", "", said.casefold())
    heard = NOT_A_LETTER.sub(" ", plain).split()
    if rules().holds_back.intersection(heard):
        return False
    text = f" {' '.join(heard)} "
    return any(f" {named} " in text for named in rules().worker_is_named)


def ages_in(said: str) -> tuple[int, ...]:
    """The whole numbers that an age in a child's words holds, in figures or in words up to twenty."""
    heard = re.findall(r"\d{1,3}|[^\W\d_]+", said.casefold())
    numbers = (
        int(one) if one.isdecimal() else NUMBERS.index(one) for one in heard if one.isdecimal() or one in NUMBERS
    )
    return tuple(numbers)


def ages_differ(said: str, age: int | None) -> bool:
    """Whether every number of an age in words is further from ``age`` (years) than data/asking.toml lets pass.

    Without a number, or without a known age, nothing differs.
    """
    found = ages_in(said)
    if age is None or not found:
        return False
    return all(abs(one - age) > rules().differs_by_more_than for one in found)
