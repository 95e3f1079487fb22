"""Reads: notes, concerns, and what is ready for the council's own case system."""

import datetime as dt
import uuid
from typing import Any

from django.db.models import F

from kith.access import gate, scope
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.audit import record
from kith.children.models import Child
from kith.records.models import CaseCopy, Concern, ConcernReader, Note

A_PAGE = 30


def list_notes(actor: Actor, child: Child) -> Any:
    """The notes of a child that this actor may read, the newest first."""
    rows = scope.visible(actor, Note.objects).filter(child=child).select_related("written_by", "corrects")
    return rows.order_by("-happened_on", "-written_at", "pk")


def get_note(actor: Actor, note_id: uuid.UUID) -> Note:
    """One note; raises NotVisible."""
    found: Note = scope.fetch(actor, Note.objects.select_related("child", "written_by"), note_id)
    return found


# --- copies for the case system


def list_copies(actor: Actor, child: Child) -> Any:
    """What is ready for the case system about one child, the newest first."""
    rows = scope.visible(actor, CaseCopy.objects).filter(child=child).select_related("copied_by", "made_by")
    return rows.order_by("-made_at", "pk")


def list_not_copied(actor: Actor) -> Any:
    """What nobody has copied yet, of the children this actor may see, the oldest first."""
    gate.check(actor, Permission.MARK_COPIED)
    rows = scope.visible(actor, CaseCopy.objects).filter(copied_at__isnull=True)
    return rows.select_related("child", "made_by").order_by("made_at", "pk")


def open_not_copied(actor: Actor, *, first: int, at: dt.datetime) -> tuple[list[CaseCopy], int]:
    """One page of that list and how long the whole is; that it was shown is one event."""
    with record.unit_of_work():
        rows = list_not_copied(actor)
        page = list(rows[first : first + A_PAGE])
        scope.note_listed(actor, "case_copies.listed", at, len(page))
        return page, rows.count()


def get_copy(actor: Actor, copy_id: uuid.UUID) -> CaseCopy:
    """One copy; raises NotVisible."""
    found: CaseCopy = scope.fetch(actor, CaseCopy.objects.select_related("child", "copied_by", "made_by"), copy_id)
    return found


def open_copy(actor: Actor, copy_id: uuid.UUID, at: dt.datetime) -> CaseCopy:
    """The same, as an audited read of the child's record."""
    with record.unit_of_work():
        copy = get_copy(actor, copy_id)
        scope.note_opened(actor, copy.child_id, at)
    return copy


# --- concerns


def list_concerns(actor: Actor) -> Any:
    """The concerns this actor reads: those not settled first, the oldest of them on top."""
    rows = scope.visible(actor, Concern.objects).select_related("child", "raised_by", "opened_by")
    return rows.prefetch_related("readers__user").order_by(F("settled_at").asc(nulls_first=True), "raised_at", "pk")


def list_unopened_concerns(actor: Actor) -> Any:
    """Concerns that went to this person and that they have not opened yet, the oldest first."""
    mine = scope.visible(actor, ConcernReader.objects).filter(user_id=actor.user_id, opened_at__isnull=True)
    rows = scope.visible(actor, Concern.objects).filter(pk__in=mine.values("concern_id"), settled_at__isnull=True)
    return rows.select_related("child").order_by("raised_at", "pk")


def open_concerns(actor: Actor, *, first: int, at: dt.datetime) -> tuple[list[Concern], int]:
    """One page of concerns and how many there are; that they were listed is one event."""
    with record.unit_of_work():
        rows = list_concerns(actor)
        page = list(rows[first : first + A_PAGE])
        scope.note_listed(actor, "concerns.listed", at, len(page))
        return page, rows.count()


def get_concern(actor: Actor, concern_id: uuid.UUID) -> Concern:
    """One concern with its readers; raises NotVisible."""
    rows = Concern.objects.select_related("child", "raised_by", "opened_by", "settled_by")
    found: Concern = scope.fetch(actor, rows.prefetch_related("readers__user"), concern_id)
    return found


def is_unopened(actor: Actor, concern: Concern) -> bool:
    """Whether this person has still to open a concern that went to them."""
    readers = {reader.user_id: reader.opened_at for reader in concern.readers.all()}
    return concern.opened_at is None or readers.get(actor.user_id, concern.opened_at) is None
