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
    """Somebody who acts. ``show`` gives the words of a row as this reader may see them.

    ``get_ready`` asks what showing needs, which is otherwise asked at the first word.
    """

    id: str
    show: Callable[[Written, Any], str]
    get_ready: Callable[[], None] = lambda: None


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


def as_shown(words: Any, row: Any, *, by: str = "") -> Any:
    """Words of a row as the reader in force sees them. What was not read from the database is the writer's own.

    ``by`` says who wrote the row, for words that do not carry it themselves.
    """
    reader = _now.get()
    if reader is None or not isinstance(words, Written) or reader.id in {words.by, by}:
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


def get_ready() -> None:
    """Ask now what showing words needs: what follows then asks as much, whatever it finds."""
    reader = _now.get()
    if reader is not None:
        reader.get_ready()


def bare(words: Any) -> Any:
    """What stands behind words that somebody saw, where something of them was covered."""
    return words.written if isinstance(words, Shown) else words


def each_text(value: Any, change: Callable[[Any], Any]) -> Any:
    """A value of several with every text changed; the same object where nothing is."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        made: Any = {key: each_text(one, change) for key, one in value.items()}
        return made if any(made[key] is not value[key] for key in value) else value
    if isinstance(value, list | tuple):
        made = [each_text(one, change) for one in value]
        return made if any(new is not old for new, old in zip(made, value, strict=True)) else value
    return value
