"""Reads: everything about safety for one child at once, in a fixed number of questions to the database."""

import datetime as dt
import functools
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from kith.access import scope
from kith.access.actor import Actor
from kith.domain import safety as rules
from kith.domain.terms import Box, Cleared, ContactKind, PersonStatus, RestrictionKind
from kith.people.models import SAID_NO, Connection, Person
from kith.safety.models import AdoptionRoute, Apart, Clearance, ClearanceAsked, LivesWith, Restriction, SideAnswer

# The last one counts; of two answers of one moment the careful one is last, so that "it goes on" never wins by chance.
SIDES_IN_TURN = ("at", "-goes_on")
# Where somebody stands who must not hear of a step by whoever lives with them.
AWAY = (*SAID_NO, PersonStatus.UNSAFE_FOR_NOW.value)

Rows = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands about one child: rows as the database has them, and as the rules read them."""

    restrictions: list[Restriction]
    clearances: list[Clearance]
    asked: list[ClearanceAsked]
    apart: list[Apart]
    routes: list[AdoptionRoute]
    sides: list[SideAnswer]
    lives_with: list[LivesWith]
    away: list[Connection]
    standing: rules.Standing = field(default_factory=rules.Standing)

    def boxes(self, person_id: uuid.UUID, day: dt.date) -> list[rules.BoxState]:
        """The four boxes of a person on a day; where rows were taken for one person, ask with the one that is kept."""
        return [rules.box_state(self.standing, person_id, box, day=day) for box in Box]

    def is_restricted(self, person_id: uuid.UUID, day: dt.date) -> bool:
        """Whether any order or decision stands about this person on a day."""
        return any(row.stands(person_id, None, day) for row in self.standing.restrictions)


def get_sheet(actor: Actor, child_id: uuid.UUID) -> Sheet:
    """The safety rows of a child that this actor may see; eight questions whatever the child's number of people."""
    return _sheet(functools.partial(_of, actor, child_id))


def get_sheet_for_rules(child_id: uuid.UUID) -> Sheet:
    """The same rows for a rule that binds everybody, whoever asks; shown nowhere."""
    return _sheet(functools.partial(_for_rules, child_id))


def _sheet(of: Rows) -> Sheet:
    people = ("connection__person", "by", "dissent_by")
    restrictions = list(of(Restriction, "person", "made_by").filter(lifted_at__isnull=True))
    clearances = list(of(Clearance, *people).order_by("at"))
    asked = of(ClearanceAsked, "connection__person", "asked_by")
    asked = asked.filter(answered_at__isnull=True, connection__removed_on__isnull=True)
    return Sheet(
        restrictions=restrictions,
        clearances=clearances,
        asked=list(asked.order_by("asked_at", "pk")),
        apart=list(of(Apart, "one", "other", "made_by").filter(ended_at__isnull=True)),
        routes=list(of(AdoptionRoute, "connection__person").filter(closed_at__isnull=True)),
        sides=list(of(SideAnswer, "connection__person", "restricted", "by").order_by(*SIDES_IN_TURN)),
        lives_with=list(of(LivesWith, "connection__person", "other", "by").order_by("at", "pk")),
        away=list(of(Connection, "person").filter(status__in=AWAY)),
        standing=rules.Standing(
            [as_clearance(row) for row in clearances], [as_restriction(row) for row in restrictions]
        ),
    )


def root_of(person: Person) -> uuid.UUID:
    """The row that stands for this person: itself, or the one it was taken for."""
    return person.same_as_id or person.pk


def as_restriction(row: Restriction) -> rules.Restriction:
    """A restriction as the rules read it, about the row that stands for the person."""
    person = root_of(row.person) if row.person else None
    kinds = frozenset(ContactKind(kind) for kind in row.kinds)
    return rules.Restriction(person, kinds, row.on, row.until_on, row.kind == RestrictionKind.LOCATION.value)


def as_clearance(row: Clearance) -> rules.Clearance:
    """A clearance as the rules read it, about the row that stands for the person."""
    kind, answer = ContactKind(row.kind), Cleared(row.answer)
    person = root_of(row.connection.person)
    return rules.Clearance(person, kind, answer, row.on, row.until_on, row.at.timestamp())


def _of(actor: Actor, child_id: uuid.UUID, table: Any, *related: str) -> Any:
    return scope.visible(actor, table.objects).filter(child_id=child_id).select_related(*related)


def _for_rules(child_id: uuid.UUID, table: Any, *related: str) -> Any:
    return table.objects.filter(child_id=child_id).select_related(*related)
