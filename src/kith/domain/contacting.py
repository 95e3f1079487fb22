"""Somebody who said no is kept only as keyed marks, which find them again and cannot be read back (SAFEGUARDING 19).

A mark is made of two things that are known of a person together: a name with a birth day or year, a name with a
postcode; or of one that is theirs alone: a phone number, an e-mail address. A name by itself marks nobody: too many
people share one.
"""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from kith.domain import safety, traces
from kith.domain.terms import PersonAnswer, PersonStatus, ReachKind

SAID_NO = frozenset({PersonAnswer.UNWILLING, PersonAnswer.DO_NOT_WRITE})
"""After these, once the child has been told, what was found of the person is not kept (SAFEGUARDING 4 and 19)."""
_NO = {PersonStatus.UNWILLING: PersonAnswer.UNWILLING, PersonStatus.DO_NOT_WRITE: PersonAnswer.DO_NOT_WRITE}
NOT_THEM = frozenset({PersonAnswer.WRONG_PERSON})
"""A failed candidate: what was found of them is purged."""


def answer_that_counts(written: PersonAnswer | None, stands: PersonStatus) -> PersonAnswer | None:
    """What somebody answered, by their latest letter (``written``) and by where they stand; None where nothing counts.

    Who said no by any other way stands so. Who said no in a letter and stands in the way of nothing now came back.
    """
    if stands in _NO:
        return _NO[stands]
    return None if written in SAID_NO and not safety.ended_by(stands) else written


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one person. ``names`` are folded: without accents, capitals and order of their words."""

    names: frozenset[str] = frozenset()
    born: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()
    ways: tuple[tuple[ReachKind, str], ...] = field(default=())


def marks(known: Known) -> frozenset[str]:
    """The texts under which a person is found again; the caller keys them before they are kept anywhere."""
    dates = {one.isoformat() for one in known.born} | {str(year) for year in known.years}
    dates |= {str(one.year) for one in known.born}
    keys = {key for kind, value in known.ways for key in traces.keys_of(kind, value)}
    postcodes = {key for key in keys if key.startswith("postcode:")}
    pairs = itertools.product(_whole(known.names), sorted(dates | postcodes))
    alone = {key for key in keys if key.startswith("phone:")}
    alone |= {f"email:{value.strip().casefold()}" for kind, value in known.ways if kind is ReachKind.EMAIL}
    return frozenset({f"{name}|{other}" for name, other in pairs} | alone)


def _whole(names: Iterable[str]) -> list[str]:
    """Names of at least two words: a first name alone is anybody's."""
    return sorted(name for name in names if len(name.split()) > 1)
