"""The child's record: who, care history, local facts, case team, and who could be offered Lifelong Links."""

import datetime as dt
import functools
import uuid
from typing import Any, ClassVar, Self

from django.db import models
from django.utils import timezone

from kith.access import gate
from kith.access.actor import Actor
from kith.access.models import Council, Service, TenantModel, TenantQuerySet, User, tenant_manager
from kith.access.permissions import Permission
from kith.domain.terms import Answer, Certainty
from kith.returns.models import Batch
from kith.sealing import WordsField


class ChildQuerySet(TenantQuerySet):
    """Children; staff see those whose case team they are in, unless their role sees every child."""

    def visible_to(self, actor: Actor) -> Self:
        """The children this actor may know of."""
        mine = self.filter(service_id=actor.service_id).exclude(pk__in=closed_to(actor))
        if gate.may(actor, Permission.SEE_EVERY_CHILD):
            return mine
        if actor.child_id:
            return mine.filter(pk=actor.child_id)
        teams = CaseMember.objects.filter(user_id=actor.user_id, until_on__isnull=True)
        return mine.filter(pk__in=teams.values("child_id"))


class ChildLinkedQuerySet(TenantQuerySet):
    """Rows of one child, seen by those who may see the child."""

    def visible_to(self, actor: Actor) -> Self:
        """The rows whose child this actor may know of."""
        mine = self.filter(service_id=actor.service_id)
        if gate.may(actor, Permission.SEE_EVERY_CHILD):
            return mine.exclude(child_id__in=closed_to(actor))
        children = ChildQuerySet(Child).visible_to(actor)
        return mine.filter(child_id__in=children.values("pk"))


class Child(TenantModel):
    """A child or young person. The key is (service, council, CHILD as filed).

    ``born_on`` is what the returns say once (``birth_date_conflict``: they say several); ``born_said_on`` what people
    say. Which of them counts, ``birth`` says.
    """

    is_child = True

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=40)
    preferred_name = models.CharField(max_length=80, blank=True)
    born_on = models.DateField(null=True)
    birth_date_conflict = models.BooleanField(default=False)
    born_said_on = models.DateField(null=True)
    sex = models.CharField(max_length=1, blank=True)
    last_seen_on = models.DateField(null=True)
    location_restricted = models.BooleanField(default=False)
    in_any_return = models.BooleanField(default=True)
    ever_asked = models.BooleanField(default=False)
    ever_referred = models.BooleanField(default=False)
    area = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=60, blank=True)
    next_review_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = tenant_manager(ChildQuerySet)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["service", "council", "reference"], name="children_one_key"),
        ]

    def __str__(self) -> str:
        return self.preferred_name or f"Child {self.reference}"

    @property
    def names(self) -> list[str]:
        """By what a child is named here: the preferred name and the CHILD number."""
        return [self.preferred_name, self.reference]

    @property
    def birth(self) -> dt.date | None:
        """The date of birth that counts: that of the returns; where they have none, or several, what people say."""
        of_returns: dt.date | None = None if self.birth_date_conflict else self.born_on
        return of_returns or self.born_said_on


class ChildLinked(TenantModel):
    """A row of one child."""

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="%(class)ss")

    objects: ClassVar[Any] = tenant_manager(ChildLinkedQuerySet)

    class Meta:
        abstract = True


class CaseMember(TenantModel):
    """That a person is in a child's case team. A coordinator joins when the referral is allocated."""

    class Part(models.TextChoices):
        """What the person is to the child."""

        WORKER = "worker", "Social worker or personal adviser"
        REVIEWING_OFFICER = "reviewing_officer", "Reviewing officer"
        COORDINATOR = "coordinator", "Coordinator"
        WORKERS_MANAGER = "workers_manager", "The worker's manager"

    # Those who are told how far from home a child lives; a reviewing officer is told the band, as everybody else.
    CASE_TEAM: ClassVar = frozenset({Part.WORKER.value, Part.WORKERS_MANAGER.value, Part.COORDINATOR.value})

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="case_members")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=20, choices=Part.choices)
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["child", "user", "part"],
                condition=models.Q(until_on__isnull=True),
                name="children_once_in_a_team",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["user", "until_on", "child"], name="children_team_by_user")]

    def __str__(self) -> str:
        return f"{self.get_part_display()}"


