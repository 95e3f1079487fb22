"""Reads: what people give the child, how ties feel, and who lives with whom on a day."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from kith.access import scope
from kith.access.actor import Actor
from kith.children.models import Child
from kith.network.models import Support, TieQuality
from kith.network.queries.members import Member
from kith.network.queries.ties import Ties
from kith.people.models import Connection


def list_support(actor: Actor, child: Child, on: dt.date) -> Any:
    """What people give the child on a day."""
    rows = scope.visible(actor, Support.objects).filter(child=child, from_on__lte=on)
    rows = rows.filter(Q(until_on__isnull=True) | Q(until_on__gt=on))
    return rows.select_related("connection__person").order_by("from_on", "pk")


def list_support_of(actor: Actor, connection: Connection) -> Any:
    """What one person gives, or gave, the child."""
    rows = scope.visible(actor, Support.objects).filter(connection=connection)
    return rows.select_related("recorded_by").order_by("-from_on", "pk")


def get_support(actor: Actor, support_id: uuid.UUID) -> Support:
    """One thing somebody gives; raises NotVisible."""
    found: Support = scope.fetch(actor, Support.objects.select_related("connection", "child"), support_id)
    return found


def list_qualities(actor: Actor, connection: Connection) -> Any:
    """How the tie to a person feels, as far as this actor may read it, the latest first."""
    rows = scope.visible(actor, TieQuality.objects).filter(connection=connection)
    return rows.select_related("recorded_by").order_by("-on", "-recorded_at", "pk")


def lives_with(members: Iterable[Member], ties: Ties, on: dt.date) -> dict[str, list[str]]:
    """For each person (by key) the names of those who live in the same household on a day, in order."""
    by_person = {pk: member for member in members for pk in member.person_ids}
    found: dict[str, set[str]] = defaultdict(set)
    for household in ties.households:
        there = {
            by_person[stay.person_id].key: by_person[stay.person_id].name
            for stay in ties.stays[household.pk]
            if stay.person_id in by_person
            and (stay.from_on is None or stay.from_on <= on)
            and (stay.until_on is None or stay.until_on > on)
        }
        for key in there:
            found[key] |= {name for other, name in there.items() if other != key}
    return {key: sorted(names, key=str.casefold) for key, names in found.items()}
