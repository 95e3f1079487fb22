"""Reads: letters to people, which the safeguarding lead alone lets go (SAFEGUARDING 2)."""

import datetime as dt
import uuid
from collections.abc import Collection
from typing import Any

from django.db.models import Exists, OuterRef

from kith.access import gate, scope
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.audit import record
from kith.outbox.models import OutboxItem
from kith.people.models import Person
from kith.safety.models import LeadAlert, LetterKeptBack


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


def list_touched(actor: Actor, people: list[uuid.UUID] | None = None) -> set[uuid.UUID]:
    """Which of these people (of all, where none are named) are, as far as names tell, protected ones."""
    rows = scope.visible(actor, LeadAlert.objects).filter(protected__isnull=False, protected__ended_at__isnull=True)
    rows = rows.filter(person_id__isnull=False) if people is None else rows.filter(person_id__in=people)
    return set(rows.values_list("person_id", flat=True))


def get_same(people: Collection[uuid.UUID]) -> dict[uuid.UUID | None, set[uuid.UUID]]:
    """For each of these people every row that is taken for the same person; two questions however many."""
    roots = {pk: kept or pk for pk, kept in Person.objects.filter(pk__in=people).values_list("pk", "same_as_id")}
    rows: dict[uuid.UUID | None, set[uuid.UUID]] = {root: {root} for root in roots.values()}
    for pk, kept in Person.objects.filter(same_as__in=rows).values_list("pk", "same_as_id"):
        rows[kept].add(pk)
    return {pk: rows[root] for pk, root in roots.items()}


def only_the_lead(actor: Actor) -> None:
    """Raise NotVisible for anybody else: that there is such a page is nothing to learn from."""
    if not gate.may(actor, Permission.KEEP_PROTECTED) or not gate.may(actor, Permission.RELEASE_APPROACH):
        raise scope.NotVisible
