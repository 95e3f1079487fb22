"""Imported statutory returns: batches, files, raw rows as sent, findings."""

from typing import Any, ClassVar, Self

from django.db import models
from django.utils import timezone

from kith.access import gate
from kith.access.actor import Actor
from kith.access.models import Council, Service, TenantModel, TenantQuerySet, User, tenant_manager
from kith.access.permissions import Permission
from kith.sealing import SealedJSONField, SealedTextField


class ReturnQuerySet(TenantQuerySet):
    """What belongs to an import: for those who bring returns in or may look at them."""

    def visible_to(self, actor: Actor) -> Self:
        """The rows this actor may know of."""
        if gate.may(actor, Permission.VIEW_RETURNS) or gate.may(actor, Permission.IMPORT_RETURN):
            return self.filter(service_id=actor.service_id)
        return self.none()


class OfReturn(models.Model):
    """A row written in bulk, with a plain number for its id.

    Each index and constraint more costs every row, so there is none that repeats another: that the service exists
    follows from the row's batch or part, whose service it must share (a trigger sees to that).
    """

    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )

    objects: ClassVar[Any] = tenant_manager(ReturnQuerySet)

    class Meta:
        abstract = True


class Batch(TenantModel):
    """One import: what was sent together, checked, and then committed, or rolled back as a unit."""

    class Status(models.TextChoices):
        """Where an import stands."""

        CHECKED = "checked", "Checked, not yet saved"
        COMMITTED = "committed", "Saved"
        ROLLED_BACK = "rolled_back", "Taken back"
        DISCARDED = "discarded", "Not saved"

    number = models.PositiveIntegerField()
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.CHECKED)
    council = models.ForeignKey(Council, null=True, on_delete=models.PROTECT, related_name="+")
    years = models.JSONField(default=list)
    ledger = models.JSONField(default=dict)
    refused = SealedJSONField(default=list, as_it_is=True)
    masked = models.JSONField(default=dict)
    changes = models.JSONField(default=dict)
    findings_count = models.PositiveIntegerField(default=0)
    sent_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now)
    checked_at = models.DateTimeField(default=timezone.now)
    committed_at = models.DateTimeField(null=True)
    rolled_back_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = tenant_manager(ReturnQuerySet)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["service", "number"], name="returns_batch_number_once"),
        ]

    def __str__(self) -> str:
        return f"Import {self.number}"


class StoredFile(TenantModel):
    """One file of a batch; its bytes stand encrypted in the store, with the values of switched-off columns replaced.

    ``sha256`` is that of the file as received, so that the same file is known again. ``columns`` is its header.
    """

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="files")
    name = SealedTextField()
    table = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    sha256 = models.CharField(max_length=64)
    encoding = models.CharField(max_length=12)
    columns = models.JSONField(default=list)
    rows = models.PositiveIntegerField(default=0)
    masked = models.JSONField(default=dict)
    stored_as = models.CharField(max_length=64, blank=True)

    objects: ClassVar[Any] = tenant_manager(ReturnQuerySet)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["service", "sha256"], name="returns_file_known_again")]

    def __str__(self) -> str:
        return f"{self.table} {self.year}"


class FilePart(OfReturn):
    """The rows of one saved file for one council.

    ``in_force``: of all saved parts for one table, council and year this is the one that counts. The part of the
    import that was saved last is in force; it takes the place of an earlier one whole. Answers read no other rows.
    A file that an import before had brought keeps its turn, so that sending it again undoes no correction: then
    ``turn_at`` and ``turn_number`` are when that one was saved, and its number.
    """

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="parts")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    table = models.CharField(max_length=20)
    council_code = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField()
    rows = models.PositiveIntegerField(default=0)
    in_force = models.BooleanField(default=False)
    turn_at = models.DateTimeField(null=True)
    turn_number = models.PositiveIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["service", "council_code", "table", "year"],
                condition=models.Q(in_force=True),
                name="returns_one_part_in_force",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.year}"


class RawRow(OfReturn):
    """One row as sent. Never updated, never deleted but by lawful erasure. Written with raw SQL.

    ``values`` is the row as sent, JSON values in the order of the file's header with commas between; ``normal`` the
    normalised values in the order of the table's columns. In both, null stands where a postcode or a column that the
    return does not know stood: those are in ``sealed``, as ``[values as sent, normalised values]``. A quarantined
    row has only ``sealed`` and ``reason``.
    """

    part = models.ForeignKey(FilePart, on_delete=models.PROTECT, related_name="+", db_index=False)
    line = models.PositiveIntegerField()
    reference = models.CharField(max_length=40, blank=True)
    values = models.TextField()
    normal = models.TextField()
    sealed = SealedJSONField(null=True, as_it_is=True)
    status = models.CharField(max_length=12)
    reason = models.TextField(blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["part"], name="returns_row_by_part")]

    def __str__(self) -> str:
        return f"line {self.line}"


class Finding(OfReturn):
    """Something found in a row or file, in plain English, with its place."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="findings", db_index=False)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    line = models.PositiveIntegerField(null=True)
    column = models.CharField(max_length=40, blank=True)
    reference = models.CharField(max_length=40, blank=True)
    rule = models.CharField(max_length=20)
    severity = models.CharField(max_length=8)
    text = models.TextField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["batch", "severity", "rule"], name="returns_finding_by_batch")]

    def __str__(self) -> str:
        return f"{self.rule} line {self.line}"
