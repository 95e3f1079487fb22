"""Background jobs: look whether people are protected, out of sight of whoever wrote them down."""

import uuid

from django.utils import timezone

from kith.access import queries as access
from kith.access import scope
from kith.access.actor import Actor
from kith.people.models import Connection
from kith.safety import actions


def look_at_person(service_id: uuid.UUID, connection: str) -> None:
    """Look at one person who was written down, looked for or written to."""
    actor = Actor.system("safety.look_at_person", service_id)
    with scope.acting(actor):
        row = Connection.objects.select_related("person").filter(pk=connection).first()
        if row is not None:
            service = access.get_own_service(actor)
            actions.note_match(actor, service=service, person=row.person, connection=row, at=timezone.now())


def look_at_typed(service_id: uuid.UUID, child: str, by: str, marks: str) -> None:
    """Look whether a name that somebody looked for is a protected one."""
    actor = Actor.system("safety.look_at_typed", service_id)
    with scope.acting(actor):
        actions.note_typed(
            actor,
            service=access.get_own_service(actor),
            child_id=uuid.UUID(child),
            by_id=uuid.UUID(by),
            marks=marks.split(","),
            at=timezone.now(),
        )


def tell_of_words(service_id: uuid.UUID, child: str, by: str, ways: str) -> None:
    """Tell the lead of sealed values in what somebody wrote; most often there are none, and the job ends here."""
    if not ways:
        return
    actor = Actor.system("safety.tell_of_words", service_id)
    with scope.acting(actor):
        actions.tell_of_words(
            actor,
            service=access.get_own_service(actor),
            child_id=uuid.UUID(child) if child else None,
            by_id=uuid.UUID(by) if by else None,
            ways=[uuid.UUID(one) for one in ways.split(",")],
            at=timezone.now(),
        )


def look_at_everybody(service_id: uuid.UUID) -> None:
    """Look at everybody again, after somebody was put among the protected."""
    actor = Actor.system("safety.look_at_everybody", service_id)
    with scope.acting(actor):
        service = access.get_own_service(actor)
        for row in Connection.objects.select_related("person").order_by("pk").iterator():
            actions.note_match(actor, service=service, person=row.person, connection=row, at=timezone.now())
