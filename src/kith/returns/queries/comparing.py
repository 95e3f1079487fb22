"""A return that was sent, against the rows that are in force: the ledger, and what saving it would change."""

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, NamedTuple

from kith.domain.returns import tables
from kith.returns.queries import rowtext
from kith.returns.queries.rowtext import FileKey, PartText

# The key inside a table and council; its first value is the child (see the domain's tables).
RowKey = tuple[object, ...]
Open = Callable[[Any], str]


class Stored(NamedTuple):
    """A row in force: its normalised values as text, and what is sealed (as sealed)."""

    normal: str
    sealed: Any


# So many of the children whose history changes are named with an import.
MOST_NAMED = 100

# year -> row
Years = dict[int, Stored]
InForce = Mapping[tuple[str, str], Mapping[RowKey, Years]]


@dataclass
class PartChanges:
    """What one part would do to the rows in force.

    ``replaces`` is the number of the import it takes the place of, ``before`` how many rows of that are in force.
    ``known``: the file was saved before, so it takes no place.
    """

    table: str
    council: str
    year: int
    new: int = 0
    unchanged: int = 0
    changed: int = 0
    quarantined: int = 0
    absent: int = 0
    before: int = 0
    replaces: int | None = None
    known: bool = False


@dataclass
class Left:
    """Of the children in care at the end of the last return in force, those whom a sent return of a later year lacks.

    Their rows were left open, so from then on they are taken to have left care (domain/returns/liia.py).
    """

    council: str
    year: int
    in_care: int
    left: int


@dataclass
class Comparison:
    """The ledger and what changes, part by part, and the children that it touches."""

    parts: list[PartChanges] = field(default_factory=list)
    seen: set[tuple[str, str]] = field(default_factory=set)
    touched: set[tuple[str, str]] = field(default_factory=set)
    left: list[Left] = field(default_factory=list)

    def ledger(self) -> dict[str, int]:
        """Rows read = new + unchanged + changed + quarantined, always."""
        counts = {
            name: sum(getattr(part, name) for part in self.parts)
            for name in ("new", "unchanged", "changed", "quarantined")
        }
        return {"read": sum(counts.values()), **counts}

    def changes(self, known_children: set[tuple[str, str]]) -> dict[str, Any]:
        """What saving would change, as it is stored with the import; of those whose history changes the first 100."""
        changed = sorted(self.touched & known_children)
        return {
            "children_new": len(self.seen - known_children),
            "children_changed": len(changed),
            "whose": [f"{child} ({council})" for council, child in changed[:MOST_NAMED]],
            "absent": sum(part.absent for part in self.parts),
            "parts": [asdict(part) for part in self.parts],
            "left": [asdict(one) for one in self.left],
        }


def compare(
    parts: Iterable[PartText], in_force: InForce, *, unseal: Open, known: Collection[FileKey] = frozenset()
) -> Comparison:
    """Compare each row with the row of the same key that it follows.

    That is the row of the same year's earlier return, which it would replace; else the row of the nearest earlier
    year, sent or in force; else that of the nearest later year. Same normalised values = unchanged, other = changed,
    none = new. Parts are taken in the order of year and content, so that the order of files never matters.
    ``known`` are files that were saved before: all their rows are unchanged, whatever was saved since.
    """
    done = Comparison()
    groups: dict[tuple[str, str], list[PartText]] = {}
    for part in parts:
        groups.setdefault((part.table, part.council_code), []).append(part)
    for place in sorted(groups):
        ordered = sorted(groups[place], key=lambda part: (part.year, part.sha256))
        replaced = {part.year for part in ordered if part.file_key not in known}
        table = _Table(in_force.get(place, {}), replaced, unseal)
        table.enter(ordered, done, known)
        if place[0] == tables.Table.EPISODES:
            _count_left(in_force.get(place, {}), [part for part in ordered if part.file_key not in known], done)
    return done


