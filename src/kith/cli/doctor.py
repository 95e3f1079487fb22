"""``kith doctor``: is everything the service needs in place?"""

import argparse
from typing import Any

from kith.config import optional


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``kith doctor``."""
    parser.add_argument("--demo", action="store_true", help="look at the made-up county instead")
    parser.add_argument("--new-key", action="store_true", help="first make a new key and seal everything anew under it")


def run(arguments: argparse.Namespace) -> int:
    """Say what was mended just now, what is in place, what is not, and what ends soon; 1 if anything is missing."""
    start = optional.load("kith.config.start")
    mended: list[str] = []
    start.prepare(demo=arguments.demo, first=lambda: mended.extend(_founding().to_be_mended()))
    print(start.database_in_words())
    for text in mended:
        print(f"MENDED   {text}")
    if arguments.new_key:
        count = optional.load("kith.config.resealing").rotate()
        print(f"{count} values are sealed anew. Keep a copy of the key file somewhere else; older keys stay in it.")
    founding = _founding()
    findings = founding.examine()
    for good, text in findings:
        print(f"{'ok     ' if good else 'MISSING'}  {text}")
    for text in founding.ending_soon(start.today()):
        print(f"SOON     {text}")
    return 0 if all(good for good, _ in findings) else 1


def _founding() -> Any:
    """Once Django has started: it reads the tables."""
    return optional.load("kith.config.founding")
