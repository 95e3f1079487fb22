"""Where the made-up county lies: postcodes that exist, so that distances can be worked out.

Postcodes are public geography (Office for National Statistics, Open Government Licence v3.0); no child, carer or
home of the demo has anything to do with the people who live there.
"""

from __future__ import annotations

import random
from collections.abc import Mapping

POSTCODES: Mapping[str, tuple[str, ...]] = {
    "East": (
        *("CT1 2FY", "CT1 9ED", "CT2 7UZ", "CT2 0JH", "CT5 3HS", "CT5 4UX", "CT6 7TR", "CT6 8SW"),
        *("CT9 4LF", "CT9 1JF", "CT11 0BH", "CT11 9JB", "CT12 5GE", "CT12 6NZ", "CT14 6RH", "CT14 6JZ"),
    ),
    "South": (
        *("TN23 9JW", "TN23 9NB", "TN24 9EZ", "TN24 0WB", "TN25 5AS", "TN25 6SB", "CT18 7JW", "CT18 8EL"),
        *("CT19 6LJ", "CT19 4AU", "CT20 1JD", "CT20 1XS", "CT16 3NL", "CT16 9SZ", "TN29 9YG", "TN29 0DH"),
    ),
    "North": (
        *("DA1 2ST", "DA1 9WY", "DA2 6BQ", "DA2 6XQ", "DA11 9NY", "DA11 9AT", "DA12 9SY", "DA12 4YB"),
        *("ME10 3GJ", "ME10 9FN", "ME12 4XQ", "ME12 3WG", "ME13 3BU", "ME13 8FS", "DA10 0DP", "DA10 0AY"),
    ),
    "West": (
        *("ME14 1TS", "ME14 4NR", "ME15 6PL", "ME15 6TT", "ME16 8UH", "ME16 8DQ", "TN1 2UN", "TN1 1XF"),
        *("TN2 5JT", "TN2 5XB", "TN9 9EW", "TN9 9AA", "TN13 3ZL", "TN13 9FR", "ME19 5DA", "ME19 5QF"),
    ),
}
AREAS = tuple(POSTCODES)
OUTSIDE = (
    *("BN1 3TJ", "BN21 3DU", "RH10 7YE", "SE9 1EZ", "CR0 3PA", "SS1 9UJ", "CM1 9WY", "GU1 4TX"),
    *("BR6 0YT", "TN34 2ZF", "SE18 9PS", "SM1 4WH", "RM10 9AR", "RG1 2JQ", "BN11 9BW", "SG1 4WB"),
)
# The share of homes in the child's own area, elsewhere in the county, and outside it. Tuned so that about one home
# in twelve is far away (over 20 miles outside the authority: 7% for Kent at 31 March 2018, DfE).
OWN_AREA, SAME_COUNTY = 0.5, 0.3


def postcode_near(rng: random.Random, *, area: str, home: str, inside: bool) -> str:
    """Where a child of `area` whose family lives at `home` is cared for: never at the family's own postcode."""
    while True:
        at = rng.random() * (OWN_AREA + SAME_COUNTY if inside else 1)
        if at < OWN_AREA:
            found = rng.choice(POSTCODES[area])
        elif at < OWN_AREA + SAME_COUNTY:
            found = rng.choice(POSTCODES[rng.choice(AREAS)])
        else:
            found = rng.choice(OUTSIDE)
        if found != home:
            return found
