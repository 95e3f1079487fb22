"""Log lines that say where something broke and how, never what somebody wrote."""

import logging
import traceback
from types import TracebackType
from typing import Any


class WithoutWords(logging.Formatter):
    """Leaves out the messages of exceptions: a message may quote a name, a note or a row of the database."""

    def formatException(self, ei: Any) -> str:  # noqa: N802  (the standard library's name)
        """Every exception of the chain by kind and place."""
        return by_kind_and_place(ei[1]) if ei[1] else ""


def by_kind_and_place(error: BaseException) -> str:
    """A traceback as Python prints it, the oldest exception first, without any message."""
    parts: list[str] = []
    current: BaseException | None = error
    while current is not None:
        kind = type(current)
        parts.append(f"{_frames(current.__traceback__)}{kind.__module__}.{kind.__qualname__}")
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return "\nwhich led to:\n".join(reversed(parts))


def _frames(found: TracebackType | None) -> str:
    return "".join(traceback.format_tb(found))
