"""Writes: notes, concerns, and copies for the council's case system."""

import datetime as dt
import uuid

from kith.access import action
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.children.models import Child
from kith.records.models import CaseCopy


@action.action(Permission.MARK_COPIED, on="child", event="case_copy.made")
def keep_for_case_system(
    actor: Actor, *, child: Child, kind: str, subject_id: uuid.UUID, words: str, at: dt.datetime
) -> CaseCopy:
    """Keep a note or decision in words ready to be copied into the council's case system.

    Called by the action that makes the note or decision; it stands on the not-copied-yet list until copied.
    """
    copy = CaseCopy.objects.create(
        service_id=child.service_id,
        child=child,
        kind=kind,
        subject_id=subject_id,
        words=words,
        made_by_id=actor.user_id,
        made_at=at,
    )
    action.note(actor, "case_copy.made", copy, at, about=kind)
    return copy
