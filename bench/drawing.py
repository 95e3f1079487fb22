"""Drawing made-up families, against Graphviz `dot` on the same graphs, the crossings counted the same way on both.

Both drawings are taken as they come out, curves as short straight pieces. Counted alike on both: points where lines of
two couples cross, where lines of two couples lie on each other, and people through whom a line runs that is not theirs.
Lines of one couple, and lines that end on the same person or couple, may meet.

`dot` draws each family in two usual ways. "rank": partners and the point of their couple in one rank, against which the
goals of the project are set. "layers": the point of a couple in a rank of its own below the partners, which suits dot
better; its figures are printed beside and no goal hangs on them. Unlike Kith, dot need not keep brothers and sisters in
birth order. A couple counts as side by side if nobody stands between them on their rank; with Kith a partner on a lower
step counts if the line to them passes nobody on that step.
Graphviz is not part of Kith: `sudo apt-get install -y graphviz`.
"""

import math
import re
import shutil
import statistics
import subprocess
import sys
import time

from kith.domain import network
from kith.domain.network.graph import Family
from kith.domain.network.layout import Layout, layout
from tests.factories import families

SEEDS = range(60)
SIXTY, LARGE = 60, 300
# The goals of the project, November 2026.
CROSSINGS, SIDE_BY_SIDE, MS_SIXTY, MS_LARGE = 0.2, 2.0, 250, 1_500
BOX = 0.6  # the side of a person in dot, in inches
PIECES = 8  # straight pieces for each curve
Point = tuple[float, float]
Piece = tuple[Point, Point, str, frozenset[str]]
"""From, to, the couple whose line it is, and on whom or what the line ends."""
Members = dict[str, frozenset[str]]
"""The people of each couple: partners and children."""


def main() -> int:
    """Exit 1 if a goal is missed, 2 if Graphviz is missing."""
    if shutil.which("dot") is None:
        print("Graphviz is missing. Type: sudo apt-get install -y graphviz", file=sys.stderr)
        return 2
    made = [network.check(families.family(seed))[0] for seed in SEEDS]
    ours = [_ours(family) for family in made]
    people = sum(len(family.people) for family in made)
    print(f"{len(made)} families, {people:,} people, {sum(couples for *_, couples in ours):,} couples")
    reached = _compare("rank", ours, [_theirs(family, in_rank=True) for family in made])
    _compare("layers", ours, [_theirs(family, in_rank=False) for family in made])
    for size, goal in ((SIXTY, MS_SIXTY), (LARGE, MS_LARGE)):
        times = _times(size)
        slowest = max(times)
        print(f"{size} people: {statistics.median(times):.0f} ms, slowest {slowest:.0f} ms (goal under {goal})")
        reached &= slowest < goal
    return 0 if reached else 1


Counted = tuple[int, int, int, int]
"""Crossings, couples side by side, drawn couples, all couples."""


def _compare(way: str, ours: list[Counted], theirs: list[Counted]) -> bool:
    goals = (f" (goal at most {CROSSINGS})", f" (goal at least {SIDE_BY_SIDE})") if way == "rank" else ("", "")
    mine, dots = sum(one[0] for one in ours), sum(one[0] for one in theirs)
    medians = [statistics.median(one[0] for one in both) for both in (ours, theirs)]
    ratio = mine / dots
    print(f"{way}: crossings Kith {mine} (median {medians[0]:g}), dot {dots} (median {medians[1]:g})")
    print(f"{way}: {ratio:.2f} times the crossings of dot{goals[0]}")
    near, far, all_ = sum(one[1] for one in ours), sum(one[1] for one in theirs), sum(one[3] for one in ours)
    times = near / max(far, 1)
    print(f"{way}: couples side by side Kith {near}, dot {far}, of {all_}: {times:.2f} times{goals[1]}", flush=True)
    return ratio <= CROSSINGS and times >= SIDE_BY_SIDE


def _times(size: int) -> list[float]:
    """Milliseconds of processor time for each of some families of a size, the restarts included."""
    times = []
    for seed in range(40):
        family = network.check(families.family(seed, size))[0]
        if len(family.people) >= size * 0.95:
            start = time.process_time()
            layout(family)
            times.append((time.process_time() - start) * 1000)
    return times


