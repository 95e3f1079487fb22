"""Two rows that are one person: taken for one, and taken apart again; nothing is lost either way."""

import datetime as dt
import uuid

from django.conf import settings
from django.utils.module_loading import import_string

from kith.access import action, gate, scope
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.domain.terms import SameAnswer
from kith.people import queries
from kith.people.actions import asking, holding, joining
from kith.people.models import Connection, Merge, Person


@action.action(Permission.MERGE_PEOPLE, on="connection", event="person.merged")
def merge_people(actor: Actor, *, connection: Connection, other: Connection, words: str, at: dt.datetime) -> Merge:
    """Take the people of two connections for one; every reading then takes the two for one.

    ``settings.MERGE_CHECKS`` are asked first: a restriction may want a manager. Raises ActionBlocked without a reason,
    for one and the same person, or for two children; NotVisible for a person who is not this actor's, of another
    service above all.
    """
    second = queries.get_connection(actor, other.pk)
    if not words.strip():
        raise gate.ActionBlocked("Write how you know that this is one person.")
    kept, gone = _root(connection.person), _root(second.person)
    if kept.pk == gone.pk:
        raise gate.ActionBlocked("This is one person already.")
    if kept.child_id and gone.child_id:
        raise gate.ActionBlocked("These are two children with a record each.")
    if gone.child_id:
        kept, gone = gone, kept
    for check in settings.MERGE_CHECKS:
        import_string(check)(actor, kept=kept, other=gone, at=at)
    asking.answer_asked(actor, (connection, second), SameAnswer.ONE, words, at)
    merge = Merge.objects.create(
        service_id=kept.service_id, kept=kept, other=gone, words=words.strip(), by_id=actor.user_id, at=at
    )
    _point_at_roots(actor, {kept.pk, gone.pk}, at)
    holding.follow_age(actor, connection=queries.get_connection(actor, connection.pk), at=at)
    action.note(actor, "person.merged", connection, at, merge=str(merge.pk))
    return merge


@action.action(Permission.MERGE_PEOPLE, on="merge", event="person.parted")
def undo_merge(actor: Actor, *, merge: Merge, connection: Connection, words: str, at: dt.datetime) -> Merge:
    """Take two people apart again, each with everything that was said of them. ``connection`` is where it was asked.

    Raises ActionBlocked without a reason or where it was undone already; NotVisible for somebody else's merge.
    """
    if not queries.list_merges(actor, connection.person).filter(pk=merge.pk).exists():
        raise scope.NotVisible
    if merge.undone_at is not None:
        raise gate.ActionBlocked("These were taken apart already.")
    if not words.strip():
        raise gate.ActionBlocked("Write why these are two people.")
    merge.undone_by_id, merge.undone_at, merge.undone_words = actor.user_id, at, words.strip()
    merge.save()
    _point_at_roots(actor, {merge.kept_id, merge.other_id}, at)
    action.note(actor, "person.parted", connection, at, merge=str(merge.pk))
    return merge


def _root(person: Person) -> Person:
    """The row that stands for a person, locked."""
    return Person.objects.select_for_update().get(pk=person.same_as_id or person.pk)


def _point_at_roots(actor: Actor, touched: set[uuid.UUID], at: dt.datetime) -> None:
    """Work out anew, from the merges in force, which row stands for each person that these rows hang together with.

    Each merge joined one row that stood for somebody to another, so those in force are trees; undoing one gives back
    the very people there were before.
    """
    together, edges, roots = set(touched), dict[uuid.UUID, uuid.UUID](), set[uuid.UUID]()
    grown = True
    while grown:
        rows = Merge.objects.filter(undone_at__isnull=True)
        near = rows.filter(kept_id__in=together) | rows.filter(other_id__in=together)
        edges = dict(near.values_list("other_id", "kept_id"))
        grown = not {*edges, *edges.values()} <= together
        together |= {*edges, *edges.values()}
    for person in Person.objects.filter(pk__in=together):
        root = person.pk
        while root in edges:
            root = edges[root]
        roots.add(root)
        Person.objects.filter(pk=person.pk).update(same_as_id=None if root == person.pk else root)
    joining.stand_as_one(actor, roots, at)