class ClosedQuerySet(TenantQuerySet):
    """Which record is closed to whom: for whoever decides it, never about themselves."""

    def visible_to(self, actor: Actor) -> Self:
        """The rows this actor may know of."""
        if not gate.may(actor, Permission.DECIDE_RELATED):
            return self.none()
        return super().visible_to(actor).exclude(user_id=actor.user_id).exclude(child_id__in=closed_to(actor))


class ClosedRecord(TenantModel):
    """That a child's record is closed to one member of staff, who may be related to somebody in it (abuse case B7).

    From ``closed_at`` until ``opened_at`` the child is not there for them, on any page: ChildQuerySet leaves it out.
    """

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = tenant_manager(ClosedQuerySet)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "child"],
                condition=models.Q(opened_at__isnull=True),
                name="children_closed_once",
            ),
        ]

    def __str__(self) -> str:
        return "Closed" if self.opened_at is None else "Opened again"


def closed_to(actor: Actor) -> Any:
    """The children whose records are closed to this actor, as a part of a query; jobs and children have none."""
    return _closed(actor.service_id, actor.user_id).all()


@functools.lru_cache(maxsize=1_024)
def _closed(service_id: uuid.UUID | None, user_id: uuid.UUID | None) -> Any:
    """The question, never its answer: every query of a child asks it, and putting it together takes time."""
    rows = TenantQuerySet(ClosedRecord).filter(service_id=service_id, opened_at__isnull=True).order_by()
    mine = rows.filter(user_id=user_id) if user_id else rows.none()
    return mine.values("child_id")


class CareEpisode(models.Model):
    """One episode of the merged timeline, derived from the raw rows at commit; written with raw SQL.

    Rebuilt whenever a batch is committed or taken back: the raw rows are the record, this is the reading of them.
    It holds no postcode: a distance is worked out from the raw row when a page that may show it is opened.
    """

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+", db_index=False)
    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="episodes", db_index=False)
    decom = models.DateField()
    dec = models.DateField(null=True)
    rne = models.CharField(max_length=20, blank=True)
    ls = models.CharField(max_length=20, blank=True)
    cin = models.CharField(max_length=20, blank=True)
    place = models.CharField(max_length=20, blank=True)
    provider = models.CharField(max_length=20, blank=True)
    rec = models.CharField(max_length=20, blank=True)
    reason_place_change = models.CharField(max_length=20, blank=True)
    urn = models.CharField(max_length=20, blank=True)
    year = models.PositiveSmallIntegerField()
    batch_number = models.PositiveIntegerField()
    line = models.PositiveIntegerField()
    raw_row_id = models.BigIntegerField()
    repaired_by = models.CharField(max_length=20, blank=True)

    objects: ClassVar[Any] = tenant_manager(ChildLinkedQuerySet)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["child", "decom"], name="children_episode_by_child")]

    def __str__(self) -> str:
        return f"{self.decom} {self.place}"


class CareRow(models.Model):
    """A row of another table that answers lean on (UASC, PlacedAdoption, Reviews, OC2, OC3), as the domain reads it.

    ``values`` are the fields of the domain's own row by name. Rebuilt together with the episodes.
    """

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+", db_index=False)
    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="care_rows", db_index=False)
    table = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    batch_number = models.PositiveIntegerField()
    line = models.PositiveIntegerField()
    values = models.JSONField()

    objects: ClassVar[Any] = tenant_manager(ChildLinkedQuerySet)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["child", "table"], name="children_row_by_child")]

    def __str__(self) -> str:
        return f"{self.table} {self.year}"


