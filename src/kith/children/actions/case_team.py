"""Who is in a child's case team, and therefore sees the child."""

import datetime as dt

from kith.access import action
from kith.access.actor import Actor
from kith.access.models import User
from kith.access.permissions import Permission
from kith.children.models import CaseMember, Child


@action.action(Permission.SET_CASE_TEAM, on="child", event="case_team.joined")
def join_case_team(actor: Actor, *, child: Child, user: User, part: str, at: dt.datetime) -> CaseMember:
    """Put a person in a child's case team; from now on they see the child. Nothing changes if they are in it."""
    member, _ = CaseMember.objects.get_or_create(
        service_id=child.service_id, child=child, user=user, part=part, until_on=None, defaults={"from_on": at.date()}
    )
    action.note(actor, "case_team.joined", member, at, part=part, user_id=str(user.pk))
    return member


@action.action(Permission.SET_CASE_TEAM, on="child", event="case_team.left")
def leave_case_team(actor: Actor, *, child: Child, user: User, part: str, at: dt.datetime) -> None:
    """Take a person out of a child's case team; from the next request on they do not see the child."""
    rows = CaseMember.objects.filter(child=child, user=user, part=part, until_on__isnull=True)
    rows.update(until_on=at.date())
    action.note(actor, "case_team.left", child, at, part=part, user_id=str(user.pk))
