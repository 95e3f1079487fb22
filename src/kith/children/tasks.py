"""Background job: every night the current answers are made true for the new day."""

import uuid

from django.utils import timezone

from kith.access import queries as access_queries
from kith.access import scope
from kith.access.actor import Actor
from kith.children import actions
from kith.children.queries import eligibility


def answer_today(service_id: uuid.UUID) -> None:
    """Make the current answer of a service true for today, unless it is already; then wait for the next night."""
    actor = Actor.system(actions.DAILY, service_id)
    at = timezone.now()
    with scope.acting(actor):
        current = eligibility.get_current_run(actor)
        if current is None:
            return
        # Before the work, so that a night that fails does not end all later ones.
        actions.wait_for_tomorrow(service_id, at)
        if current.on < timezone.localdate(at):
            actions.answer_today(actor, service=access_queries.get_own_service(actor), at=at)
