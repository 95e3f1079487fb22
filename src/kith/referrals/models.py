"""Referral, safety questions, how soon, the child's asks and agreement, parents' answers, stops, allocation."""

from typing import Any, ClassVar, Self

from django.db import models
from django.utils import timezone

from kith.access import gate
from kith.access.actor import Actor
from kith.access.models import TenantModel, TenantQuerySet, User, tenant_manager
from kith.access.permissions import Permission
from kith.children.models import Child, ChildLinked, ChildLinkedQuerySet, closed_to
from kith.domain import terms
from kith.domain.pathway import SideState, Stage
from kith.sealing import SealedJSONField, SealedTextField, WordsField

PLACES = [*Stage.choices(), *SideState.choices()]


class Referral(ChildLinked):
    """One child's way through Lifelong Links. ``place`` is a stage or a side state of domain/pathway.py.

    ``asked_quietly``: the child asked, and did not plainly say that the worker may know of it. ``in_childs_words``:
    ``why`` is what the child wrote, word for word, and may stand in quotation marks.
    """

    place = models.CharField(max_length=24, choices=PLACES, default=Stage.REFERRAL.value)
    stood_at = models.CharField(max_length=24, choices=Stage.choices(), default=Stage.REFERRAL.value)
    arose_at = models.CharField(max_length=16, choices=terms.AroseAt.choices())
    why = SealedTextField(null=True)
    made_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    made_on = models.DateField()
    by_the_child = models.BooleanField(default=False)
    asked_quietly = models.BooleanField(default=False)
    in_childs_words = models.BooleanField(default=False)
    coordinator = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    allocated_at = models.DateTimeField(null=True)
    how_soon = models.CharField(max_length=8, choices=terms.HowSoon.choices(), blank=True)
    how_soon_why = models.JSONField(default=list)
    look_again_on = models.DateField(null=True)
    closed_as = models.CharField(max_length=24, choices=terms.ClosedAs.choices(), blank=True)
    closed_at = models.DateTimeField(null=True)
    is_open = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["child"], condition=models.Q(is_open=True), name="referrals_one_open_a_child"
            ),
            models.CheckConstraint(
                condition=models.Q(coordinator__isnull=True, allocated_at__isnull=True)
                | models.Q(coordinator__isnull=False, allocated_at__isnull=False),
                name="referrals_allocated_to_someone_at_some_time",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["service", "is_open", "place", "made_on"], name="referrals_waiting"),
            models.Index(fields=["coordinator", "is_open"], name="referrals_by_coordinator"),
        ]

    @property
    def is_paused(self) -> bool:
        """Whether the work rests until a day: nothing is asked, looked for or sent before it."""
        return self.place == SideState.PAUSED.value

    def __str__(self) -> str:
        return f"Referral of {self.made_on}"


class ReferralLinked(ChildLinked):
    """An immutable row of one referral."""

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="%(class)ss")
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True


class StageChange(ReferralLinked):
    """That the work moved, by one row of the pathway table.

    ``asked_by``: who asked to start again, where that is known and may be known; else empty.
    """

    event = models.CharField(max_length=40)
    from_place = models.CharField(max_length=24, choices=PLACES)
    to_place = models.CharField(max_length=24, choices=PLACES)
    on = models.DateField()
    reason = models.CharField(max_length=24, blank=True)
    words = SealedTextField(null=True)
    who_was_there = SealedTextField(null=True)
    look_again_on = models.DateField(null=True)
    asked_by = models.CharField(max_length=24, choices=terms.Role.choices(), blank=True)

    def __str__(self) -> str:
        return f"{self.event} on {self.on}"


class SafetyAnswers(ReferralLinked):
    """The three safety questions and the bottom lines, as answered on one day."""

    must_not_know = SealedTextField()
    could_be_a_danger = SealedTextField()
    orders_and_limits = SealedTextField()
    bottom_lines = SealedTextField(null=True)

    def __str__(self) -> str:
        return f"Safety answers of {self.at:%Y-%m-%d}"


