"""Background job: concerns that nobody took go to the next person."""

import uuid

from django.utils import timezone

from kith.access import scope
from kith.access.actor import Actor
from kith.records import actions, queries


def pass_on_concerns(service_id: uuid.UUID) -> None:
    """Pass on every concern that has waited for 15 working minutes and that nobody took."""
    actor = Actor.system(actions.PASSING_ON, service_id)
    at = timezone.now()
    with scope.acting(actor):
        for row in queries.list_overdue_concerns(actor, at):
            actions.pass_on_concern(actor, concern=row, at=at)
