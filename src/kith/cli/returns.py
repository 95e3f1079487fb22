"""What the commands on statutory returns share: their PATHs, reading them, and the parts of the answer that repeat."""

import argparse
import datetime
import pathlib
from collections.abc import Iterable
from typing import Any

from kith.cli import output
from kith.domain import returns

NOTHING_READABLE = 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add PATH, --council, --year and --format."""
    parser.add_argument("paths", nargs="+", metavar="PATH", help="SSDA903 CSV files, folders or zips, of any years")
    parser.add_argument("--council", help="the authority, for rows that have no LA column")
    parser.add_argument(
        "--year",
        type=int,
        choices=range(returns.FIRST_YEAR, returns.LAST_YEAR + 1),
        metavar="YYYY",
        help="the year of every return given (31 March of it), instead of what the episodes show",
    )
    output.add_format(parser)


def add_date(parser: argparse.ArgumentParser) -> None:
    """Add --on and --repairs, for answers that are true on a date."""
    parser.add_argument("--on", type=_date, required=True, metavar="DATE", help="the date of the answer, YYYY-MM-DD")
    parser.add_argument(
        "--repairs",
        choices=("none", "liia"),
        default="none",
        help="take rows as filed (none, the default) or close those a later return shows to have ended (liia)",
    )


def read(args: argparse.Namespace) -> returns.Reading | None:
    """Read the PATHs, or say on standard error why nothing could be read and give None."""
    sources = [returns.Source(path.rstrip("/") or path, pathlib.Path(path)) for path in args.paths]
    reading = returns.read(sources, council=args.council, year=args.year, keep_raw=False)
    if reading.files:
        return reading
    output.warn("Nothing could be read as a table of the SSDA903 return.")
    for refused in reading.refused:
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
    return [summary, *(f"Not read: {file.file}: {file.reason}." for file in reading.refused)]


def as_at(records: Iterable[returns.Record], on: datetime.date) -> dict[str, Any]:
    """One warning for the whole answer where DATE is after the end of the last return."""
    last = max((record.last_return for record in records if record.last_return), default=None)
    if last is None or on <= last:
        return {"as_at": None, "warnings": []}
    warning = f"The last return ends on {last.isoformat()}: what happened after that is not in this answer."
    return {"as_at": last, "warnings": [warning]}


def _date(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as not_a_date:
        raise argparse.ArgumentTypeError(f"{text} is not a date; write YYYY-MM-DD") from not_a_date
