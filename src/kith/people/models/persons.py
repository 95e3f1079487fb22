"""Persons, facts, ways to reach them, and their connection to a child."""

import functools
import operator
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.text import capfirst

from kith.access import gate
from kith.access.actor import Actor
from kith.access.models import TenantModel, TenantQuerySet, User, known_to, tenant_manager
from kith.access.permissions import Permission
from kith.children.models import Child, ChildLinked, ChildLinkedQuerySet, ChildQuerySet, closed_to
from kith.domain import terms
from kith.people.models.sealed import sealed_to, told_children
from kith.sealing import SealedTextField, WordsField


class ConnectionQuerySet(ChildLinkedQuerySet):
    """Who matters to a child, seen by those who work with the child's people, as far as these are not sealed."""

    def visible_to(self, actor: Actor) -> Self:
        """The connections this actor may know of."""
        rows = super().visible_to(actor)
        if not gate.may(actor, Permission.VIEW_PEOPLE):
            return rows.none()
        return rows.exclude(child_id__in=sealed_to(actor))


class FoundQuerySet(ConnectionQuerySet):
    """What was found of a person, by its ``connection``; of one who said no it is sealed."""

    connection = "connection"

    def visible_to(self, actor: Actor) -> Self:
        """The rows this actor may read."""
        rows = super().visible_to(actor)
        if gate.may(actor, Permission.READ_SEALED_PEOPLE):
            return rows
        return rows.exclude(**{f"{self.connection}__status__in": SAID_NO})


class PersonQuerySet(TenantQuerySet):
    """People, seen by those who may see a child they are connected to, or the child whose own row it is."""

    def visible_to(self, actor: Actor) -> Self:
        """The people this actor may know of; who was taken for one person is seen as one."""
        mine = self.filter(service_id=actor.service_id)
        if not gate.may(actor, Permission.VIEW_PEOPLE):
            return mine.none()
        connected = known_to(actor, ConnectionQuerySet, Connection).order_by()
        if gate.may(actor, Permission.SEE_EVERY_CHILD):
            return mine.filter(_stands_in(connected) | ~models.Q(child_id__in=closed_to(actor)) & HAS_A_RECORD)
        roots = connected.values(root=Coalesce("person__same_as_id", "person_id"))
        children = known_to(actor, ChildQuerySet, Child)
        return mine.filter(
            models.Q(pk__in=roots) | models.Q(same_as_id__in=roots) | models.Q(child_id__in=children.values("pk"))
        )


HAS_A_RECORD = models.Q(child__isnull=False)


def _stands_in(connected: Any) -> Any:
    """Whether a person, or a row that is the same person, stands in some connections.

    Asked of each row by itself: to whoever sees every child the list of all who stand somewhere would be as long as the
    register, and the database would make it anew for every question.
    """
    person, kept = models.OuterRef("pk"), models.OuterRef("same_as_id")
    ways = (
        {"person_id": person},
        {"person__same_as_id": person},
        {"person_id": kept},
        {"person__same_as_id": kept},
    )
    return functools.reduce(operator.or_, (models.Exists(connected.filter(**way)) for way in ways))


class AboutPersonQuerySet(TenantQuerySet):
    """What is said of a person: shared, or told for a child this actor may see.

    Of one who said no only the child's own words stay, and to each writer what they wrote.
    """

    childs_own = models.Q(source=terms.FactSource.CHILD.value)

    def visible_to(self, actor: Actor) -> Self:
        """The rows this actor may read."""
        people = known_to(actor, PersonQuerySet, Person)
        if gate.may(actor, Permission.SEE_EVERY_CHILD):
            kept = models.Q(for_child_id__in=closed_to(actor)) | models.Q(for_child_id__in=sealed_to(actor))
            told, seen = models.Q(for_child__isnull=True) | ~kept, people.filter(pk=models.OuterRef("person_id"))
            rows = self.filter(told, models.Exists(seen), service_id=actor.service_id)
        else:
            told = models.Q(for_child__isnull=True) | models.Q(for_child__in=told_children(actor))
            rows = self.filter(told, service_id=actor.service_id, person__in=people)
        if gate.may(actor, Permission.READ_SEALED_PEOPLE):
            return rows
        stays = self.childs_own | models.Q(recorded_by_id=actor.user_id)
        return rows.exclude(~stays & _is_of_one_who_said_no())


class ReachQuerySet(AboutPersonQuerySet):
    """Ways to reach a person. To those who may not read a sealed one it is not there (SAFEGUARDING 2)."""

    childs_own = models.Q(pk__in=())

    def visible_to(self, actor: Actor) -> Self:
        """The ways this actor may read: sealed ones are for those who wrote them and who read sealed places."""
        rows = super().visible_to(actor)
        if gate.may(actor, Permission.READ_SEALED_PLACES):
            return rows
        return rows.filter(models.Q(is_sealed=False) | models.Q(recorded_by_id=actor.user_id))


