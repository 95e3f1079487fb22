"""Reads: the homes of a child in the returns, as households without names; never an address, never why one ended."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from kith.access import scope
from kith.access.actor import Actor
from kith.children.models import CareEpisode, Child
from kith.domain import care
from kith.network.models import Household, HouseholdMember


@dataclass(frozen=True, slots=True)
class Home:
    """A home from the first day to the last; ``place`` is the code of the return, for whoever has words for it."""

    from_on: dt.date
    until_on: dt.date | None
    place: str


def get_household_of(actor: Actor, child: Child, home: Home) -> Household | None:
    """What was written down before of who was there in one of the child's homes, told for this child."""
    stays = scope.visible(actor, HouseholdMember.objects).filter(person__child=child, from_on=home.from_on)
    stays = stays.filter(until_on=home.until_on, household__taken_back_at__isnull=True)
    stays = stays.filter(Q(household__for_child__isnull=True) | Q(household__for_child=child))
    found = stays.select_related("household").order_by("household__recorded_at", "pk").first()
    return found.household if found else None


def list_homes(actor: Actor, child: Child) -> list[Home]:
    """The child's homes in order; rows of one home, one after another, are one. Short breaks are no home."""
    rows = scope.visible(actor, CareEpisode.objects).filter(child=child).exclude(ls__in=care.SHORT_BREAKS)
    homes: list[Home] = []
    for row in rows.order_by("decom", "pk"):
        last = homes[-1] if homes else None
        if last and last.until_on == row.decom and last.place == row.place and row.rne not in care.NEW_HOME:
            homes[-1] = Home(last.from_on, row.dec, last.place)
        else:
            homes.append(Home(row.decom, row.dec, row.place))
    return homes