class LocalFact(ChildLinked):
    """What no return holds, with who says so and since when. Immutable; the latest ``from_on`` wins."""

    fact = models.CharField(max_length=30)
    value = WordsField(max_length=400)
    from_on = models.DateField()
    source = WordsField(max_length=120)
    author = WordsField(max_length=120)
    certainty = models.CharField(max_length=16, choices=Certainty.choices(), default=Certainty.CERTAIN.value)
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    upload_id = models.UUIDField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["child", "fact", "from_on"], name="children_fact_latest")]

    def __str__(self) -> str:
        return f"{self.fact} from {self.from_on}"


class RuleVersion(TenantModel):
    """A service's own published rule set. Never changed: a new version is published."""

    name = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    text = models.TextField()
    published_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["service", "name", "number"], name="children_rules_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name} version {self.number}"


class EligibilityRunQuerySet(TenantQuerySet):
    """Answers; one that rests on an import that was taken back is shown to nobody."""

    def visible_to(self, actor: Actor) -> Self:
        """The answers this actor may know of."""
        return self.filter(service_id=actor.service_id, taken_back=False)


class EligibilityResultQuerySet(ChildLinkedQuerySet):
    """One child's answers, without those that rest on an import that was taken back."""

    def visible_to(self, actor: Actor) -> Self:
        """The answers this actor may know of."""
        return super().visible_to(actor).filter(run__taken_back=False)


class EligibilityRun(TenantModel):
    """One answer to "who could be offered this on that date", with the rules and imports it used.

    Facts recorded up to ``facts_until`` are in it, so that it can be worked out again. A ``daily`` one was made by the
    nightly job: the next night's takes its place.
    """

    on = models.DateField()
    rules = models.CharField(max_length=60)
    rules_version = models.CharField(max_length=64)
    rules_text = models.TextField()
    repairs = models.CharField(max_length=8, default="liia")
    batches = models.ManyToManyField(Batch, related_name="+")
    as_at = models.DateField(null=True)
    counts = models.JSONField(default=dict)
    made_at = models.DateTimeField(default=timezone.now)
    facts_until = models.DateTimeField(default=timezone.now)
    is_current = models.BooleanField(default=False)
    daily = models.BooleanField(default=False)
    taken_back = models.BooleanField(default=False)

    objects: ClassVar[Any] = tenant_manager(EligibilityRunQuerySet)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["service", "on", "rules"], name="children_run_by_date")]

    def __str__(self) -> str:
        return f"{self.rules} on {self.on}"


class EligibilityResult(ChildLinked):
    """One child's answer in a run, with each criterion in words."""

    run = models.ForeignKey(EligibilityRun, on_delete=models.PROTECT, related_name="results")
    answer = models.CharField(max_length=12, choices=Answer.choices())
    criteria = models.JSONField(default=list)
    missing = models.CharField(max_length=200, blank=True)
    near_miss = models.JSONField(null=True)
    near_miss_on = models.DateField(null=True)
    stale = models.BooleanField(default=False)
    age = models.PositiveSmallIntegerField(null=True)
    care_start = models.DateField(null=True)
    uasc = models.BooleanField(default=False)
    disabled = models.BooleanField(null=True)
    custody = models.BooleanField(default=False)
    area = models.CharField(max_length=60, blank=True)
    name_then = models.CharField(max_length=80, blank=True)
    asked = models.BooleanField(default=False)
    referred = models.BooleanField(default=False)

    objects: ClassVar[Any] = tenant_manager(EligibilityResultQuerySet)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "child"], name="children_one_answer_a_run"),
        ]
        indexes: ClassVar = [
            # The list in its order, so that a page is found without sorting; and its figures, without opening a row.
            models.Index(fields=["run", "name_then", "id"], name="children_result_list"),
            models.Index(fields=["run", "service", "answer", "asked", "stale", "child"], name="children_result_counts"),
        ]

    def __str__(self) -> str:
        return self.answer
