"""Reads: coordinators with their load, and how well each fits a child."""

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce

from kith.access.actor import Actor
from kith.access.models import User
from kith.domain.terms import Role
from kith.referrals.models import Referral


def list_coordinators(actor: Actor) -> Any:
    """The service's coordinators with ``open_children``: open referrals in their name. One query."""
    theirs = Referral.objects.filter(service_id=actor.service_id, coordinator=OuterRef("pk"), is_open=True)
    counted = theirs.order_by().values("coordinator").annotate(n=Count("pk")).values("n")
    rows = User.objects.filter(service_id=actor.service_id, role=Role.COORDINATOR.value, is_active=True)
    return (
        rows.select_related("team")
        .annotate(open_children=Coalesce(Subquery(counted, output_field=IntegerField()), 0))
        .order_by("display_name")
    )


def get_coordinator(actor: Actor, user_id: Any) -> Any:
    """One coordinator of the service with their load; None if there is none with this id."""
    return list_coordinators(actor).filter(pk=user_id).first()
