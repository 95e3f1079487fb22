"""Reads: letters to people, which the safeguarding lead alone lets go (SAFEGUARDING 2)."""

import datetime as dt
import uuid
from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils.module_loading import import_string

from kith.access import gate, scope
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.audit import record
from kith.outbox.models import OutboxItem
from kith.people.models import Person
from kith.safety.models import LeadAlert, LetterKeptBack
from kith.safety.queries import household


def list_letters(actor: Actor) -> Any:
    """Letters to people that wait for the lead, the oldest first; ``is_kept_back`` where the lead said no."""
    only_the_lead(actor)
    kept_back = LetterKeptBack.objects.filter(item=OuterRef("pk"))
    rows = scope.visible(actor, OutboxItem.objects).filter(state=OutboxItem.State.QUEUED, person_id__isnull=False)
    return (
        rows.annotate(is_kept_back=Exists(kept_back)).select_related("child", "queued_by").order_by("queued_at", "pk")
    )


def count_letters(actor: Actor) -> int:
    """How many letters wait for the lead and are not kept back."""
    return int(list_letters(actor).filter(is_kept_back=False).count())


def open_letters(actor: Actor, at: dt.datetime) -> list[OutboxItem]:
    """The same; that they were listed is one event."""
    with record.unit_of_work():
        rows = list(list_letters(actor))
        scope.note_listed(actor, "letters.listed", at, len(rows))
    return rows


def get_letter(actor: Actor, item_id: uuid.UUID) -> OutboxItem:
    """One letter to a person that waits for the lead; raises NotVisible."""
    row: OutboxItem | None = list_letters(actor).filter(pk=item_id).first()
    if row is None:
        raise scope.NotVisible
    return row


def open_letter(actor: Actor, item_id: uuid.UUID, at: dt.datetime) -> OutboxItem:
    """The same, with what it says and to whom: an audited read of the child's record."""
    with record.unit_of_work():
        row = get_letter(actor, item_id)
        scope.note_opened(actor, row.child_id, at)
    return row


def get_kept_back(actor: Actor, item: OutboxItem) -> LetterKeptBack | None:
    """That the lead does not let a letter go, and why."""
    row: LetterKeptBack | None = (
        scope.visible(actor, LetterKeptBack.objects).filter(item=item).select_related("by").first()
    )
    return row


def list_touched(actor: Actor) -> set[uuid.UUID]:
    """Everybody who is, as far as names tell, a protected person."""
    rows = scope.visible(actor, LeadAlert.objects).filter(protected__isnull=False, protected__ended_at__isnull=True)
    return set(rows.filter(person_id__isnull=False).values_list("person_id", flat=True))


def list_near(people: Collection[uuid.UUID], protected: Collection[uuid.UUID], day: dt.date) -> set[uuid.UUID]:
    """Which of these people live with a protected one, as far as homes are written down, for the lead's list alone."""
    if not protected:
        return set()
    named = (import_string(name)(protected, day) for name in settings.KITH_WHO_SHARES_A_HOME)
    there = set().union(*named, household.who_was_named_with(protected))
    rows = Person.objects.filter(Q(pk__in=people) | Q(same_as__in=people)).values_list("pk", "same_as_id")
    return {same for row in rows if there.intersection(row) for same in row if same in people}


def only_the_lead(actor: Actor) -> None:
    """Raise NotVisible for anybody else: that there is such a page is nothing to learn from."""
    if not gate.may(actor, Permission.KEEP_PROTECTED) or not gate.may(actor, Permission.RELEASE_APPROACH):
        raise scope.NotVisible
