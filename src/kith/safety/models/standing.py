"""Clearance, restrictions, who must not meet, sides to think of, the adoption route, protected people, news to tell."""

from typing import Any, ClassVar, Self

from django.db import models
from django.utils import timezone

from kith.access import gate
from kith.access.actor import Actor
from kith.access.models import TenantModel, TenantQuerySet, User, tenant_manager
from kith.access.permissions import Permission
from kith.children.models import Child, ChildLinked, ChildLinkedQuerySet, closed_to
from kith.domain import terms
from kith.outbox.models import OutboxItem
from kith.people.models import Connection, ConnectionQuerySet, Person, Reach, sealed_to
from kith.sealing import SealedJSONField, SealedTextField


class SafetyRow(ChildLinked):
    """A row about a child and a person, seen by those who may see the child's people."""

    objects: ClassVar[Any] = tenant_manager(ConnectionQuerySet)

    class Meta:
        abstract = True


class Restriction(SafetyRow):
    """An order or decision that blocks a child and a person everywhere. ``person`` empty: nothing goes out at all.

    ``kinds`` are the kinds of being in touch it blocks; none means every kind. It stands from ``on`` until
    ``until_on``, or until somebody who may lift it does.
    """

    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="restrictions")
    kind = models.CharField(max_length=20, choices=terms.RestrictionKind.choices())
    court_reference = SealedTextField(null=True)
    kinds = models.JSONField(default=list)
    words = SealedTextField()
    on = models.DateField()
    until_on = models.DateField(null=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    lifted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_words = SealedTextField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["child", "lifted_at"], name="safety_restriction_by_child")]

    def __str__(self) -> str:
        return self.get_kind_display()


class ClearanceAsked(SafetyRow):
    """That somebody asked whether a person is safe in one way; it waits until a worker answers."""

    connection = models.ForeignKey(Connection, on_delete=models.PROTECT, related_name="clearances_asked")
    box = models.CharField(max_length=20, choices=terms.Box.choices())
    words = SealedTextField(null=True)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    asked_again_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    asked_again_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["connection", "box"],
                condition=models.Q(answered_at__isnull=True),
                name="safety_asked_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.get_box_display()


class Clearance(SafetyRow):
    """One answer to "safe to ...?", for one child, person and kind. Immutable; the latest counts until ``until_on``."""

    connection = models.ForeignKey(Connection, on_delete=models.PROTECT, related_name="clearances")
    kind = models.CharField(max_length=16, choices=terms.ContactKind.choices())
    answer = models.CharField(max_length=8, choices=terms.Cleared.choices())
    conditions = SealedTextField(null=True)
    why = SealedTextField(null=True)
    checks = SealedTextField(null=True)
    childs_feeling = SealedTextField(null=True)
    on = models.DateField()
    until_on = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    dissent = SealedTextField(null=True)
    dissent_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    dissent_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(until_on__gt=models.F("on")), name="safety_clearance_runs_out"),
        ]
        indexes: ClassVar = [models.Index(fields=["child", "connection", "kind", "at"], name="safety_clearance_latest")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_answer_display()}"


class SideAnswer(SafetyRow):
    """What the worker said of a restricted person who lives with or knows the one to be written to (SAFEGUARDING 3)."""

    connection = models.ForeignKey(Connection, on_delete=models.PROTECT, related_name="side_answers")
    restricted = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    goes_on = models.BooleanField()
    words = SealedTextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["connection", "restricted", "at"], name="safety_side_latest")]

    def __str__(self) -> str:
        return "goes on" if self.goes_on else "waits"


class Apart(SafetyRow):
    """Two people who must not meet, or not know of each other, around this child."""

    one = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    words = SealedTextField()
    on = models.DateField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    ended_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_words = SealedTextField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(one=models.F("other")), name="safety_two_people_apart"),
        ]

    def __str__(self) -> str:
        return "must not meet"


class AdoptionRoute(SafetyRow):
    """That a person goes by the adoption route: an agency looks and asks, and nobody here does (SAFEGUARDING 19)."""

    connection = models.ForeignKey(Connection, on_delete=models.PROTECT, related_name="adoption_routes")
    why = SealedTextField()
    agency = SealedTextField(null=True)
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    came_of_it = SealedTextField(null=True)
    closed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["connection"], condition=models.Q(closed_at__isnull=True), name="safety_one_route_a_person"
            ),
        ]

    def __str__(self) -> str:
        return "adoption route"


class LeadQuerySet(TenantQuerySet):
    """What only the safeguarding lead may know of; to everybody else it is not there."""

    def visible_to(self, actor: Actor) -> Self:
        """The rows this actor may know of."""
        rows = super().visible_to(actor)
        return rows if gate.may(actor, Permission.KEEP_PROTECTED) else rows.none()


class LeadAlertQuerySet(LeadQuerySet):
    """What the lead is told, without children whose record is closed to this lead."""

    def visible_to(self, actor: Actor) -> Self:
        """The rows this actor may know of."""
        return super().visible_to(actor).exclude(child_id__in=closed_to(actor))


