"""Who reads and writes now: sealed words carry who wrote them, and each reader sees them as far as they may."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any


class Written(str):
    """Words out of the database, with who wrote them ("user:<id>"; empty where that is not known)."""

    by: str

    def __new__(cls, words: str, by: str = "") -> "Written":
        made = super().__new__(cls, words)
        made.by = by
        return made


class Shown(str):
    """Words as one reader sees them. ``written`` is what stands in the row, so that saving the row loses nothing."""

    written: str

    def __new__(cls, words: str, written: str) -> "Shown":
        made = super().__new__(cls, words)
        made.written = written
        return made


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who acts. ``show`` gives the words of a row as this reader may see them."""

    id: str
    show: Callable[[Written, Any], str]


_now: ContextVar[Reader | None] = ContextVar("kith_reader", default=None)


@contextmanager
def reading_as(reader: Reader | None) -> Iterator[None]:
    """Put a reader in force; None (set-up, checks, backups, jobs) reads everything as it was written."""
    token = _now.set(reader)
    try:
        yield
    finally:
        _now.reset(token)


def now() -> Reader | None:
    """The reader in force."""
    return _now.get()


def as_shown(words: Any, row: Any) -> Any:
    """Words of a row as the reader in force sees them. What was not read from the database is the writer's own."""
    reader = _now.get()
    if reader is None or not isinstance(words, Written) or words.by == reader.id:
        return words
    seen = reader.show(words, row)
    return words if seen is words else Shown(seen, words)


def as_written(words: Any) -> Any:
    """The words to keep, with who wrote them: as they stand, or by the reader in force where they are new."""
    if isinstance(words, Shown):
        return words.written
    if not isinstance(words, str) or isinstance(words, Written):
        return words
    reader = _now.get()
    return Written(words, reader.id if reader else "")
