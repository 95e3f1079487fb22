"""Reads: which names are one name, by the list that ships and by what a service has added to it."""

import uuid
from typing import Any

from kith.access import gate, scope
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.domain import names
from kith.people.models import NameFamily, families_of, variants_of

# As many of a search stand on the page: of more, more letters are typed.
MOST_LISTED = 30


def get_variants(actor: Actor) -> names.Variants:
    """The list of this actor's service. One query."""
    return variants_of(families_of(actor.service_id))


def list_families(actor: Actor) -> list[NameFamily]:
    """What the service has added, the latest first; what was taken away stands there too. Raises NotPermitted."""
    gate.check(actor, Permission.MANAGE_SERVICE)
    rows: Any = scope.visible(actor, NameFamily.objects).select_related("added_by", "ended_by")
    return list(rows.order_by("-added_at", "pk"))


def get_family(actor: Actor, family_id: uuid.UUID) -> NameFamily:
    """One of them; raises NotVisible."""
    found: NameFamily = scope.fetch(actor, NameFamily.objects, family_id)
    return found


def list_shipped_like(text: str) -> list[names.Row]:
    """The rows that ship with Kith and have a name that begins with these letters, as many as a page shows."""
    wanted = names.key(text)
    found = (row for row in names.shipped() if wanted and begins(row, wanted))
    return sorted(found, key=lambda row: names.key(row.names[0]))[: MOST_LISTED + 1]


def begins(row: names.Row, wanted: str) -> bool:
    """Whether a name of this row begins with these letters, given as a key."""
    return any(names.key(one).startswith(wanted) for one in row.names)