class TriageDecision(ReferralLinked):
    """How soon, with reasons in words; an override keeps what was suggested and why it was not followed."""

    level = models.CharField(max_length=8, choices=terms.HowSoon.choices())
    suggested = models.CharField(max_length=8, choices=terms.HowSoon.choices())
    reasons = models.JSONField(default=list)
    words = SealedTextField(null=True)
    override_words = SealedTextField(null=True)
    setting = models.CharField(max_length=60)

    def __str__(self) -> str:
        return self.level


class Allocation(ReferralLinked):
    """That a coordinator was named for a child, and why another one where there was one before."""

    coordinator = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    child_asked = models.BooleanField(default=False)
    words = SealedTextField(null=True)

    def __str__(self) -> str:
        return f"Allocation of {self.at:%Y-%m-%d}"


class Ask(ChildLinked):
    """What the child asked for, in the child's words; ``named`` is the child's name for the person, if it is one.

    ``why``: a professional's words beside the outcome, apart from the child's own verdict. ``review_on``: the day on
    which what is not safe for now is looked at again.
    """

    referral = models.ForeignKey(Referral, null=True, on_delete=models.PROTECT, related_name="asks")
    words = SealedTextField()
    named = SealedTextField(null=True)
    category = models.CharField(max_length=24, choices=terms.AskCategory.choices(), blank=True)
    asked_on = models.DateField()
    written_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(
        max_length=16, choices=terms.AskOutcome.choices(), default=terms.AskOutcome.NOT_STARTED.value
    )
    outcome_on = models.DateField(null=True)
    childs_verdict = SealedTextField(null=True)
    why = SealedTextField(null=True)
    review_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"Ask of {self.asked_on}"


class AgreementQuerySet(ChildLinkedQuerySet):
    """Answers; "no" and "not now" about a person are the child's and the coordinator's only (SAFEGUARDING 5)."""

    def visible_to(self, actor: Actor) -> Self:
        """The answers this actor may know of."""
        rows = super().visible_to(actor)
        if actor.role in (terms.Role.COORDINATOR, terms.Role.CHILD):
            return rows
        about_a_person = ~models.Q(named_digest="") & ~models.Q(answer=terms.AgreementAnswer.YES.value)
        return rows.exclude(about_a_person & ~models.Q(by_id=actor.user_id))


class Agreement(ReferralLinked):
    """The child's answer to one scope (and one named person), on one day. The latest row counts. Not a lawful basis."""

    scope = models.CharField(max_length=16, choices=terms.AgreementScope.choices())
    named = SealedTextField(null=True)
    named_digest = models.CharField(max_length=64, blank=True)
    answer = models.CharField(max_length=8, choices=terms.AgreementAnswer.choices())
    ask_again_on = models.DateField(null=True)
    how_shown = models.JSONField(default=list)
    childs_words = SealedTextField(null=True)
    who_was_there = SealedTextField(null=True)
    who_knows_how = SealedTextField(null=True)
    capacity = SealedTextField(null=True)
    language = models.CharField(max_length=60, blank=True)
    on = models.DateField()

    objects: ClassVar[Any] = tenant_manager(AgreementQuerySet)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["referral", "scope", "at"], name="referrals_agreement_latest")]

    def __str__(self) -> str:
        return f"{self.scope}: {self.answer}"


class ParentalAnswer(ReferralLinked):
    """What somebody with parental responsibility answered, under which legal status (SAFEGUARDING 7).

    ``asked_again_at``: when whoever has still to ask them was last reminded of it.
    """

    holder = SealedTextField()
    basis = WordsField(max_length=120, blank=True, writer="by")
    answer = models.CharField(max_length=16, choices=terms.ParentalAnswer.choices())
    legal_status = models.CharField(max_length=4, blank=True)
    words = SealedTextField(null=True)
    asked_on = models.DateField(null=True)
    legal_advice = SealedTextField(null=True)
    legal_advice_on = models.DateField(null=True)
    went_on_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    went_on_why = SealedTextField(null=True)
    settles = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    asked_again_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    asked_again_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.answer


