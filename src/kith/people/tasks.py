"""Background job: look through everybody whom somebody may know of for people who stand here twice."""

import uuid

from django.utils import timezone

from kith.access import gate, scope
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.people import actions, queries
from kith.people.models import SameLook


def look_through(service_id: uuid.UUID, look: str) -> None:
    """Look as whoever asked, with what they may know now; where they may no longer, nothing is looked at."""
    with scope.acting(Actor.system(actions.LOOKING, service_id)):
        row = SameLook.objects.select_related("asked_by").filter(pk=look, ended_at__isnull=True).first()
    if row is None or not row.asked_by.is_active:
        return
    actor = Actor.of_user(row.asked_by)
    if not gate.may(actor, Permission.MERGE_PEOPLE):
        return
    # Outside the action: its transaction would hold the whole database for as long as the look takes.
    with scope.acting(actor):
        looked = queries.get_looked(actor)
        actions.keep_found(actor, look=row, looked=looked, at=timezone.now())
