"""The ``kith`` command: for analysts on their own files, and for the service itself."""

import argparse
import contextlib
import io
import os
import sys

from kith.config import optional

COMMANDS: dict[str, tuple[str, str]] = {
    "eligible": ("kith.cli.eligible", "who could be offered Lifelong Links, and why"),
    "care": ("kith.cli.care", "who is in care on a date, and since when"),
    "check": ("kith.cli.check", "what is wrong with a return, line by line"),
    "people": ("kith.cli.people", "who notes speak of, and how they are related to the child"),
    "project": ("kith.cli.project", "how much is needed, with the arithmetic"),
    "same": ("kith.cli.same", "which rows of one or two lists could be one person, and why"),
    "draw": ("kith.cli.draw", "a family file as a drawing, and as boxes and lines"),
    "init": ("kith.cli.init", "make a service, its councils, its keys and its first administrator"),
    "doctor": ("kith.cli.doctor", "is everything the service needs in place?"),
    "users": ("kith.cli.users", "bring in people from a list"),
    "serve": ("kith.cli.serve", "run the pages and the background jobs"),
    "demo": ("kith.cli.demo", "make a made-up county to try everything with"),
    "import": ("kith.cli.import_", "bring a return into the service"),
    "audit": ("kith.cli.audit", "is the record of who did what as it was written?"),
}


def build_parser(only: str | None = None) -> argparse.ArgumentParser:
    """The parser; with ``only`` the one subcommand is filled in, so that the others are not loaded."""
    parser = argparse.ArgumentParser(prog="kith", description="Lifelong Links, on your own files and as a service.")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, (module, text) in COMMANDS.items():
        sub = commands.add_parser(
            name, help=text, description=f"{text[0].upper()}{text[1:]}{'' if text.endswith('?') else '.'}"
        )
        if only in (None, name):
            optional.load(module).add_arguments(sub)
    return parser


def main(argv: list[str] | None = None) -> int:
    """Run one command. Exit codes: 0 answered, 1 a check found errors, 2 usage or nothing readable."""
    arguments = sys.argv[1:] if argv is None else argv
    name = next((word for word in arguments if not word.startswith("-")), "")
    parser = build_parser(name if name in COMMANDS else "")
    _always_utf_8()
    parsed = parser.parse_args(arguments)
    try:
        code: int = optional.load(COMMANDS[parsed.command][0]).run(parsed)
        sys.stdout.flush()
    except BrokenPipeError:
        _write_no_more()
        return 0
    except OSError as failure:
        _write_no_more()
        print(f"{': '.join(_named(failure))}.", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return code


def _always_utf_8() -> None:
    """The same input gives the same bytes whatever the terminal; a name that is no text does not end the answer."""
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _write_no_more() -> None:
    """Nobody reads the rest, or there is no room for it: it must not fail again when Python ends."""
    with contextlib.suppress(io.UnsupportedOperation):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _named(failure: OSError) -> list[str]:
    """What could not be read or written, and why."""
    return [str(part) for part in (failure.filename, failure.strerror or failure) if part]


if __name__ == "__main__":
    sys.exit(main())
