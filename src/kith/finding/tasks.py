"""Background jobs: keep of one who said no only their marks, purge a failed candidate, places to meet, old notes."""

import uuid

from django.utils import timezone

from kith.access import queries as access
from kith.access import scope
from kith.access.actor import Actor
from kith.domain import contacting
from kith.domain.terms import PersonAnswer, PersonStatus
from kith.finding import actions
from kith.finding.models import Approach, CaseNotes, FamilyTime
from kith.finding.queries import held
from kith.people.models import Connection
from kith.safety import actions as safety
from kith.safety.queries import location
from kith.sealing.reading import as_written


def forget(service_id: uuid.UUID, connection: str, was_wrong: int = 0) -> None:
    """Look at the latest answer of a person; what it asks for is done once more without harm.

    ``was_wrong``: they were taken off as a failed candidate, whether or not anybody had written to them.
    """
    actor = Actor.system(actions.FORGET, service_id)
    with scope.acting(actor):
        row = Connection.objects.filter(pk=connection).first()
        if row is None:
            return
        is_off = bool(was_wrong and row.removed_on)
        answer = PersonAnswer.WRONG_PERSON if is_off else _answer_of(row)
        if answer is not None and answer in contacting.SAID_NO | contacting.NOT_THEM:
            service = access.get_own_service(actor)
            actions.forget_person(
                actor, service=service, connection=row, answer=answer, is_off=is_off, at=timezone.now()
            )


def _answer_of(connection: Connection) -> PersonAnswer | None:
    answered = Approach.objects.filter(connection=connection).exclude(answer="").order_by("-answered_on", "-at")
    latest = answered.values_list("answer", flat=True).first()
    return contacting.answer_that_counts(PersonAnswer(latest) if latest else None, PersonStatus(connection.status))


def look_at_places(service_id: uuid.UUID, child: str) -> None:
    """Look whether a place where somebody is to meet a child would tell them where the child lives: the lead is told.

    Out of sight of whoever wrote it: to them every place is answered alike.
    """
    actor, at = Actor.system("finding.look_at_places", service_id), timezone.now()
    with scope.acting(actor):
        service, today = access.get_own_service(actor), timezone.localdate(at)
        rows = FamilyTime.objects.filter(
            child_id=child, on__gte=today, state__in=[state.value for state in held.PLANNED]
        )
        for row in rows.select_related("connection"):
            texts = tuple(str(as_written(words)) for words in (row.where, row.who_helps) if words)
            about = location.About(row.child_id, row.connection.person_id, texts)
            if location.get_why_not_to_say(actor, about, today):
                safety.note_place(actor, service=service, connection=row.connection, at=at)


def discard_notes(service_id: uuid.UUID, notes: str) -> None:
    """Discard whom notes name where nobody finished looking through them in time."""
    actor, at = Actor.system(actions.DISCARD, service_id), timezone.now()
    with scope.acting(actor):
        row = CaseNotes.objects.filter(pk=notes).exclude(stored_as="").first()
        if row is not None:
            actions.discard_notes(actor, service=access.get_own_service(actor), notes=row, at=at)
