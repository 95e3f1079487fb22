"""Made-up counties built once for all tests that look at them, and read by the ordinary reader."""

from __future__ import annotations

import csv
import datetime
import functools
import io
from collections.abc import Mapping

from kith.demo import county
from kith.domain import returns

ON = datetime.date(2026, 11, 21)
SEED = 1

Rows = list[dict[str, str]]


@functools.cache
def files(on: datetime.date = ON, seed: int = SEED, size: county.Size = county.COUNTY) -> Mapping[str, bytes]:
    """The files of a county."""
    return county.build(on, seed, size)


@functools.cache
def reading(on: datetime.date = ON, seed: int = SEED, size: county.Size = county.COUNTY) -> returns.Reading:
    """The county's returns as the importer sees them."""
    filed = county.return_files(dict(files(on, seed, size)))
    return returns.read([returns.Source(name, data) for name, data in filed.items()])


def rows(name: str, of: Mapping[str, bytes] | None = None) -> Rows:
    """One file as rows by column."""
    return list(csv.DictReader(io.StringIO((of or files())[name].decode())))


def day(text: str) -> datetime.date:
    """A date as the return writes it."""
    return datetime.datetime.strptime(text, "%d/%m/%Y").date()
