"""Everything that leaves: letters, messages, invitations, exports; held until it may go."""

from typing import Any, ClassVar, Self

from django.db import models
from django.utils import timezone

from kith.access import gate
from kith.access.actor import Actor
from kith.access.models import User, tenant_manager
from kith.access.permissions import Permission
from kith.children.models import ChildLinked, ChildLinkedQuerySet
from kith.domain.terms import AgreementScope, ContactKind
from kith.sealing import SealedTextField

WRITERS = (Permission.QUEUE_OUTBOX, Permission.RELEASE_OUTBOX, Permission.SEND_OUTBOX)


class OutboxQuerySet(ChildLinkedQuerySet):
    """What is to leave, seen by those who write, release or send it."""

    def visible_to(self, actor: Actor) -> Self:
        """The things this actor may know of."""
        rows = super().visible_to(actor)
        return rows if any(gate.may(actor, permission) for permission in WRITERS) else rows.none()


class OutboxItem(ChildLinked):
    """One thing that is to leave. ``needs`` is the agreement it goes under; a stop freezes it at once.

    ``way``, ``carrier_ref``, ``came``, ``code`` and ``tries`` say how it was carried and what came of it, as codes.
    ``person_id`` is one of the child's people, where it is written to one (a table of an app above this one).
    ``held_private``: it is held for the child's word about one person, which ``held_by`` wrote down.
    """

    class Kind(models.TextChoices):
        """What it is. The last three may still go after a stop, each released by a person."""

        LETTER = "letter", "Letter"
        MESSAGE = "message", "Message"
        INVITATION = "invitation", "Invitation"
        EXPORT = "export", "Export"
        CANCELLATION = "cancellation", "Neutral cancellation"
        LEGAL_NOTICE = "legal_notice", "Legal notice"
        SAFEGUARDING = "safeguarding", "Safeguarding"

    # These go under no agreement of the child, and may go after a stop (SAFEGUARDING 6).
    GO_ANYWAY = (Kind.CANCELLATION, Kind.LEGAL_NOTICE, Kind.SAFEGUARDING)
    # These are written to one of the child's people and to nobody else, so that what is known about the safety of that
    # person is asked each time (SAFEGUARDING 2 and 3).
    TO_A_PERSON = (Kind.LETTER, Kind.MESSAGE, Kind.INVITATION)

    class State(models.TextChoices):
        """Where it stands."""

        QUEUED = "queued", "Waiting to be released"
        RELEASED = "released", "Released"
        ON_THE_WAY = "on_the_way", "Being handed over"
        SENT = "sent", "Sent"
        FAILED = "failed", "Could not be sent"
        FROZEN = "frozen", "Held: stopped"
        CANCELLED = "cancelled", "Cancelled"

    referral_id = models.UUIDField(null=True)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    state = models.CharField(max_length=12, choices=State.choices, default=State.QUEUED)
    needs = models.CharField(max_length=16, choices=AgreementScope.choices(), blank=True)
    about_person = SealedTextField(null=True)
    person_id = models.UUIDField(null=True)
    contact_kind = models.CharField(max_length=16, choices=ContactKind.choices(), blank=True)
    recipient = SealedTextField()
    body = SealedTextField()
    queued_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    queued_at = models.DateTimeField(default=timezone.now)
    released_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    released_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    way = models.CharField(max_length=8, blank=True)
    carrier_ref = models.CharField(max_length=100, blank=True)
    came = models.CharField(max_length=12, blank=True)
    code = models.CharField(max_length=40, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    handed_at = models.DateTimeField(null=True)
    try_again_at = models.DateTimeField(null=True)
    frozen_at = models.DateTimeField(null=True)
    held_private = models.BooleanField(default=False)
    held_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    cancelled_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    cancelled_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = tenant_manager(OutboxQuerySet)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(needs="") | models.Q(kind__in=["cancellation", "legal_notice", "safeguarding"]),
                name="outbox_goes_under_an_agreement",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind__in=["letter", "message", "invitation"])
                | models.Q(state__in=["sent", "cancelled"])
                | models.Q(person_id__isnull=False),
                name="outbox_to_a_person_names_the_person",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["released", "on_the_way", "sent", "failed"])
                | models.Q(released_by__isnull=False),
                name="outbox_released_by_a_person",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["child", "state"], name="outbox_by_child")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.get_state_display().lower()}"
