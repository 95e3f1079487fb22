"""What the commands on statutory returns share: their PATHs, reading them, and the parts of the answer that repeat."""

import argparse
import datetime
import pathlib
from collections.abc import Iterable, Iterator
from typing import Any

from kith.cli import output
from kith.domain import care, dates, returns

NOTHING_READABLE = 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add PATH, --council, --year and --format."""
    add_paths(parser)
    parser.add_argument("--council", help="the authority, for rows that have no LA column")
    parser.add_argument(
        "--year",
        type=int,
        choices=range(returns.FIRST_YEAR, returns.LAST_YEAR + 1),
        metavar="YYYY",
        help="the year of every return given (31 March of it), instead of what the episodes show",
    )
    output.add_format(parser)


def add_paths(parser: argparse.ArgumentParser) -> None:
    """Add PATH, one or more."""
    words = "SSDA903 returns (CSV, XML) and Annex A workbooks (XLSX): files, folders or zips, of any years"
    parser.add_argument("paths", nargs="+", type=_path, metavar="PATH", help=words)


def sources(paths: Iterable[str]) -> list[returns.Source]:
    """What to read, by the names that were given."""
    return [returns.Source(path.rstrip("/") or path, pathlib.Path(path)) for path in paths]


def add_date(parser: argparse.ArgumentParser) -> None:
    """Add --on and --repairs, for answers that are true on a date."""
    parser.add_argument("--on", type=date, required=True, metavar="DATE", help="the date of the answer, YYYY-MM-DD")
    parser.add_argument(
        "--repairs",
        choices=("none", "liia"),
        default="none",
        help="take rows as filed (none, the default) or close those a later return shows to have ended (liia)",
    )


def read(args: argparse.Namespace) -> returns.Reading | None:
    """Read the PATHs, or say on standard error why nothing could be read and give None."""
    reading = returns.read(sources(args.paths), council=args.council, year=args.year, keep_raw=False)
    if reading.files:
        return reading
    output.warn("Nothing could be read as a table of the SSDA903 return or of Annex A.")
    if not reading.refused:
        output.warn("  There is no file in what was given.")
    for refused in returns.told(reading.refused):
        output.warn(f"  {refused.file}: {refused.reason}")
    return None


def ledger(reading: returns.Reading) -> dict[str, int]:
    """The ledger as the contract writes it."""
    return reading.ledger._asdict()


def refused(reading: returns.Reading) -> list[dict[str, str]]:
    """The refused files as the contract writes them."""
    return [{"file": file.file, "reason": file.reason} for file in reading.refused]


def read_in_words(reading: returns.Reading) -> list[str]:
    """What was read, for the head of a table."""
    book = reading.ledger
    years = ", ".join(map(str, sorted({file.year for file in reading.files})))
    summary = (
        f"Read {book.read:,} rows of {len(reading.files)} files (returns of {years}): {book.new:,} new, "
        f"{book.unchanged:,} unchanged, {book.changed:,} changed, {book.quarantined:,} waiting in quarantine."
    )
    return [summary, *(f"Not read: {file.file}: {file.reason}." for file in returns.told(reading.refused))]


def as_at(reading: returns.Reading, records: Iterable[returns.Record], on: datetime.date) -> dict[str, Any]:
    """The end of the last return where DATE is after it, and the warnings that hold for the whole answer."""
    known = list(records)
    last, reach = _reach(known, on)
    reach += [*_before(reading, on), *_left(known, on)]
    left_out = [finding.text for finding in reading.findings if finding.rule == returns.TWO_VERSIONS]
    return {"as_at": last, "warnings": reach + left_out}


def _reach(records: Iterable[returns.Record], on: datetime.date) -> tuple[datetime.date | None, list[str]]:
    """One warning where DATE is after the end of the last return.

    Where only some councils' returns reach DATE, those whose last return ends before it are named.
    """
    lasts = {record.council: record.last_return for record in records if record.last_return}
    last = max(lasts.values(), default=None)
    if last is not None and on > last:
        warning = f"The last return ends on {last.isoformat()}: what happened after that is not in this answer."
        return last, [warning]
    behind = [f"{council or '(no council)'} on {end}" for council, end in lasts.items() if end < on]
    return None, [f"The last return ends before {on} for: {', '.join(sorted(behind))}."] if behind else []


def _left(records: Iterable[returns.Record], on: datetime.date) -> Iterator[str]:
    """How many children are left out by a repair alone; nobody is left out in silence (docs/adr/0035)."""
    left = sum(care.is_taken_to_have_left(record, on) for record in records)
    if left:
        yield (
            "Taken to have left care, because a later return does not name them, though none says that they left "
            f"(repair LIIA_2): {left:,} children. They are not in this answer."
        )


def _before(reading: returns.Reading, on: datetime.date) -> list[str]:
    """One warning where DATE is before the first day that the returns cover, of all councils or of some."""
    firsts: dict[str | None, datetime.date] = {}
    for part in (part for file in reading.files for part in file.parts if part.table in returns.HISTORIES):
        begins = dates.return_begins(part.year)
        firsts[part.council] = min(begins, firsts.get(part.council, begins))
    late = {council: first for council, first in firsts.items() if on < first}
    if late and len(late) == len(firsts):
        return [care.before_the_first(min(late.values()).isoformat())]
    named = sorted(f"{council or '(no council)'} on {first}" for council, first in late.items())
    return [f"The first return begins after {on} for: {', '.join(named)}."] if named else []


def _path(text: str) -> str:
    if not text:
        raise argparse.ArgumentTypeError("a PATH is empty; write . for this folder")
    return text


def date(text: str) -> datetime.date:
    """A date as it is given on the command line."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as not_a_date:
        raise argparse.ArgumentTypeError(f"{text} is not a date; write YYYY-MM-DD") from not_a_date
