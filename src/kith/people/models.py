"""People who matter: persons, their many names, facts, ways to reach them, and their connection to a child.

A person is a row of the service, seen only by those who may see a child they are connected to. Everything said of a
person carries ``for_child``: told for that child only, or (empty) for every child the person is connected to; sharing
is an explicit act. Facts are dated rows that never change, so contradictions stand side by side.
"""

import functools
import operator
from collections.abc import Iterable
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone

from kith.access import built, gate
from kith.access.actor import Actor
from kith.access.models import TenantModel, TenantQuerySet, User, known_to, tenant_manager
from kith.access.permissions import Permission
from kith.children.models import Child, ChildLinked, ChildLinkedQuerySet, ChildQuerySet, closed_to
from kith.domain import matching, terms
from kith.domain.names import Kind, NoFamily, Row, Variants, load_and, row_of
from kith.domain.names import Name as DomainName
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


class NameQuerySet(AboutPersonQuerySet):
    """Names; whichever way one is written, its keys are written with it."""

    def bulk_create(self, objs: Iterable[Any], *args: Any, **options: Any) -> list[Any]:
        """Names and their keys."""
        made: list[Any] = super().bulk_create(list(objs), *args, **options)
        write_keys(made)
        return made


class ReachQuerySet(AboutPersonQuerySet):
    """Ways to reach a person. To those who may not read a sealed one it is not there (SAFEGUARDING 2)."""

    childs_own = models.Q(pk__in=())

    def visible_to(self, actor: Actor) -> Self:
        """The ways this actor may read: sealed ones are for those who wrote them and who read sealed places."""
        rows = super().visible_to(actor)
        if gate.may(actor, Permission.READ_SEALED_PLACES):
            return rows
        return rows.filter(models.Q(is_sealed=False) | models.Q(recorded_by_id=actor.user_id))


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


class Name(AboutPerson):
    """One of a person's many names, in parts or as one string, kept exactly as written; one word is a whole name.

    ``folded`` is the name without accents, capitals and order, to find it again.
    """

    kind = models.CharField(max_length=16, choices=terms.NameKind.choices(), default=terms.NameKind.USED.value)
    full = WordsField(max_length=200, is_name=True)
    given = WordsField(max_length=120, blank=True, is_name=True)
    family = WordsField(max_length=120, blank=True, is_name=True)
    folded = models.CharField(max_length=240, blank=True)
    from_on = models.DateField(null=True)
    until_on = models.DateField(null=True)

    objects: ClassVar[Any] = tenant_manager(NameQuerySet)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(full=""), name="people_a_name_is_not_empty"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "kind"], name="people_name_by_person"),
            models.Index(fields=["service", "folded"], name="people_name_folded"),
        ]

    def __str__(self) -> str:
        return self.full

    def save(self, *args: Any, **options: Any) -> None:
        """Write the row, and its keys where it is new."""
        is_new = self._state.adding
        super().save(*args, **options)
        if is_new:
            write_keys([self])


class NameKey(TenantModel):
    """One key by which a name is found while it is typed: its letters, sound, full form or beginning.

    Made by domain.matching with the rules of ``KEYS_MADE_BY``; a migration makes all anew where those change.
    """

    name = models.ForeignKey(Name, on_delete=models.CASCADE, related_name="keys")
    key = models.CharField(max_length=80)

    class Meta:
        # The name stands in the index too: a search counts by it and opens no row of this table.
        indexes: ClassVar = [models.Index(fields=["service", "key", "name"], name="people_name_by_key")]

    def __str__(self) -> str:
        return "A key of a name"


class NameFamily(TenantModel):
    """Names that are one name, or are not, which a service has added to those that ship; one taken away has ended.

    ``names`` are written with semicolons between them, the full form first.
    """

    names = WordsField(max_length=400, is_name=True, writer="added_by")
    kind = models.CharField(max_length=12, choices=Kind.choices())
    culture = WordsField(max_length=60, blank=True, writer="added_by")
    how_known = WordsField(max_length=200, writer="added_by")
    added_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    ended_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = tenant_manager()

    class Meta:
        verbose_name_plural = "name families"

    def __str__(self) -> str:
        return "Names that are one name"

    def as_listed(self) -> Row | None:
        """The row as domain.names reads it; None for one that no action wrote and that is none."""
        try:
            kind = Kind(self.kind)
            return row_of(str(self.names), kind=kind, culture=str(self.culture), how_known=str(self.how_known))
        except NoFamily:
            return None


def variants_of(rows: Iterable[NameFamily]) -> Variants:
    """The list that ships with Kith, with these rows of a service beside it."""
    return load_and(tuple(listed for row in rows if (listed := row.as_listed())))


def families_of(service_id: Any) -> Any:
    """What a service has added and not taken away, in the order it was added."""
    return NameFamily.objects.filter(service_id=service_id, ended_at__isnull=True).order_by("added_at", "pk")


KEYS_MADE_BY = "1-0c05f48c8432babb"
LONGEST_KEY = 80


def as_matched(name: Any) -> DomainName:
    """A row of names as domain.matching reads it: in parts where it was divided."""
    if name.given or name.family:
        return DomainName(given=name.given, family=name.family)
    return DomainName(whole=name.full)


def keys_of(name: Any, variants: Variants | None = None) -> list[str]:
    """The keys of one row of names. One too long for the column is none: shorter ones find the name too."""
    found = matching.keys(matching.Person(str(name.pk), (as_matched(name),)), variants)
    return sorted(key for key in found if len(key) <= LONGEST_KEY)


def write_keys(written: Iterable[Any]) -> None:
    """Make the keys of new names, by the list of the service that they stand in."""
    found = list(written)
    lists = {service: variants_of(families_of(service)) for service in {name.service_id for name in found}}
    rows = [
        NameKey(service_id=name.service_id, name_id=name.pk, key=key)
        for name in found
        for key in keys_of(name, lists[name.service_id])
    ]
    NameKey.objects.bulk_create(rows, batch_size=1_000)


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
    """That a person came to stand somewhere else for a child, on a day; these rows give the network of any date."""

    connection = models.ForeignKey(Connection, on_delete=models.PROTECT, related_name="changes")
    status = models.CharField(max_length=16, choices=terms.PersonStatus.choices())
    on = models.DateField()
    source = models.CharField(max_length=16, choices=terms.FactSource.choices())
    words = SealedTextField(null=True)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Any] = tenant_manager(ConnectionQuerySet)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["connection", "on", "at"], name="people_status_history")]

    def __str__(self) -> str:
        return f"{self.get_status_display()} on {self.on}"


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
