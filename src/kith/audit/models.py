"""The audit tables: one append-only event table, the head of each chain, and read marks."""

import uuid
from typing import ClassVar

from django.db import models

from kith.sealing import SealedTextField

NATIONAL_CHAIN = uuid.UUID(int=0)


class AuditEvent(models.Model):
    """One thing that happened. Ids and codes only; words stand encrypted in ``words``.

    There are no foreign keys, so that an event outlives everything it names.
    """

    service_id = models.UUIDField()
    seq = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    kind = models.CharField(max_length=80)
    actor_kind = models.CharField(max_length=12)
    actor_id = models.CharField(max_length=80)
    actor_role = models.CharField(max_length=24)
    subject_type = models.CharField(max_length=60, blank=True)
    subject_id = models.CharField(max_length=40, blank=True)
    child_id = models.UUIDField(null=True)
    batch_id = models.UUIDField(null=True)
    count = models.PositiveIntegerField(null=True)
    codes = models.JSONField(default=dict)
    words = SealedTextField(null=True, as_it_is=True)
    words_digest = models.CharField(max_length=64, blank=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["service_id", "seq"], name="audit_one_event_per_place"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["child_id", "kind", "at"], name="audit_by_child"),
            models.Index(fields=["service_id", "at"], name="audit_by_service"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.kind}"


class AuditHead(models.Model):
    """The last link of each service's chain; locking it puts writers in line."""

    service_id = models.UUIDField(primary_key=True)
    seq = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.service_id} at {self.seq}"


class ReadMark(models.Model):
    """That an actor's reading was recorded in an hour, so that it is recorded once.

    ``child_id``: whose record was read, or the id of a child's request, which may be of no known child.
    """

    actor_id = models.CharField(max_length=80)
    child_id = models.UUIDField()
    hour = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["actor_id", "child_id", "hour"], name="audit_one_read_an_hour"),
        ]

    def __str__(self) -> str:
        return f"read in {self.hour:%Y-%m-%d %H}h"
