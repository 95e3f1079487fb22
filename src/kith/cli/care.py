"""`kith care`: who is in care on a date, since when, in how many homes."""

import argparse
from typing import Any

from kith.cli import output
from kith.cli import returns as given
from kith.config import optional
from kith.domain import care, returns

SCHEMA = "kith.care/1"
# The keys of a child in the answer, in order; each is a field or property of CareFacts.
KEYS = (
    *("council", "child", "in_care", "short_breaks", "start", "start_known", "certainty", "age", "uasc"),
    *("formerly_uasc", "disabled", "custody", "secure", "placed_for_adoption", "placement_order", "homes_in_year"),
    *("homes_in_year_without_temporary", "carer_moves_in_year", "long_term_stable", "distance_miles"),
    *("last_seen", "stale"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `kith care`."""
    given.add_arguments(parser)
    given.add_date(parser)


def run(args: argparse.Namespace) -> int:
    """Answer, and give the exit code."""
    reading = given.read(args)
    if reading is None:
        return given.NOTHING_READABLE
    records = returns.timelines(reading, repairs=args.repairs)
    known = care.care(records.values(), args.on, distances=_distances())
    children = [{key: getattr(child, key) for key in KEYS} for child in known]
    counts = {
        "open": len(known),
        "in_care": sum(child.in_care for child in known),
        "stale": sum(child.stale for child in known),
    }
    payload: dict[str, Any] = {
        "schema": SCHEMA,
        "on": args.on,
        "repairs": args.repairs,
        "ledger": given.ledger(reading),
        "refused": given.refused(reading),
        "counts": counts,
        **given.as_at(reading, records.values(), args.on),
        "children": children,
    }
    answer = (
        f"On {args.on}: {counts['in_care']:,} children in care, and {counts['open'] - counts['in_care']:,} in short "
        f"breaks only. {counts['stale']:,} of them are stale (open in an older return, not in a later one)."
    )
    heading = [*given.read_in_words(reading), answer, *payload["warnings"]]
    output.emit(args, payload, children, heading, columns=KEYS)
    return 0


def _distances() -> returns.Distances | None:
    """The postcode data, if it is installed; without it distances are not known."""
    try:
        found: returns.Distances | None = optional.load("kith.config.postcodes").distances()
    except ImportError:
        return None
    return found
