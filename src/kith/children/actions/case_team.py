"""Who is in a child's case team, and therefore sees the child."""

import datetime as dt

from django.utils import timezone

from kith.access import action
from kith.access.actor import Actor
from kith.access.models import User
from kith.access.permissions import Permission
from kith.children.actions import managers
from kith.children.models import CaseMember, Child


@action.action(Permission.SET_CASE_TEAM, on="child", event="case_team.joined")
def join_case_team(actor: Actor, *, child: Child, user: User, part: str, at: dt.datetime) -> CaseMember:
    """Put a person in a child's case team; from now on they see the child. Nothing changes if they are in it.

    With a worker comes the worker's manager.
    """
    today = timezone.localdate(at)
    member, _ = CaseMember.objects.get_or_create(
        service_id=child.service_id, child=child, user=user, part=part, until_on=None, defaults={"from_on": today}
    )
    action.note(actor, "case_team.joined", member, at, part=part, user_id=str(user.pk))
    _move_manager(actor, child, part, at)
    return member


@action.action(Permission.SET_CASE_TEAM, on="child", event="case_team.left")
def leave_case_team(actor: Actor, *, child: Child, user: User, part: str, at: dt.datetime) -> None:
    """Take a person out of a child's case team; from the next request on they do not see the child.

    With a worker goes the worker's manager.
    """
    rows = CaseMember.objects.filter(child=child, user=user, part=part, until_on__isnull=True)
    rows.update(until_on=timezone.localdate(at))
    action.note(actor, "case_team.left", child, at, part=part, user_id=str(user.pk))
    _move_manager(actor, child, part, at)


def _move_manager(actor: Actor, child: Child, part: str, at: dt.datetime) -> None:
    if part == CaseMember.Part.WORKER:
        moved = managers.follow_managers(timezone.localdate(at), {child.pk})
        managers.note_moved(actor, moved, at)
