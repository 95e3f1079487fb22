"""Who was taken for one person with whom, who was told apart, and looks for people who stand here twice."""

from typing import Any, ClassVar, Self

from django.db import models
from django.utils import timezone

from kith.access import gate
from kith.access.actor import Actor
from kith.access.models import TenantModel, TenantQuerySet, User, known_to, tenant_manager
from kith.access.permissions import Permission
from kith.children.models import ChildLinked
from kith.domain import terms
from kith.people.models.persons import Connection, ConnectionQuerySet, Person, PersonQuerySet
from kith.sealing import SealedTextField


class MergeQuerySet(TenantQuerySet):
    """Who was taken for whom, seen by those who may see the person."""

    def visible_to(self, actor: Actor) -> Self:
        """The rows this actor may know of."""
        seen = known_to(actor, PersonQuerySet, Person)
        return super().visible_to(actor).filter(kept_id__in=seen.values("pk"))


class Merge(TenantModel):
    """That two rows were taken for one person, by whom and why; and that it was undone. Nothing is lost either way."""

    kept = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merges")
    words = SealedTextField()
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    undone_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_words = SealedTextField(null=True)

    objects: ClassVar[Any] = tenant_manager(MergeQuerySet)

    def __str__(self) -> str:
        return "undone" if self.undone_at else "one person"


class TwoPeopleQuerySet(TenantQuerySet):
    """Who was told apart, seen by those who may see both."""

    def visible_to(self, actor: Actor) -> Self:
        """The rows this actor may know of."""
        seen = known_to(actor, PersonQuerySet, Person).values("pk")
        return super().visible_to(actor).filter(one_id__in=seen, other_id__in=seen)


class TwoPeople(TenantModel):
    """That somebody looked at two who are alike and knows that they are two: such a pair is not offered again."""

    one = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    words = SealedTextField()
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Any] = tenant_manager(TwoPeopleQuerySet)

    def __str__(self) -> str:
        return "two people"


class MergeAskedQuerySet(ConnectionQuerySet):
    """Who was put before a manager as one person, seen by those who may see both beside their children."""

    def visible_to(self, actor: Actor) -> Self:
        """The rows this actor may know of."""
        seen = known_to(actor, ConnectionQuerySet, Connection).values("pk")
        return super().visible_to(actor).filter(connection_id__in=seen, other_id__in=seen)


class MergeAsked(ChildLinked):
    """That a coordinator asked a manager to take two for one, because something about safety stands; and the answer."""

    connection = models.ForeignKey(Connection, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Connection, on_delete=models.PROTECT, related_name="+")
    words = SealedTextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    answer = models.CharField(max_length=8, choices=terms.SameAnswer.choices(), blank=True)
    answer_words = SealedTextField(null=True)
    answered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = tenant_manager(MergeAskedQuerySet)

    def __str__(self) -> str:
        return self.get_answer_display() or "asked"


class SameLookQuerySet(TenantQuerySet):
    """Looks through everybody, seen by whoever asked."""

    def visible_to(self, actor: Actor) -> Self:
        """The rows this actor may know of."""
        rows = super().visible_to(actor).filter(asked_by_id=actor.user_id)
        return rows if gate.may(actor, Permission.MERGE_PEOPLE) else rows.none()


class SameLook(TenantModel):
    """One look for people who stand here twice, among those whom whoever asked may know of.

    ``found`` holds two ids and a band for each pair and no words: what speaks for and against it is read anew, as far
    as its reader may know it then.
    """

    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)
    compared = models.PositiveIntegerField(default=0)
    weights = models.CharField(max_length=80, blank=True)
    found = models.JSONField(default=list)

    objects: ClassVar[Any] = tenant_manager(SameLookQuerySet)

    def __str__(self) -> str:
        return "A look for people who stand here twice"
