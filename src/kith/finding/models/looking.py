"""Searches and their trail, evidence, letters and answers, family time, decisions on suggestions, letter heads."""

from typing import Any, ClassVar, Self

from django.db import models
from django.utils import timezone

from kith.access import gate
from kith.access.actor import Actor
from kith.access.models import TenantModel, User, tenant_manager
from kith.access.permissions import Permission
from kith.children.models import CaseMember, ChildLinked
from kith.domain import terms
from kith.outbox.models import OutboxItem
from kith.people.models import Connection, ConnectionQuerySet, FoundQuerySet
from kith.referrals.models import Ask
from kith.sealing import SealedTextField


class FindingRow(ChildLinked):
    """A row about one child and one of their people, seen by those who may see the child's people."""

    connection = models.ForeignKey(Connection, on_delete=models.PROTECT, related_name="%(class)ss")

    objects: ClassVar[Any] = tenant_manager(ConnectionQuerySet)

    class Meta:
        abstract = True

    @property
    def about_person(self) -> str:
        """The child's name for the person: what the agreement and the stops are asked about."""
        return self.connection.about_person


def own_queue(actor: Actor) -> models.Q | None:
    """Which searches whoever looks and sees nothing else may know of: their own that go on. None: any other."""
    if gate.may(actor, Permission.VIEW_PEOPLE) or not gate.may(actor, Permission.WORK_QUEUE):
        return None
    return models.Q(service_id=actor.service_id, owner_id=actor.user_id, state=terms.SearchState.LOOKING.value)


class SearchQuerySet(ConnectionQuerySet):
    """Searches, seen by those who may see the child's people, and by whoever looks: their own that go on."""

    def visible_to(self, actor: Actor) -> Self:
        """The searches this actor may know of."""
        own = own_queue(actor)
        return super().visible_to(actor) if own is None else self.filter(own)


class AttemptQuerySet(FoundQuerySet):
    """Tries, seen by those who may see their search."""

    connection = "search__connection"

    def visible_to(self, actor: Actor) -> Self:
        """The tries this actor may know of."""
        own = own_queue(actor)
        if own is None:
            return super().visible_to(actor)
        return self.filter(search__in=SearchQuerySet(Search).filter(own).values("pk"))


class Search(FindingRow):
    """That we look for a person: who does, until when to try again, and how it ended. Its tries are kept for good.

    ``brief`` is all that whoever looks is told beside names and births. ``handed_back`` is what they said came of it.
    ``held_private``: it is held for the child's word about this person, which ``held_by`` wrote down.
    """

    ask = models.ForeignKey(Ask, null=True, on_delete=models.PROTECT, related_name="searches")
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=12, choices=terms.SearchState.choices(), default=terms.SearchState.LOOKING.value
    )
    next_try_on = models.DateField(null=True)
    started_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(default=timezone.now)
    held_at = models.DateTimeField(null=True)
    held_private = models.BooleanField(default=False)
    held_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    ended_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_words = SealedTextField(null=True)
    brief = SealedTextField(null=True)
    handed_back = models.CharField(max_length=12, choices=terms.HandedBack.choices(), blank=True)
    handed_back_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    handed_back_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = tenant_manager(SearchQuerySet)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["connection"],
                condition=models.Q(state__in=["looking", "held"]),
                name="finding_one_open_search_a_person",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["owner", "state", "next_try_on"], name="finding_search_by_owner")]

    def __str__(self) -> str:
        return self.get_state_display()


class Attempt(ChildLinked):
    """One try of a search, dead ends too. Immutable."""

    search = models.ForeignKey(Search, on_delete=models.PROTECT, related_name="attempts")
    source = models.CharField(max_length=30)
    on = models.DateField()
    words = SealedTextField()
    outcome = models.CharField(max_length=12, choices=terms.TryOutcome.choices())
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Any] = tenant_manager(AttemptQuerySet)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["search", "on"], name="finding_tries_in_order")]

    def __str__(self) -> str:
        return self.get_outcome_display()


class Evidence(FindingRow):
    """One source that says this is the person. Two independent ones make sure (practice 2.3)."""

    kind = models.CharField(max_length=16, choices=terms.FactSource.choices())
    who = SealedTextField()
    words = SealedTextField()
    on = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    taken_back_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    taken_back_at = models.DateTimeField(null=True)
    taken_back_words = SealedTextField(null=True)

    objects: ClassVar[Any] = tenant_manager(FoundQuerySet)

    def __str__(self) -> str:
        return self.get_kind_display()


