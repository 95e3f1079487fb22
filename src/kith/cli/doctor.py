"""``kith doctor``: is everything the service needs in place?"""

import argparse

from kith.config import optional


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``kith doctor``."""
    parser.add_argument("--demo", action="store_true", help="look at the made-up county instead")


def run(arguments: argparse.Namespace) -> int:
    """Say what is in place and what is not; exit code 1 if anything is missing."""
    start = optional.load("kith.config.start")
    start.prepare(demo=arguments.demo)
    print(start.database_in_words())
    findings = optional.load("kith.config.founding").examine()
    for good, text in findings:
        print(f"{'ok     ' if good else 'MISSING'}  {text}")
    return 0 if all(good for good, _ in findings) else 1
