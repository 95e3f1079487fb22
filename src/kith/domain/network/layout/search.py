"""Finds the order that is drawn: a walk through the family first, then other starts while lines still cross.

If many cross even then, the best order is shaken where it is tangled.
"""

from __future__ import annotations

from kith.domain.network.layout.net import Net
from kith.domain.network.layout.order import Kept, Order
from kith.domain.network.layout.sweeps import descend, polish
from kith.domain.network.layout.tour import tour

# Starts besides the walk, so many that the work stays about the same: as many as fit these units of work.
_WORK = 1_200
_MOST_STARTS = 16
# From so many crossings on, the best order is shaken as often as there were starts. A start is a new order of all;
# this keeps what is good. With fewer it costs more time than it takes lines away; where so many cross as in no family
# that anybody could read, it would only double the time.
_WORTH_SHAKING = range(5, 100)


def starts_for(net: Net) -> int:
    """How many other starts a part gets by its size, never by the clock: the picture must not depend on the machine."""
    return max(1, min(_MOST_STARTS, _WORK // (len(net.units) + 1)))


def search(net: Net, starts: int) -> Order:
    """The best order of one walk, so many other starts, and the best of them shaken. A later order counts only if fewer
    lines cross in it, so that a picture does not change without a reason."""
    order = Order(net)
    order.take(tour(order))
    best, kept = _settle(order)
    for seed in range(starts):
        if not best:
            break
        order.start(seed)
        best, kept = _better(order, best, kept)
    for seed in range(starts):
        if best not in _WORTH_SHAKING:
            break
        order.restore(kept)
        order.shake(seed)
        best, kept = _better(order, best, kept)
    order.restore(kept)
    return order


def _better(order: Order, best: int, kept: Kept) -> tuple[int, Kept]:
    """What the order settles to, if fewer lines cross in it than in the best so far; else that one."""
    crossings, other = _settle(order)
    return (crossings, other) if crossings < best else (best, kept)


def _settle(order: Order) -> tuple[int, Kept]:
    descend(order)
    polish(order)
    return order.crossings(), order.keep()