class Withdrawal(ChildLinked):
    """A worker's proposal to withdraw, and the manager's answer (SAFEGUARDING 10)."""

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="withdrawals")
    reason = models.CharField(max_length=24, choices=terms.WithdrawalReason.choices())
    words = SealedTextField()
    what_would_change_it = SealedTextField(null=True)
    look_again_on = models.DateField()
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    asked_again_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    asked_again_at = models.DateTimeField(null=True)
    agreed = models.BooleanField(null=True)
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision_words = SealedTextField(null=True)
    child_told_by = SealedTextField(null=True)
    child_told_on = models.DateField(null=True)
    child_told_words = SealedTextField(null=True)
    reviewing_officer_told_on = models.DateField(null=True)
    advocate_offered_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return "proposed" if self.agreed is None else "decided"


class Stop(ChildLinked):
    """A stop: of one person, one step, or everything. Starting again is agreed in person (SAFEGUARDING 6)."""

    class Reach(models.TextChoices):
        """What is stopped."""

        PERSON = "person", "One person"
        STEP = "step", "One step"
        EVERYTHING = "everything", "Everything"

    referral = models.ForeignKey(Referral, null=True, on_delete=models.PROTECT, related_name="stops")
    reach = models.CharField(max_length=12, choices=Reach.choices)
    scope = models.CharField(max_length=16, choices=terms.AgreementScope.choices(), blank=True)
    named = SealedTextField(null=True)
    named_digest = models.CharField(max_length=64, blank=True)
    pressed_by = models.CharField(max_length=24, choices=terms.Role.choices())
    written_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    pressed_at = models.DateTimeField(default=timezone.now)
    words = SealedTextField(null=True)
    get_in_touch_by = models.DateField()
    got_in_touch_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    got_in_touch_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_words = SealedTextField(null=True)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"Stop of {self.pressed_at:%Y-%m-%d}"


class Offer(ChildLinked):
    """That a child was offered Lifelong Links, or not yet and why, without a referral."""

    on = models.DateField()
    answer = models.CharField(max_length=12, choices=terms.ChildAnswer.choices(), blank=True)
    not_offered = models.CharField(max_length=20, choices=terms.NotOfferedReason.choices(), blank=True)
    words = SealedTextField(null=True)
    look_again_on = models.DateField(null=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"Offer of {self.on}"


class SelfReferralQuerySet(TenantQuerySet):
    """Requests from the public page: for those who answer them, and the coordinator where the child let people know."""

    def visible_to(self, actor: Actor) -> Self:
        """The requests this actor may know of."""
        rows = super().visible_to(actor).exclude(child_id__in=closed_to(actor))
        if gate.may(actor, Permission.ANSWER_SELF_REFERRAL):
            return rows
        if actor.role is not terms.Role.COORDINATOR:
            return rows.none()
        return rows.filter(referral__coordinator_id=actor.user_id, may_be_known=True)


class SelfReferral(TenantModel):
    """A child's own request from the public page: never refused by rule, always a dated reply from a person.

    ``may_be_known``: whether the child's worker may know that they asked. None until a referral is made or the child
    said so in person: until then what they wrote says it (domain/asking.py). ``asked_words``: what they said in person.
    """

    answers = SealedJSONField()
    may_be_known = models.BooleanField(null=True)
    asked_words = SealedTextField(null=True)
    asked_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(default=timezone.now)
    reply_by = models.DateField()
    opened_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(null=True)
    child = models.ForeignKey(Child, null=True, on_delete=models.PROTECT, related_name="self_referrals")
    replied_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    replied_at = models.DateTimeField(null=True)
    reply_words = SealedTextField(null=True)
    referral = models.ForeignKey(Referral, null=True, on_delete=models.PROTECT, related_name="+")
    waiting_for = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    waiting_since = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = tenant_manager(SelfReferralQuerySet)

    def __str__(self) -> str:
        return f"Request of {self.received_at:%Y-%m-%d}"


class DraftQuerySet(TenantQuerySet):
    """Drafts, each its writer's own."""

    def visible_to(self, actor: Actor) -> Self:
        """The drafts this actor wrote."""
        return super().visible_to(actor).filter(user_id=actor.user_id)


class Draft(TenantModel):
    """A half-filled page, kept so that a reload or a broken session loses nothing. The writer's own."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    page = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    values = SealedJSONField(as_it_is=True)
    saved_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Any] = tenant_manager(DraftQuerySet)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "page", "subject_id"], name="referrals_one_draft_a_page"),
        ]

    def __str__(self) -> str:
        return self.page
