"""The people of a child are sealed once a yes is taken back, and opened by the child's next yes (abuse case B12)."""

import datetime as dt

from kith.access import action
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.children.models import Child
from kith.people.models import SealedPeople


@action.action(Permission.STOP, on="child", event="people.sealed")
def seal_people(actor: Actor, *, child: Child, at: dt.datetime) -> None:
    """Seal everybody beside a child, in the transaction of whatever ended the child's yes (docs/adr/0048).

    Nothing is erased, and what blocks goes on blocking. Once more it changes nothing.
    """
    SealedPeople.objects.get_or_create(
        child=child,
        opened_at=None,
        defaults={"service_id": child.service_id, "sealed_by_id": actor.user_id, "sealed_at": at},
    )
    action.note(actor, "people.sealed", child, at)


@action.action(Permission.RECORD_AGREEMENT, on="child", event="people.opened")
def open_people(actor: Actor, *, child: Child, at: dt.datetime) -> None:
    """Open the people of a child again, in the transaction of the child's own yes."""
    rows = SealedPeople.objects.filter(child=child, opened_at__isnull=True)
    rows.update(opened_by_id=actor.user_id, opened_at=at)
    action.note(actor, "people.opened", child, at)
