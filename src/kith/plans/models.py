"""Tables: what people promised a child, and what somebody says came of it."""

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

from kith.access.models import User, tenant_manager
from kith.children.models import ChildLinked
from kith.domain import terms
from kith.people.models import Connection, ConnectionQuerySet
from kith.referrals.models import Ask
from kith.sealing import SealedTextField


class Promise(ChildLinked):
    """What somebody promised a child, in their own words, and the thing the child asked for that it answers.

    ``connection``: one of the child's people; ``given_by``: anybody else, a worker or the service, in words. Its words
    and days never change: a promise that is changed has ended, and the new one is written beside it. Only what was
    written down wrongly is put right: a row with ``put_right_as`` keeps how that one read before. ``held_private``:
    it is held for the child's word about this person, which ``held_by`` wrote down (ADR 0024). ``resumed_on``: from
    when its days count anew, once it was held and goes on again.
    """

    connection = models.ForeignKey(Connection, null=True, on_delete=models.PROTECT, related_name="promises")
    given_by = SealedTextField(null=True)
    ask = models.ForeignKey(Ask, null=True, on_delete=models.PROTECT, related_name="promises")
    words = SealedTextField()
    how_often = models.CharField(max_length=16, choices=terms.HowOften.choices())
    from_on = models.DateField()
    due_on = models.DateField(null=True)
    resumed_on = models.DateField(null=True)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    held_at = models.DateTimeField(null=True)
    held_private = models.BooleanField(default=False)
    held_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    ended_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_words = SealedTextField(null=True)
    put_right_as = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="before")
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = tenant_manager(ConnectionQuerySet)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(how_often="once") | models.Q(due_on__isnull=False), name="plans_once_has_its_day"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["child", "ended_at"], name="plans_promise_by_child")]

    def __str__(self) -> str:
        return self.get_how_often_display()

    @property
    def about_person(self) -> str:
        """The child's name for whoever promised it: what the stops are asked about; empty for a worker."""
        return self.connection.about_person if self.connection else ""

    @property
    def promiser(self) -> str:
        """Who promised it, as pages say it."""
        return str(self.connection) if self.connection else self.given_by or ""


class PromiseCheck(ChildLinked):
    """What somebody says came of a promise, about one day. Immutable."""

    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, related_name="checks")
    came = models.CharField(max_length=12, choices=terms.CameOfPromise.choices())
    says = models.CharField(max_length=12, choices=terms.SaysSo.choices())
    on = models.DateField()
    words = SealedTextField(null=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Any] = tenant_manager(ConnectionQuerySet)

    def __str__(self) -> str:
        return self.get_came_display()
