"""What several writes do alike: hold what is under way to somebody who must not be reached now (SAFEGUARDING 3, 8)."""

import datetime as dt
import uuid

from django.utils import timezone

from kith.access import scope
from kith.access.actor import Actor
from kith.domain import safety as rules
from kith.people import actions as people
from kith.people.models import Connection
from kith.safety.models import Restriction
from kith.safety.queries import careful, sides

JOB = "safety.hold_elsewhere"


def hold_sides_that_wait(actor: Actor, *, child_id: uuid.UUID, at: dt.datetime) -> None:
    """Hold being in touch with everybody around a child who is near somebody that must not hear of it.

    Until each of those is answered for, nothing reaches this side; what is under way already would.
    """
    rows = list(Connection.objects.filter(child_id=child_id).select_related("child", "person"))
    waiting = sides.list_that_wait(child_id, [row.person for row in rows], timezone.localdate(at))
    for row in rows:
        if sides.root_of(row.person) in waiting:
            people.hold_steps(actor, connection=row, at=at, steps=rules.ASKED_WITH)


def hold_who_knows_one_under_an_order(actor: Actor, *, child_id: uuid.UUID, at: dt.datetime) -> None:
    """The same once two people turn out to live together or to know each other; an order holds either (ADR 0044)."""
    if Restriction.objects.filter(child_id=child_id, person__isnull=False, lifted_at__isnull=True).exists():
        hold_sides_that_wait(actor, child_id=child_id, at=at)


def hold_who_needs_care(actor: Actor, *, connection: Connection, at: dt.datetime) -> None:
    """Hold being in touch with somebody for whom something must be written down first: that they are under 18, say."""
    day = timezone.localdate(at)
    if careful.why_not_reach(connection.child_id, connection.person_id, day, is_letter=False):
        people.hold_steps(actor, connection=connection, at=at, steps=rules.ASKED_WITH)


def hold_who_is_under_18(actor: Actor, *, connection: Connection, at: dt.datetime) -> None:
    """The same for every child beside whom this person stands, once something is known of their age.

    Whoever writes it down may not know of the other children: for those a named job holds, and nothing tells the
    writer. Named in ``settings.KNOWN_HOOKS``.
    """
    hold_who_needs_care(actor, connection=connection, at=at)
    job = Actor.system(JOB, actor.service_id)
    with scope.acting(job):
        theirs = Connection.objects.filter(person_id__in=sides.one_person(connection.person_id))
        others = theirs.exclude(child_id=connection.child_id).select_related("child", "person").order_by("pk")
        for row in {one.child_id: one for one in others}.values():
            hold_who_needs_care(job, connection=row, at=at)
