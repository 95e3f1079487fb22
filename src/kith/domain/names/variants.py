"""Which names are the same name: the list of `data/names.csv`, and rows that a service adds to it."""

import csv
import functools
import hashlib
import io
import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import NamedTuple

from kith.domain.names import folding
from kith.domain.terms import Term

COLUMNS = ("name", "variants", "culture", "kind", "how_known")


class Kind(Term):
    """How the names of one row belong together."""

    NICKNAME = "nickname", "Nickname"
    SPELLING = "spelling", "Other spelling"
    LANGUAGE = "language", "Form in another language or spelling system"
    DIFFERENT = "different", "Different names that look or sound alike"


class ListNotReadable(ValueError):
    """A list of names cannot be used. `line` is the physical line (1-based)."""

    def __init__(self, line: int, text: str) -> None:
        super().__init__(f"line {line}: {text}")
        self.line = line


class NoFamily(ValueError):
    """These words make no family of names; the message is a plain sentence without a full stop."""


class Row(NamedTuple):
    """One group; `names` are as written, the full form first."""

    names: tuple[str, ...]
    culture: str
    kind: Kind
    how_known: str


class Link(NamedTuple):
    """Why two names are one: `kind`, and the full form as written in the list."""

    kind: Kind
    full: str


@dataclass(frozen=True, slots=True)
class Variants:
    """The list, ready to be asked. Names are given as `key` makes them; `digest` (SHA-256) names the version."""

    rows: tuple[Row, ...]
    groups: Mapping[str, frozenset[int]]
    different: frozenset[frozenset[str]]
    digest: str

    def link(self, one: str, other: str) -> Link | None:
        """Why these two keys are one name, or None. The same key, or two names known to differ, are no link."""
        shared = self.groups_of(one) & self.groups_of(other)
        if not shared or one == other or self.are_different(one, other):
            return None
        row = self.rows[min(shared, key=lambda number: (self._rank(number, one, other), number))]
        return Link(row.kind, row.names[0])

    def are_different(self, one: str, other: str) -> bool:
        """Whether the list says that these look or sound alike and are different names."""
        return frozenset((one, other)) in self.different

    def groups_of(self, name: str) -> frozenset[int]:
        """Numbers of the groups that hold this key."""
        return self.groups.get(name, frozenset())

    def _rank(self, number: int, one: str, other: str) -> bool:
        """A row whose full form is one of the two explains best."""
        return key(self.rows[number].names[0]) not in (one, other)


def key(name: str) -> str:
    """A name as the list is asked for it: plain letters, no spaces or hyphens."""
    return "".join(folding.plain(word) for word in folding.words(name))


@functools.cache
def load() -> Variants:
    """The list that ships with Kith."""
    return build(list(shipped()))


@functools.lru_cache(maxsize=32)
def load_and(own: tuple[Row, ...]) -> Variants:
    """The list that ships with Kith and a service's own rows, which stand after it."""
    return build([*shipped(), *own]) if own else load()


def load_with(added: str) -> Variants:
    """The list that ships with Kith and the rows of `added`, a CSV text in the same form. Raises ListNotReadable."""
    return load_and(tuple(parse(added)))


@functools.cache
def shipped() -> tuple[Row, ...]:
    """The rows that ship with Kith."""
    return tuple(parse((resources.files("kith.domain.names") / "data" / "names.csv").read_text("utf-8")))


def parse(text: str) -> list[Row]:
    """The rows of a CSV text with the columns of COLUMNS. Raises ListNotReadable naming the line."""
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), restkey="too many", restval="")
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise ListNotReadable(1, f"the columns must be {', '.join(COLUMNS)}")
    return [_row(cells, reader.line_num) for cells in reader]


def build(rows: list[Row]) -> Variants:
    """Index rows by name."""
    keys = [tuple(key(name) for name in row.names) for row in rows]
    gathered: dict[str, set[int]] = {}
    for number, row in enumerate(rows):
        for name in () if row.kind is Kind.DIFFERENT else keys[number]:
            gathered.setdefault(name, set()).add(number)
    groups = {name: frozenset(numbers) for name, numbers in gathered.items()}
    digest = hashlib.sha256(repr(rows).encode("utf-8", "backslashreplace")).hexdigest()
    return Variants(tuple(rows), groups, frozenset(_different(rows, keys, groups)), digest)


def _different(
    rows: list[Row], keys: list[tuple[str, ...]], groups: Mapping[str, frozenset[int]]
) -> Iterator[frozenset[str]]:
    """Every pair that a row of different names names, and their spellings: Hasan and Husain as Hassan and Hussein."""
    spelt: dict[str, set[str]] = {}
    for row, names in zip(rows, keys, strict=True):
        if row.kind in (Kind.SPELLING, Kind.LANGUAGE):
            spelt.setdefault(names[0], set()).update(names)
    for row, names in zip(rows, keys, strict=True):
        for one, other in itertools.combinations(names if row.kind is Kind.DIFFERENT else (), 2):
            yield frozenset((one, other))
            for pair in itertools.product(spelt.get(one, ()), spelt.get(other, ())):
                if not groups[pair[0]] & groups[pair[1]]:
                    yield frozenset(pair)


def _row(cells: dict[str, str], line: int) -> Row:
    if "too many" in cells:
        raise ListNotReadable(line, f"there are more than {len(COLUMNS)} cells")
    kinds = {kind.value: kind for kind in Kind}
    if cells["kind"].strip() not in kinds:
        raise ListNotReadable(line, f"kind must be one of {', '.join(kinds)}")
    written, kind = f"{cells['name']};{cells['variants']}", kinds[cells["kind"].strip()]
    try:
        return row_of(written, kind=kind, culture=cells["culture"], how_known=cells["how_known"])
    except NoFamily as failure:
        raise ListNotReadable(line, str(failure)) from failure


def row_of(written: str, *, kind: Kind, culture: str, how_known: str) -> Row:
    """One group of names, written with semicolons between them, the full form first. Raises NoFamily."""
    names = tuple(filter(None, map(str.strip, written.split(";"))))
    if len(names) < 2:
        raise NoFamily("a row needs a name and at least one variant")
    unusable = [name for name in names if not key(name)]
    if unusable:
        raise NoFamily(f"there are no letters in {unusable[0]!r}")
    if not how_known.strip():
        raise NoFamily("how_known is empty: say where this is known from")
    return Row(names, culture.strip(), kind, how_known.strip())
