"""``kith users import CSV``: bring in people from a list."""

import argparse
import sys
from pathlib import Path

from kith.config import optional


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``kith users``."""
    commands = parser.add_subparsers(dest="what", required=True)
    bring_in = commands.add_parser("import", help="columns: email, name, role, team, area, languages, manager")
    bring_in.add_argument("file", type=Path)
    bring_in.add_argument("--service", default="", help="the short name of the service, where there are several")
    link = commands.add_parser("link", help="a link by which a person sets a password, once, within three days")
    link.add_argument("email")


def run(arguments: argparse.Namespace) -> int:
    """Bring the list in whole, or not at all; or print a link."""
    if arguments.what == "link":
        return _link(arguments.email)
    try:
        text = arguments.file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        print(f"{arguments.file} cannot be read: {error}", file=sys.stderr)
        return 2
    optional.load("kith.config.start").prepare()
    count, problems = optional.load("kith.config.founding").bring_in(arguments.service, text)
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        print("Nothing was saved.", file=sys.stderr)
        return 2
    print(f"{count} people are in. Each sets a password and a sign-in code the first time.")
    return 0


def _link(email: str) -> int:
    optional.load("kith.config.start").prepare()
    address = optional.load("kith.config.founding").password_link(email)
    if not address:
        print(f"Nobody signs in as {email}.", file=sys.stderr)
        return 2
    print(f"Send this to {email} by a way you trust. It works once, for three days:")
    print(address)
    return 0
