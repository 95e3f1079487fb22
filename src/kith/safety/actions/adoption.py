"""Writes: the adoption route, by which an agency looks and asks and nobody here does (SAFEGUARDING 19)."""

import datetime as dt

from django.utils import timezone

from kith.access import action, gate
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.domain.terms import FactSource, PersonStatus
from kith.people import actions as people
from kith.people.models import Connection
from kith.safety.actions.sides import hold_sides_that_wait
from kith.safety.models import AdoptionRoute


@action.action(Permission.OPEN_ADOPTION_ROUTE, on="connection", event="adoption_route.opened")
def open_route(actor: Actor, *, connection: Connection, why: str, agency: str, at: dt.datetime) -> AdoptionRoute:
    """Hand a person over to the adoption route; every search and letter about them is held at once,
    and what would reach their home.

    Where the actor records people too, the person then stands there as going by the adoption route.

    Raises ActionBlocked without words, or where the route is open already.
    """
    if not why.strip():
        raise gate.ActionBlocked("Write why this person goes by the adoption route.")
    if AdoptionRoute.objects.filter(connection=connection, closed_at__isnull=True).exists():
        raise gate.ActionBlocked("This person goes by the adoption route already.")
    row = AdoptionRoute.objects.create(
        service_id=connection.service_id,
        child_id=connection.child_id,
        connection=connection,
        why=why.strip(),
        agency=agency.strip() or None,
        opened_by_id=actor.user_id,
        opened_at=at,
    )
    action.note(actor, "adoption_route.opened", row, at)
    if gate.may(actor, Permission.RECORD_PEOPLE):
        stands = people.Stands(PersonStatus.ADOPTION_ROUTE, timezone.localdate(at), FactSource.PROFESSIONAL)
        people.change_status(actor, connection=connection, stands=stands, at=at)
    people.hold_everything(actor, child=connection.child, connection=connection, at=at)
    hold_sides_that_wait(actor, child_id=connection.child_id, at=at)
    return row


@action.action(Permission.OPEN_ADOPTION_ROUTE, on="route", event="adoption_route.closed")
def close_route(
    actor: Actor, *, route: AdoptionRoute, came_of_it: str, at: dt.datetime, version: int | None = None
) -> AdoptionRoute:
    """Write what the agency answered. A person who said no is not looked for again. Raises ActionBlocked."""
    action.expect_version(route, version)
    if route.closed_at is not None:
        raise gate.ActionBlocked("What the agency answered is written down already.")
    if not came_of_it.strip():
        raise gate.ActionBlocked("Write what the agency answered.")
    route.came_of_it, route.closed_by_id, route.closed_at = came_of_it.strip(), actor.user_id, at
    route.save()
    action.note(actor, "adoption_route.closed", route, at)
    return route
