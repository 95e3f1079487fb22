"""Where a search may look: sources a service has open, those it has closed, and those nobody may ever use."""

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources


@dataclass(frozen=True, slots=True)
class Source:
    """One place to look. ``never`` is the reason why nobody may, or empty; ``is_open`` is how a service starts.

    ``by_searcher``: also for whoever looks from the queue and knows nothing of the child.
    """

    id: str
    label: str
    is_open: bool
    never: str
    by_searcher: bool = False


@functools.cache
def sources() -> tuple[Source, ...]:
    """Every source of the data file, in its order (data/sources.toml gives source and date)."""
    text = resources.files("kith.domain.data").joinpath("sources.toml").read_text("utf-8")
    rows = tomllib.loads(text)["source_of_search"]
    return tuple(
        Source(row["id"], row["label"], row.get("open", False), row.get("never", ""), row.get("by_searcher", False))
        for row in rows
    )


def get_source(source_id: str) -> Source:
    """One source by its id; raises KeyError."""
    return {source.id: source for source in sources()}[source_id]


def why_closed(source_id: str, chosen: Mapping[str, bool]) -> str | None:
    """Why a service may not use a source, in words; None where it may.

    ``chosen`` holds what the service decided itself, by id; where it decided nothing the data file counts.
    """
    try:
        source = get_source(source_id)
    except KeyError:
        return "There is no such place to look."
    if source.never:
        return f"{source.label}: never. {source.never}"
    if not chosen.get(source.id, source.is_open):
        return f"{source.label}: this service has not opened it. The manager may."
    return None