# Kith


def _ours(family: Family) -> Counted:
    laid = layout(family)
    pieces: list[Piece] = []
    for at, line in enumerate(laid.partners):
        pieces += _straight(line.points, f"p{at}", frozenset(line.partners))
    for child in laid.children:
        pieces += _straight(child.points, f"c{child.comb}", frozenset((child.child, *child.parents)))
    near = sum(_is_near(laid, line.partners) for line in laid.partners)
    boxes = {box.id: (box.middle, box.y + box.height / 2, box.width / 2, box.height / 2) for box in laid.boxes}
    return _crossings(pieces, boxes, grain=2.0), near, len(laid.partners), _couples(family)


def _straight(points: tuple[Point, ...], whose: str, ends: frozenset[str]) -> list[Piece]:
    return [(one, other, whose, ends) for one, other in zip(points, points[1:], strict=False)]


def _is_near(laid: Layout, pair: tuple[str, str]) -> bool:
    box = {one.id: one for one in laid.boxes}
    one, other = box[pair[0]], box[pair[1]]
    low, high = sorted((one.middle, other.middle))
    step = max(one.y, other.y)
    return not any(low < b.middle < high and b.row == one.row and b.y == step for b in laid.boxes if b.id not in pair)


def _couples(family: Family) -> int:
    pairs = {frozenset(union.partners) for union in family.unions if len(union.partners) == 2}
    return len(pairs | {frozenset(row.parents) for row in family.parentage if len(row.parents) == 2})


# Graphviz


def _theirs(family: Family, *, in_rank: bool) -> Counted:
    groups: dict[frozenset[str], list[str]] = {}
    for union in family.unions:
        groups.setdefault(frozenset(union.partners), [])
    for row in family.parentage:
        groups.setdefault(frozenset(row.parents), []).append(row.child)
    lines = [
        f"graph G {{ nodesep=0.6; ranksep={0.8 if in_rank else 0.5};",
        f"node [shape=box,width={BOX},height={BOX},fixedsize=true];",
    ]
    lines += [f'"{person.id}";' for person in family.people]
    for at, (parents, children) in enumerate(groups.items()):
        lines.append(f'"U{at}" [shape=point,width=0.05];')
        one, *other = sorted(parents)
        lines.append(f'"{one}" -- "U{at}";')
        if in_rank:
            # Into the couple from the one and out to the other, so that dot puts the couple between them.
            lines.append("{rank=same; " + "; ".join(f'"{name}"' for name in (one, f"U{at}", *other)) + "}")
            lines += [f'"U{at}" -- "{partner}";' for partner in other]
        else:
            lines += [f'"{partner}" -- "U{at}";' for partner in other]
        lines += [f'"U{at}" -- "{child}";' for child in children]
    text = "\n".join([*lines, "}"])
    answer = subprocess.run(["dot", "-Tplain"], input=text, capture_output=True, text=True, check=True).stdout
    return _counted(family, groups, answer)


def _counted(family: Family, groups: dict[frozenset[str], list[str]], answer: str) -> Counted:
    places = {
        found[1]: (float(found[2]), float(found[3]))
        for found in re.finditer(r'^node "?([^"\s]+)"? (\S+) (\S+)', answer, re.MULTILINE)
    }
    pieces: list[Piece] = []
    for found in re.finditer(r'^edge "?([^"\s]+)"? "?([^"\s]+)"? (\d+) (.+)$', answer, re.MULTILINE):
        one, other, count = found[1], found[2], int(found[3])
        numbers = [float(number) for number in found[4].split()[: 2 * count]]
        points = list(zip(numbers[::2], numbers[1::2], strict=True))
        whose = next(name for name in (one, other) if name.startswith("U"))
        pieces += _straight(_curve(points), whose, frozenset((one, other)))
    near = sum(_is_side_by_side(sorted(parents), places, family) for parents in groups if len(parents) == 2)
    boxes = {person.id: (*places[person.id], BOX / 2, BOX / 2) for person in family.people}
    return _crossings(pieces, boxes, grain=0.02), near, len(groups), _couples(family)


