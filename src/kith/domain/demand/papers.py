"""Published papers whose inputs come with Kith, as data files with their source."""

from __future__ import annotations

import dataclasses
import functools
import importlib.resources
import tomllib
from collections.abc import Mapping

from kith.domain.demand import inputs as inputs_module

_FOLDER = importlib.resources.files("kith.domain.demand") / "data"


@dataclasses.dataclass(frozen=True, slots=True)
class Paper:
    """One published paper: its inputs, and the names by which some of its figures are quoted elsewhere."""

    id: str
    inputs: inputs_module.Inputs
    published_names: Mapping[str, str]


def paper_names() -> list[str]:
    """The ids of the papers that come with Kith, sorted."""
    return sorted(f.name.removesuffix(".toml") for f in _FOLDER.iterdir() if f.name.endswith(".toml"))


@functools.cache
def paper(name: str) -> Paper:
    """The paper with this id. Raises KeyError where there is none."""
    if name not in paper_names():
        raise KeyError(name)
    text = (_FOLDER / f"{name}.toml").read_text(encoding="utf-8")
    values = tomllib.loads(text, parse_float=inputs_module.exact_decimal)
    published_names = values.pop("published_names", {})
    return Paper(id=name, inputs=inputs_module.inputs_from_values(values), published_names=published_names)


def published_names_for(*, authority: str, projected: int | None) -> Mapping[str, str]:
    """The quoted names that apply to an authority's projection: those of its own paper, if the number is the same.

    A name such as "all_1120" carries the paper's own number, so it would be false beside any other.
    """
    for name in paper_names():
        known = paper(name)
        same_authority = known.inputs.name.casefold() == authority.casefold()
        if same_authority and known.inputs.projection_printed == projected:
            return known.published_names
    return {}
