"""Puts the connected parts of a drawing side by side, and everybody near where they were when one is added."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import fmean

from kith.domain.network.graph import Family
from kith.domain.network.layout.drawn import Drawn
from kith.domain.network.layout.place import Places

BETWEEN = 0.6  # columns between two parts
GENERATION = 27.0
"""Years between parents and children, to guess in which row a part without a tie belongs (about the mean age of
parents at a birth, ONS birth characteristics; only the height of a part hangs on it)."""
_BUCKET = 64.0
"""Columns: so wide that only a very large family needs the next one."""


def side_by_side(family: Family, drawn: Drawn, parts: Sequence[Places]) -> list[tuple[Places, float, int]]:
    """(part, shift to the right in columns, shift down in rows): the focus's part first, then the nearest.

    Single people without a tie stand one above another, as many as there are rows.
    """
    ordered = sorted(parts, key=lambda part: _rank(family, drawn, part))
    if not ordered:
        return []
    whole = [part for part in ordered if len(part.net.unit_of) > 1 or part is ordered[0]]
    single = [part for part in ordered if part not in whole]
    found: list[tuple[Places, float, int]] = []
    right = 0.0
    for part in whole:
        left, end = extent(part)
        down = _rows_down(family, drawn, ordered[0], part) if found else 0
        found.append((part, right - left, down))
        right += end - left + BETWEEN
    depth = max((len(part.order.rows) + down for part, _, down in found), default=1)
    depth = max(depth - min((down for _, _, down in found), default=0), math.isqrt(len(single)))
    least = min(0, *(down for _, _, down in found))
    for at, part in enumerate(single):
        left, end = extent(part)
        row = depth - 1 - at % depth
        found.append((part, right + (at // depth) * (end - left + 0.1) - left, row + least))
    return _anchored([(part, shift, down - least) for part, shift, down in found])


def _rank(family: Family, drawn: Drawn, part: Places) -> tuple[bool, int, str]:
    nodes = [drawn.nodes[node].person.id for node in part.net.unit_of]
    return family.focus not in nodes, min(drawn.near[person] for person in nodes), min(nodes)


def extent(part: Places) -> tuple[float, float]:
    """From where to where a part reaches, in columns."""
    units = range(len(part.net.units))
    return min(part.x[u] - part.reach[u][0] for u in units), max(part.x[u] + part.reach[u][1] for u in units)


def _years(drawn: Drawn, part: Places) -> dict[int, list[int]]:
    years: dict[int, list[int]] = {}
    for node in part.net.unit_of:
        born = drawn.nodes[node].person.born
        if born and born.order:
            years.setdefault(drawn.nodes[node].row, []).append(born.order.year)
    return years


def _rows_down(family: Family, drawn: Drawn, main: Places, part: Places) -> int:
    """By years of birth: the row in which people of that age stand in the main part.

    A couple of unknown age stands with the parents of the focus, not with the children; others end where all end.
    """
    own, others = _years(drawn, main), _years(drawn, part)
    if not own or not others:
        focus = next((node.row for node in drawn.nodes if node.person.id == family.focus), 0)
        if len(part.order.rows) == 1 and focus:
            return focus - 1
        return max(len(main.order.rows) - len(part.order.rows), 0)
    row = fmean(row for row, years in own.items() for _ in years)
    year = fmean(year for years in own.values() for year in years)
    its_row = fmean(row for row, years in others.items() for _ in years)
    its_year = fmean(year for years in others.values() for year in years)
    return round(row - its_row + (its_year - year) / GENERATION)


def _anchored(parts: list[tuple[Places, float, int]]) -> list[tuple[Places, float, int]]:
    """Shifts all so that the mean place of everybody is a round one.

    Somebody added in between then moves those on both sides a little, and the many less than the few: with any one
    person held fast, all beyond the newcomer would move by a column.
    """
    places = [
        part.x[at] + spot.x + by
        for part, by, _ in parts
        for at, unit in enumerate(part.net.units)
        for spot in (() if unit.is_passage else unit.ways[part.order.way[at]])
        if spot.node >= 0
    ]
    mean = fmean(places)
    least = min(extent(part)[0] + by for part, by, _ in parts)
    goal = _BUCKET
    while goal < mean - least:
        goal *= 2
    return [(part, by + goal - mean, down) for part, by, down in parts]
