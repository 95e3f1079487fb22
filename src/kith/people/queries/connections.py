"""Reads: a person's place beside a child."""

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.db.models.functions import Coalesce

from kith.access import gate, scope
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.audit import record
from kith.children.models import Child
from kith.children.queries import children
from kith.people.models import Connection, Merge, Person


def open_child(actor: Actor, child_id: uuid.UUID, at: dt.datetime) -> Child:
    """A child for the pages about their people: an audited read. Raises NotVisible, NotPermitted."""
    gate.check(actor, Permission.VIEW_PEOPLE)
    return children.open_child(actor, child_id, at)


def get_connection(actor: Actor, connection_id: uuid.UUID) -> Connection:
    """One person's place beside a child; raises NotVisible."""
    rows = Connection.objects.select_related("child", "person", "person__same_as")
    found: Connection = scope.fetch(actor, rows, connection_id)
    return found


def open_connection(actor: Actor, connection_id: uuid.UUID, at: dt.datetime) -> Connection:
    """The same, as an audited read of the child's record. Raises NotVisible, NotPermitted."""
    gate.check(actor, Permission.VIEW_PEOPLE)
    with record.unit_of_work():
        found = get_connection(actor, connection_id)
        scope.note_opened(actor, found.child_id, at)
    return found


def list_connections(actor: Actor, child: Child) -> Any:
    """Every connection of a child, also those that were removed, in the order they were added."""
    rows = scope.visible(actor, Connection.objects).filter(child=child).select_related("person", "child")
    return rows.order_by("added_on", "pk")


def list_other_children(actor: Actor, person: Person, child: Child) -> Any:
    """Other children this person matters to, as far as this actor may know of those children."""
    rows = scope.visible(actor, Connection.objects).filter(person_id__in=one_person(person)).exclude(child=child)
    return rows.select_related("child").order_by("child__preferred_name", "pk")


def get_merge(actor: Actor, merge_id: uuid.UUID) -> Merge:
    """One time that two rows were taken for one person; raises NotVisible."""
    found: Merge = scope.fetch(actor, Merge.objects.select_related("kept", "other"), merge_id)
    return found


def root_of(person: Person) -> uuid.UUID:
    """The row that stands for this person: itself, or the one it was taken for."""
    return person.same_as_id or person.pk


def one_person(person: Person) -> Any:
    """The ids of every row that stands for the same person."""
    return rows_of_one([root_of(person)])


def rows_by_root(roots: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[uuid.UUID]]:
    """By the row that is kept of each of these people, every row that stands for them; one question.

    Where many are asked about, ids lead a database into an index where a question inside another does not.
    """
    found: dict[uuid.UUID, list[uuid.UUID]] = {root: [] for root in roots}
    for row, kept in rows_of_one(found).values_list("pk", Coalesce("same_as_id", "pk")):
        found[kept].append(row)
    return found


def rows_of_one(roots: Iterable[uuid.UUID]) -> Any:
    """The ids of every row that stands for one of these people, given by the rows that are kept.

    Asked of the table of people alone, where both ways stand in an index: asked beside another table, the database
    would read all of that.
    """
    ids = list(roots)
    return Person.objects.filter(Q(pk__in=ids) | Q(same_as_id__in=ids)).order_by().values("pk")
