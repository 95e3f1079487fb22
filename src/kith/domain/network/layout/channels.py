"""At which heights the bars between two rows run: never on each other, and crossing as little as can be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

NEAR = 9.0
"""Lines closer than this would be read as one."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A comb seen from the side: its trunk from above (None: it hangs from nobody), its teeth to below, all as x."""

    trunk: float | None
    teeth: tuple[float, ...]

    @property
    def _ends(self) -> tuple[float, ...]:
        return self.teeth if self.trunk is None else (self.trunk, *self.teeth)

    @property
    def low(self) -> float:
        """Where the bar begins on the left."""
        return min(self._ends)

    @property
    def high(self) -> float:
        """Where it ends on the right."""
        return max(self._ends)

    @property
    def is_upright(self) -> bool:
        """One straight line down needs no bar."""
        return self.high - self.low < 0.5


def levels(bars: Sequence[Bar]) -> list[int]:
    """A level for each bar, 0 the uppermost; bars that meet have different ones."""
    spans = [(bar.low, bar.high) for bar in bars]
    order = sorted(range(len(bars)), key=lambda at: (spans[at], at))
    meeting: dict[int, set[int]] = {at: set() for at in order}
    for place, one in enumerate(order):
        for other in order[place + 1 :]:
            if spans[other][0] - NEAR >= spans[one][1] + NEAR:
                break
            meeting[one].add(other)
            meeting[other].add(one)
    level = [-1] * len(bars)
    for one in _from_above(order, _preferences(bars, meeting)):
        if not bars[one].is_upright:
            level[one] = 1 + max((level[other] for other in meeting[one]), default=-1)
    return [max(found, 0) for found in level]


def cost_above(upper: Bar, lower: Bar) -> int:
    """How many points cross if the one bar runs above the other."""
    low, high = lower.low - NEAR, lower.high + NEAR
    teeth = sum([low < tooth < high for tooth in upper.teeth])
    return teeth + (lower.trunk is not None and upper.low - NEAR < lower.trunk < upper.high + NEAR)


def _preferences(bars: Sequence[Bar], meeting: dict[int, set[int]]) -> dict[int, dict[int, int]]:
    """For each bar those that should run below it, with the crossings that saves."""
    found: dict[int, dict[int, int]] = {at: {} for at in meeting}
    for one, others in meeting.items():
        for other in others:
            saved = cost_above(bars[other], bars[one]) - cost_above(bars[one], bars[other])
            if saved > 0:
                found[one][other] = saved
    return found


def _from_above(order: Sequence[int], below: dict[int, dict[int, int]]) -> list[int]:
    """An order that follows all preferences if they are free of circles, else most of them: those with nothing above
    first, those with nothing below last, then whichever saves most (Eades, Lin and Smyth 1993)."""
    above: dict[int, dict[int, int]] = {at: {} for at in order}
    for one, others in below.items():
        for other, saved in others.items():
            above[other][one] = saved
    left = dict.fromkeys(order)
    first: list[int] = []
    last: list[int] = []
    while left:
        sink = next((one for one in left if not below[one]), None)
        source = next((one for one in left if not above[one]), None)
        if source is not None:
            chosen = source
        elif sink is not None:
            chosen = sink
        else:
            chosen = max(left, key=lambda one: (sum(below[one].values()) - sum(above[one].values()), -one))
        (last if source is None and sink is not None else first).append(chosen)
        del left[chosen]
        for other in below[chosen]:
            above[other].pop(chosen, None)
        for other in above[chosen]:
            below[other].pop(chosen, None)
    return [*first, *reversed(last)]
