"""Services (tenants), the councils they act for, teams and people who sign in; the base of every tenant table."""

import uuid
from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django_scopes import ScopedManager

from kith.access import built
from kith.access.actor import Actor
from kith.access.roles import CASE_WORKERS
from kith.domain import limits
from kith.domain.terms import ReadingOutcome, Role
from kith.sealing import SealedTextField


class TenantQuerySet(models.QuerySet[Any]):
    """Rows of one service. ``visible_to`` narrows further where a table is not for everyone in the service."""

    def visible_to(self, actor: Actor) -> Self:
        """The rows this actor may know of."""
        return self.filter(service_id=actor.service_id)


def known_to(actor: Actor, queryset: type[TenantQuerySet], model: type[models.Model]) -> Any:
    """All rows of a table that this actor may know of: a part of what they may know of another table."""
    return built.once(_known_to, actor, (queryset, model))


def _known_to(actor: Actor, table: tuple[type[TenantQuerySet], type[models.Model]]) -> Any:
    queryset, model = table
    return queryset(model).visible_to(actor)


def tenant_manager(queryset: type[TenantQuerySet] = TenantQuerySet) -> Any:
    """A manager that raises unless a service is in force, and then sees that service only."""
    return ScopedManager(models.Manager.from_queryset(queryset), service="service")


class Service(models.Model):
    """A Lifelong Links service: the tenant. It may act for several councils."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=60, unique=True)
    reply_working_days = models.PositiveSmallIntegerField(default=limits.number("reply_working_days"))
    switched_off_columns = models.JSONField(default=list)
    rules = models.CharField(max_length=60, default="kent-2018")
    emergency_number = models.CharField(max_length=40, blank=True)
    ask_page_is_on = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.name


class TenantModel(models.Model):
    """A row that belongs to one service and has a public id that says nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[Any] = tenant_manager()

    class Meta:
        abstract = True


class Council(TenantModel):
    """A council a service acts for; ``code`` as in the LA column of a return."""

    name = models.CharField(max_length=120)
    code = models.CharField(max_length=12)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["service", "code"], name="access_council_code_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Team(TenantModel):
    """A team of people in a service."""

    name = models.CharField(max_length=120)
    area = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["service", "name"], name="access_team_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Makes users; people are found by their e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make one user; an unusable password where none is given."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find a person by e-mail, whatever the case typed."""
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser):
    """A person who signs in. One role each; national people have no service.

    ``manager``: who manages a social worker or personal adviser, and is in the case team of each of their children.
    ``notice_on``: the day on which they gave notice of leaving; what they read from then on is watched more closely.
    ``signed_out_at``: every session that began before it is over. ``new_device_at``: when they last signed in on a
    device for the first time, until they have said on another one that it was them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, null=True, blank=True, on_delete=models.PROTECT, related_name="users")
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="users")
    manager = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="managed")
    email = models.EmailField(unique=True)
    display_name = models.CharField(max_length=120)
    role = models.CharField(max_length=24, choices=Role.choices())
    languages = models.JSONField(default=list)
    most_children = models.PositiveSmallIntegerField(null=True, blank=True)
    notice_on = models.DateField(null=True, blank=True)
    signed_out_at = models.DateTimeField(null=True, blank=True)
    new_device_at = models.DateTimeField(null=True, blank=True)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(service__isnull=False) | models.Q(role__in=["national", "evaluator"]),
                name="access_only_national_people_lack_a_service",
            ),
            models.CheckConstraint(
                condition=~models.Q(manager=models.F("id")), name="access_nobody_is_their_own_manager"
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def role_label(self) -> str:
        """The role in words."""
        return Role(self.role).label

    @property
    def is_case_worker(self) -> bool:
        """Whether this is a child's worker by role: the people who have a manager here, and may be one."""
        return self.role in CASE_WORKERS


class RotaEntry(TenantModel):
    """Who opens what comes in, on which weekdays (0 Monday) and hours, and in which order."""

    class Reads(models.TextChoices):
        """What a person on the rota opens."""

        REQUESTS = "requests", "What children send"
        CONCERNS = "concerns", "Safeguarding concerns"

    reads = models.CharField(max_length=12, choices=Reads.choices, default=Reads.REQUESTS)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    weekdays = models.JSONField(default=list)
    from_time = models.TimeField()
    until_time = models.TimeField()
    place_in_line = models.PositiveSmallIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.from_time:%H:%M} to {self.until_time:%H:%M}"


class ReadingAnswer(TenantModel):
    """What a privacy officer made of reading that was worth a second look (domain/watching). Never changed.

    ``first_seq`` and ``last_seq``: the first and last place in the audit record that were looked at.
    """

    reader = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    rule = models.CharField(max_length=24)
    first_seq = models.PositiveBigIntegerField()
    last_seq = models.PositiveBigIntegerField()
    outcome = models.CharField(max_length=16, choices=ReadingOutcome.choices())
    words = SealedTextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.get_outcome_display())
