"""Uncertainty of a share: the Wilson score interval."""

from __future__ import annotations

import math

# Two-sided 95% point of the standard normal distribution, to the six decimals used in published tables.
Z_95 = 1.959964


def wilson(successes: int, trials: int, *, z: float = Z_95) -> tuple[float, float]:
    """Wilson score interval (E. B. Wilson, 1927) of `successes` in `trials`, as proportions from 0 to 1.

    Raises ValueError unless 0 <= successes <= trials and trials > 0.
    """
    if trials <= 0 or not 0 <= successes <= trials:
        raise ValueError(f"a share needs 0 <= successes <= trials and trials > 0, not {successes} of {trials}")
    share = successes / trials
    weight = 1 + z * z / trials
    middle = (share + z * z / (2 * trials)) / weight
    half = z / weight * math.sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials))
    # The exact bounds at 0 and at 1; floating point leaves them a hair off.
    low = 0.0 if successes == 0 else middle - half
    high = 1.0 if successes == trials else middle + half
    return low, high
