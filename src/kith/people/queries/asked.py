"""Reads: who was put before a manager as one person, and what became of it."""

import dataclasses
import datetime as dt
import uuid
from typing import Any

from django.db.models import Q

from kith.access import gate, scope
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.people.models import Connection, MergeAsked, Name
from kith.people.queries import explaining
from kith.people.queries.connections import root_of
from kith.people.queries.somebody import name_of

LISTED = 25


@dataclasses.dataclass(frozen=True, slots=True)
class Asked:
    """One question to a manager, with the names of the two; ``is_one``: they are one person by now."""

    row: MergeAsked
    names: tuple[str, str]
    is_one: bool


def list_merges_asked(actor: Actor, answered_from: dt.datetime | None = None) -> list[Asked]:
    """What waits for a manager to whom may answer it, and what somebody asked themselves; the newest first.

    ``answered_from``: what was answered before is left out.
    """
    mine = Q(by_id=actor.user_id)
    which = mine | Q(answer="") if gate.may(actor, Permission.LIFT_RESTRICTION) else mine
    if answered_from:
        which &= Q(answer="") | Q(answered_at__gte=answered_from)
    rows = list(_rows(actor).filter(which)[:LISTED])
    roots = {root for row in rows for root in _roots(row)}
    known = explaining.by_root(explaining.get_rows_of(actor, Name, roots).filter(taken_back_at__isnull=True))

    def name(side: Connection) -> str:
        root = root_of(side.person)
        return name_of(known[root], root) or side.called or side.without_name

    return [Asked(row, (name(row.connection), name(row.other)), len(_roots(row)) == 1) for row in rows]


def get_merge_asked(actor: Actor, one: Connection, other: Connection) -> MergeAsked | None:
    """The latest question about these two, by whichever rows of theirs."""
    found: MergeAsked | None = _rows(actor).filter(asked_about(one, other)).first()
    return found


def asked_about(one: Connection, other: Connection) -> Q:
    """Which questions are about these two people."""
    first, second = (
        Q(person__in=[root_of(side.person)]) | Q(person__same_as=root_of(side.person)) for side in (one, other)
    )
    sides = [Connection.objects.filter(which).values("pk") for which in (first, second)]
    return Q(connection__in=sides[0], other__in=sides[1]) | Q(connection__in=sides[1], other__in=sides[0])


def _roots(row: MergeAsked) -> set[uuid.UUID]:
    return {root_of(side.person) for side in (row.connection, row.other)}


def _rows(actor: Actor) -> Any:
    rows = scope.visible(actor, MergeAsked.objects).order_by("-at", "pk")
    return rows.select_related(
        "by", "answered_by", "connection__child", "connection__person", "other__child", "other__person"
    )