def _count_left(in_force: Mapping[RowKey, Years], sent: list[PartText], done: Comparison) -> None:
    """Count who would be taken to have left care because the newest return is not in force yet and lacks them."""
    last = max((year for years in in_force.values() for year in years), default=None)
    if last is None:
        return
    later = [part for part in sent if part.year > last]
    if not later:
        return
    rows = [(str(key[0]), years[last].normal) for key, years in in_force.items() if last in years]
    ends = rowtext.columns_of(tables.Table.EPISODES, [normal for _, normal in rows])[tables.END_COLUMN]
    in_care = {child for (child, _), end in zip(rows, ends, strict=True) if end is None}
    left = in_care.difference(*(part.references for part in later))
    council = later[0].council_code
    done.left.append(Left(council, last, len(in_care), len(left)))
    done.touched.update((council, child) for child in left)


class _Table:
    """One table of one council."""

    def __init__(self, in_force: Mapping[RowKey, Years], years: set[int], unseal: Open) -> None:
        self._in_force = in_force
        self._replaced = years
        self._unseal = unseal
        self._sent: dict[RowKey, tuple[int, str, str | None]] = {}

    def enter(self, parts: list[PartText], done: Comparison, known: Collection[FileKey]) -> None:
        last = {part.year: part for part in parts if part.file_key not in known}
        for part in parts:
            counts = PartChanges(part.table, part.council_code, part.year, quarantined=len(part.waiting))
            done.parts.append(counts)
            if part.file_key in known:
                counts.known, counts.unchanged = True, len(part.lines)
                done.seen.update((part.council_code, child) for child in set(part.references))
                continue
            touched = self._count(part, counts)
            if part is last[part.year]:
                touched |= self._absent(part, counts)
            done.seen.update((part.council_code, child) for child in set(part.references))
            done.touched.update((part.council_code, child) for child in touched)

    def _count(self, part: PartText, counts: PartChanges) -> set[str]:
        touched = set()
        year = part.year
        for child, key, normal, secret in zip(part.references, part.keys(), part.normals, part.secrets, strict=True):
            same = self._same_as_before(key, year, normal, secret)
            if same is None:
                counts.new += 1
            elif same:
                counts.unchanged += 1
            else:
                counts.changed += 1
            if not same:
                touched.add(child)
            self._sent[key] = year, normal, secret
        return touched

    def _same_as_before(self, key: RowKey, year: int, normal: str, secret: str | None) -> bool | None:
        """Whether the row says what the row before it said; None if there is none."""
        sent = self._sent.get(key)
        if sent is not None and sent[0] == year:
            return sent[1] == normal and _read(sent[2]) == _read(secret)
        kept = self._in_force.get(key)
        at = self._nearest(kept, year, sent[0] if sent else None) if kept else None
        if kept and at is not None:
            before = kept[at]
            if before.normal != normal:
                return False
            return _read(before.sealed and self._unseal(before.sealed)) == _read(secret)
        return None if sent is None else sent[1] == normal and _read(sent[2]) == _read(secret)

    def _nearest(self, kept: Years, year: int, sent: int | None) -> int | None:
        """The year of the row in force to compare with; None if the row sent before is nearer."""
        if year in kept:
            return year
        left = [at for at in kept if at not in self._replaced]
        earlier = max((at for at in left if at < year), default=None)
        if sent is not None:
            return earlier if earlier is not None and earlier > sent else None
        return earlier if earlier is not None else min(left, default=None)

    def _absent(self, part: PartText, counts: PartChanges) -> set[str]:
        """Children with a row in the earlier return of this year that the new one no longer holds."""
        held = set(part.keys())
        before = [key for key, years in self._in_force.items() if part.year in years]
        gone = [key for key in before if key not in held]
        counts.before = len(before)
        counts.absent = len(gone)
        return {str(key[0]) for key in gone}


def _read(secret: str | None) -> Any:
    """The normalised half of what is sealed; None where nothing is."""
    normal = json.loads(secret)[1] if secret else []
    return normal if any(value is not None for value in normal) else None
