"""Part of taking two people for one: what stands against one of them holds what is under way about the other."""

import datetime as dt

from django.utils import timezone

from kith.access import gate
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.people import actions as people
from kith.people.models import Connection, Person
from kith.safety.queries import blocking, sides


def hold_what_is_under_way(actor: Actor, *, kept: Person, other: Person, at: dt.datetime) -> None:
    """Hold every step about either of two people for each child for whom something stands about one of them.

    Named in ``settings.MERGE_CHECKS``, behind the check that wants a manager where anything stands: nobody else comes
    as far as that. A manager lets each thing go.
    """
    if not gate.may(actor, Permission.LIFT_RESTRICTION):
        return
    ids = [*sides.one_person(kept.pk), *sides.one_person(other.pk)]
    children = blocking.list_children_of_flags(ids, timezone.localdate(at))
    rows = Connection.objects.filter(person_id__in=ids, child_id__in=children)
    for connection in rows.select_related("child", "person"):
        people.hold_steps(actor, connection=connection, at=at)
