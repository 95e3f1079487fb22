"""Reads: parents and children, partners, households and ties among a child's people, as far as told for the child."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from kith.access import scope
from kith.access.actor import Actor
from kith.children.models import Child
from kith.network.models import Household, HouseholdMember, Parentage, Tie, Union, UnionEvent


@dataclass(frozen=True, slots=True)
class Ties:
    """How a child's people belong together. ``events`` by union, ``stays`` by household, each in order of time."""

    parentage: tuple[Parentage, ...]
    unions: tuple[Union, ...]
    events: dict[uuid.UUID, tuple[UnionEvent, ...]]
    ties: tuple[Tie, ...]
    households: tuple[Household, ...]
    stays: dict[uuid.UUID, tuple[HouseholdMember, ...]]


def list_ties(actor: Actor, child: Child, person_ids: Iterable[uuid.UUID]) -> Ties:
    """The ties among these people, told for this child or for every child. Six queries however many.

    A tie to somebody who does not stand beside this child is not among them, even where the actor knows them from
    another child.
    """
    ids = list(person_ids)
    unions = _told(actor, Union, child, Q(a__in=ids, b__in=ids))
    events = list(scope.visible(actor, UnionEvent.objects).filter(union__in=[one.pk for one in unions]))
    stays = scope.visible(actor, HouseholdMember.objects).filter(person__in=ids)
    stays = stays.filter(household__taken_back_at__isnull=True)
    stays = stays.filter(Q(household__for_child__isnull=True) | Q(household__for_child=child))
    stays = stays.select_related("household", "household__recorded_by")
    found = sorted(stays, key=lambda one: (_start(one), str(one.pk)))
    households = {one.household_id: one.household for one in found}
    return Ties(
        parentage=_told(actor, Parentage, child, Q(child_person__in=ids, parent__in=ids)),
        unions=unions,
        events={one.pk: _ordered(event for event in events if event.union_id == one.pk) for one in unions},
        ties=_told(actor, Tie, child, Q(a__in=ids, b__in=ids)),
        households=tuple(households.values()),
        stays={pk: tuple(one for one in found if one.household_id == pk) for pk in households},
    )


def get_row(actor: Actor, child: Child, model: Any, row_id: uuid.UUID) -> Any:
    """One parentage, union, tie or household that may be told for this child; raises NotVisible."""
    rows = scope.visible(actor, model.objects).filter(Q(for_child__isnull=True) | Q(for_child=child))
    return scope.fetch(actor, rows.filter(taken_back_at__isnull=True), row_id)


def get_member(actor: Actor, child: Child, member_id: uuid.UUID) -> HouseholdMember:
    """One stay in a household that may be told for this child; raises NotVisible."""
    rows = scope.visible(actor, HouseholdMember.objects).filter(household__taken_back_at__isnull=True)
    rows = rows.filter(Q(household__for_child__isnull=True) | Q(household__for_child=child))
    found: HouseholdMember = scope.fetch(actor, rows.select_related("household"), member_id)
    return found


def _told(actor: Actor, model: Any, child: Child, which: Q) -> tuple[Any, ...]:
    told = Q(for_child__isnull=True) | Q(for_child=child)
    rows = scope.visible(actor, model.objects).filter(which & told, taken_back_at__isnull=True)
    return tuple(rows.select_related("recorded_by").order_by("recorded_at", "pk"))


def _ordered(events: Iterable[UnionEvent]) -> tuple[UnionEvent, ...]:
    """What partners were to each other, the earliest first; one without a date stands where it was written down."""
    known = list(events)
    return tuple(sorted(known, key=lambda one: (one.year or 0, str(one.on or ""), one.recorded_at)))


def _start(stay: HouseholdMember) -> str:
    return str(stay.from_on or "")
