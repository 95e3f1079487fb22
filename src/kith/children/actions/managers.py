"""Writes: the worker's manager is in the child's case team for as long as they manage one of the child's workers."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterator
from typing import Any

from django.utils import timezone

from kith.access import action, gate
from kith.access import actions as access
from kith.access import queries as people
from kith.access.actor import Actor
from kith.access.models import Service, User
from kith.access.permissions import Permission
from kith.access.roles import CASE_WORKERS
from kith.children.models import CaseMember

FEW = 500  # children who can be named one by one in a query
Moved = tuple[list[CaseMember], list[CaseMember]]


@action.action(Permission.MANAGE_USERS, on="user", event="user.manager_named")
def name_manager(
    actor: Actor, *, user: User, manager: User | None, at: dt.datetime, version: int | None = None
) -> User:
    """Say who manages a worker; None for nobody.

    From now on the manager is in the case team of every child of the worker, and who managed them before is not.
    Raises ActionBlocked for anybody who is no social worker or personal adviser, and where two people would manage
    each other; StaleVersion.
    """
    action.expect_version(user, version)
    if not user.is_case_worker:
        raise gate.ActionBlocked("Only a social worker or personal adviser has a manager here.")
    if manager and manager.pk not in {person.pk for person in people.list_possible_managers(actor, user)}:
        raise gate.ActionBlocked(f"{manager.display_name} cannot be the manager of {user.display_name}.")
    user.manager = manager
    user.save(update_fields=["manager", "version"])
    rows = CaseMember.objects.filter(user=user, part=CaseMember.Part.WORKER, until_on__isnull=True)
    joined, left = follow_managers(timezone.localdate(at), set(rows.values_list("child_id", flat=True)))
    note_moved(actor, (joined, left), at)
    manager_id = str(manager.pk) if manager else None
    action.note(actor, "user.manager_named", user, at, manager_id=manager_id, joined=len(joined), left=len(left))
    return user


@action.action(Permission.MANAGE_USERS, on="service", event="case_teams.followed", bulk=True)
def bring_in_people(actor: Actor, *, service: Service, text: str, at: dt.datetime) -> int:
    """Bring in a list of people, as access.bring_in_users does, and let the case teams follow who manages whom now.

    Raises access.ListRefused. Returns how many people the list holds.
    """
    count = access.bring_in_users(actor, service=service, text=text, at=at)
    joined, left = follow_managers(timezone.localdate(at))
    action.note(actor, "case_teams.followed", service, at, count=len(joined) + len(left))
    return count


def follow_managers(on: dt.date, children: Collection[uuid.UUID] | None = None) -> Moved:
    """Let the managers of these children's workers join from ``on``, and those leave who manage none any more.

    ``children``: ids; None for every child of the service. Returns who joined and who left. A manager who works with
    the child themselves is in the team already.
    """
    children = children if children is not None and len(children) <= FEW else None
    workers = set(_standing(CaseMember.Part.WORKER, children).values_list("child_id", "user_id"))
    manages = _standing(CaseMember.Part.WORKER, children).filter(
        user__is_active=True, user__manager__is_active=True, user__manager__role__in=CASE_WORKERS
    )
    wanted = {
        (child, manager): service
        for child, manager, service in manages.values_list("child_id", "user__manager_id", "service_id")
        if (child, manager) not in workers
    }
    left = []
    for member in _standing(CaseMember.Part.WORKERS_MANAGER, children):
        if wanted.pop((member.child_id, member.user_id), None) is None:
            left.append(member)
    CaseMember.objects.filter(pk__in=[member.pk for member in left]).update(until_on=on)
    joined = list(_joining(wanted, on))
    CaseMember.objects.bulk_create(joined, batch_size=FEW)
    return joined, left


def note_moved(actor: Actor, moved: Moved, at: dt.datetime) -> None:
    """Note who joined and who left, one event for each, on the child's own record."""
    for what, members in zip(("joined", "left"), moved, strict=True):
        for member in members:
            action.note(actor, f"case_team.{what}", member, at, part=member.part, user_id=str(member.user_id))


def _standing(part: CaseMember.Part, children: Collection[uuid.UUID] | None) -> Any:
    rows = CaseMember.objects.filter(part=part, until_on__isnull=True)
    return rows if children is None else rows.filter(child_id__in=children)


def _joining(wanted: dict[tuple[uuid.UUID, uuid.UUID], uuid.UUID], on: dt.date) -> Iterator[CaseMember]:
    part = CaseMember.Part.WORKERS_MANAGER
    for (child, manager), service in wanted.items():
        yield CaseMember(service_id=service, child_id=child, user_id=manager, part=part, from_on=on)
