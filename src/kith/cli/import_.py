"""``kith import``: bring a return into the service; a dry run unless --commit is given."""

import argparse
from typing import Any

from kith.cli import output
from kith.cli import returns as given
from kith.config import optional
from kith.domain import returns

SCHEMA = "kith.import/1"
NOTHING_READABLE = 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``kith import``."""
    given.add_paths(parser)
    parser.add_argument("--service", default="", metavar="SLUG", help="which service, where there are several")
    parser.add_argument("--council", default="", metavar="CODE", help="the council, for rows that have no LA column")
    parser.add_argument(
        "--year",
        type=int,
        choices=range(returns.FIRST_YEAR, returns.LAST_YEAR + 1),
        metavar="YYYY",
        help="the year of every return given (31 March of it), instead of what the episodes show",
    )
    parser.add_argument("--commit", action="store_true", help="save it; without this only what would change is shown")
    parser.add_argument(
        "--replace-most",
        action="store_true",
        help="save it also where it would take most of a table that is saved away",
    )
    output.add_format(parser)


def run(arguments: argparse.Namespace) -> int:
    """Bring the return in and print where every row went. 2 where nothing could be read or saved."""
    optional.load("kith.config.start").prepare()
    outcome = optional.load("kith.config.importing.bring_in")(
        arguments.service,
        given.sources(arguments.paths),
        council=arguments.council,
        year=arguments.year,
        save=arguments.commit,
        replace_most=arguments.replace_most,
    )
    for lost in outcome.takes_most:
        output.warn(f"This would take most of what is saved away. {lost}")
    for refused in returns.told(returns.Refused(**one) for one in outcome.refused):
        output.warn(f"Not read: {refused.file}: {refused.reason}.")
    if outcome.problem:
        output.warn(outcome.problem)
        return NOTHING_READABLE
    output.emit(arguments, _payload(outcome), outcome.changes["parts"], _in_words(outcome))
    return 0


def _payload(outcome: Any) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "import": outcome.number,
        "saved": outcome.saved,
        "ledger": outcome.ledger,
        "refused": outcome.refused,
        "changes": outcome.changes,
        "findings": outcome.findings,
    }


def _in_words(outcome: Any) -> list[str]:
    return [
        *outcome.sentences,
        f"{outcome.findings:,} findings; kith check lists them.",
        outcome.note,
    ]
