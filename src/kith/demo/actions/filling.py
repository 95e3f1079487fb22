"""Writes: all that cannot come through a return, a list or an ordinary step, made up in one bulk action."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from kith.access import action
from kith.access.actor import Actor
from kith.access.models import Service, User
from kith.access.permissions import Permission
from kith.children.models import CaseMember
from kith.demo.actions import cases, networks
from kith.demo.cases import Case
from kith.domain.terms import Role


@dataclass(frozen=True)
class Plan:
    """What one service is filled with: ``most`` = how many children each coordinator takes, by e-mail address.

    ``siblings``: pairs of children in care who are brother or sister, and whether they are in touch.
    """

    personas: Sequence[str]
    most: dict[str, int]
    emergency_number: str
    cases: Sequence[Case]
    siblings: Sequence[tuple[uuid.UUID, uuid.UUID, bool]]


@action.action(Permission.BUILD_DEMO, on="service", event="demo.filled", bulk=True)
def fill_demo(actor: Actor, *, service: Service, plan: Plan, at: dt.datetime) -> int:
    """Write what is made up: personas' settings, referrals with their history, the people around each.

    Returns how many children were put forward.
    """
    Service.objects.filter(pk=service.pk).update(emergency_number=plan.emergency_number)
    team = User.objects.filter(service=service)
    # Not only of this service: who works for the national programme or evaluates it belongs to none.
    User.objects.filter(email__in=plan.personas).update(is_demo=True)
    for address, most in plan.most.items():
        team.filter(email=address).update(most_children=most)
    count = cases.write(service, plan.cases, _behind(service), at)
    networks.write(service, plan.cases, plan.siblings)
    action.note(actor, "demo.filled", service, at, count=count)
    return count


def _behind(service: Service) -> cases.People:
    """Who stands behind the made-up cases, now that the personas have their children."""
    team = User.objects.filter(service=service)
    parts = (CaseMember.Part.WORKER, CaseMember.Part.REVIEWING_OFFICER)
    members = CaseMember.objects.filter(part__in=parts, until_on__isnull=True).select_related("user")
    return cases.People(
        manager=team.get(role=Role.MANAGER.value),
        coordinators=tuple(team.filter(role=Role.COORDINATOR.value).order_by("email")),
        around={(member.child_id, member.part): member for member in members},
    )
