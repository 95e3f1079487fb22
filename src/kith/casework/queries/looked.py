"""Reads: who looked at a child's record, and the audit record for those who watch over it."""

import datetime as dt
import uuid
from typing import Any

from kith.access import gate, scope
from kith.access.actor import Actor
from kith.access.models import User
from kith.access.permissions import Permission
from kith.audit import queries as audit
from kith.audit import record
from kith.children.models import Child
from kith.domain.terms import Role

A_PAGE = 25


def list_roles_that_looked(actor: Actor, child: Child) -> list[tuple[dt.date, str]]:
    """Month and role in words, never a name (SAFEGUARDING 11)."""
    gate.check(actor, Permission.VIEW_WHO_LOOKED)
    found = audit.roles_that_looked(child.service_id, child.pk)
    return [(month, Role(role).label) for month, role in found]


def open_events(
    actor: Actor, narrowed: audit.Narrowed, *, page: int, at: dt.datetime
) -> tuple[list[audit.Happened], int]:
    """One page of the service's events and how many there are.."""
    service_id = _watched(actor)
    with record.unit_of_work():
        found = audit.list_events(service_id, narrowed, first=(page - 1) * A_PAGE, most=A_PAGE)
        total = audit.count_events(service_id, narrowed)
        scope.note_listed(actor, "audit.listed", at, len(found))
    return found, total


def list_kinds(actor: Actor) -> list[str]:
    """Every kind of event of the service."""
    return audit.list_kinds(_watched(actor))


def list_people(actor: Actor) -> list[User]:
    """Everybody of the service, to choose whose doings to look at, and to put names to them."""
    return list(User.objects.filter(service_id=_watched(actor)).order_by("display_name"))


def get_event(actor: Actor, seq: int) -> audit.Happened:
    """One event, its words still sealed; raises NotVisible."""
    found = audit.get_event(_watched(actor), seq)
    if found is None:
        raise scope.NotVisible
    return found


def open_words(actor: Actor, seq: int, at: dt.datetime) -> str:
    """The sealed words of one event. That they were opened, and by whom, is an event itself."""
    service_id = _watched(actor)
    with record.unit_of_work():
        found = get_event(actor, seq)
        words = audit.unseal_words(service_id, seq)
        who = actor.who()
        codes: dict[str, str | int | bool | None] = {"opened": found.seq}
        record.note(record.Event("audit.words_opened", who, at, "audit.AuditEvent", str(found.seq), codes=codes))
    return words


def get_child_of_reference(actor: Actor, reference: str, at: dt.datetime) -> Any:
    """The children of the service with exactly this number, for "who looked at this child?".

    The one look-up outside a case team: whoever watches over the record sees no child's page, only that a number
    is known. The search is one event, its words sealed.
    """
    service_id = _watched(actor)
    with record.unit_of_work():
        rows = Child.objects.filter(service_id=service_id, reference__iexact=reference.strip())
        found = list(rows.select_related("council").order_by("council__name")) if reference.strip() else []
        scope.note_listed(actor, "audit.child_searched", at, len(found), reference)
    return found


def get_number(actor: Actor, child_id: uuid.UUID | None) -> str:
    """The number and council of a child of the service, never the name; empty where there is none."""
    rows = Child.objects.filter(service_id=_watched(actor), pk=child_id).select_related("council") if child_id else ()
    return next((f"CHILD {child.reference}, {child.council.name}" for child in rows), "")


def _watched(actor: Actor) -> uuid.UUID:
    gate.check(actor, Permission.VIEW_AUDIT)
    if actor.service_id is None:
        raise scope.NotVisible
    return actor.service_id
