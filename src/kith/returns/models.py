"""Imported statutory returns: batches, files, raw rows as sent, findings."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from kith.access.models import Council, TenantModel, User
from kith.sealing import SealedJSONField, SealedTextField


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
    sha256 = models.CharField(max_length=64)
    years = models.JSONField(default=list)
    ledger = models.JSONField(default=dict)
    refused = models.JSONField(default=list)
    masked = models.JSONField(default=dict)
    changes = models.JSONField(default=dict)
    findings_count = models.PositiveIntegerField(default=0)
    sent_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now)
    committed_at = models.DateTimeField(null=True)
    rolled_back_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["service", "number"], name="returns_batch_number_once"),
        ]

    def __str__(self) -> str:
        return f"Import {self.number}"


class StoredFile(TenantModel):
    """One file of a batch as received (switched-off values replaced); its bytes stand encrypted in the store."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="files")
    name = SealedTextField()
    table = models.CharField(max_length=20, blank=True)
    council_code = models.CharField(max_length=12, blank=True)
    year = models.PositiveSmallIntegerField(null=True)
    sha256 = models.CharField(max_length=64)
    stored_as = models.CharField(max_length=64, blank=True)
    rows = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.table} {self.year or ''}".strip()


class RawRow(models.Model):
    """One row as sent. Never updated, never deleted but by lawful erasure. Written with raw SQL.

    ``values`` holds the row as sent without its sealed columns; ``normal`` the normalised values in the table's
    column order; ``sealed`` both forms of the postcodes, encrypted.
    """

    service = models.ForeignKey("access.Service", on_delete=models.PROTECT, related_name="+")
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    line = models.PositiveIntegerField()
    table = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    council_code = models.CharField(max_length=12, blank=True)
    reference = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    values = models.TextField()
    normal = models.TextField()
    sealed = SealedJSONField(null=True)
    status = models.CharField(max_length=12)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["service", "council_code", "reference"], name="returns_row_by_child"),
            models.Index(fields=["batch", "status"], name="returns_row_by_batch"),
        ]

    def __str__(self) -> str:
        return f"{self.table} line {self.line}"


class Finding(models.Model):
    """Something found in a row or file, in plain English, with its place."""

    service = models.ForeignKey("access.Service", on_delete=models.PROTECT, related_name="+")
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="findings")
    file = models.CharField(max_length=200)
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
