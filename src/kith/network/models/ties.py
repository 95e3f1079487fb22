"""How two people belong together: parents and children, partners, households, any other tie, and what it gives.

Such rows are between two people and may be told for one child or, as everything said of a person, for every child they
matter to. They never change: a slip is taken back, what is over has an end.
"""

from typing import Any, ClassVar, Self

from django.db import models
from django.utils import timezone

from kith.access import gate
from kith.access.actor import Actor
from kith.access.models import TenantModel, TenantQuerySet, User, known_to, tenant_manager
from kith.access.permissions import Permission
from kith.children.models import Child, ChildLinked
from kith.domain import terms
from kith.people.models import Connection, ConnectionQuerySet, Person, PersonQuerySet, told_children
from kith.sealing import SealedTextField, WordsField


class ToldQuerySet(TenantQuerySet):
    """Rows between people, told for every child or for one this actor may see."""

    people: ClassVar[tuple[str, ...]] = ()

    def visible_to(self, actor: Actor) -> Self:
        """The rows this actor may read: whoever may not know of one of the people learns nothing of the tie."""
        rows = self.filter(service_id=actor.service_id)
        if not gate.may(actor, Permission.VIEW_PEOPLE):
            return rows.none()
        seen = known_to(actor, PersonQuerySet, Person).values("pk")
        for name in self.people:
            rows = rows.filter(**{f"{name}__in": seen})
        return rows.filter(models.Q(for_child__isnull=True) | models.Q(for_child__in=told_children(actor)))


class ParentageQuerySet(ToldQuerySet):
    """Parents and children."""

    people = ("child_person", "parent")


class PairQuerySet(ToldQuerySet):
    """Partners, and any other tie."""

    people = ("a", "b")


class Told(TenantModel):
    """Something said of how people belong together: who says so, how sure, and for which child (empty: for every)."""

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

    class Meta:
        abstract = True


class Parentage(Told):
    """That somebody is, or was, a parent in one way; a child may have several, and one alone is enough."""

    child_person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="parents")
    parent = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="children")
    kind = models.CharField(max_length=12, choices=terms.ParentageKind.choices())
    from_on = models.DateField(null=True)
    until_on = models.DateField(null=True)

    objects: ClassVar[Any] = tenant_manager(ParentageQuerySet)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(child_person=models.F("parent")), name="network_nobody_is_their_own_parent"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["child_person", "parent"], name="network_parents_of")]

    def __str__(self) -> str:
        return self.get_kind_display()


class Pair(Told):
    """Two different people."""

    a = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="%(class)ss_as_a")
    b = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="%(class)ss_as_b")

    objects: ClassVar[Any] = tenant_manager(PairQuerySet)

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(a=models.F("b")), name="%(app_label)s_%(class)s_of_two"),
        ]


class Union(Pair):
    """That two people are, or were, partners. What they were to each other and since when are its events."""

    def __str__(self) -> str:
        return "partners"


class UnionEventQuerySet(TenantQuerySet):
    """What partners were to each other, seen by those who may see that they were partners."""

    def visible_to(self, actor: Actor) -> Self:
        """The rows this actor may read."""
        unions = known_to(actor, PairQuerySet, Union)
        return super().visible_to(actor).filter(union__in=unions.values("pk"))


class UnionEvent(TenantModel):
    """What two partners were to each other from a day or a year on; the history is kept, not one value."""

    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="events")
    status = models.CharField(max_length=16, choices=terms.UnionStatus.choices())
    on = models.DateField(null=True)
    year = models.PositiveSmallIntegerField(null=True)
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Any] = tenant_manager(UnionEventQuerySet)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["union", "year"], name="network_union_history")]

    def __str__(self) -> str:
        return self.get_status_display()


class Tie(Pair):
    """Any other tie: brothers and sisters, chosen family, a friend, "know each other"; ``words`` as people say it."""

    kind = models.CharField(max_length=28, choices=terms.TieKind.choices())
    words = WordsField(max_length=120, blank=True)
    from_on = models.DateField(null=True)
    until_on = models.DateField(null=True)

    class Meta(Pair.Meta):
        indexes: ClassVar = [models.Index(fields=["a", "b"], name="network_ties_of")]

    def __str__(self) -> str:
        return self.get_kind_display()


class HouseholdQuerySet(TenantQuerySet):
    """Households, told for every child or for one this actor may see; somebody in it must be known to the actor."""

    def visible_to(self, actor: Actor) -> Self:
        """The rows this actor may read."""
        rows = self.filter(service_id=actor.service_id)
        if not gate.may(actor, Permission.VIEW_PEOPLE):
            return rows.none()
        seen = known_to(actor, PersonQuerySet, Person).values("pk")
        lived = HouseholdMember.objects.filter(person__in=seen).values("household_id")
        told = models.Q(for_child__isnull=True) | models.Q(for_child__in=told_children(actor))
        return rows.filter(told, pk__in=lived)


class Household(Told):
    """People who live or lived together; ``called`` is a word for it ("Nan's"), never an address.

    The homes of the child in a return are read as households without names (queries.homes); they are not copied here.
    """

    called = WordsField(max_length=80, blank=True, is_name=True)
    is_carers_home = models.BooleanField(default=False)

    objects: ClassVar[Any] = tenant_manager(HouseholdQuerySet)

    def __str__(self) -> str:
        return self.called or "A household"


class HouseholdMemberQuerySet(TenantQuerySet):
    """Who lived in a household, seen by those who may know of the household and of the person."""

    def visible_to(self, actor: Actor) -> Self:
        """The rows this actor may read."""
        households = known_to(actor, HouseholdQuerySet, Household).values("pk")
        seen = known_to(actor, PersonQuerySet, Person).values("pk")
        return super().visible_to(actor).filter(household__in=households, person__in=seen)


class HouseholdMember(TenantModel):
    """That a person lives, or lived, in a household for a time."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="households")
    from_on = models.DateField(null=True)
    until_on = models.DateField(null=True)
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = tenant_manager(HouseholdMemberQuerySet)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "household"], name="network_lives_with")]

    def __str__(self) -> str:
        return "lives there"


class Support(ChildLinked):
    """What somebody gives a child, since when, and who says so."""

    connection = models.ForeignKey(Connection, on_delete=models.PROTECT, related_name="supports")
    kind = models.CharField(max_length=16, choices=terms.SupportKind.choices())
    source = models.CharField(max_length=16, choices=terms.FactSource.choices())
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Any] = tenant_manager(ConnectionQuerySet)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["connection", "kind"],
                condition=models.Q(until_on__isnull=True),
                name="network_one_support_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class TieQualityQuerySet(ConnectionQuerySet):
    """How a tie feels, seen by whoever wrote it down and by those who read session notes (SAFEGUARDING 15)."""

    def visible_to(self, actor: Actor) -> Self:
        """The rows this actor may read."""
        rows = super().visible_to(actor)
        if gate.may(actor, Permission.READ_SESSION_NOTES):
            return rows
        return rows.filter(recorded_by_id=actor.user_id)


class TieQuality(ChildLinked):
    """How the tie between the child and a person feels to whoever says so. Private; two views of it are normal."""

    connection = models.ForeignKey(Connection, on_delete=models.PROTECT, related_name="qualities")
    quality = models.CharField(max_length=20, choices=terms.Quality.choices())
    source = models.CharField(max_length=16, choices=terms.FactSource.choices())
    words = SealedTextField(null=True)
    on = models.DateField()
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Any] = tenant_manager(TieQualityQuerySet)

    def __str__(self) -> str:
        return self.get_quality_display()
