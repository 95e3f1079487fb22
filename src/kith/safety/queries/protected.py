"""Reads: protected people, for the safeguarding lead alone; and the keyed forms under which a name is found again."""

import datetime as dt
import uuid
from itertools import combinations
from typing import Any

from kith.access import gate, scope
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.domain import agreement
from kith.people.models import Name
from kith.safety.models import LeadAlert, ProtectedPerson
from kith.sealing import keyed_digest

PLACE = "safety.protected"


def digests(names: list[str]) -> list[str]:
    """The keyed digests of names: each whole name, and each pair of its words, in any order of the words."""
    found = set()
    for name in names:
        words = sorted(set(agreement.plain_name(name).replace("-", " ").replace("’", "'").split()))
        forms = {" ".join(words), *(" ".join(pair) for pair in combinations(words, 2))}
        found |= {keyed_digest(form, PLACE).hex() for form in forms if form}
    return sorted(found)


def find_match(service_id: uuid.UUID, person_id: uuid.UUID) -> list[ProtectedPerson]:
    """The protected people whose names fit a person's names; only the job that tells the lead may ask."""
    names = list(Name.objects.filter(person_id=person_id).values_list("full", flat=True))
    wanted = set(digests(names))
    rows = ProtectedPerson.objects.filter(service_id=service_id, ended_at__isnull=True)
    return [row for row in rows if wanted & set(row.digests)]


def list_protected(actor: Actor) -> Any:
    """The protected people, for the lead; an opened list is one event."""
    gate.check(actor, Permission.KEEP_PROTECTED)
    return scope.visible(actor, ProtectedPerson.objects).filter(ended_at__isnull=True).order_by("-kept_at")


def get_protected(actor: Actor, protected_id: uuid.UUID) -> ProtectedPerson:
    """One protected person; raises NotVisible."""
    row: ProtectedPerson = scope.fetch(actor, ProtectedPerson.objects, protected_id)
    return row


def list_alerts(actor: Actor) -> Any:
    """What the lead has not seen yet, the oldest first."""
    rows = scope.visible(actor, LeadAlert.objects).filter(seen_at__isnull=True)
    return rows.select_related("child", "person", "protected").order_by("at")


def get_alert(actor: Actor, alert_id: uuid.UUID) -> LeadAlert:
    """One alert; raises NotVisible."""
    row: LeadAlert = scope.fetch(actor, LeadAlert.objects.select_related("child", "person"), alert_id)
    return row


def is_due(row: ProtectedPerson, day: dt.date) -> bool:
    """Whether the protection is to be looked at again."""
    return row.review_on <= day