class Person(TenantModel):
    """A person, known or not: "father's mother, name not known" is a full row without a name.

    ``child`` is set for a child's own row, so that brothers, sisters and parents can be tied to it. A person who
    turned out to be another stays, with ``same_as``: every reading then takes the two for one, and it can be undone.
    ``same_as`` names the row that is kept, never one that is itself the same as a third.
    """

    child = models.OneToOneField(Child, null=True, on_delete=models.PROTECT, related_name="as_person")
    gender = models.CharField(max_length=12, choices=terms.Gender.choices(), default=terms.Gender.NOT_KNOWN.value)
    gender_words = models.CharField(max_length=60, blank=True)
    is_professional = models.BooleanField(default=False)
    is_under_18 = models.BooleanField(null=True)
    same_as = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="others", db_index=False)
    added_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = tenant_manager(PersonQuerySet)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(same_as__isnull=True) | ~models.Q(same_as=models.F("id")),
                name="people_nobody_is_same_as_themselves",
            ),
        ]
        # Few are taken for another: without the others the index stays one that a database trusts.
        indexes: ClassVar = [
            models.Index(fields=["same_as"], condition=models.Q(same_as__isnull=False), name="people_taken_for"),
        ]

    def __str__(self) -> str:
        return "A person"


class AboutPerson(TenantModel):
    """Something said of a person, with who says so, how sure, and for which child.

    Such a row never changes; one that was a slip is taken back, and stays in the history.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="%(class)ss")
    for_child = models.ForeignKey(Child, null=True, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=16, choices=terms.FactSource.choices())
    source_words = WordsField(max_length=120, blank=True)
    certainty = models.CharField(
        max_length=16, choices=terms.Certainty.choices(), default=terms.Certainty.CERTAIN.value
    )
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    taken_back_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    taken_back_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = tenant_manager(AboutPersonQuerySet)

    class Meta:
        abstract = True


class PersonFact(AboutPerson):
    """A fact about a person. A birth or a death may be a ``year`` only; ``on`` is set where the day is known."""

    kind = models.CharField(max_length=12, choices=terms.PersonFactKind.choices())
    words = SealedTextField(null=True)
    on = models.DateField(null=True)
    year = models.PositiveSmallIntegerField(null=True)
    is_about = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "kind"], name="people_fact_by_person")]

    def __str__(self) -> str:
        return self.get_kind_display()


class Reach(AboutPerson):
    """A way to reach a person. The value is always encrypted; ``is_sealed`` hides the row itself from most readers.

    ``digest`` finds the same value again, and ``marks`` its phone number and postcodes in free text, without opening
    it (SAFEGUARDING 2).
    """

    kind = models.CharField(max_length=8, choices=terms.ReachKind.choices())
    value = SealedTextField()
    digest = models.CharField(max_length=64, blank=True)
    marks = models.JSONField(default=list)
    is_sealed = models.BooleanField(default=False)
    is_safe_to_use = models.BooleanField(null=True)
    how_to_use = SealedTextField(null=True)
    confirmed_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = tenant_manager(ReachQuerySet)

    def __str__(self) -> str:
        return self.get_kind_display()


class Connection(ChildLinked):
    """That a person matters to a child, what the child calls them, and where they stand (``status``, the latest).

    ``how_related`` says who they are where no name is known. Until ``child_knows``, nothing of this person stands on a
    page that the child sees (SAFEGUARDING 4). ``called_by`` and ``related_by``: who
    wrote ``called`` and ``how_related`` as they stand.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="connections")
    called = WordsField(max_length=80, blank=True, writer="called_by", is_name=True)
    how_related = WordsField(max_length=120, blank=True, writer="related_by")
    side = models.CharField(max_length=20, choices=terms.Side.choices(), blank=True)
    status = models.CharField(max_length=16, choices=terms.PersonStatus.choices())
    status_on = models.DateField()
    last_in_touch_on = models.DateField(null=True)
    added_on = models.DateField()
    called_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    related_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    named_by_child = models.BooleanField(default=False)
    child_knows = models.BooleanField(default=False)
    removed_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = tenant_manager(ConnectionQuerySet)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["child", "person"], name="people_connected_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "child"], name="people_connected_children")]

    def __str__(self) -> str:
        return self.called or self.how_related or "A person"

    @property
    def without_name(self) -> str:
        """What stands on pages of the staff where no name is known: "Foster carer, name not known"."""
        return f"{capfirst(self.how_related or 'a person')}, name not known"

    @property
    def about_person(self) -> str:
        """The child's name for the person: what the agreement and the stops are asked about."""
        return self.called or self.how_related


SAID_NO = tuple(sorted(status.value for status in terms.PersonStatus.said_no()))


def _is_of_one_who_said_no() -> models.Q:
    """A row told for a child to whom the person said no, or for every child where they said no to all of them."""
    who = models.Q(person_id=models.OuterRef("person_id")) | models.Q(person_id=models.OuterRef("person__same_as_id"))
    beside = TenantQuerySet(Connection).filter(who).order_by()
    no = beside.filter(status__in=SAID_NO)
    for_one = models.Exists(no.filter(child_id=models.OuterRef("for_child_id")))
    somebody_stays = models.Exists(beside.exclude(status__in=SAID_NO))
    return models.Q(for_one) | models.Q(models.Exists(no), ~somebody_stays, for_child__isnull=True)


class StatusChange(ChildLinked):
    """That a person came to stand somewhere else for a child, on a day; these rows give the network of any date.

    ``by_joining``: nobody said so of this row; it was taken for one with, or apart from, another row of the person.
    """

    connection = models.ForeignKey(Connection, on_delete=models.PROTECT, related_name="changes")
    status = models.CharField(max_length=16, choices=terms.PersonStatus.choices())
    on = models.DateField()
    source = models.CharField(max_length=16, choices=terms.FactSource.choices())
    words = SealedTextField(null=True)
    by_joining = models.BooleanField(default=False)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Any] = tenant_manager(ConnectionQuerySet)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["connection", "on", "at"], name="people_status_history")]

    def __str__(self) -> str:
        return f"{self.get_status_display()} on {self.on}"
