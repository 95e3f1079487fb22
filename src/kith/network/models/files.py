"""A family file beside a child, looked through person by person."""

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

from kith.access.models import User, tenant_manager
from kith.children.models import ChildLinked
from kith.people.models import Connection, ConnectionQuerySet
from kith.sealing import SealedTextField


class FamilyFile(ChildLinked):
    """A file of a genealogy program that somebody is looking through. Nobody in it is a person here before a yes.

    ``stored_as``: its bytes stand encrypted in the store until the looking through is finished; then they are
    destroyed, and only the counts stay. ``focus`` is the key of the child in the file.
    """

    stored_as = models.CharField(max_length=64, blank=True)
    form = models.CharField(max_length=20, blank=True)
    counts = models.JSONField(default=dict)
    focus = models.CharField(max_length=80, blank=True)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)
    finished_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[Any] = tenant_manager(ConnectionQuerySet)

    def __str__(self) -> str:
        return f"Family file of {self.at:%Y-%m-%d}"


class FamilyFileAnswer(ChildLinked):
    """That somebody in a file was taken over, or is not wanted; a no is remembered as long as the file is."""

    file = models.ForeignKey(FamilyFile, on_delete=models.PROTECT, related_name="answers")
    key = SealedTextField()
    connection = models.ForeignKey(Connection, null=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Any] = tenant_manager(ConnectionQuerySet)

    def __str__(self) -> str:
        return "taken over" if self.connection_id else "not wanted"
