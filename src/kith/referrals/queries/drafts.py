"""Reads: half-filled pages, each its writer's own."""

import uuid

from kith.access import scope
from kith.access.actor import Actor
from kith.referrals.models import Draft

Values = dict[str, list[str]]


def get_draft(actor: Actor, page: str, subject_id: uuid.UUID) -> Values:
    """What this actor left on a page; empty if nothing."""
    row = scope.visible(actor, Draft.objects).filter(page=page, subject_id=subject_id).first()
    return dict(row.values) if row is not None else {}
