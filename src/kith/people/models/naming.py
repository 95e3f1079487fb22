"""A person's names, the keys by which they are found, and a service's own list of names that are one name."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

from kith.access.models import TenantModel, User, tenant_manager
from kith.domain import matching, terms
from kith.domain.names import Kind, NoFamily, Row, Variants, load_and, row_of
from kith.domain.names import Name as DomainName
from kith.people.models.persons import AboutPerson, AboutPersonQuerySet
from kith.sealing import WordsField


class NameQuerySet(AboutPersonQuerySet):
    """Names; whichever way one is written, its keys are written with it."""

    def bulk_create(self, objs: Iterable[Any], *args: Any, **options: Any) -> list[Any]:
        """Names and their keys."""
        made: list[Any] = super().bulk_create(list(objs), *args, **options)
        write_keys(made)
        return made


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


KEYS_MADE_BY = "2-0c05f48c8432babb"
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
