"""Who lives with a person, as it was asked before anything reaches them (SAFEGUARDING 3)."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from kith.access.models import User
from kith.domain import terms
from kith.people.models import Connection, Person
from kith.safety.models.standing import SafetyRow
from kith.sealing import SealedTextField


class LivesWith(SafetyRow):
    """One line of an answer to "who lives with them?": with whom (``other``), nobody, or that nobody knows. Immutable.

    The lines of one answer have one ``at``; the latest answer counts. ``words``: who says so, and who else lives there.
    """

    connection = models.ForeignKey(Connection, on_delete=models.PROTECT, related_name="lives_with")
    answer = models.CharField(max_length=12, choices=terms.LivesWithKind.choices())
    other = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    words = SealedTextField()
    on = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["connection", "at"], name="safety_lives_with_latest")]

    def __str__(self) -> str:
        return self.get_answer_display()
