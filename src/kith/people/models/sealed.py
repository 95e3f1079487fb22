"""That the people around a child are sealed, and to whom (docs/adr/0048)."""

from typing import Any, ClassVar

from django.db import models

from kith.access import built, gate
from kith.access.actor import Actor
from kith.access.models import TenantQuerySet, User, known_to
from kith.access.permissions import Permission
from kith.children.models import Child, ChildLinked, ChildQuerySet


class SealedPeople(ChildLinked):
    """That the people of a child are sealed: the child took their yes back, or the work was withdrawn (ADR 0048).

    From ``sealed_at`` until ``opened_at`` they are there for those alone who may read sealed people: each reading of
    the tables of people, and of all that hangs from them, leaves them out.
    """

    sealed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    sealed_at = models.DateTimeField()
    opened_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["child"], condition=models.Q(opened_at__isnull=True), name="people_sealed_once"
            ),
        ]

    def __str__(self) -> str:
        return "Sealed" if self.opened_at is None else "Opened again"


def sealed_to(actor: Actor) -> Any:
    """The children whose people are sealed to this actor, as a part of a query."""
    return built.once(_sealed_to, actor, None)


def _sealed_to(actor: Actor, _rows: None) -> Any:
    rows = TenantQuerySet(SealedPeople).filter(service_id=actor.service_id, opened_at__isnull=True).order_by()
    return (rows.none() if gate.may(actor, Permission.READ_SEALED_PEOPLE) else rows).values("child_id")


def told_children(actor: Actor) -> Any:
    """The children for whom this actor may read what is told of people, as a part of a query."""
    return known_to(actor, ChildQuerySet, Child).exclude(pk__in=sealed_to(actor)).values("pk")
