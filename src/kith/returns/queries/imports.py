"""Imports and what was found in them, for the pages."""

import datetime as dt
import uuid
from typing import Any

from django.db.models import Count, Min, Q

from kith.access import scope
from kith.access.actor import Actor
from kith.access.models import Council
from kith.audit import record
from kith.returns.models import Batch, Finding, StoredFile

A_PAGE = 25
FINDINGS_A_PAGE = 100


def list_batches(actor: Actor) -> Any:
    """All imports, newest first."""
    return scope.visible(actor, Batch.objects).select_related("council", "sent_by").order_by("-number")


def list_batches_with_something(actor: Actor) -> Any:
    """All imports, newest first, but for those in which nothing could be read and that nobody put aside yet."""
    return list_batches(actor).filter(~Q(status=Batch.Status.CHECKED) | Q(ledger__read__gt=0))


def count_batches_with_nothing(actor: Actor) -> int:
    """How many imports wait of which nothing could be read: there is nothing to save."""
    rows = scope.visible(actor, Batch.objects).filter(status=Batch.Status.CHECKED, ledger__read=0)
    return int(rows.count())


def get_batch(actor: Actor, batch_id: uuid.UUID | str) -> Batch:
    """One import; raises scope.NotVisible."""
    found: Batch = scope.fetch(actor, Batch.objects.select_related("council", "sent_by"), batch_id)
    return found


def list_files(actor: Actor, batch: Batch) -> list[StoredFile]:
    """The files of an import by year and table; names are opened."""
    return list(scope.visible(actor, StoredFile.objects).filter(batch=batch).order_by("year", "table", "pk"))


def list_finding_groups(actor: Actor, batch: Batch) -> list[dict[str, Any]]:
    """What was found, by rule: severity, rule, count, and the first text as an example. Errors come first."""
    rows = scope.visible(actor, Finding.objects).filter(batch=batch).values("severity", "rule")
    return list(rows.annotate(count=Count("pk"), example=Min("text")).order_by("severity", "-count", "rule"))


def count_findings(actor: Actor, batch: Batch, rule: str = "") -> int:
    """How many findings of an import a rule has; of all rules where none is named."""
    return int(_findings(actor, batch, rule).count())


def open_findings(actor: Actor, batch: Batch, *, at: dt.datetime, rule: str = "", part: slice | None = None) -> Any:
    """Findings in the order of their place, with the child's number in the return; that they were read is one event."""
    with record.unit_of_work():
        rows = list(_findings(actor, batch, rule).order_by("file_id", "line", "pk")[part or slice(None)])
        scope.note_listed(actor, "return.findings_read", at, len(rows))
    return rows


def _findings(actor: Actor, batch: Batch, rule: str) -> Any:
    rows = scope.visible(actor, Finding.objects).filter(batch=batch)
    return rows.filter(rule=rule) if rule else rows


def is_to_be_checked_again(actor: Actor, batch: Batch) -> bool:
    """Whether another import was saved or taken back since this one was checked: what it shows may have changed."""
    later = Q(committed_at__gte=batch.checked_at) | Q(rolled_back_at__gte=batch.checked_at)
    others = scope.visible(actor, Batch.objects).filter(later).exclude(pk=batch.pk)
    return batch.status == Batch.Status.CHECKED and others.exists()


def list_councils(actor: Actor) -> list[Council]:
    """The councils that the service acts for."""
    return list(scope.visible(actor, Council.objects).order_by("name"))
