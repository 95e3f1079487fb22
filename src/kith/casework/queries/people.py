"""Reads: the people of a service, for whoever keeps the list."""

import uuid
from typing import Any

from django.db.models import Count

from kith.access import gate, scope
from kith.access.actor import Actor
from kith.access.models import User
from kith.access.permissions import Permission
from kith.children.models import CaseMember
from kith.domain.terms import Role


def list_people(actor: Actor) -> Any:
    """Everybody of the service with their team and manager, by name."""
    gate.check(actor, Permission.MANAGE_USERS)
    if actor.service_id is None:
        raise scope.NotVisible
    rows = User.objects.filter(service_id=actor.service_id).select_related("team", "manager")
    return rows.order_by("display_name", "email")


def is_known(actor: Actor, email: str) -> bool:
    """Whether somebody of the service signs in with this e-mail address."""
    return bool(list_people(actor).filter(email__iexact=email).exists())


def get_person(actor: Actor, user_id: uuid.UUID) -> User:
    """One person of the service; raises NotVisible."""
    found: User | None = list_people(actor).filter(pk=user_id).first()
    if found is None:
        raise scope.NotVisible
    return found


def count_people(actor: Actor) -> list[tuple[str, int]]:
    """How many people work in each role, roles in their order."""
    rows = list_people(actor).filter(is_active=True).order_by()
    found = dict(rows.values_list("role").annotate(n=Count("pk")))
    return [(role.label, found[role.value]) for role in Role if role.value in found]


def count_children_of(actor: Actor, person: User) -> int:
    """In how many children's case teams somebody of the service is now."""
    gate.check(actor, Permission.MANAGE_USERS)
    rows = CaseMember.objects.filter(service_id=actor.service_id, user=person, until_on__isnull=True)
    found: int = rows.values("child_id").distinct().count()
    return found
