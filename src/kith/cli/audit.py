"""``kith audit verify``: is the record of who did what as it was written?"""

import argparse
import json
from pathlib import Path

from kith.config import optional


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``kith audit``."""
    commands = parser.add_subparsers(dest="what", required=True)
    check = commands.add_parser("verify", help="exit code 0 good, 1 broken, 2 anchor mismatch, 3 shorter than expected")
    check.add_argument("--anchor", type=Path, help="the heads kept elsewhere, as `kith audit anchor` prints them")
    check.add_argument("--demo", action="store_true", help="look at the made-up county instead")
    heads = commands.add_parser("anchor", help="print the head of each chain, to be kept somewhere else")
    heads.add_argument("--demo", action="store_true", help="look at the made-up county instead")


def run(arguments: argparse.Namespace) -> int:
    """Follow every chain from its first link."""
    optional.load("kith.config.start").prepare(demo=arguments.demo)
    verify = optional.load("kith.audit.verify")
    if arguments.what == "anchor":
        print(json.dumps(verify.anchors(), indent=1, sort_keys=True))
        return 0
    verdict = verify.verify(arguments.anchor)
    print(verdict.text)
    code: int = verdict.code
    return code
