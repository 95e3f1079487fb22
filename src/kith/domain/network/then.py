"""The family as it stood on a day: what came later is not there yet, and what ended later still holds."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from kith.domain.network.graph import Family, Household, Parentage, Person, Stay, Tie, Union
from kith.domain.network.when import When

Row = TypeVar("Row", Parentage, Tie, Stay, Household)


def then(family: Family, day: datetime.date) -> Family:
    """The family on a day: who was a partner, a parent or in a home by then, and nobody dead who died later.

    What may have been so already (a year alone, no date) is there. What a parent was before, and how a couple ended, is
    history and stays with its dates; any other tie that is over by then is not there.
    """
    return replace(
        family,
        people=tuple(_person(one, day) for one in family.people),
        unions=tuple(_unions(family.unions, day)),
        parentage=tuple(_still(row, day) for row in family.parentage if not _later(row.start, day)),
        ties=tuple(ties_then(family.ties, day)),
        households=tuple(_households(family.households, day)),
    )


def _later(when: When | None, day: datetime.date) -> bool:
    """Whether it surely comes after the day."""
    return when is not None and when.first is not None and when.first > day


def _is_over(when: When | None, day: datetime.date) -> bool:
    """Whether what ends then is surely over on the day; periods are half-open."""
    return when is not None and when.last is not None and when.last <= day


def _still(row: Row, day: datetime.date) -> Row:
    """The row, without an end that is still to come."""
    return replace(row, end=None) if _later(row.end, day) else row


def _person(one: Person, day: datetime.date) -> Person:
    return replace(one, died=None, is_dead=False) if _later(one.died, day) else one


def _unions(unions: Iterable[Union], day: datetime.date) -> Iterator[Union]:
    """Those who were partners by then; nobody says since when of a couple without a history."""
    for union in unions:
        history = tuple(status for status in union.history if not _later(status.start, day))
        if history or not union.history:
            yield replace(union, history=history)


def ties_then(ties: Iterable[Tie], day: datetime.date) -> Iterator[Tie]:
    """Those of these ties that hold on a day."""
    for tie in ties:
        if not _later(tie.start, day) and not _is_over(tie.end, day):
            yield replace(_still(tie, day), seen=None if _later(tie.seen, day) else tie.seen)


def _households(households: Iterable[Household], day: datetime.date) -> Iterator[Household]:
    for one in households:
        stays = tuple(_still(stay, day) for stay in one.stays if not _later(stay.start, day))
        if stays and not _later(one.start, day):
            yield replace(_still(one, day), stays=stays)
