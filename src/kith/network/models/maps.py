"""What the child drew and said: maps with their versions, who loves them, and "not now" and "never"."""

from typing import Any, ClassVar, Self

from django.db import models
from django.utils import timezone

from kith.access import gate
from kith.access.actor import Actor
from kith.access.models import TenantModel, TenantQuerySet, User, known_to, tenant_manager
from kith.access.permissions import Permission
from kith.children.models import CaseMember, ChildLinked
from kith.domain import terms
from kith.people.models import Connection, ConnectionQuerySet
from kith.records.models import Paper
from kith.sealing import SealedTextField


class ChildSaidQuerySet(ConnectionQuerySet):
    """What the child says about seeing people: the child's own and their coordinator's only (SAFEGUARDING 5)."""

    def visible_to(self, actor: Actor) -> Self:
        """The rows this actor may read. Neither the manager nor the worker is among them."""
        rows = super().visible_to(actor)
        if actor.child_id:
            return rows.filter(child_id=actor.child_id)
        mine = CaseMember.objects.filter(user_id=actor.user_id, part=CaseMember.Part.COORDINATOR, until_on__isnull=True)
        return rows.filter(child_id__in=mine.values("child_id"))


class ChildSaid(ChildLinked):
    """What the child says about seeing a person: yes, not now, never. The latest counts.

    A "never" waits for a quiet check-in of the coordinator with the child: nobody else is told.
    """

    connection = models.ForeignKey(Connection, on_delete=models.PROTECT, related_name="child_said")
    says = models.CharField(max_length=8, choices=terms.ChildSays.choices())
    ask_again_on = models.DateField(null=True)
    on = models.DateField()
    who_was_there = SealedTextField(null=True)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    checked_in_on = models.DateField(null=True)
    checked_in_words = SealedTextField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = tenant_manager(ChildSaidQuerySet)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["child", "connection", "at"], name="network_child_said")]

    def __str__(self) -> str:
        return f"Said on {self.on}"


def readable(actor: Actor) -> models.Q:
    """Which versions somebody may read: a child's that the child keeps with us stays in the service."""
    if gate.may(actor, Permission.READ_SESSION_NOTES):
        return models.Q()
    return models.Q(finished_at__isnull=False) & (
        models.Q(is_shared=True) | models.Q(drawn_by=terms.DrawnBy.WORKER.value)
    )


class MapVersionQuerySet(ConnectionQuerySet):
    """Versions of maps; one that the child shows to us alone is read by nobody else."""

    def visible_to(self, actor: Actor) -> Self:
        """The versions this actor may read."""
        return super().visible_to(actor).filter(readable(actor))


class MapVersion(ChildLinked):
    """One picture of the network, as it was drawn on one day. Once finished it is never changed by anybody.

    ``paper``: it was drawn on paper, and the photo of it counts as much; nobody is placed on it here.
    ``is_shared``: the child lets the people who work for them see it. ``changed_at`` is the last time somebody was
    placed. ``love`` is the answer to "who loves you, who will be there?", empty where it was not asked.
    """

    kind = models.CharField(max_length=16, choices=terms.MapKind.choices(), default=terms.MapKind.CIRCLES.value)
    drawn_by = models.CharField(max_length=8, choices=terms.DrawnBy.choices())
    on = models.DateField()
    who_was_there = SealedTextField(null=True)
    words = SealedTextField(null=True)
    is_shared = models.BooleanField(default=False)
    paper = models.OneToOneField(Paper, null=True, on_delete=models.PROTECT, related_name="map_version")
    love = models.CharField(max_length=12, choices=terms.LoveAnswer.choices(), blank=True)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = tenant_manager(MapVersionQuerySet)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["child", "kind", "drawn_by"],
                condition=models.Q(finished_at__isnull=True),
                name="network_one_map_at_a_time",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["child", "kind", "on", "started_at"], name="network_map_history")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.on}"


class OfVersionQuerySet(TenantQuerySet):
    """Rows of a version, seen by those who may read the version."""

    def visible_to(self, actor: Actor) -> Self:
        """The rows this actor may read."""
        versions = known_to(actor, MapVersionQuerySet, MapVersion)
        return super().visible_to(actor).filter(version__in=versions.values("pk"))


class MapPlace(TenantModel):
    """Where a person stands in a version: how near, in which part, and in which order there."""

    version = models.ForeignKey(MapVersion, on_delete=models.PROTECT, related_name="places")
    connection = models.ForeignKey(Connection, on_delete=models.PROTECT, related_name="places")
    ring = models.CharField(max_length=12, choices=terms.Ring.choices())
    side = models.CharField(max_length=24, choices=terms.Side.choices())
    order = models.PositiveSmallIntegerField(default=0)
    sees_now = models.CharField(max_length=16, choices=terms.SeesNow.choices(), blank=True)

    objects: ClassVar[Any] = tenant_manager(OfVersionQuerySet)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "connection"], name="network_placed_once"),
        ]

    def __str__(self) -> str:
        return self.get_ring_display()


class LoveMark(TenantModel):
    """That the child named a person in answer to "who loves you?" or "who will be there?"."""

    version = models.ForeignKey(MapVersion, on_delete=models.PROTECT, related_name="love_marks")
    connection = models.ForeignKey(Connection, on_delete=models.PROTECT, related_name="love_marks")
    question = models.CharField(max_length=16, choices=terms.LoveQuestion.choices())

    objects: ClassVar[Any] = tenant_manager(OfVersionQuerySet)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "connection", "question"], name="network_named_once"),
        ]

    def __str__(self) -> str:
        return self.get_question_display()


class Nudge(ChildLinked):
    """That somebody was moved aside in the child's family tree by hand, in quarters of a column. The latest counts."""

    connection = models.ForeignKey(Connection, on_delete=models.PROTECT, related_name="nudges")
    aside = models.IntegerField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Any] = tenant_manager(ConnectionQuerySet)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["child", "at"], name="network_nudges")]

    def __str__(self) -> str:
        return f"{self.aside} aside"
