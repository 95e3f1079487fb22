"""One record a child: the latest submitted row of every key, over all years, in the order it was lived."""

import datetime
import itertools
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from kith.domain import collector, dates
from kith.domain.returns import derived, ledger, liia, lists, model, records, tables

Children = dict[str, list[Any]]
# In the order of the fields of records.Episode.
_EPISODE_COLUMNS = (
    *("DECOM", "DEC", "RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "REC", "REASON_PLACE_CHANGE"),
    *("HOME_POST", "PL_POST", "URN"),
)

RecordKey = tuple[str | None, str]
Make = Callable[[model.Part], Iterator[Any]]


def timelines(
    of: model.Reading | Iterable[model.Submitted], *, repairs: str = "none"
) -> dict[RecordKey, records.Record]:
    """One Record for every (council, child) named by any row, sorted by council and child.

    `of` is a reading, or the accepted rows of readings as a database keeps them; the same rows give the same records
    in whatever order they come. For each key the row of the latest return counts. `repairs` is "none" or "liia"
    (see liia.py); the repaired timeline is worked out anew each time, the rows stay as filed.
    """
    if repairs not in liia.NAMES:
        raise ValueError(f"Repairs are {' or '.join(liia.NAMES)}, not {repairs}.")
    parts = [part for file in of.files for part in file.parts] if isinstance(of, model.Reading) else list(_parts(of))
    councils: dict[str | None, list[model.Part]] = {}
    for part in parts:
        councils.setdefault(part.council, []).append(part)
    made: dict[RecordKey, records.Record] = {}
    with collector.paused():
        for council in sorted(councils, key=lambda name: name or ""):
            for record in _of_council(council, councils[council], repairs):
                made[council, record.child] = record
    return made


def _parts(rows: Iterable[model.Submitted]) -> Iterator[model.Part]:
    """Rows kept in a database, put back into the parts that they came in."""
    groups: dict[tuple[object, ...], list[model.Submitted]] = {}
    for row in rows:
        groups.setdefault((row.table, row.council, row.year, row.sha256, row.file), []).append(row)
    for group in groups.values():
        group.sort(key=lambda row: row.line)
        first = group[0]
        spec = tables.SPECS[tables.Table(first.table)]
        values = zip(*(row.values for row in group), strict=True)
        columns = {name: list(column) for name, column in zip(spec.columns, values, strict=True)}
        lines = [row.line for row in group]
        yield model.Part(spec.table, first.council, first.year, first.sha256, first.file, lines, columns)


class _Council:
    """All parts of one council, those that count, oldest first."""

    def __init__(self, parts: list[model.Part]) -> None:
        dropped = {id(part) for part, _ in ledger.superseded(parts)}
        self.parts = sorted(
            (part for part in parts if id(part) not in dropped),
            key=lambda part: (part.year, part.sha256, part.file),
        )

    def rows(self, table: tables.Table, make: Make) -> Children:
        """What `make` makes of the latest row of each key, gathered by child."""
        parts = list(derived.with_derived(self.parts, table))
        gathered: Children = {}
        for child, row in self._latest(parts, make):
            gathered.setdefault(child, []).append(row)
        return gathered

    def _latest(self, parts: list[model.Part], make: Make) -> Iterable[tuple[str, Any]]:
        if len(parts) == 1 and len(set(parts[0].keys)) == len(parts[0]):
            return zip(parts[0].columns["CHILD"], make(parts[0]), strict=True)
        latest: dict[tables.Key, tuple[str, Any]] = {}
        for part in parts:
            latest.update(zip(part.keys, zip(part.columns["CHILD"], make(part), strict=True), strict=True))
        return latest.values()

    def last_years(self) -> dict[str, int]:
        """The latest year that names each child, in any table."""
        years: dict[str, int] = {}
        for part in self.parts:
            years.update(dict.fromkeys(part.columns["CHILD"], part.year))
        return years

    def births(self) -> tuple[dict[str, datetime.date], set[str]]:
        """The date of birth of each child, and the children for whom two rows disagree."""
        births: dict[str, datetime.date] = {}
        conflicts = set()
        for part in self.parts:
            for child, dob in set(zip(part.columns["CHILD"], part.columns.get("DOB", ()), strict=False)):
                if dob is not None and births.setdefault(child, dob) != dob:
                    conflicts.add(child)
        return births, conflicts


def _of_council(council: str | None, parts: list[model.Part], repairs: str) -> Iterator[records.Record]:
    of = _Council(parts)
    births, conflicts = of.births()
    last_years = of.last_years()
    episodes = of.rows(tables.Table.EPISODES, _episodes)
    sexes = of.rows(tables.Table.HEADER, lambda part: iter(part.columns["SEX"]))
    others = {table: of.rows(table, make) for table, make in _OTHERS.items()}
    last_return = max((part.year for part in of.parts if part.table in tables.HISTORIES), default=None)
    ends = {year: dates.return_year_end(year) for year in {part.year for part in of.parts}}
    uasc_known = any(derived.tells_uasc(part.table, part.named) for part in of.parts)
    nothing: dict[tables.Table, tuple[()]] = {}
    for child in sorted(last_years):
        rest = {table: tuple(rows[child]) for table, rows in others.items() if child in rows} or nothing
        lived, listed = episodes.get(child, []), rest.get(tables.Table.LIST_8, ())
        lived = _in_order(lists.with_lists(lived, listed) if listed else lived)
        if repairs == "liia" and last_return is not None:
            lived = liia.repaired(lived, last_return)
        conflict = child in conflicts
        yield records.Record(
            council,
            child,
            None if conflict else births.get(child),
            conflict,
            sexes[child][-1] if child in sexes else None,
            tuple(lived),
            rest.get(tables.Table.UASC, ()),
            rest.get(tables.Table.PLACED_ADOPTION, ()),
            rest.get(tables.Table.OC3, ()),
            rest.get(tables.Table.OC2, ()),
            rest.get(tables.Table.REVIEWS, ()),
            ends[last_years[child]],
            None if last_return is None else ends[last_return],
            uasc_known,
            listed,
        )


def _in_order(rows: list[records.Episode]) -> list[records.Episode]:
    """By start, then by end with open rows last."""
    if len(rows) > 1:
        rows.sort(key=_lived_order)
    return rows


def _lived_order(row: records.Episode) -> tuple[datetime.date, datetime.date, int, str, int]:
    return row.decom, row.dec or datetime.date.max, row.year, row.file, row.line


def _maker(build: Callable[..., Any], names: str) -> Make:
    """Makes rows from the columns named, then the year, file and line."""
    wanted = names.split()

    def make(part: model.Part) -> Iterator[Any]:
        columns = (part.columns[name] for name in wanted)
        year, file = itertools.repeat(part.year), itertools.repeat(part.file)
        return map(build, *columns, year, file, part.lines)

    return make


def _episodes(part: model.Part) -> Iterator[records.Episode]:
    year, file, unrepaired = itertools.repeat(part.year), itertools.repeat(part.file), itertools.repeat(None)
    return map(
        records.Episode._make,
        zip(*(part.columns[name] for name in _EPISODE_COLUMNS), year, file, part.lines, unrepaired, strict=False),
    )


_OTHERS: dict[tables.Table, Make] = {
    tables.Table.UASC: _maker(records.UasRow, "DUC"),
    tables.Table.PLACED_ADOPTION: _maker(
        records.AdoptionDecision, "DATE_PLACED DATE_PLACED_CEASED REASON_PLACED_CEASED"
    ),
    tables.Table.REVIEWS: _maker(records.Review, "REVIEW REVIEW_CODE"),
    tables.Table.OC2: _maker(
        lambda score, reason, year, file, line: records.Sdq(year, score, reason, file, line), "SDQ_SCORE SDQ_REASON"
    ),
    tables.Table.LIST_8: lists.rows,
    tables.Table.OC3: _maker(
        lambda touch, activity, home, year, file, line: records.CareLeaver(year, touch, activity, home, file, line),
        "IN_TOUCH ACTIV ACCOM",
    ),
}
