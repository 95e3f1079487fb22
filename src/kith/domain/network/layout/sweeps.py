"""Makes an order better: barycentre sweeps with flips, then moves that leave fewer crossings.

Sweeps after Sugiyama, Tagawa and Toda (1981); here whole blocks are sorted, turned round, and kept in birth order.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from kith.domain.network.layout.order import Order

_RUNS = (1, 2, 3, 5)
_FAR = (1, 2, 4)
_MOST_SWEEPS = 12
_MOST_PASSES = 6


def descend(order: Order) -> None:
    """Sweeps down and up until nothing gets better; leaves the best order met."""
    best = (order.crossings(), order.length())
    kept, last = order.keep(), None
    for turn in range(_MOST_SWEEPS):
        sweep(order, down=turn % 2 == 0)
        score = (order.crossings(), order.length())
        if score < best:
            best, kept = score, order.keep()
        if turn > 3 and score == last:
            break
        if turn % 2:
            last = score
    order.restore(kept)


def sweep(order: Order, *, down: bool) -> None:
    """One pass over all rows: each is sorted by its neighbours on one side, turned round, and mended by swaps."""
    for row in range(len(order.rows)) if down else reversed(range(len(order.rows))):
        wanted = _wanted(order, row, up=down)
        order.rows[row] = order.allowed(sorted(order.rows[row], key=wanted.__getitem__))
        order.locate(row)
        _flip(order, row)
        _swap(order, row)


def _wanted(order: Order, row: int, *, up: bool) -> dict[int, float]:
    """The mean place of each unit's ends on one side; a unit without any keeps beside its neighbour on the left."""
    wanted: dict[int, float] = {}
    last = 0.0
    for unit in order.rows[row]:
        ends = _ends(order, unit, up=up)
        last = wanted[unit] = sum(ends) / len(ends) if ends else last
    return wanted


def _ends(order: Order, unit: int, *, up: bool) -> list[int]:
    """Where the lines of a unit end on one side, sorted."""
    net = order.net
    if up:
        return sorted(order.comb_at[comb] for port in net.units[unit].ports for comb in net.ports[port].combs)
    return sorted(order.port_at[port] for comb in net.units[unit].combs for port in net.combs[comb].teeth)


def _flip(order: Order, row: int) -> None:
    """Each unit takes the inner way whose own lines cross least and lean least."""
    net = order.net
    for unit in order.rows[row]:
        ways = net.units[unit].inner
        if len(ways) < 2:
            continue
        # Where the lines of each port and comb end: the same for every way.
        up = [(port, order.comb_at[comb]) for port in net.units[unit].ports for comb in net.ports[port].combs]
        down = [(comb, order.port_at[port]) for comb in net.units[unit].combs for port in net.combs[comb].teeth]
        best: tuple[int, int] | None = None
        for number, (combs, ports) in enumerate(ways):
            above = [(ports[port], far) for port, far in up]
            below = [(combs[comb], far) for comb, far in down]
            lean = sum([place * far for place, far in above]) + sum([place * far for place, far in below])
            score = (_inversions(above) + _inversions(below), -lean)
            if best is None or score < best:
                best, order.way[unit] = score, number
    order.locate(row)


def _inversions(pairs: list[tuple[int, int]]) -> int:
    """How many lines cross that leave a unit on one side, from (place in the unit, where they end)."""
    if len(pairs) < 2:
        return 0
    pairs.sort()
    total = 0
    for at, (place, far) in enumerate(pairs):
        for other, beyond in pairs[at + 1 :]:
            total += beyond < far and other > place
    return total


def _swap(order: Order, row: int) -> None:
    """Exchanges neighbours while fewer pairs of lines cross."""
    line, units = order.rows[row], order.net.units
    ups = {unit: _ends(order, unit, up=True) for unit in line}
    downs = {unit: _ends(order, unit, up=False) for unit in line}
    for _ in line:
        changed = False
        for at in range(len(line) - 1):
            one, other = line[at], line[at + 1]
            if one in units[other].before:
                continue
            now = _pairs(ups[one], ups[other]) + _pairs(downs[one], downs[other])
            if now and _pairs(ups[other], ups[one]) + _pairs(downs[other], downs[one]) < now:
                line[at], line[at + 1] = other, one
                changed = True
        if not changed:
            break
    order.locate(row)


def _pairs(left: Sequence[int], right: Sequence[int]) -> int:
    """How many pairs of lines cross if the one unit stands left of the other."""
    if not left or not right or left[-1] <= right[0]:
        return 0
    return sum([bisect_left(right, end) for end in left])


def polish(order: Order) -> None:
    """Turns units round and moves runs of them while lines cross at fewer points."""
    for _ in range(_MOST_PASSES):
        changed = [_turn_round(order, row) | _move_runs(order, row) for row in range(len(order.rows))]
        if not any(changed):
            return


def _turn_round(order: Order, row: int) -> bool:
    tangled = order.tangled(row)
    changed = False
    for at, unit in enumerate(order.rows[row]):
        if unit not in tangled or len(order.net.units[unit].inner) < 2:
            continue
        best, now = order.way[unit], order.local(row, [unit])
        if not now:
            continue
        for way in range(len(order.net.units[unit].inner)):
            order.way[unit] = way
            order.locate(row, at, at + 1)
            then = order.local(row, [unit])
            if then < now:
                now, best, changed = then, way, True
        order.way[unit] = best
        order.locate(row, at, at + 1)
    return changed


def _move_runs(order: Order, row: int) -> bool:
    changed = False
    for size in _RUNS:
        tangled = order.tangled(row)
        for at in range(len(order.rows[row]) - size):
            if not tangled.isdisjoint(order.rows[row][at : at + size]):
                changed |= _move(order, row, at, size)
    return changed


def _move(order: Order, row: int, at: int, size: int) -> bool:
    """Moves a run to the right past one, two or four others if fewer lines cross then."""
    line = order.rows[row]
    for far in _FAR:
        end = at + size + far
        part = line[at + size : end] + line[at : at + size]
        if end > len(line) or not order.is_allowed(part):
            continue
        now = order.local(row, part)
        if not now:
            continue
        order.rows[row] = line[:at] + part + line[end:]
        order.locate(row, at, end)
        if order.local(row, part) < now:
            return True
        order.rows[row] = line
        order.locate(row, at, end)
    return False
