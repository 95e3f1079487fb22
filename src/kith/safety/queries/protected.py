"""Reads: protected people, for the safeguarding lead alone; and the keyed forms under which a name is found again."""

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from kith.access import scope
from kith.access.actor import Actor
from kith.audit import record
from kith.domain import protecting
from kith.people.models import Connection, Name
from kith.safety.models import LeadAlert, ProtectedPerson
from kith.safety.queries import letters
from kith.sealing import keyed_digest

PLACE = "safety.protected"
OF_ALERT = ("child", "person", "protected", "reach", "by", "said_no")


def digests(names: Iterable[str]) -> list[str]:
    """The keyed digests of every form in which these names are known again."""
    found = {form for name in names for form in protecting.forms(name)}
    return sorted(keyed_digest(form, PLACE).hex() for form in found)


def find_match(service_id: uuid.UUID, person_id: uuid.UUID) -> list[ProtectedPerson]:
    """The protected people whose names fit what a person is called; only the job that tells the lead may ask."""
    names = list(Name.objects.filter(person_id=person_id).values_list("full", flat=True))
    names += Connection.objects.filter(person_id=person_id).values_list("called", flat=True)
    return find_marks(service_id, digests(names))


def find_marks(service_id: uuid.UUID, marks: Iterable[str]) -> list[ProtectedPerson]:
    """The protected people who have one of these keyed marks; only the jobs that tell the lead may ask."""
    wanted = set(marks)
    rows = ProtectedPerson.objects.filter(service_id=service_id, ended_at__isnull=True).defer("names", "words")
    return [row for row in rows if wanted & set(row.digests)]


def list_protected(actor: Actor) -> Any:
    """The protected people, for the lead; to everybody else there is no such list. Raises NotVisible."""
    letters.only_the_lead(actor)
    return (
        scope.visible(actor, ProtectedPerson.objects)
        .filter(ended_at__isnull=True)
        .select_related("kept_by")
        .order_by("review_on", "pk")
    )


def open_protected(actor: Actor, at: dt.datetime) -> list[ProtectedPerson]:
    """The same; that they were listed is one event."""
    with record.unit_of_work():
        rows = list(list_protected(actor))
        scope.note_listed(actor, "protected.listed", at, len(rows))
    return rows


def get_protected(actor: Actor, protected_id: uuid.UUID) -> ProtectedPerson:
    """One protected person; raises NotVisible."""
    row: ProtectedPerson = scope.fetch(actor, ProtectedPerson.objects.select_related("kept_by"), protected_id)
    return row


def list_alerts(actor: Actor) -> Any:
    """What the lead has not seen yet, the oldest first."""
    rows = scope.visible(actor, LeadAlert.objects).filter(seen_at__isnull=True)
    return rows.select_related(*OF_ALERT).order_by("at", "pk")


def list_settled(actor: Actor, most: int) -> list[LeadAlert]:
    """What the lead has settled, the latest first."""
    rows = scope.visible(actor, LeadAlert.objects).filter(seen_at__isnull=False)
    return list(rows.select_related(*OF_ALERT, "seen_by").order_by("-seen_at", "pk")[:most])


def get_alert(actor: Actor, alert_id: uuid.UUID) -> LeadAlert:
    """One alert; raises NotVisible."""
    row: LeadAlert = scope.fetch(actor, LeadAlert.objects.select_related(*OF_ALERT), alert_id)
    return row


def is_due(row: ProtectedPerson, day: dt.date) -> bool:
    """Whether the protection is to be looked at again."""
    return row.review_on <= day