def _curve(points: list[Point]) -> tuple[Point, ...]:
    """Cubic curves end to end, as straight pieces."""
    found = [points[0]]
    for at in range(0, len(points) - 3, 3):
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = points[at : at + 4]
        for step in range(1, PIECES + 1):
            t = step / PIECES
            p, q, r, w = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
            found.append((p * ax + q * bx + r * cx + w * dx, p * ay + q * by + r * cy + w * dy))
    return tuple(found)


def _is_side_by_side(pair: list[str], places: dict[str, Point], family: Family) -> bool:
    one, other = (places[person] for person in pair)
    if abs(one[1] - other[1]) > 0.01:
        return False
    low, high = sorted((one[0], other[0]))
    between = [p for p in family.people if p.id not in pair and abs(places[p.id][1] - one[1]) < 0.01]
    return not any(low < places[person.id][0] < high for person in between)


# The same counting for both


def _crossings(pieces: list[Piece], boxes: dict[str, tuple[float, float, float, float]], *, grain: float) -> int:
    """Points inside pieces of two couples that end on nobody in common, pairs of couples whose lines lie on each other,
    and people through whom a foreign line runs. Points closer than `grain` count once. Boxes: middle and half sides."""
    boxed = sorted((min(piece[0][0], piece[1][0]), max(piece[0][0], piece[1][0]), piece) for piece in pieces)
    points: set[tuple[int, int, str, str]] = set()
    alike: set[tuple[str, str]] = set()
    for at, (_, right, one) in enumerate(boxed):
        for left, _, other in boxed[at + 1 :]:
            if left > right:
                break
            if one[2] == other[2] or one[3] & other[3]:
                continue
            pair = (min(one[2], other[2]), max(one[2], other[2]))
            point = _meeting(one, other)
            if point:
                points.add((round(point[0] / grain), round(point[1] / grain), *pair))
            elif _lie_on_each_other(one, other, grain):
                alike.add(pair)
    through = {
        (person, piece[2]) for piece in pieces for person, box in boxes.items() if _runs_through(piece, person, box)
    }
    return len(points) + len(alike) + len(through)


def _meeting(one: Piece, other: Piece) -> Point | None:
    (x1, y1), (x2, y2), (x3, y3), (x4, y4) = one[0], one[1], other[0], other[1]
    across = (x1 - x2) * (y3 - y4) - (y1 - y2) * (x3 - x4)
    if math.isclose(across, 0.0, abs_tol=1e-9):
        return None
    t = ((x1 - x3) * (y3 - y4) - (y1 - y3) * (x3 - x4)) / across
    u = ((x1 - x3) * (y1 - y2) - (y1 - y3) * (x1 - x2)) / across
    inside = 0 <= t <= 1 and 0 <= u <= 1
    return (x1 + t * (x2 - x1), y1 + t * (y2 - y1)) if inside else None


def _lie_on_each_other(one: Piece, other: Piece, grain: float) -> bool:
    """Two level or two upright pieces on one line with more than a point in common."""
    for across, along in ((1, 0), (0, 1)):
        ends = [point[across] for piece in (one, other) for point in piece[:2]]
        if max(ends) - min(ends) < grain / 4:
            low = max(min(piece[0][along], piece[1][along]) for piece in (one, other))
            high = min(max(piece[0][along], piece[1][along]) for piece in (one, other))
            return high - low > grain
    return False


def _runs_through(piece: Piece, person: str, box: tuple[float, float, float, float]) -> bool:
    """Whether a piece that does not end on a person has points inside their box (Liang and Barsky 1984)."""
    if person in piece[3]:
        return False
    (x1, y1), (x2, y2), (x, y, wide, high) = piece[0], piece[1], box
    first, last = 0.0, 1.0
    for start, change, middle, half in ((x1, x2 - x1, x, wide), (y1, y2 - y1, y, high)):
        inner = half * 0.98
        if abs(change) < 1e-12:
            if abs(start - middle) >= inner:
                return False
            continue
        ends = sorted(((middle - inner - start) / change, (middle + inner - start) / change))
        first, last = max(first, ends[0]), min(last, ends[1])
    return first < last


if __name__ == "__main__":
    sys.exit(main())
