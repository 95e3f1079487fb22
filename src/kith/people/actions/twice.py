"""Writes: look for people who stand here twice, keep what was found, tell two apart. Nothing is merged here."""

import datetime as dt

from kith.access import action, gate, jobs
from kith.access.actor import Actor
from kith.access.models import Service
from kith.access.permissions import Permission
from kith.domain.matching import linkage
from kith.domain.terms import SameAnswer
from kith.people import queries
from kith.people.actions import asking
from kith.people.models import Connection, SameLook, TwoPeople

LOOKING = "people.look_through"
NOT_HERE = f"This needs a library that is not installed here. Whoever keeps this machine types: {linkage.WHAT_TO_TYPE}"


@action.action(Permission.MERGE_PEOPLE, on="service", event="people.look_asked")
def ask_for_look(actor: Actor, *, service: Service, at: dt.datetime) -> SameLook:
    """Have everybody whom this actor may know of looked through for people who stand here twice, as a job.

    Raises ActionBlocked while one goes on, and where the library is not installed.
    """
    if not linkage.is_here():
        raise gate.ActionBlocked(NOT_HERE)
    if queries.is_going_on(queries.get_latest_look(actor), at):
        raise gate.ActionBlocked("This is being looked through now. What is found will stand here.")
    look = SameLook.objects.create(service_id=service.pk, asked_by_id=actor.user_id, asked_at=at)
    jobs.enqueue(LOOKING, service.pk, look=str(look.pk))
    action.note(actor, "people.look_asked", look, at)
    return look


@action.action(Permission.MERGE_PEOPLE, on="look", event="people.looked_through")
def keep_found(actor: Actor, *, look: SameLook, looked: queries.Looked, at: dt.datetime) -> SameLook:
    """Keep what a look found: ids and bands. It acts as whoever asked, who may know of both sides of every pair."""
    look.compared, look.weights, look.ended_at = looked.people, looked.weights, at
    look.found = [list(pair) for pair in looked.pairs]
    look.save()
    action.note(actor, "people.looked_through", look, at, count=len(look.found))
    return look


@action.action(Permission.MERGE_PEOPLE, on="connection", event="person.told_apart")
def tell_apart(actor: Actor, *, connection: Connection, other: Connection, words: str, at: dt.datetime) -> TwoPeople:
    """Note that two who are alike are two people, so that they are not offered again.

    They can still be taken for one later, by whoever learns better. Raises ActionBlocked without a reason or for one
    person, NotVisible for a person who is not this actor's.
    """
    second = queries.get_connection(actor, other.pk)
    if not words.strip():
        raise gate.ActionBlocked("Write how you know that these are two people.")
    one, two = queries.root_of(connection.person), queries.root_of(second.person)
    if one == two:
        raise gate.ActionBlocked("These are taken for one person. Take them apart first.")
    row = TwoPeople.objects.create(
        service_id=connection.service_id, one_id=one, other_id=two, words=words.strip(), by_id=actor.user_id, at=at
    )
    asking.answer_asked(actor, (connection, second), SameAnswer.TWO, words, at)
    action.note(actor, "person.told_apart", connection, at, other=str(two))
    return row
