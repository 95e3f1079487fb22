"""One row of any tenant table in any service, with every required field filled: for sweeps over all tables."""

import datetime as dt
import itertools
import uuid
from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone

from kith.access.models import Service
from kith.access.triggers import has_service
from kith.sealing.fields import SealedField, SealedJSONField

# Texts that the program reads, not people: a canary there would only break a page, and nobody's name stands there.
CODES = {
    "access.Council.code",
    "access.Service.rules",
    "access.Service.slug",
    "access.User.email",
    "access.User.password",
    "children.EligibilityRun.rules",
    "children.EligibilityRun.rules_text",
    "children.EligibilityRun.rules_version",
    "children.LocalFact.fact",
    "children.RuleVersion.name",
    "children.RuleVersion.text",
    "finding.Attempt.source",
    "finding.SourceChoice.source",
    "people.Name.folded",
    "people.Reach.digest",
    "records.CaseCopy.kind",
    "referrals.Agreement.named_digest",
    "referrals.Draft.page",
    "referrals.StageChange.event",
    "referrals.Stop.named_digest",
    "referrals.TriageDecision.setting",
    "returns.FilePart.council_code",
    "returns.Finding.column",
    "returns.RawRow.key",
    "returns.RawRow.normal",
    "returns.RawRow.status",
    "returns.RawRow.values",
    "returns.StoredFile.sha256",
    "returns.StoredFile.stored_as",
}
# Columns that hold several values at once, and may hold what a person is called or wrote.
JSON_WORDS = {
    "access.User.languages",
    "children.CareRow.values",
    "children.EligibilityResult.criteria",
    "children.EligibilityResult.near_miss",
    "children.EligibilityRun.counts",
    "records.Paper.notices",
    "referrals.Referral.how_soon_why",
    "referrals.TriageDecision.reasons",
    "returns.StoredFile.columns",
}
# Those that hold nothing of the kind, each with what stands in it.
JSON_CODES = {
    "access.RotaEntry.weekdays": "numbers of days",
    "access.Service.switched_off_columns": "columns of the return, chosen from a list",
    "audit.AuditEvent.codes": "ids and codes; the sweep looks at them after every page",
    "finding.CaseNotes.counts": "figures",
    "network.FamilyFile.counts": "figures",
    "people.Reach.marks": "keyed marks that cannot be read back",
    "people.SameLook.found": "ids and bands, no words",
    "referrals.Agreement.how_shown": "codes, chosen from a list",
    "returns.Batch.changes": "figures and CHILD numbers, by table and council code",
    "returns.Batch.ledger": "figures",
    "returns.Batch.masked": "figures, by column of the return",
    "returns.Batch.years": "years",
    "returns.StoredFile.masked": "columns of the return",
    "safety.ProtectedPerson.digests": "keyed marks that cannot be read back",
    "safety.Restriction.kinds": "codes, chosen from a list",
    "safety.SaidNo.marks": "keyed marks that cannot be read back",
    "safety.StaffMarks.marks": "keyed marks that cannot be read back",
}
# What a row of this kind must say to be a row at all.
ALWAYS = {
    "finding.Approach.still_in_care": True,
    "outbox.OutboxItem.person_id": uuid.UUID(int=1),
    "plans.Promise.how_often": "weekly",
}
# Two links of one row to these are to two different ones: nobody is tied to themselves.
NEVER_TWICE = {"people.Person"}
# Of these no second row can be made of the same links: a person stands beside a child once.
ONLY_ONCE = {"people.Connection"}
SHORTEST_FREE_TEXT = 40  # what is shorter holds a code

_numbers = itertools.count(1)


def tenant_models() -> list[type[models.Model]]:
    """Every concrete table of Kith that belongs to a service."""
    return [m for m in apps.get_models() if has_service(m) and m.__module__.startswith("kith.")]


def free_texts(model: type[models.Model]) -> list[models.Field]:
    """The fields of a table in which somebody's own words or name may stand, sealed or not."""
    return [field for field in model._meta.local_fields if is_free_text(field)]


