"""Finds the order that is drawn: a walk through the family first, then other starts while lines still cross.

If many cross even then, the best order is shaken where it is tangled.
"""

from __future__ import annotations

from kith.domain.network.layout.net import Net
from kith.domain.network.layout.order import Kept, Order
from kith.domain.network.layout.sweeps import descend, polish
from kith.domain.network.layout.tour import tour

# Other starts, and shakings of the best order, at most; a part that is large or tangled ends sooner, by its steps.
_MOST_STARTS = 16
# From so many crossings on, the best order is shaken. A start is a new order of all; this keeps what is good. With
# fewer it costs more time than it takes lines away.
_WORTH_SHAKING = 5


def search(net: Net, most: int) -> Order:
    """The best order of one walk, of other starts, and of shakings of the best of them, until so many steps are taken.

    By steps and never by the clock: the picture must not depend on the machine. A later order counts only if fewer
    lines cross in it, so that a picture does not change without a reason.
    """
    order = Order(net)
    order.take(tour(order))
    best, kept = _settle(order)
    for seed in range(_MOST_STARTS):
        if not best or order.steps >= most / 2:
            break
        order.start(seed)
        best, kept = _better(order, best, kept)
    for seed in range(_MOST_STARTS):
        if best < _WORTH_SHAKING or order.steps >= most:
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
