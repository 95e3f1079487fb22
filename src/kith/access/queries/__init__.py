"""Reads: the actor's own service and its people."""

from kith.access import gate, scope
from kith.access.actor import Actor
from kith.access.models import Service, User
from kith.access.permissions import Permission
from kith.access.roles import CASE_WORKERS


def get_own_service(actor: Actor) -> Service:
    """The service the actor works for; raises scope.NotVisible for people of no service."""
    service = Service.objects.filter(pk=actor.service_id).first()
    if service is None:
        raise scope.NotVisible
    return service


def get_me(actor: Actor) -> User:
    """Whoever is signed in, as somebody of a service; raises scope.NotVisible for people of no service."""
    found = User.objects.filter(pk=actor.user_id, service_id=actor.service_id, service__isnull=False).first()
    if found is None:
        raise scope.NotVisible
    return found


def get_account(actor: Actor) -> User:
    """The account of whoever is signed in, of a service or of none; raises scope.NotVisible for a job."""
    found = User.objects.filter(pk=actor.user_id).first()
    if found is None:
        raise scope.NotVisible
    return found


def list_possible_managers(actor: Actor, user: User) -> list[User]:
    """Who may manage this person: social workers and personal advisers, without them and whoever they manage."""
    gate.check(actor, Permission.MANAGE_USERS)
    rows = User.objects.filter(service_id=actor.service_id, role__in=CASE_WORKERS, is_active=True)
    people = list(rows.select_related("team").order_by("display_name", "email"))
    below, found = {user.pk}, len(people)
    while found:
        more = {person.pk for person in people if person.manager_id in below} - below
        below, found = below | more, len(more)
    return [person for person in people if person.pk not in below]
