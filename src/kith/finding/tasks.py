"""Background job: keep of one who said no only their marks, and purge a failed candidate."""

import uuid

from django.utils import timezone

from kith.access import queries as access
from kith.access import scope
from kith.access.actor import Actor
from kith.domain import contacting
from kith.domain.terms import PersonAnswer
from kith.finding import actions
from kith.finding.models import Approach
from kith.people.models import Connection


def forget(service_id: uuid.UUID, connection: str, was_wrong: int = 0) -> None:
    """Look at the latest answer of a person; what it asks for is done once more without harm.

    ``was_wrong``: they were taken off as a failed candidate, whether or not anybody had written to them.
    """
    actor = Actor.system(actions.FORGET, service_id)
    with scope.acting(actor):
        row = Connection.objects.filter(pk=connection).first()
        answered = Approach.objects.filter(connection_id=connection).exclude(answer="").order_by("-answered_on", "-at")
        latest = answered.values_list("answer", flat=True).first()
        is_off = bool(was_wrong and row is not None and row.removed_on)
        answer = PersonAnswer.WRONG_PERSON if is_off else PersonAnswer(latest) if latest else None
        if row is not None and answer is not None and answer in contacting.SAID_NO | contacting.NOT_THEM:
            service = access.get_own_service(actor)
            actions.forget_person(
                actor, service=service, connection=row, answer=answer, is_off=is_off, at=timezone.now()
            )
