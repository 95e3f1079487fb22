"""Background jobs: requests that nobody opened go to the next person."""

import uuid

from django.utils import timezone

from kith.access import scope
from kith.access.actor import Actor
from kith.referrals.actions import self_referral
from kith.referrals.queries import self_referrals


def pass_on_unopened(service_id: uuid.UUID) -> None:
    """Pass on every request that has waited unopened for 15 staffed minutes."""
    actor = Actor.system(self_referral.PASSING_ON, service_id)
    at = timezone.now()
    with scope.acting(actor):
        for row in self_referrals.list_overdue_to_open(actor, at):
            self_referral.pass_on_self_referral(actor, self_referral=row, at=at)
