"""`kith people`: who notes speak of, named or not, how they are related to the child, and where it stands."""

import argparse
import os
import pathlib
import stat
from collections.abc import Iterator
from typing import Any

from kith.cli import output
from kith.domain import casefiles

SCHEMA = "kith.people/1"
KEYS = (
    *(
        "file",
        "start",
        "end",
        "quote",
        "name",
        "named",
        "relation",
        "code",
        "professional",
        "flags",
        "strength",
        "rule",
    ),
)
NOTHING_READABLE = 2
_LITTER = {"__MACOSX", "Thumbs.db", "desktop.ini"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `kith people`."""
    parser.add_argument(
        "notes",
        metavar="NOTES",
        nargs="+",
        type=_path,
        help="notes: .txt, .docx, .eml, .rtf or .pdf, or a folder of them",
    )
    parser.add_argument("--child", metavar="NAME", help="whose notes they are; the child is not among the people found")
    parser.add_argument(
        "--all-mentions", action="store_true", help="every mention, not one for each person and document"
    )
    output.add_format(parser)


def run(args: argparse.Namespace) -> int:
    """Answer, and give the exit code."""
    documents = list(_documents(args.notes))
    if not documents:
        output.warn("There are no notes here that can be read.")
        return NOTHING_READABLE
    rows = [
        _row(document.name, suggestion)
        for document in sorted(documents, key=lambda one: (one.name, one.text))
        for suggestion in casefiles.find_people(document.text, args.child, all_mentions=args.all_mentions)
    ]
    payload = {"schema": SCHEMA, "suggestions": rows}
    shown = [_line(row) for row in rows] if args.format == "table" else [_flat(row) for row in rows]
    output.emit(args, payload, shown, _heading(documents, rows), columns=KEYS)
    return 0


def _path(given: str) -> str:
    if not given:
        raise argparse.ArgumentTypeError("a NOTES is empty")
    return given


def _documents(given: list[str]) -> Iterator[casefiles.Document]:
    """Every document that can be read, once; of the others and of what was left out a line to standard error."""
    for name in dict.fromkeys(file for path in given for file in _files(path)):
        try:
            document = casefiles.read_document(name, _bytes(name))
        except casefiles.NotRead as reason:
            output.warn(f"{name}: {reason}.")
            continue
        except (OSError, ValueError) as failure:
            output.warn(f"{name}: could not be opened: {getattr(failure, 'strerror', None) or 'not a file'}.")
            continue
        for notice in document.notices:
            output.warn(f"{name}: {notice}.")
        yield document


def _files(given: str) -> Iterator[str]:
    """The file itself, or every file in the folder by name."""
    if not os.path.isdir(given):
        yield given
        return
    for parent, folders, files in os.walk(given):
        folders[:] = sorted(name for name in folders if not _is_litter(name))
        yield from (str(pathlib.PurePath(parent, name)) for name in sorted(files) if not _is_litter(name))


def _is_litter(name: str) -> bool:
    return name.startswith((".", "~$")) or name in _LITTER


def _bytes(name: str) -> bytes:
    """The bytes, as far as one document may go: a device or a pipe does not say how long it is."""
    with open(name, "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise casefiles.NotRead("it is not a file")
        return file.read(casefiles.Limits().bytes + 1)


def _row(file: str, suggestion: casefiles.Suggestion) -> dict[str, Any]:
    """One suggestion with the keys of the contract."""
    row = {key: getattr(suggestion, key) for key in KEYS if key != "file"}
    return {"file": file, **row, "flags": list(suggestion.flags)}


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "flags": " ".join(row["flags"])}


def _line(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "who": row["name"] or row["quote"],
        "related": row["relation"],
        "professional": row["professional"],
        "check first": "yes" if row["flags"] else "-",
        "how sure": row["strength"],
        "at": row["start"],
        "file": row["file"],
    }


def _heading(documents: list[casefiles.Document], rows: list[dict[str, Any]]) -> list[str]:
    """How many people in how many documents, and what this misses."""
    named = sum(row["named"] for row in rows)
    workers = sum(row["professional"] for row in rows)
    answer = (
        f"{len(rows):,} found in {len(documents):,} document{'s' * (len(documents) != 1)}: {named:,} with a name, "
        f"{len(rows) - named:,} without; {workers:,} of them professionals."
    )
    return [answer, *casefiles.what_it_misses()]
