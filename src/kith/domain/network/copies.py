"""For whom a copy of a family is, and what it may hold: taken out before anything is counted, placed or drawn."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from kith.domain.network import showing
from kith.domain.network.graph import Family


class Audience(StrEnum):
    """For whom a copy is. Withheld things are in none; sensitive ones only in the case team's and the court's."""

    TEAM = "team"
    COURT = "court"
    FAMILY = "family"
    CHILD = "child"

    @property
    def is_calm(self) -> bool:
        """Without sensitive rows, marks on people and how ties feel."""
        return self in (Audience.FAMILY, Audience.CHILD)


def copy_for(family: Family, audience: Audience) -> showing.Shown:
    """The family as this audience may have it, and how many rows of each kind were left out.

    The counts are for whoever makes the copy and never go into it. Abuse and health marks and pregnancies are in no
    copy for the child or the family (maps-and-finding 1.1, our rule c).
    """
    return showing.shown(family, with_sensitive=not audience.is_calm)


Href = Callable[[str], str | None]
"""The address of a person's page, by id; None for no link."""
