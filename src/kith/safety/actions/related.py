"""Writes: signs that a member of staff may be related to somebody around a child (abuse case B7)."""

import datetime as dt
import uuid
from typing import Any

from kith.access import action, gate
from kith.access import queries as access
from kith.access.actor import Actor
from kith.access.models import Service, User
from kith.access.permissions import Permission
from kith.domain import related
from kith.domain.terms import ReachKind
from kith.people import queries as people
from kith.safety.models import RelatedSign, StaffMarks
from kith.safety.queries.related import find_related

JOB = "safety.look_for_relatives"


def look_for_relatives(actor: Actor, child_id: uuid.UUID, at: dt.datetime) -> None:
    """Compare a member of staff with everybody around a child: one question, and a row for each new sign.

    Whoever opens the record is answered the same, with a sign and without.
    """
    if actor.kind != "user" or actor.service_id is None:
        return
    found = find_related(child_id, actor.user_id, actor.name)
    if found:
        job = Actor.system(JOB, actor.service_id)
        note_related(
            job,
            service=access.get_own_service(job),
            child_id=child_id,
            user_id=actor.user_id,
            found=found,
            at=at,
        )


@action.action(Permission.WATCH_NAMES, on="service", event="related.looked")
def note_related(
    actor: Actor,
    *,
    service: Service,
    child_id: uuid.UUID,
    user_id: uuid.UUID,
    found: list[tuple[Any, related.Strength]],
    at: dt.datetime,
) -> int:
    """Keep signs, each once. What is recorded of it names neither child nor reader: the reader may see the record."""
    for person_id, strength in found:
        RelatedSign.objects.get_or_create(
            service=service,
            child_id=child_id,
            user_id=user_id,
            person_id=person_id,
            strength=strength.value,
            defaults={"seen_at": at},
        )
    action.note(actor, "related.looked", service, at)
    return len(found)


@action.action(Permission.SIGN_IN, on="user", event="related.home_marked")
def give_own_marks(actor: Actor, *, user: User, postcode: str, phone: str, at: dt.datetime) -> StaffMarks:
    """Keep one's own home postcode and telephone as keyed digests; what was typed is not kept. Raises ActionBlocked."""
    if user.pk != actor.user_id:
        raise gate.ActionBlocked("You can give only your own.")
    marks = {*people.marks_of(ReachKind.ADDRESS, postcode), *people.marks_of(ReachKind.PHONE, phone)}
    if not marks:
        raise gate.ActionBlocked("Write a whole postcode or a whole telephone number.")
    row = StaffMarks.objects.create(service_id=actor.service_id, user=user, marks=sorted(marks), given_at=at)
    action.note(actor, "related.home_marked", user, at)
    return row
