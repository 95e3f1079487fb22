"""The ways through care that children of the made-up county take, and how many set out on each in a year.

Numbers are for a county with 1,641 children in care, Kent's number at 31 March 2018 (DfE, children looked after,
local authority tables). They were tuned by hand until the county's year-end figures met Kent's published ones for
2018: unaccompanied children 234, three or more homes in the year 12%, long-term stability 67%, starts and ends
between 768 and 1,049 a year. The test of calibration holds them there.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import NamedTuple

IN_CARE_OF_THE_NUMBERS = 1641
DAYS_IN_A_YEAR = 365.25


class Route(NamedTuple):
    """One way through care.

    `a_year`: children who set out on it. `age`: age in years at the start, from a number between 0 and 1. `stay`: days
    in care, likewise; None = to 18. `years_back`: how far before the first return children on it may have started and
    still matter. `reasons`: why it ends, with chances (for those who stay to 18 see `AT_EIGHTEEN`).
    """

    a_year: int
    years_back: int
    age: Callable[[float], float]
    stay: Callable[[float], float] | None
    reasons: Mapping[str, float]
    needs: Mapping[str, float]
    tempers: Mapping[str, float]


def _between(low: float, high: float, *, bend: float = 1.0) -> Callable[[float], float]:
    """From 0..1 to low..high; a bend above 1 favours the low end, below 1 the high end."""
    return lambda share: low + (high - low) * share**bend


def _short_stay(share: float) -> float:
    return min(190.0, 3 - 80 * math.log(1 - share * 0.999))


def _arrival_age(share: float) -> float:
    """Unaccompanied: one in eight is under 15 and a half, most are 16 or 17."""
    if share < 0.12:
        return 14 + 1.5 * share / 0.12
    if share < 0.4:
        return 15.5 + (share - 0.12) / 0.28
    return 16.5 + 1.3 * (share - 0.4) / 0.6


_FAMILY_NEEDS = {"N1": 68, "N2": 1, "N3": 4, "N4": 8, "N5": 15, "N6": 2, "N7": 0.2, "N8": 1.8}
_TEENAGE_NEEDS = {"N1": 45, "N2": 3, "N3": 4, "N4": 14, "N5": 24, "N6": 8, "N8": 2}

ROUTES: Mapping[str, Route] = {
    "short": Route(
        325,
        1,
        _between(0, 17.4),
        _short_stay,
        {"E4A": 46, "E4B": 22, "E13": 10, "E41": 8, "E8": 8, "E3": 3, "E6": 3},
        _FAMILY_NEEDS,
        {"settled": 72, "bridged": 21, "restless": 7},
    ),
    "home": Route(
        82,
        3,
        _between(0, 15.2),
        _between(150, 760),
        {"E4A": 82, "E4B": 8, "E41": 10},
        _FAMILY_NEEDS,
        {"settled": 55, "bridged": 37, "restless": 8},
    ),
    "guardian": Route(
        70,
        2,
        _between(0, 9, bend=1.3),
        _between(210, 600),
        {"E45": 70, "E46": 8, "E47": 6, "E41": 16},
        _FAMILY_NEEDS,
        {"settled": 50, "bridged": 48, "restless": 2},
    ),
    "adoption": Route(
        62,
        4,
        _between(0, 3.5, bend=2),
        _between(460, 870),
        {"E11": 30, "E12": 70},
        _FAMILY_NEEDS,
        {"settled": 70, "bridged": 30},
    ),
    "remand": Route(
        20,
        1,
        _between(12.5, 17.5, bend=0.6),
        _between(12, 120),
        {"E14": 80, "E9": 20},
        {"N6": 60, "N5": 40},
        {"settled": 80, "bridged": 20},
    ),
    "teenage": Route(
        64,
        10,
        _between(12.8, 16.8),
        None,
        {},
        _TEENAGE_NEEDS,
        {"settled": 36, "bridged": 38, "restless": 26},
    ),
    "long": Route(
        77,
        20,
        _between(1.5, 12.8),
        None,
        {},
        _FAMILY_NEEDS | {"N2": 3},
        {"settled": 24, "bridged": 60, "restless": 16},
    ),
    "breaks": Route(
        6,
        4,
        _between(5, 13),
        _between(400, 1100),
        {"E8": 100},
        {"N2": 100},
        {"settled": 100},
    ),
    "arrived": Route(
        203,
        9,
        _arrival_age,
        None,
        {},
        {"N8": 100},
        {"settled": 22, "bridged": 64, "restless": 14},
    ),
}

# Why care ends on the eighteenth birthday.
AT_EIGHTEEN = {"E5": 38, "E6": 30, "E17": 24, "E7": 3, "E8": 5}
AT_EIGHTEEN_ARRIVED = {"E5": 46, "E6": 40, "E17": 8, "E8": 6}
# Some who arrived alone leave early: to another authority by the national transfer scheme, found to be adults, or gone.
ARRIVED_LEAVE_EARLY = {"stay": 78, "E3": 15, "E15": 4, "E8": 3}
# Of the children who went home after a short stay, how many come back within the year.
COME_BACK = 0.07
