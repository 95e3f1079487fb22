"""Staff who may be related to somebody around a child: signs, what they say themselves, what is decided (case B7)."""

from typing import Any, ClassVar, Self

from django.db import models

from kith.access import gate
from kith.access.actor import Actor
from kith.access.models import TenantModel, TenantQuerySet, User, tenant_manager
from kith.access.permissions import Permission
from kith.children.models import Child, closed_to
from kith.domain import related
from kith.people.models import Person
from kith.sealing import SealedTextField


class StaffMarks(TenantModel):
    """The home postcode and telephone of a member of staff, as keyed digests that nobody can read back.

    They are compared with the ways to reach people around a child, and are used for nothing else.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    marks = models.JSONField(default=list)
    given_at = models.DateTimeField()

    def __str__(self) -> str:
        return "Marks of a home"


class RelatedQuerySet(TenantQuerySet):
    """That staff may be related to somebody: for whoever decides it, never about themselves."""

    def visible_to(self, actor: Actor) -> Self:
        """The rows this actor may know of."""
        if not gate.may(actor, Permission.DECIDE_RELATED):
            return self.none()
        return super().visible_to(actor).exclude(user_id=actor.user_id).exclude(child_id__in=closed_to(actor))


class RelatedRow(TenantModel):
    """Something about a member of staff and a child. ``child`` is empty where somebody said it of no record."""

    child = models.ForeignKey(Child, null=True, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[Any] = tenant_manager(RelatedQuerySet)

    class Meta:
        abstract = True


class RelatedSign(RelatedRow):
    """A sign that a member of staff may be related to somebody around a child, or that they said so (``words``).

    A question and no finding (domain/related). A sign that was found is kept once, at the first time it was seen; it
    waits until somebody who may decide has looked.
    """

    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    strength = models.CharField(max_length=12, choices=[(one.value, one.value) for one in related.Strength])
    words = SealedTextField(null=True)
    seen_at = models.DateTimeField()
    looked_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    looked_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["child", "user", "person", "strength"],
                condition=models.Q(person__isnull=False),
                name="safety_related_sign_once",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["service", "looked_at"], name="safety_related_to_look_at")]

    def __str__(self) -> str:
        return str(self.strength)


class RelatedDecision(RelatedRow):
    """What was decided of a member of staff and a child, and why. Never changed; the latest counts."""

    outcome = models.CharField(max_length=8, choices=related.Outcome.choices())
    words = SealedTextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.get_outcome_display())
