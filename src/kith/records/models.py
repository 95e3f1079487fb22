"""Notes, concerns, and what still has to be copied into the council's own case system."""

from typing import Any, ClassVar, Self

from django.db import models
from django.utils import timezone

from kith.access import gate
from kith.access.actor import Actor
from kith.access.models import TenantModel, TenantQuerySet, User, tenant_manager
from kith.access.permissions import Permission
from kith.children.models import CaseMember, Child, ChildLinked, ChildLinkedQuerySet, closed_to
from kith.domain import terms
from kith.domain.papers import PICTURE
from kith.sealing import SealedJSONField, SealedTextField


class NoteQuerySet(ChildLinkedQuerySet):
    """Notes; a coordinator's session notes stay in the service (SAFEGUARDING 15)."""

    def visible_to(self, actor: Actor) -> Self:
        """The notes this actor may read: only those who may open a record at all."""
        rows = super().visible_to(actor)
        if not gate.may(actor, Permission.OPEN_CHILD):
            return rows.none()
        if gate.may(actor, Permission.READ_SESSION_NOTES):
            return rows
        return rows.filter(stays_in_service=False)


class Note(ChildLinked):
    """A note about a child, written once. Immutable: a correction is a new note that names the old one."""

    words = SealedTextField()
    childs_words = SealedTextField(null=True)
    keep_from = SealedJSONField(default=list)
    stays_in_service = models.BooleanField(default=False)
    corrects = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    happened_on = models.DateField()

    objects: ClassVar[Any] = tenant_manager(NoteQuerySet)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["child", "happened_on"], name="records_note_by_child")]

    def __str__(self) -> str:
        return f"Note of {self.happened_on}"


class PaperQuerySet(NoteQuerySet):
    """Papers, seen like notes; the job that has them looked through finds them, and opens none.

    One that may hold a no or a stop about a person is the child's and the coordinator's only (SAFEGUARDING 5).
    """

    def visible_to(self, actor: Actor) -> Self:
        """The papers this actor may know of."""
        if gate.may(actor, Permission.CHECK_PAPERS):
            return self.filter(service_id=actor.service_id)
        rows = super().visible_to(actor)
        if actor.role in (terms.Role.COORDINATOR, terms.Role.CHILD):
            return rows
        return rows.exclude(kind=terms.PaperKind.ANSWER.value)


class Paper(ChildLinked):
    """A photo or scan of paper: a map, a drawing, a yes on paper. Its bytes stand encrypted outside the database.

    HELD: it waits for the virus scanner, and nobody sees it. REFUSED and TAKEN_AWAY: the bytes are destroyed. The name
    of the file that was sent is not kept: it may hold anybody's.
    """

    class State(models.TextChoices):
        """Whether it can be seen."""

        HELD = "held", "Being looked through"
        KEPT = "kept", "Kept"
        REFUSED = "refused", "Refused by the virus scanner"
        TAKEN_AWAY = "taken_away", "Taken away"

    kind = models.CharField(max_length=12, choices=terms.PaperKind.choices())
    made_on = models.DateField()
    words = SealedTextField(null=True)
    keep_from = SealedJSONField(default=list)
    stays_in_service = models.BooleanField(default=False)
    media_type = models.CharField(max_length=20)
    pages = models.PositiveSmallIntegerField(default=1)
    notices = models.JSONField(default=list)
    stored_as = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=12, choices=State.choices)
    kept_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    kept_at = models.DateTimeField(default=timezone.now)
    taken_away_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    taken_away_at = models.DateTimeField(null=True)
    taken_away_words = SealedTextField(null=True)

    objects: ClassVar[Any] = tenant_manager(PaperQuerySet)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["child", "made_on"], name="records_paper_by_child")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.made_on}"

    @property
    def is_picture(self) -> bool:
        """Whether it can stand on a page; a PDF is only handed out to be saved."""
        return self.media_type == PICTURE


class ConcernQuerySet(TenantQuerySet):
    """Concerns, seen by the people they went to and by those who read every one."""

    def visible_to(self, actor: Actor) -> Self:
        """The concerns this actor may read; the job that passes them on finds them, and opens none."""
        rows = super().visible_to(actor).exclude(child_id__in=closed_to(actor))
        if gate.may(actor, Permission.READ_CONCERNS) or gate.may(actor, Permission.HAND_ON_CONCERN):
            return rows
        return rows.filter(readers__user_id=actor.user_id) if actor.user_id else rows.none()


class Concern(TenantModel):
    """A safeguarding concern: always passes to the worker and the safeguarding lead, whatever was agreed.

    ``in_childs_hands``: it was typed while the device of ``raised_by`` was in the child's hands, so it is the child's.
    ``waiting_for`` is the one named person who has it now. Since ``waiting_since`` they have not opened it; null once
    somebody took it.
    """

    child = models.ForeignKey(Child, null=True, on_delete=models.PROTECT, related_name="concerns")
    words = SealedTextField()
    raised_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    in_childs_hands = models.BooleanField(default=False)
    raised_at = models.DateTimeField(default=timezone.now)
    opened_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(null=True)
    waiting_for = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    waiting_since = models.DateTimeField(null=True)
    what_was_done = SealedTextField(null=True)
    settled_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = tenant_manager(ConcernQuerySet)

    def __str__(self) -> str:
        return f"Concern of {self.raised_at:%Y-%m-%d}"


class ConcernReader(TenantModel):
    """Who must read a concern, and when they opened it. ``given_at``: when they were the one who had to take it."""

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="readers")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["concern", "user"], name="records_one_reader_once"),
        ]

    def __str__(self) -> str:
        return "read" if self.opened_at else "not read yet"


class CaseCopyQuerySet(ChildLinkedQuerySet):
    """Copies for the case system, seen by those who carry them over."""

    def visible_to(self, actor: Actor) -> Self:
        """The copies this actor may read: a lead, who sees every child, those of their own making or around whom they
        are. A copy says what was written with a decision, and that is for the case team (access/policy.py).
        """
        rows = super().visible_to(actor)
        if not gate.may(actor, Permission.MARK_COPIED):
            return rows.none()
        if actor.role is not terms.Role.SAFEGUARDING_LEAD:
            return rows
        around = CaseMember.objects.filter(user_id=actor.user_id, until_on__isnull=True)
        return rows.filter(models.Q(made_by_id=actor.user_id) | models.Q(child_id__in=around.values("child_id")))


class CaseCopy(ChildLinked):
    """A note or decision in words ready for the council's case system, and whether it was copied yet."""

    kind = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    words = SealedTextField()
    made_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    copied_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    copied_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = tenant_manager(CaseCopyQuerySet)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["service", "copied_at"], name="records_not_copied_yet")]

    def __str__(self) -> str:
        return self.kind
