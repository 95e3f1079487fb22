"""`kith draw`: a family file as a drawing and as boxes and lines."""

from __future__ import annotations

import argparse
import dataclasses
import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from kith.cli import output
from kith.cli import returns as given
from kith.domain import gedcom, network
from kith.domain.network.copies import Audience, copy_for
from kith.domain.network.layout import NotShown
from kith.domain.network.maps import (
    circles,
    circles_svg,
    ecomap,
    ecomap_svg,
    flat,
    genogram,
    genogram_svg,
    svg,
)
from kith.domain.network.maps.speaking import Row
from kith.ui import maps

SCHEMA = "kith.draw/1"
USAGE = 2
KINDS = ("genogram", "circles", "ecomap")
COLUMNS = ("id", "name", "relation", "side", "life", "family", "in_touch", "since", "ring", "sector", "notes")
KEPT_BACK = "The file keeps this person back: in no drawing."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `kith draw`."""
    parser.add_argument("family", type=Path, metavar="FAMILY", help="a family as .json, GEDCOM (.ged) or GEDZIP (.gdz)")
    parser.add_argument("-o", "--out", type=Path, metavar="MAP.svg", help="write the drawing to this file")
    parser.add_argument("--kind", choices=KINDS, default=KINDS[0], help="which drawing (default: genogram)")
    parser.add_argument("--focus", metavar="ID", help="from whose place (default: the file's, else its first person)")
    parser.add_argument("--on", type=given.date, metavar="DATE", help="the day for ages (default: no ages)")
    output.add_format(parser)


def run(args: argparse.Namespace) -> int:
    """Answer, and give the exit code."""
    try:
        family, problems = _read(args.family)
    except network.FamilyNotReadable as failure:
        where = f", line {failure.line}" if failure.line else ""
        output.warn(f"{args.family}{where}: {failure}")
        return USAGE
    for problem in problems:
        where = f", line {problem.line}" if problem.line else ""
        output.warn(f"{args.family}{where}: {problem.text}")
    if args.focus is not None:
        if args.focus not in family.by_id:
            output.warn(f'{args.family}: "{args.focus}" is the id of nobody in it.')
            return USAGE
        family = family.seen_from(args.focus)
    drawn = _draw(family, args.kind, args.on)
    if args.out:
        args.out.write_text(svg.standalone(drawn.picture, maps.look()), encoding="utf-8")
    _emit(args, drawn, problems)
    return 0


def _read(path: Path) -> tuple[network.Family, Sequence[network.Problem]]:
    """GEDCOM by its name or its first bytes, else JSON."""
    data = path.read_bytes()
    start = data[:400].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\0", b"")
    if path.suffix.lower() in (".ged", ".gdz") or start.startswith((b"0 HEAD", b"PK")):
        found = gedcom.read(data)
        if not found.people and not start.startswith(b"0 HEAD"):
            raise network.FamilyNotReadable(found.errors[0].text if found.errors else "This is no family file.")
        return found.family, found.errors
    try:
        return network.from_json(data.decode("utf-8-sig"))
    except UnicodeDecodeError as failure:
        line = data[: failure.start].count(b"\n") + 1
        raise network.FamilyNotReadable("This is no text in UTF-8.", line) from failure


class _Drawn(NamedTuple):
    """One drawing: the picture, its boxes and lines, its table and its sentence."""

    picture: str
    flat: flat.Flat
    rows: tuple[Row, ...]
    says: str


def _draw(family: network.Family, kind: str, on: datetime.date | None) -> _Drawn:
    copy = copy_for(family, Audience.TEAM).family
    kept_back = tuple(NotShown(person.id, KEPT_BACK) for person in family.people if person.id not in copy.by_id)
    if kind == "circles":
        rings = circles.view(copy, on=on)
        found = _Drawn(circles_svg.render(rings), flat.of_circles(rings, copy), rings.rows, rings.says)
    elif kind == "ecomap":
        around = ecomap.view(copy, on=on)
        found = _Drawn(ecomap_svg.render(around), flat.of_ecomap(around, copy), around.rows, around.says)
    else:
        tree = genogram.view(copy, on=on)
        found = _Drawn(genogram_svg.render(tree), flat.of_genogram(tree), tree.rows, tree.says)
    boxes = dataclasses.replace(found.flat, not_shown=(*found.flat.not_shown, *kept_back))
    return found._replace(flat=boxes)


def _emit(args: argparse.Namespace, drawn: _Drawn, problems: Sequence[network.Problem]) -> None:
    boxes = drawn.flat
    payload: dict[str, Any] = {
        "schema": SCHEMA,
        "nodes": boxes.nodes,
        "links": boxes.links,
        "not_shown": [dataclasses.asdict(one) for one in boxes.not_shown],
        "crossings": boxes.crossings,
        "errors": [{"line": problem.line, "text": problem.text} for problem in problems],
    }
    heading = [drawn.says, f"Crossings: {boxes.crossings}. Not shown: {len(boxes.not_shown)}."]
    heading += [f"  {one.id}: {one.why}" for one in boxes.not_shown]
    if args.out:
        heading.append(f"The drawing is in {args.out}.")
    rows = [{key: getattr(row, key) for key in COLUMNS} for row in drawn.rows]
    output.emit(args, payload, rows, heading, columns=COLUMNS)
