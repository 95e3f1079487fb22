"""A drawing as boxes and lines with ids, for programs: what `kith draw` answers (CONTRACTS.md)."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kith.domain.network.graph import Family
from kith.domain.network.layout import Layout, NotShown
from kith.domain.network.maps import ecomap, ecomap_svg
from kith.domain.network.maps.circles import RINGS, Circles
from kith.domain.network.maps.ecomap import CORE as ECOMAP_CORE
from kith.domain.network.maps.ecomap import Ecomap
from kith.domain.network.maps.genogram import Genogram
from kith.domain.network.maps.svg import Point


@dataclass(frozen=True, slots=True)
class Flat:
    """Nodes and links as the contract has them; x, y top left, 0, 0 the top left of the sheet."""

    nodes: list[dict[str, Any]]
    links: list[dict[str, Any]]
    not_shown: tuple[NotShown, ...]
    crossings: int


def of_genogram(view: Genogram) -> Flat:
    """Shapes with the words below them; a union's line from partner to partner, a child's from the union or parent."""
    laid = view.layout
    nodes = [
        {
            "id": box.id, "x": box.x, "y": box.y, "width": box.width, "height": box.height, "row": box.row,
            **({"same_as": box.same_as} if box.same_as else {}),
        }
        for box in laid.boxes
    ]  # fmt: skip
    links: list[dict[str, Any]] = []
    for line in laid.partners:
        for union in line.unions or (None,):
            one, other = line.partners
            links.append({"kind": "union", "from": one, "to": other, "points": _points(line.points), "union": union})
    for child in laid.children:
        points = _points(child.points)
        kind = child.kinds[0].value
        links.append({"kind": "child", "from": child.source, "to": child.child, "points": points, "parentage": kind})
    links += _beside(laid)
    return Flat(nodes, links, view.not_shown, laid.crossings)


def _beside(laid: Layout) -> Iterator[dict[str, Any]]:
    """Brothers and sisters whose shared parents are not drawn: from the first of a bar up and along to each other."""
    for _, group in itertools.groupby(laid.siblings, key=lambda line: line.comb):
        first, *others = group
        for other in others:
            points = _points([*reversed(first.points), *other.points[other.points[0] == first.points[0] :]])
            yield {
                "kind": "sibling",
                "from": first.child,
                "to": other.child,
                "points": points,
                "siblings": other.kind.value,
            }


def of_circles(view: Circles, family: Family) -> Flat:
    """Discs in rings, row 0 the child and then outwards; circles have no lines."""
    edge = view.radii[-1] if view.radii else view.form.core
    nodes = [_disc(spot.id, (spot.x, spot.y), view.form.disc, edge, RINGS.index(spot.ring) + 1) for spot in view.spots]
    return Flat([*_core(family, view.form.core - 5, edge), *nodes], [], view.not_shown, 0)


def of_ecomap(view: Ecomap, family: Family) -> Flat:
    """Discs round the child and one line to each that has a tie; no two have the same direction, so none cross."""
    edge = view.reach + ECOMAP_CORE
    radius = ecomap.DISC
    nodes = [_disc(body.id, (body.x, body.y), radius, edge, 1 if body.line else 2) for body in view.bodies]
    links = []
    for body in view.bodies:
        if body.line and family.focus:
            start, end = ecomap_svg.ends(body)
            points = [
                _on_square((0.0, 0.0), ECOMAP_CORE, start),
                _on_square((body.x, body.y), radius, end),
            ]
            shifted = _points([(x + edge, y + edge) for x, y in points])
            links.append({"kind": body.line, "from": family.focus, "to": body.id, "points": shifted})
    return Flat([*_core(family, ECOMAP_CORE, edge), *nodes], links, view.not_shown, 0)


def _points(points: Sequence[Point]) -> list[list[float]]:
    return [[round(x, 2), round(y, 2)] for x, y in points]


def _core(family: Family, radius: float, edge: float) -> list[dict[str, Any]]:
    return [_disc(family.focus, (0.0, 0.0), radius, edge, 0)] if family.focus else []


def _disc(person: str, at: Point, radius: float, edge: float, row: int) -> dict[str, Any]:
    x, y = at[0] - radius + edge, at[1] - radius + edge
    return {"id": person, "x": round(x, 2), "y": round(y, 2), "width": 2 * radius, "height": 2 * radius, "row": row}


def _on_square(middle: Point, half: float, point: Point) -> Point:
    """A point of a circle moved outwards onto the square round it."""
    dx, dy = point[0] - middle[0], point[1] - middle[1]
    scale = half / (max(abs(dx), abs(dy)) or 1.0)
    return middle[0] + dx * scale, middle[1] + dy * scale
