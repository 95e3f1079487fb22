"""Notes of the file beside a child: whom they name, looked through person by person."""

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

from kith.access.models import User, tenant_manager
from kith.children.models import ChildLinked
from kith.domain import terms
from kith.people.models import Connection, ConnectionQuerySet
from kith.sealing import SealedTextField


class CaseNotes(ChildLinked):
    """That notes were read. Nobody in them is a person here before a yes, and the text itself is not kept.

    ``stored_as``: whom they name, each with the sentence, stands encrypted in the store until the looking through is
    finished; then it is destroyed, and only the counts stay. ``form`` is text, docx, eml, rtf or pdf.
    """

    stored_as = models.CharField(max_length=64, blank=True)
    form = models.CharField(max_length=20)
    counts = models.JSONField(default=dict)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)
    finished_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[Any] = tenant_manager(ConnectionQuerySet)

    class Meta:
        verbose_name_plural = "case notes"

    def __str__(self) -> str:
        return f"Notes of {self.at:%Y-%m-%d}"


class NotesAnswer(ChildLinked):
    """What was answered about somebody whom notes name. A no is remembered by its keyed mark alone.

    ``sentence`` is kept with a yes and with what is to be asked; ``connection`` is who was added, or the same person.
    ``rule`` is the rule that found them, so that each rule's share of yes can be counted. Immutable but for its end: an
    answer after "ask" takes its place.
    """

    notes = models.ForeignKey(CaseNotes, on_delete=models.PROTECT, related_name="answers")
    mark = models.CharField(max_length=64)
    answer = models.CharField(max_length=8, choices=terms.NotesSay.choices())
    rule = models.CharField(max_length=40)
    connection = models.ForeignKey(Connection, null=True, on_delete=models.PROTECT, related_name="notes_answers")
    sentence = SealedTextField(null=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = tenant_manager(ConnectionQuerySet)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["child", "mark"], condition=models.Q(ended_at__isnull=True), name="finding_one_answer_a_mark"
            ),
        ]

    def __str__(self) -> str:
        return self.get_answer_display()
