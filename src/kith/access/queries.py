"""Reads: the actor's own service and its people."""

from kith.access import scope
from kith.access.actor import Actor
from kith.access.models import Service


def get_own_service(actor: Actor) -> Service:
    """The service the actor works for; raises scope.NotVisible for people of no service."""
    service = Service.objects.filter(pk=actor.service_id).first()
    if service is None:
        raise scope.NotVisible
    return service
