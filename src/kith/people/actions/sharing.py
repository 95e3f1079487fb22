"""The same person beside another child: an explicit act that says what may be told there."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.utils import timezone

from kith.access import action, gate, scope
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.children.models import Child
from kith.domain.terms import FactSource, PersonStatus
from kith.people import queries
from kith.people.actions.connections import Described, Stands, connect
from kith.people.actions.persons import NameGiven, PersonGiven, Says, add_name
from kith.people.models import Connection, Name, Person, PersonFact


@dataclass(frozen=True, slots=True)
class Shared:
    """With which child a person is shared, who they are there, and the ids of names and facts that are told too."""

    child: Child
    described: Described
    telling: tuple[uuid.UUID, ...] = ()
    status: PersonStatus = PersonStatus.NAMED_UNFOUND
    child_knows: bool = False


@action.action(Permission.RECORD_PEOPLE, on="connection", event="person.shared")
def share_person(actor: Actor, *, connection: Connection, given: Shared, at: dt.datetime) -> Connection:
    """Put the same person beside another child of this actor's. Returns the new connection.

    What may be told for every child goes along; of what is told for the first child alone only the chosen rows are
    written again, for the second. Ways to reach the person are never chosen. Raises NotVisible for a child or a row
    that is not this actor's, ActionBlocked where the person stands there already.
    """
    child = scope.fetch(actor, Child.objects, given.child.pk)
    rows = {row.pk: row for row in queries.list_rows_to_tell(actor, connection)}
    if not set(given.telling) <= set(rows):
        raise scope.NotVisible
    made = connect(
        actor,
        child=child,
        person=connection.person,
        described=given.described,
        stands=Stands(given.status, timezone.localdate(at), FactSource.PROFESSIONAL),
        child_knows=given.child_knows,
        at=at,
    )
    for told in given.telling:
        _tell_again(rows[told], child)
    action.note(actor, "person.shared", connection, at, with_child=str(child.pk), rows=len(given.telling))
    return made


@action.action(Permission.RECORD_PEOPLE, on="child", event="child.connected")
def connect_child(actor: Actor, *, child: Child, other: Child, given: PersonGiven, at: dt.datetime) -> Connection:
    """Put a child who has a record here beside another: a brother or sister in care, with the name they go by.

    Only for somebody who works with both. Nothing of the other child's record goes along but that name; the other
    way round is a step of its own. Raises NotVisible for a child that is not this actor's, ActionBlocked for oneself.
    """
    second = scope.fetch(actor, Child.objects, other.pk)
    if second.pk == child.pk:
        raise gate.ActionBlocked("A child cannot stand beside themselves.")
    own = own_row(second, at)
    made = connect(
        actor,
        child=child,
        person=own,
        described=given.described,
        stands=given.stands,
        child_knows=given.child_knows,
        at=at,
    )
    if second.preferred_name:
        name = NameGiven(second.preferred_name)
        add_name(actor, connection=made, given=name, says=Says(FactSource.PROFESSIONAL), at=at)
    action.note(actor, "child.connected", made, at, other=str(second.pk))
    return made


def own_row(child: Child, at: dt.datetime) -> Person:
    """The row that stands for a child among people, made when it is first needed. Part of an action."""
    row, _ = Person.objects.get_or_create(child=child, defaults={"service_id": child.service_id, "added_at": at})
    return row


def _tell_again(row: Name | PersonFact, child: Child) -> None:
    """The same row once more, told for another child; who said it and who wrote it down stay as they were."""
    values = {field.attname: getattr(row, field.attname) for field in row._meta.local_fields if not field.primary_key}
    type(row).objects.create(**{**values, "for_child_id": child.pk})
