"""The timeline that files give, and the one that the database gives, so that they can be compared."""

from collections.abc import Sequence
from typing import Any

from kith.children import queries
from kith.domain import returns
from kith.domain.terms import Role
from tests.personas import Cast

ROWS = ("uasc", "placed_adoption", "oc3", "sdq", "reviews", "lists")


def plain(record: returns.Record) -> returns.Record:
    """A record without what the two ways of keeping it name differently: files, and postcodes."""
    episodes = tuple(one._replace(file="", home_post=None, pl_post=None) for one in record.episodes)
    others: dict[str, Any] = {name: tuple(row._replace(file="") for row in getattr(record, name)) for name in ROWS}
    return record._replace(episodes=episodes, **others)


def from_files(sources: Sequence[returns.Source]) -> dict[Any, returns.Record]:
    """What the files themselves say."""
    read = returns.timelines(returns.read(sources, council="WEALD"), repairs="liia")
    return {key: plain(record) for key, record in read.items()}


def from_database(cast: Cast) -> dict[Any, returns.Record]:
    """What the database says."""
    return {key: plain(record) for key, record in queries.get_records(cast.actor(Role.ANALYST)).items()}
