"""Writes: all that cannot come through a return, a list or an ordinary step, made up in one bulk action."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from kith.access import action
from kith.access.actor import Actor
from kith.access.models import Service, User
from kith.access.permissions import Permission
from kith.children import actions as children
from kith.children.models import CaseMember
from kith.demo.actions import cases, networks
from kith.demo.cases import Case
from kith.domain.terms import Role


@dataclass(frozen=True)
class Caseload:
    """Children whom a persona works with, in place of the worker the facts name."""

    email: str
    part: CaseMember.Part
    picked: Sequence[uuid.UUID]


@dataclass(frozen=True)
class Plan:
    """What one service is filled with: ``most`` = how many children each coordinator takes, by e-mail address.

    ``until`` is the last day on which anything made up happened, ``on`` the day on which the demo is true.
    """

    personas: Sequence[str]
    most: dict[str, int]
    emergency_number: str
    caseloads: Sequence[Caseload]
    cases: Sequence[Case]
    until: dt.date
    on: dt.date


@action.action(Permission.BUILD_DEMO, on="service", event="demo.filled", bulk=True)
def fill_demo(actor: Actor, *, service: Service, plan: Plan, at: dt.datetime) -> int:
    """Write what is made up: personas' settings and caseloads, referrals with their history, the people around each.

    Returns how many children were put forward.
    """
    Service.objects.filter(pk=service.pk).update(emergency_number=plan.emergency_number)
    team = User.objects.filter(service=service)
    # Not only of this service: who works for the national programme or evaluates it belongs to none.
    User.objects.filter(email__in=plan.personas).update(is_demo=True)
    for address, most in plan.most.items():
        team.filter(email=address).update(most_children=most)
    for caseload in plan.caseloads:
        _lend(service, team.get(email=caseload.email), caseload, plan.on)
    children.follow_managers(plan.on)
    count = cases.write(service, plan.cases, _behind(service), at)
    networks.write(service, plan.until)
    action.note(actor, "demo.filled", service, at, count=count)
    return count


def _lend(service: Service, user: User, caseload: Caseload, on: dt.date) -> None:
    known = CaseMember.objects.filter(child_id__in=caseload.picked, part=caseload.part, until_on__isnull=True)
    without = set(caseload.picked) - set(known.values_list("child_id", flat=True))
    known.update(user=user)
    CaseMember.objects.bulk_create(
        CaseMember(service=service, child_id=child_id, user=user, part=caseload.part, from_on=on)
        for child_id in sorted(without)
    )


def _behind(service: Service) -> cases.People:
    """Who stands behind the made-up cases, now that the personas have their children."""
    team = User.objects.filter(service=service)
    members = CaseMember.objects.filter(part=CaseMember.Part.WORKER, until_on__isnull=True).select_related("user")
    return cases.People(
        manager=team.get(role=Role.MANAGER.value),
        coordinators=tuple(team.filter(role=Role.COORDINATOR.value).order_by("email")),
        workers={member.child_id: member.user for member in members},
    )