class Notice(FindingRow):
    """That a person was told that we hold facts about them, or why not until a day (UK GDPR Article 14)."""

    kind = models.CharField(max_length=16, choices=terms.NoticeKind.choices())
    words = SealedTextField(null=True)
    on = models.DateField()
    until_on = models.DateField(null=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(kind="told", until_on__isnull=True)
                | ~models.Q(kind="told") & models.Q(until_on__isnull=False),
                name="finding_not_told_until_a_day",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class Approach(FindingRow):
    """A letter to a person, by its layer, and what they answered. Where the letter stands is the outbox's."""

    ask = models.ForeignKey(Ask, null=True, on_delete=models.PROTECT, related_name="approaches")
    layer = models.CharField(max_length=8, choices=terms.Layer.choices())
    item = models.ForeignKey(OutboxItem, on_delete=models.PROTECT, related_name="+")
    still_in_care = models.BooleanField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    answer = models.CharField(max_length=16, choices=terms.PersonAnswer.choices(), blank=True)
    answered_on = models.DateField(null=True)
    answer_words = SealedTextField(null=True)
    offers = SealedTextField(null=True)
    answer_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(still_in_care=True), name="finding_still_in_care_was_ticked"),
        ]

    def __str__(self) -> str:
        return self.get_layer_display()


class FamilyTime(FindingRow):
    """A time together that Lifelong Links arranged. What stands in the care plan is not touched by a stop."""

    EVENT = "family_time.planned"

    ask = models.ForeignKey(Ask, null=True, on_delete=models.PROTECT, related_name="family_times")
    contact_kind = models.CharField(max_length=16, choices=terms.ContactKind.choices())
    is_first = models.BooleanField(default=False)
    in_care_plan = models.BooleanField(default=False)
    on = models.DateField()
    at_time = models.TimeField(null=True)
    where = SealedTextField(null=True)
    who_helps = SealedTextField(null=True)
    state = models.CharField(
        max_length=16, choices=terms.FamilyTimeState.choices(), default=terms.FamilyTimeState.PLANNED.value
    )
    held_private = models.BooleanField(default=False)
    held_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    planned_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField(default=timezone.now)
    words = SealedTextField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["child", "state", "on"], name="finding_family_time_by_day")]

    def __str__(self) -> str:
        return self.get_state_display()


class HowItWent(ChildLinked):
    """How a family time was: for the child, in their words, or for the carer, in three taps. Immutable."""

    family_time = models.ForeignKey(FamilyTime, on_delete=models.PROTECT, related_name="how_it_went")
    said_by = models.CharField(max_length=8, choices=[("child", "The child"), ("carer", "The carer")])
    feeling = models.CharField(max_length=10, choices=terms.Feeling.choices(), blank=True)
    before = models.CharField(max_length=12, choices=terms.CarerTap.choices(), blank=True)
    after = models.CharField(max_length=12, choices=terms.CarerTap.choices(), blank=True)
    next_day = models.CharField(max_length=12, choices=terms.CarerTap.choices(), blank=True)
    words = SealedTextField(null=True)
    on = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Any] = tenant_manager(ConnectionQuerySet)

    def __str__(self) -> str:
        return self.get_said_by_display()


class LeadDecisionQuerySet(ConnectionQuerySet):
    """What was decided about suggestions: the child's own coordinator's alone.

    Which suggestions there are depends on what the child told the coordinator alone (SAFEGUARDING 5).
    """

    def visible_to(self, actor: Actor) -> Self:
        """The decisions this actor may know of."""
        part = CaseMember.Part.COORDINATOR
        mine = CaseMember.objects.filter(user_id=actor.user_id, part=part, until_on__isnull=True)
        return super().visible_to(actor).filter(child_id__in=mine.values("child_id"))


class LeadDecision(ChildLinked):
    """What was decided about one suggestion: put aside with a reason, or to be asked with the child first.

    ``ref`` is a keyed mark of which suggestion it is, ``rests_on`` one of the facts it rested on: it comes back when
    these change. ``sentence`` is what it said then, emptied with what was found of a person. Immutable but for its end.
    """

    class Kind(models.TextChoices):
        """What was decided."""

        ASIDE = "aside", "Put aside"
        ASK = "ask", "To ask the child first"

    connection = models.ForeignKey(Connection, null=True, on_delete=models.PROTECT, related_name="lead_decisions")
    ref = models.CharField(max_length=24)
    rests_on = models.CharField(max_length=64)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    sentence = SealedTextField(null=True)
    reason = models.CharField(max_length=24, choices=terms.LeadReason.choices(), blank=True)
    words = SealedTextField(null=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    ended_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = tenant_manager(LeadDecisionQuerySet)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["child", "ref"], condition=models.Q(ended_at__isnull=True), name="finding_one_decision_a_lead"
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def is_aside(self) -> bool:
        """Whether it was put aside."""
        return self.kind == self.Kind.ASIDE


class SourceChoice(TenantModel):
    """That a service opened or closed a place to look; the latest row counts, and data/sources.toml without one."""

    source = models.CharField(max_length=30)
    is_open = models.BooleanField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.source


class LetterHead(TenantModel):
    """How a service's letters look: a neutral address and number, no crest (SAFEGUARDING 3). The latest row counts."""

    address = models.CharField(max_length=200)
    phone = models.CharField(max_length=40)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return "letter head"
