"""`kith same`: which rows of one or two lists could be one person, and why; a person decides, nothing is merged."""

import argparse
import pathlib
from collections.abc import Iterator
from typing import Any

from kith.cli import output
from kith.domain import matching, names
from kith.domain.matching import linkage, tables

SCHEMA = "kith.same/1"
USAGE = 2
OWN, SPLINK = "own", "splink"
COLUMNS = ("a", "b", "probability", "band", "why")
_DECIMALS = 6
_MOST_WARNINGS = 20
_PARTS = {
    "id": "an id of its own for each row",
    "first": "first names, or the whole name",
    "last": "family names",
    "dob": "birth dates: 1984-05-03, 03/05/1984 (day first), 1984, about 1984",
    "place": "where they live",
    "postcode": "postcodes",
    "email": "e-mail addresses",
    "phone": "phone numbers",
}


class _NotUsable(Exception):
    """Something that was given cannot be used; the message names it and says why."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `kith same`."""
    parser.add_argument("a", metavar="A.csv", help="a list of people")
    parser.add_argument("b", metavar="B.csv", nargs="?", help="another list (without it: pairs within the first)")
    for part, text in _PARTS.items():
        parser.add_argument(f"--{part}", metavar="COL", help=f"the column with {text}")
    parser.add_argument(
        "--min",
        dest="least",
        type=_band,
        default=matching.Band.POSSIBLE,
        metavar="BAND",
        help="the least sure band to show: possible (the default), likely or very-likely",
    )
    parser.add_argument("--names", metavar="FILE", help="further rows for the list of names that are one name")
    parser.add_argument("--weights", metavar="FILE", help="another file of weights")
    parser.add_argument(
        "--backend",
        choices=(OWN, SPLINK),
        default=OWN,
        help="what finds the pairs within one long list: our own index (the default) or Splink (the extra analysis)",
    )
    output.add_format(parser)


def run(args: argparse.Namespace) -> int:
    """Answer, and give the exit code."""
    try:
        weights, variants = _weights(args.weights), _variants(args.names)
        _can_answer(args)
        asked = {part: getattr(args, part) for part in _PARTS if getattr(args, part) is not None}
        files = [args.a] if args.b is None else [args.a, args.b]
        data = [_bytes(file) for file in files]
        read = [_table(file, given, _here(asked, given, data)) for file, given in zip(files, data, strict=True)]
    except _NotUsable as failure:
        output.warn(f"{failure}{'' if str(failure).endswith(('.', '.txt')) else '.'}")
        return USAGE
    _warn(files, read)
    register, found = _compared(args.backend, read, weights, variants)
    shown = list(matching.Band)[: list(matching.Band).index(args.least) + 1]
    pairs = [_row(one) for one in found if one.band in shown]
    payload = {
        "schema": SCHEMA,
        "pairs": pairs,
        "weights": {"id": register.scale.weights.id, "version": register.scale.weights.version},
    }
    if args.backend == SPLINK:
        payload["backend"] = SPLINK
    output.emit(args, payload, list(_rows(args.format, pairs)), list(_heading(files, read, pairs)), columns=COLUMNS)
    return 0


def _can_answer(args: argparse.Namespace) -> None:
    if args.backend == SPLINK and args.b is not None:
        raise _NotUsable("Splink looks for pairs within one list; put both into one, or leave out --backend")
    if args.backend == SPLINK and not linkage.is_here():
        raise _NotUsable(f"Splink is not installed here. Type: {linkage.WHAT_TO_TYPE}")


def _compared(
    backend: str, read: list[tables.Table], weights: matching.Weights | None, variants: names.Variants | None
) -> tuple[matching.Register, Iterator[matching.Comparison]]:
    if backend == SPLINK:
        return linkage.pairs(read[0].persons, weights=weights, variants=variants)
    register = matching.Register(read[-1].persons, weights=weights, variants=variants)
    found = matching.pairs(register) if len(read) == 1 else matching.pairs_across(read[0].persons, register)
    return register, found


def _band(text: str) -> matching.Band:
    try:
        return matching.Band(text.replace("-", " ").strip().lower())
    except ValueError as failure:
        raise argparse.ArgumentTypeError(f"{text} is not possible, likely or very-likely") from failure


def _bytes(file: str) -> bytes:
    try:
        return pathlib.Path(file).read_bytes()
    except (OSError, ValueError) as failure:
        reason = failure.strerror if isinstance(failure, OSError) and failure.strerror else "it cannot be read"
        raise _NotUsable(f"{file}: {reason}") from failure


def _here(asked: dict[str, str], given: bytes, everything: list[bytes]) -> dict[str, str]:
    """The columns asked for, as far as this list has them: of two lists one may call a column otherwise."""
    if len(everything) == 1:
        return asked
    known = {heading.casefold() for heading in tables.headings(given)}
    elsewhere = {heading.casefold() for one in everything for heading in tables.headings(one)}
    return {
        part: name
        for part, name in asked.items()
        if name.strip().casefold() in known or name.strip().casefold() not in elsewhere
    }


def _table(file: str, data: bytes, columns: dict[str, str]) -> tables.Table:
    try:
        return tables.read(data, columns)
    except tables.TableRefused as failure:
        raise _NotUsable(_placed(file, failure.problem)) from failure


def _weights(file: str | None) -> matching.Weights | None:
    if file is None:
        return None
    try:
        return matching.parse(_bytes(file).decode("utf-8"))
    except (matching.WeightsNotReadable, UnicodeDecodeError) as failure:
        raise _NotUsable(f"{file}: {failure}") from failure


def _variants(file: str | None) -> names.Variants | None:
    if file is None:
        return None
    try:
        return names.load_with(_bytes(file).decode("utf-8-sig"))
    except (names.ListNotReadable, UnicodeDecodeError) as failure:
        raise _NotUsable(f"{file}, {failure}") from failure


def _placed(file: str, problem: tables.Problem) -> str:
    line = f", line {problem.line}" if problem.line else ""
    column = f", column {problem.column}" if problem.column else ""
    return f"{file}{line}{column}: {problem.text}"


def _warn(files: list[str], read: list[tables.Table]) -> None:
    lines = [_placed(file, problem) for file, table in zip(files, read, strict=True) for problem in table.problems]
    for line in lines[:_MOST_WARNINGS]:
        output.warn(f"{line}.")
    if len(lines) > _MOST_WARNINGS:
        output.warn(f"And {len(lines) - _MOST_WARNINGS:,} more like these.")


def _row(one: matching.Comparison) -> dict[str, Any]:
    probability = round(one.probability, _DECIMALS)
    return {"a": one.a, "b": one.b, "probability": probability, "band": one.band, "why": list(one.why)}


def _rows(written_as: str, pairs: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for pair in pairs:
        shown = f"{pair['probability']:.2f}" if written_as == "table" else pair["probability"]
        yield {**pair, "probability": shown, "why": "; ".join(pair["why"])}


def _heading(files: list[str], read: list[tables.Table], pairs: list[dict[str, Any]]) -> Iterator[str]:
    """What was read, by which columns, and how many pairs of each band."""
    for file, table in zip(files, read, strict=True):
        columns = ", ".join(f"{part} = {name}" for part, name in table.columns.items())
        yield f"Read {len(table.persons):,} people of {file} ({columns})."
    counts = [f"{sum(pair['band'] == band for pair in pairs):,} {band.value}" for band in matching.Band]
    yield f"Pairs that could be one person: {', '.join(counts)}. Nothing was merged: a person decides."
