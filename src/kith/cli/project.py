"""`kith project`: how much is needed, from one authority's figures, with the arithmetic of every figure in words."""

import argparse
import decimal
import pathlib
from collections.abc import Iterator
from typing import Any

from kith.cli import output
from kith.domain import demand

SCHEMA = "kith.project/1"
USAGE = 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `kith project`."""
    papers = "|".join(demand.paper_names())
    parser.add_argument(
        "inputs", metavar=f"INPUTS.toml|{papers}", help="an inputs file, or a paper that comes with Kith"
    )
    output.add_format(parser)


def run(args: argparse.Namespace) -> int:
    """Answer, and give the exit code."""
    try:
        inputs = _inputs(args.inputs)
    except demand.InputsRefused as refused:
        for problem in refused.problems:
            line = f", line {problem.line}" if problem.line else ""
            output.warn(f"{args.inputs}{line}: {problem.text}{'' if problem.text.endswith('?') else '.'}")
        return USAGE
    projection = demand.project(inputs)
    for caution in projection.cautions:
        if caution.leaves_unknown:
            output.warn(caution.text)
    output.emit(args, payload(projection), list(_rows(args.format, projection)), list(_heading(projection)))
    return 0


def payload(projection: demand.Projection) -> dict[str, Any]:
    """The JSON of the contract."""
    return {
        "schema": SCHEMA,
        "inputs": _as_given(projection.inputs),
        "figures": [
            {
                "id": figure.id,
                "value": figure.value,
                "interval": list(figure.interval) if figure.interval else None,
                "how": figure.how,
                "say": figure.say,
            }
            for figure in projection.figures
        ],
        "warnings": [{"id": caution.id, "text": caution.text} for caution in projection.cautions],
    }


def _inputs(given: str) -> demand.Inputs:
    if given in demand.paper_names():
        return demand.paper(given).inputs
    try:
        data = pathlib.Path(given).read_bytes()
    except (OSError, ValueError) as failure:
        known = ", ".join(demand.paper_names())
        text = f"there is no such file that can be read, and no such paper (papers that come with Kith: {known})"
        raise demand.InputsRefused([demand.Problem("", text)]) from failure
    return demand.read_inputs(data)


def _as_given(inputs: demand.Inputs) -> dict[str, Any]:
    """The inputs by the names of the inputs file; what was not given is null."""
    given: dict[str, Any] = {}
    for key in demand.FIELDS:
        part = key.removesuffix("_pct")
        value = getattr(inputs, part)
        if isinstance(value, demand.Share):
            value = value.printed_pct if key != part else value.count if value.count_given else None
        given[key] = _number(value) if isinstance(value, decimal.Decimal) else value
    return given


def _number(value: decimal.Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _rows(written_as: str, projection: demand.Projection) -> Iterator[dict[str, Any]]:
    for figure in projection.figures:
        if written_as == "csv":
            low, high = figure.interval or (None, None)
            bounds = {"low": low, "high": high}
            yield {"id": figure.id, "value": figure.value, **bounds, "how": figure.how, "say": figure.say}
        else:
            yield {
                "figure": figure.id,
                "value": None if figure.value is None else demand.number(figure.value),
                "95% interval": " to ".join(map(demand.number, figure.interval or ())),
                "how": figure.how,
            }


def _heading(projection: demand.Projection) -> Iterator[str]:
    """Whose figures, of which day; then each sentence that must stand beside figures, and what is odd."""
    inputs = projection.inputs
    yield f"{inputs.name}, figures at {demand.day(inputs.as_at)}"
    if inputs.source:
        yield f"Source: {inputs.source}"
    yield ""
    said: dict[str, list[str]] = {}
    for figure in projection.figures:
        if figure.say:
            said.setdefault(figure.say, []).append(figure.id)
    for sentence, figures in said.items():
        yield f"{sentence} [{', '.join(figures)}]"
    if projection.cautions:
        yield ""
        yield from (f"Note: {caution.text}" for caution in projection.cautions)
