"""Where a child lives must not reach somebody: what gives it away, and to whom."""

import pytest

from kith.domain import location
from kith.domain.location import Kept, Place
from kith.domain.terms import ReachKind

HOME = (
    Place(ReachKind.ADDRESS, "22 Mill Street\nAylesham\nCT3 3XX"),
    Place(ReachKind.PHONE, "01632 960 777"),
    Place(ReachKind.ADDRESS, "CT33XX"),
)
DAD, UNCLE, NAN = "dad", "uncle", "nan"
FROM_DAD = Kept(people=frozenset({DAD}))


@pytest.mark.parametrize(
    ("text", "gives"),
    [
        ("Come to 22 Mill St at two", True),
        ("near ct3 3xx", True),
        ("ring 01632-960777", True),
        ("metadata: GPSPosition; title=22, mill street", True),
        ("Come to the town hall, CT1 2XX", False),
        ("He is well and has a dog", False),
    ],
)
def test_what_gives_it_away(text: str, gives: bool) -> None:
    assert location.gives_away(["A page before.", text], HOME) is gives
    assert (location.why_not([text], places=HOME, kept=FROM_DAD, readers={DAD}) is not None) is gives


@pytest.mark.parametrize(
    ("kept", "readers", "reaches"),
    [
        (FROM_DAD, {DAD}, True),
        (FROM_DAD, {UNCLE, DAD}, True),  # the uncle lives with him
        (FROM_DAD, {NAN}, False),
        (FROM_DAD, None, True),  # nobody knows who reads it
        (Kept(), None, False),
        (Kept(from_everybody=True), {NAN}, True),
    ],
)
def test_whom_it_would_reach(kept: Kept, readers: set[str] | None, reaches: bool) -> None:
    assert location.reaches(kept, readers) is reaches
    assert (location.why_not(["22 Mill Street"], places=HOME, kept=kept, readers=readers) is not None) is reaches


def test_the_sentence_says_from_whom() -> None:
    text = ["22 Mill Street"]
    assert location.why_not(text, places=HOME, kept=FROM_DAD, readers={DAD}) == location.GIVES_AWAY
    everybody = Kept(from_everybody=True)
    assert location.why_not(text, places=HOME, kept=everybody, readers=None) == location.GIVES_AWAY_TO_ANYBODY
    assert location.why_not(text, places=(), kept=everybody, readers=None) is None
