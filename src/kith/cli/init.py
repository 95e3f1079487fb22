"""``kith init``: a service, its councils, its keys and its first administrator."""

import argparse
import getpass
import os
import sys

from kith.config import optional


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``kith init``."""
    parser.add_argument("--name", required=True, help="the name of the service")
    parser.add_argument("--slug", required=True, help="its short name, as in /ask/SLUG/")
    parser.add_argument(
        "--council", action="append", required=True, metavar="CODE=NAME", help="a council it acts for; may be repeated"
    )
    parser.add_argument("--admin", required=True, metavar="EMAIL", help="the first administrator's e-mail address")
    parser.add_argument("--admin-name", required=True, help="the first administrator's name")


def run(arguments: argparse.Namespace) -> int:
    """Make the service. The password is asked for, or taken from KITH_ADMIN_PASSWORD."""
    councils = dict(part.partition("=")[::2] for part in arguments.council)
    if not all(councils) or not all(councils.values()) or len(councils) < len(arguments.council):
        print("Write each council once, as CODE=NAME, for example --council WEALD=Wealdshire.", file=sys.stderr)
        return 2
    password = _password()
    if not password:
        print("No password could be asked for: put one into KITH_ADMIN_PASSWORD.", file=sys.stderr)
        return 2
    start = optional.load("kith.config.start")
    home = start.prepare()
    problem = optional.load("kith.config.founding").found(
        name=arguments.name,
        slug=arguments.slug,
        councils=councils,
        admin=(arguments.admin, arguments.admin_name, password),
    )
    if problem:
        print(problem, file=sys.stderr)
        return 2
    print(f"{arguments.name} is ready. Everything is kept in {home}.")
    print(f"Keep a copy of {home / 'keys.json'} somewhere else: without it sealed values cannot be read.")
    print("Next: kith users import PEOPLE.csv, then kith serve.")
    return 0


def _password() -> str:
    """The password, or nothing where there is neither a terminal to ask at nor a setting."""
    given = os.environ.get("KITH_ADMIN_PASSWORD", "")
    if given or not sys.stdin.isatty():
        return given
    return getpass.getpass("Password for the administrator: ")
