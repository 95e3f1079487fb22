"""Everything that leaves: letters, messages, invitations, exports; held until it may go."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from kith.access.models import User
from kith.children.models import ChildLinked
from kith.domain.terms import AgreementScope
from kith.sealing import SealedTextField


class OutboxItem(ChildLinked):
    """One thing that is to leave. ``needs`` is the agreement it goes under; a stop freezes it at once."""

    class Kind(models.TextChoices):
        """What it is. The last three may still go after a stop, each released by a person."""

        LETTER = "letter", "Letter"
        MESSAGE = "message", "Message"
        INVITATION = "invitation", "Invitation"
        EXPORT = "export", "Export"
        CANCELLATION = "cancellation", "Neutral cancellation"
        LEGAL_NOTICE = "legal_notice", "Legal notice"
        SAFEGUARDING = "safeguarding", "Safeguarding"

    class State(models.TextChoices):
        """Where it stands."""

        QUEUED = "queued", "Waiting to be released"
        RELEASED = "released", "Released"
        SENT = "sent", "Sent"
        FROZEN = "frozen", "Held: stopped"
        CANCELLED = "cancelled", "Cancelled"

    referral_id = models.UUIDField(null=True)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    state = models.CharField(max_length=12, choices=State.choices, default=State.QUEUED)
    needs = models.CharField(max_length=16, choices=AgreementScope.choices(), blank=True)
    about_person = SealedTextField(null=True)
    recipient = SealedTextField()
    body = SealedTextField()
    queued_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    queued_at = models.DateTimeField(default=timezone.now)
    released_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    released_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    frozen_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["child", "state"], name="outbox_by_child")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.get_state_display().lower()}"
