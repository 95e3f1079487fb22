"""Parts of queries that rest on who asks and on no row: built once in each thread, then copied."""

import functools
import threading
from collections.abc import Callable
from typing import Any

from django_scopes import get_scope

from kith.access.actor import Actor

MOST_KEPT = 256

Build = Callable[[Actor, Any], Any]


class _Kept(threading.local):
    """What this thread has built. No two threads share any, for a query is written to while it is put into words."""

    def __init__(self) -> None:
        self.queryset = functools.lru_cache(maxsize=MOST_KEPT)(_build)


def _build(build: Build, actor: Actor, rows: Any, _in_force: frozenset[Any]) -> Any:
    return build(actor, rows)


_kept = _Kept()


def once(build: Build, actor: Actor, rows: Any) -> Any:
    """What `build(actor, rows)` gives: a queryset that nobody has asked yet, which nobody else will ask.

    It must rest on these two and on the service in force alone: rows of the database are read when it is asked.
    """
    return _kept.queryset(build, actor, rows, frozenset(get_scope().items())).all()


def forget() -> None:
    """Build everything in this thread anew, as after a change of what builds it."""
    _kept.queryset.cache_clear()
