"""Reads: whether the people of a child are sealed, and the check that the writing door asks (abuse case B12)."""

import datetime as dt
import uuid

from django.utils import timezone

from kith.access import gate, scope
from kith.access.action import Asked
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.people.models import SealedPeople

SEALED = "The people around this child are sealed: only the child’s coordinator and a manager write about them now."


def get_sealed_since(actor: Actor, child_id: uuid.UUID) -> dt.date | None:
    """Since which day the people of a child are sealed; None where they are not. It never rests on who they are."""
    row = scope.visible(actor, SealedPeople.objects).filter(child_id=child_id, opened_at__isnull=True).first()
    return timezone.localdate(row.sealed_at) if row else None


def is_sealed(child_id: uuid.UUID) -> bool:
    """Whether the people of a child are sealed, for the rules themselves."""
    return SealedPeople.objects.filter(child_id=child_id, opened_at__isnull=True).exists()


def is_sealed_to(actor: Actor, child_id: uuid.UUID) -> bool:
    """Whether the people of a child are sealed to this actor."""
    return not gate.may(actor, Permission.READ_SEALED_PEOPLE) and is_sealed(child_id)


def can_add(actor: Actor, child_id: uuid.UUID) -> bool:
    """Whether this actor may write about the people of a child: somebody new, or how they belong together."""
    return gate.may(actor, Permission.RECORD_PEOPLE) and not is_sealed_to(actor, child_id)


def sealed_people_stay(asked: Asked) -> None:
    """Raise ActionBlocked where somebody would write beside people whom they may not read."""
    child_id = scope.child_of(asked.subject)
    if asked.permission is Permission.RECORD_PEOPLE and child_id and is_sealed_to(asked.actor, child_id):
        raise gate.ActionBlocked(SEALED)
