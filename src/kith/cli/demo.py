"""``kith demo``: a made-up county, in the database or as files."""

import argparse
import datetime as dt
import sys
from pathlib import Path

from kith.cli import returns as given
from kith.config import optional


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``kith demo``."""
    parser.add_argument("--returns", type=Path, metavar="FOLDER", help="write the made-up return as files, and stop")
    day = parser.add_mutually_exclusive_group()
    day.add_argument("--on", type=given.date, metavar="DATE", help="the day on which it is true (default: today)")
    day.add_argument(
        "--served",
        action="store_true",
        help="the county that `kith serve --demo` shows here, as on the day it was built",
    )
    parser.add_argument("--seed", type=int, default=1, help="another number makes another county")


def run(arguments: argparse.Namespace) -> int:
    """Write files, or build the demo database unless there is one."""
    on = arguments.on or dt.datetime.now(dt.UTC).astimezone().date()
    if arguments.served:
        optional.load("kith.config.start").prepare(demo=True)
        on = optional.load("kith.demo.build").built_on()
        if on is None:
            print("No made-up county was built here yet: `kith serve --demo` builds it.", file=sys.stderr)
            return 2
    if arguments.returns:
        try:
            files = optional.load("kith.demo.county").build(on, arguments.seed)
        except ValueError as problem:
            print(problem, file=sys.stderr)
            return 2
        for name, data in files.items():
            path = arguments.returns / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        print(f"{len(files)} files of a made-up county are in {arguments.returns}.")
        return 0
    optional.load("kith.config.start").prepare(demo=True)
    build = optional.load("kith.demo.build")
    print("Built." if build.build_if_empty(on, seed=arguments.seed, say=print) else "There is a demo already.")
    print(build.who_to_sign_in_as())
    return 0