def is_free_text(field: models.Field) -> bool:
    """Whether people write into a field. A new text field counts until it is named among CODES."""
    if isinstance(field, SealedField):
        return True
    if not isinstance(field, models.CharField | models.TextField) or field.choices or label(field) in CODES:
        return False
    return (field.max_length or SHORTEST_FREE_TEXT) >= SHORTEST_FREE_TEXT


def json_columns() -> set[str]:
    """Every column of several values that stands open in the database; sealed ones are free text."""
    return {
        label(field)
        for model in apps.get_models()
        if model.__module__.startswith("kith.")
        for field in model._meta.local_fields
        if isinstance(field, models.JSONField) and not isinstance(field, SealedField)
    }


def label(field: models.Field) -> str:
    """``children.Child.preferred_name``."""
    return f"{field.model._meta.label}.{field.name}"


def token(canary: str, field: models.Field) -> str:
    """A canary that names the field it was put into, wherever it turns up: zqown-children-Child-preferred_name."""
    return f"{canary}-{label(field).replace('.', '-')}"


def make(
    model: type[models.Model],
    service: Service,
    canary: str = "",
    links: Mapping[type[models.Model], Any] | None = None,
    **given: Any,
) -> Any:
    """Save one row; rows it must point to are made too, or taken from ``links``, which also fill what may be empty.

    ``canary`` is put into every free text of the row. Needs ``scope.every_service``.
    """
    values: dict[str, Any] = dict(given)
    known = dict(links or {})
    for field in model._meta.local_fields:
        if field.name in values or isinstance(field, models.AutoField):
            continue
        value = _value(field, service, canary, known)
        if isinstance(field, models.ForeignKey) and value is not None and value._meta.label in NEVER_TWICE:
            known = {target: row for target, row in known.items() if row != value}
        elif isinstance(field, models.ForeignKey) and value is not None and value._meta.label in ONLY_ONCE:
            known[type(value)] = value
        if value is not None:
            values[field.name] = value
    return model._default_manager.create(**values)


def _value(field: models.Field, service: Service, canary: str, links: Mapping[type[models.Model], Any]) -> Any:
    if field.name == "service":
        return service
    if isinstance(field, models.ForeignKey):
        return _linked(field, service, canary, links)
    if label(field) in ALWAYS:
        return ALWAYS[label(field)]
    if canary and is_free_text(field):
        return words(field, token(canary, field))
    if field.has_default() or field.null:
        return None
    return words(field, field.name) if isinstance(field, SealedField) else _plain(field)


def _linked(field: models.ForeignKey, service: Service, canary: str, links: Mapping[type[models.Model], Any]) -> Any:
    target = field.related_model
    assert isinstance(target, type)
    if isinstance(field, models.OneToOneField) and field.null:
        return None
    if target in links and target is not field.model:
        return links[target]
    if field.null:
        return None
    return make(target, service, canary, links) if has_service(target) else target._default_manager.first()


def words(field: models.Field, text: str) -> Any:
    """A text as a field of words takes it."""
    if isinstance(field, SealedJSONField):
        return [text] if field.has_default() else {"text": text}
    return text


def _plain(field: models.Field) -> Any:
    number = next(_numbers)
    if field.choices:
        return field.choices[0][0]
    kinds: list[tuple[type[models.Field], Any]] = [
        (models.UUIDField, uuid.uuid4()),
        (models.EmailField, f"row{number}@example.test"),
        (models.BooleanField, False),
        (models.DateTimeField, timezone.now()),
        (models.DateField, dt.date(2026, 12, 1) if field.name == "until_on" else dt.date(2026, 1, 1)),
        (models.TimeField, dt.time(9, 0)),
        (models.JSONField, []),
        # PostgreSQL's small integers end at 32,767.
        (models.PositiveSmallIntegerField, number % 30_000 + 1),
        (models.IntegerField, number),
    ]
    for kind, value in kinds:
        if isinstance(field, kind):
            return value
    return f"{number}"[: field.max_length or 40]
