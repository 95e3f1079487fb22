"""What the service writes to its log while something happens, as it would stand there: by its own formatter."""

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager

LEVEL = logging.INFO


@contextmanager
def written() -> Iterator[io.StringIO]:
    """Every line of INFO and above, whatever the level that an installation chose."""
    said, root = io.StringIO(), logging.getLogger()
    handler = logging.StreamHandler(said)
    handler.setFormatter(console_formatter())
    before = root.level
    root.addHandler(handler)
    root.setLevel(LEVEL)
    try:
        yield said
    finally:
        root.setLevel(before)
        root.removeHandler(handler)


def console_formatter() -> logging.Formatter:
    """What settings make of a log record before it reaches a screen or a file."""
    found = [handler.formatter for handler in logging.getLogger().handlers if type(handler) is logging.StreamHandler]
    assert len(found) == 1
    assert found[0] is not None
    return found[0]
