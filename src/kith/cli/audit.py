"""``kith audit verify``: is the record of who did what as it was written?"""

import argparse
import json
import sys
import uuid
from pathlib import Path

from kith.config import optional

NO_ANCHOR = 2
"""Not 1, which says that the record was changed."""


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
    if arguments.anchor and not _is_anchor(arguments.anchor):
        print(f"{arguments.anchor} is no anchor as kith audit anchor prints it.", file=sys.stderr)
        return NO_ANCHOR
    if not arguments.anchor and verify.is_empty():
        return _nothing(verify.SHORTER, demo=arguments.demo)
    verdict = verify.verify(arguments.anchor)
    print(verdict.text)
    code: int = verdict.code
    return code


def _nothing(code: int, *, demo: bool) -> int:
    """A record of nothing is not called good: whoever sets up a service leaves events."""
    print("Nothing is recorded here yet, so there is nothing to check.")
    if not demo:
        print("The made-up county has a record of its own: kith audit verify --demo")
    return code


def _is_anchor(file: Path) -> bool:
    """Whether the file holds heads of chains: for each service how many events, and the hash of the last."""
    try:
        heads = json.loads(file.read_text(encoding="utf-8"))
        return all(_is_head(service, head) for service, head in heads.items())
    except (OSError, ValueError, AttributeError, RecursionError):
        return False


def _is_head(service: str, head: object) -> bool:
    if not isinstance(head, dict) or str(uuid.UUID(service)) != service:
        return False
    return type(head.get("seq")) is int and isinstance(head.get("hash"), str)
