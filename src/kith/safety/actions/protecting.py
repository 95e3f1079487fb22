"""Writes: people who must not be found. Only the safeguarding lead ever learns that work touches one of them."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from kith.access import action, gate, jobs
from kith.access.actor import Actor
from kith.access.models import Service
from kith.access.permissions import Permission
from kith.children.models import Child
from kith.people.models import Connection, Person
from kith.safety.models import LeadAlert, ProtectedPerson, SaidNo
from kith.safety.queries import protected, said_no

LOOK = "safety.look_at_person"
LOOK_TYPED = "safety.look_at_typed"


@action.action(Permission.KEEP_PROTECTED, on="service", event="protected.kept")
def protect(
    actor: Actor, *, service: Service, names: Sequence[str], words: str, review_on: dt.date, at: dt.datetime
) -> ProtectedPerson:
    """Keep somebody among those who must not be found, under every name they are known by. Raises ActionBlocked."""
    known = [name.strip() for name in names if name.strip()]
    if not known:
        raise gate.ActionBlocked("Write at least one name.")
    if not words.strip():
        raise gate.ActionBlocked("Write why this person is protected, and who asked for it.")
    row = ProtectedPerson.objects.create(
        service=service,
        names=known,
        words=words.strip(),
        digests=protected.digests(known),
        review_on=review_on,
        kept_by_id=actor.user_id,
        kept_at=at,
    )
    action.note(actor, "protected.kept", row, at)
    jobs.enqueue("safety.look_at_everybody", service.pk)
    return row


@action.action(Permission.KEEP_PROTECTED, on="kept", event="protected.reviewed")
def review_protection(
    actor: Actor, *, kept: ProtectedPerson, words: str, review_on: dt.date, at: dt.datetime, version: int | None = None
) -> ProtectedPerson:
    """Note that a protection was looked at and goes on until another look. Raises ActionBlocked."""
    action.expect_version(kept, version)
    if kept.ended_at is not None:
        raise gate.ActionBlocked("This protection has ended.")
    if not words.strip() or review_on <= timezone.localdate(at):
        raise gate.ActionBlocked("Write why it goes on, and a later day on which it is looked at again.")
    kept.words, kept.review_on = f"{kept.words}\n\n{words.strip()}", review_on
    kept.save()
    action.note(actor, "protected.reviewed", kept, at)
    return kept


@action.action(Permission.KEEP_PROTECTED, on="kept", event="protected.ended")
def end_protection(
    actor: Actor, *, kept: ProtectedPerson, at: dt.datetime, version: int | None = None
) -> ProtectedPerson:
    """End a protection. The row stays. Raises ActionBlocked where it ended already."""
    action.expect_version(kept, version)
    if kept.ended_at is not None:
        raise gate.ActionBlocked("This protection has ended.")
    kept.ended_by_id, kept.ended_at = actor.user_id, at
    kept.save()
    action.note(actor, "protected.ended", kept, at)
    return kept


def watch(actor: Actor, connection: Connection) -> None:
    """Have a job look whether a person is protected: the same for everybody, so that nobody can tell by trying."""
    jobs.enqueue(LOOK, actor.service_id, connection=str(connection.pk))


@action.action(Permission.WATCH_NAMES, on="service", event="protected.looked")
def note_match(
    actor: Actor, *, service: Service, person: Person, connection: Connection | None, at: dt.datetime
) -> int:
    """The job's look at one person: tell the lead, once, of each protected person whose name fits. Returns how many."""
    found: list[dict[str, Any]] = [{"protected": row} for row in protected.find_match(service.pk, person.pk)]
    found += [{"said_no": row} for row in said_no.find_said_no(service.pk, person.pk)]
    for why in found:
        LeadAlert.objects.get_or_create(
            service=service,
            child_id=connection.child_id if connection else None,
            person=person,
            seen_at=None,
            defaults={"at": at},
            **why,
        )
    action.note(actor, "protected.looked", service, at)
    return len(found)


def look_at_typed(actor: Actor, child: Child, text: str) -> None:
    """Have a job look whether a name that is looked for is protected, whatever was typed and whoever was found (B1).

    The job gets keyed marks of the name, not the name.
    """
    marks = ",".join(protected.digests([text]))
    jobs.enqueue(LOOK_TYPED, actor.service_id, child=str(child.pk), by=str(actor.user_id), marks=marks)


@action.action(Permission.WATCH_NAMES, on="service", event="protected.looked")
def note_typed(
    actor: Actor,
    *,
    service: Service,
    child_id: uuid.UUID,
    by_id: uuid.UUID,
    marks: Sequence[str],
    at: dt.datetime,
) -> int:
    """Tell the lead, once, of each protected person whose name somebody looked for. Returns how many."""
    found = protected.find_marks(service.pk, marks)
    for row in found:
        LeadAlert.objects.get_or_create(
            service=service, child_id=child_id, person=None, protected=row, by_id=by_id, seen_at=None,
            defaults={"at": at},
        )  # fmt: skip
    action.note(actor, "protected.looked", service, at)
    return len(found)


@action.action(Permission.WATCH_NAMES, on="service", event="protected.looked")
def note_place(actor: Actor, *, service: Service, connection: Connection, at: dt.datetime) -> None:
    """Tell the lead, once, that a time together would tell somebody where the child lives who must not learn it."""
    told = {"child_id": connection.child_id, "person_id": connection.person_id, "seen_at": None}
    nothing_else = {"protected": None, "said_no": None, "reach": None}
    LeadAlert.objects.get_or_create(service=service, **told, **nothing_else, defaults={"at": at})
    action.note(actor, "protected.looked", service, at)


@action.action(Permission.WATCH_NAMES, on="service", event="said_no.kept")
def keep_said_no(actor: Actor, *, service: Service, connection: Connection, at: dt.datetime) -> SaidNo | None:
    """Keep the keyed marks of one who said no, and nothing else; None where too little is known, or they are kept.

    Which child it was about is not kept with the marks.
    """
    marks = said_no.marks_of(connection.person_id)
    action.note(actor, "said_no.kept", connection, at, count=len(marks))
    if not marks or said_no.find_said_no(service.pk, connection.person_id):
        return None
    return SaidNo.objects.create(service=service, marks=marks, kept_at=at)


@action.action(Permission.KEEP_PROTECTED, on="alert", event="protected.alert_settled")
def settle_alert(
    actor: Actor, *, alert: LeadAlert, words: str, at: dt.datetime, may_be_written_to: bool = False
) -> LeadAlert:
    """Write what the lead did. Nothing of it is shown to anybody else. Raises ActionBlocked.

    ``may_be_written_to``: what is kept of one who said no fits this person, who came back or is somebody else. It goes
    on standing for everybody else.
    """
    if alert.seen_at is not None:
        raise gate.ActionBlocked("This was settled already.")
    if not words.strip():
        raise gate.ActionBlocked("Write what was done.")
    alert.seen_by_id, alert.seen_at, alert.what_was_done = actor.user_id, at, words.strip()
    alert.may_be_written_to = may_be_written_to and alert.said_no_id is not None
    alert.save()
    action.note(actor, "protected.alert_settled", alert, at)
    return alert
