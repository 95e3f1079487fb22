"""Reads: where everybody stood on a day, from the history of each."""

import datetime as dt
import uuid
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import F

from kith.access import scope
from kith.access.actor import Actor
from kith.children.models import Child
from kith.domain.terms import PersonStatus, Side
from kith.people import queries as people
from kith.people.models import StatusChange


@dataclass(frozen=True, slots=True)
class Standing:
    """One person on a day: where they stood, and since when that was so."""

    somebody: people.Somebody
    status: PersonStatus
    since: dt.date
    is_said: bool = False

    @property
    def key(self) -> str:
        """The person as forms and drawings name them."""
        return str(self.somebody.person_ids[0])

    @property
    def said_since(self) -> dt.date | None:
        """Since when, where somebody named the day; None where it is only the day on which they were written down."""
        return self.since if self.is_said or self.since != self.somebody.connection.added_on else None

    @property
    def side(self) -> Side | None:
        """The part of the child's life they belong to."""
        return Side(self.somebody.connection.side) if self.somebody.connection.side else None

    @property
    def in_touch(self) -> bool:
        """Whether the child and this person were in touch."""
        return self.status in PersonStatus.counted_in_touch()


Histories = dict[uuid.UUID, list[StatusChange]]


def list_standing(actor: Actor, child: Child, on: dt.date) -> list[Standing]:
    """Everybody who stood beside the child on a day, in the order of their names. Four queries however many.

    Somebody stands there from the day they were added, or from the first day something is said of them, until the day
    they were taken off.
    """
    return standing_on(*get_histories(actor, child), on)


def get_histories(actor: Actor, child: Child) -> tuple[list[people.Somebody], Histories]:
    """Everybody who ever stood beside the child, and the changes of each by the row that is kept, earliest first."""
    rows = scope.visible(actor, StatusChange.objects).filter(child=child).select_related("connection__person")
    histories: Histories = defaultdict(list)
    kept_last = F("connection__person__same_as").asc(nulls_last=True)  # of one moment it has the last word
    for row in rows.defer("words").order_by("on", "at", kept_last, "pk"):
        histories[people.root_of(row.connection.person)].append(row)
    found = people.list_people(actor, child, also_removed=True)
    return sorted(found, key=lambda one: (one.shown.casefold(), str(one.connection.pk))), histories


def standing_on(found: list[people.Somebody], histories: Histories, on: dt.date) -> list[Standing]:
    """The same for any day, from what was read already."""
    standing = []
    for one in found:
        changes = histories.get(one.person_ids[0], [])
        so_far = [row for row in changes if row.on <= on]
        began = min([one.connection.added_on, *(row.on for row in changes[:1])])
        gone = one.connection.removed_on is not None and one.connection.removed_on <= on
        if gone or began > on:
            continue
        first = so_far[-1] if so_far else changes[0] if changes else None
        status = PersonStatus(first.status) if first else PersonStatus(one.connection.status)
        since = _since(so_far) if so_far else began
        standing.append(Standing(one, status, since, _is_said(changes, so_far, since)))
    return standing


def _is_said(changes: list[StatusChange], so_far: list[StatusChange], since: dt.date) -> bool:
    """Whether somebody named the day: the first row is written with the person, every other has a day of its own."""
    first = min(changes, key=lambda row: (row.at, str(row.pk)), default=None)
    return any(row.on == since and row.status == so_far[-1].status and row is not first for row in so_far)


def _since(changes: list[StatusChange]) -> dt.date:
    """The day since when the last status holds: the first of those at the end that say the same."""
    day = changes[-1].on
    for row in reversed(changes):
        if row.status != changes[-1].status:
            break
        day = row.on
    return day