class ProtectedPerson(TenantModel):
    """Somebody who must not be found. ``digests`` are keyed: they find a name again and cannot be read back."""

    names = SealedJSONField(as_it_is=True)
    words = SealedTextField()
    digests = models.JSONField(default=list)
    review_on = models.DateField()
    kept_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    kept_at = models.DateTimeField(default=timezone.now)
    ended_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = tenant_manager(LeadQuerySet)

    def __str__(self) -> str:
        return "protected"


class SaidNo(TenantModel):
    """One who asked not to be written to: keyed marks that cannot be read back, and no more (SAFEGUARDING 19).

    Which child it was about is not kept either. They have no end: that somebody came back, or is somebody else, is
    settled in the alert about that person, and the marks go on standing for everybody else.
    """

    marks = models.JSONField(default=list)
    kept_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Any] = tenant_manager(LeadQuerySet)

    def __str__(self) -> str:
        return "said no"


class LeadAlert(TenantModel):
    """What the safeguarding lead is told and nobody else: that work with a child touches what must not be known.

    A name fits a ``protected`` person; or ``by`` somebody wrote a sealed way to ``reach`` a person in words; or what is
    known of a person fits one who ``said_no``. Then the lead may settle that this person may be written to all the
    same: they came back by themselves, or are somebody else with the same number.
    """

    child = models.ForeignKey(Child, null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    protected = models.ForeignKey(ProtectedPerson, null=True, on_delete=models.PROTECT, related_name="alerts")
    reach = models.ForeignKey(Reach, null=True, on_delete=models.SET_NULL, related_name="+")
    said_no = models.ForeignKey("SaidNo", null=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    seen_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    seen_at = models.DateTimeField(null=True)
    what_was_done = SealedTextField(null=True)
    may_be_written_to = models.BooleanField(default=False)

    objects: ClassVar[Any] = tenant_manager(LeadAlertQuerySet)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["child", "person", "protected"],
                condition=models.Q(seen_at__isnull=True),
                name="safety_one_open_alert",
            ),
            models.UniqueConstraint(
                fields=["child", "person", "said_no"],
                condition=models.Q(seen_at__isnull=True, said_no__isnull=False),
                name="safety_one_open_alert_of_a_no",
            ),
            models.UniqueConstraint(
                fields=["child", "reach", "by"],
                condition=models.Q(seen_at__isnull=True, reach__isnull=False),
                name="safety_one_open_alert_of_words",
            ),
        ]

    def __str__(self) -> str:
        return "seen" if self.seen_at else "not seen yet"


class LetterKeptBack(TenantModel):
    """That the safeguarding lead does not let a letter go. To everybody else the letter is still being checked."""

    item = models.ForeignKey(OutboxItem, on_delete=models.PROTECT, related_name="+")
    words = SealedTextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Any] = tenant_manager(LeadQuerySet)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item"], name="safety_letter_kept_back_once"),
        ]

    def __str__(self) -> str:
        return "kept back"


class CareTaken(SafetyRow):
    """What comes before somebody under 18, or anybody of an unaccompanied young person, is reached (SAFEGUARDING 8, 9).

    ``through`` is the adult responsible; ``named`` a worker, interpreter or authority. It stands until it is ended.
    """

    connection = models.ForeignKey(Connection, null=True, on_delete=models.PROTECT, related_name="care_taken")
    kind = models.CharField(max_length=16, choices=terms.CareKind.choices())
    through = models.ForeignKey(Connection, null=True, on_delete=models.PROTECT, related_name="+")
    named = SealedTextField(null=True)
    words = SealedTextField()
    safe_for_both = models.BooleanField(default=False)
    own_yes_on = models.DateField(null=True)
    on = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    ended_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_words = SealedTextField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["child", "ended_at"], name="safety_care_by_child")]

    def __str__(self) -> str:
        return self.get_kind_display()


class NewsQuerySet(ChildLinkedQuerySet):
    """News; what the child still has to hear stays with those who may tell it, also where people are sealed."""

    def visible_to(self, actor: Actor) -> Self:
        """The news this actor may know of."""
        rows = super().visible_to(actor)
        if not gate.may(actor, Permission.VIEW_PEOPLE):
            return rows.none()
        return rows.filter(not_so_at__isnull=True).exclude(told_at__isnull=False, child_id__in=sealed_to(actor))


class News(SafetyRow):
    """News to tell the child face to face: until it is told, the child's pages stay as last told (SAFEGUARDING 4).

    ``not_so_at``: it was of a death that no longer stands, and nobody is to tell it any more.
    """

    connection = models.ForeignKey(Connection, null=True, on_delete=models.PROTECT, related_name="news")
    kind = models.CharField(max_length=16, choices=terms.NewsKind.choices())
    words = SealedTextField()
    found_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    found_at = models.DateTimeField(default=timezone.now)
    who_tells = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    tell_on = models.DateField(null=True)
    tell_at_time = models.TimeField(null=True)
    where = SealedTextField(null=True)
    with_whom = SealedTextField(null=True)
    told_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField(null=True)
    told_words = SealedTextField(null=True)
    check_in_by = models.DateField(null=True)
    checked_in_at = models.DateTimeField(null=True)
    checked_in_words = SealedTextField(null=True)
    not_so_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = tenant_manager(NewsQuerySet)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["child", "told_at"], name="safety_news_by_child")]

    def __str__(self) -> str:
        return self.get_kind_display()
