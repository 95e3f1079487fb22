"""Names that are one name: a service's own, and of those that ship whichever were looked up."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.utils import timezone

from kith.access.actor import Actor
from kith.domain import names
from kith.people import queries
from kith.people.models import NameFamily
from kith.people.presenters import words
from kith.people.queries.naming import MOST_LISTED, begins


@dataclass(frozen=True, slots=True)
class FamilyRow:
    """One family: the full form, the others, how they belong together, and who says so; ``family_id`` of an own one."""

    full: str
    others: str
    kind: str
    says: str
    family_id: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class NamesPage:
    """What a service has added, what it took away, and what was found of those that ship (None: nothing looked up)."""

    own: tuple[FamilyRow, ...]
    ended: tuple[FamilyRow, ...]
    shipped: int
    found: tuple[FamilyRow, ...] | None
    is_cut: bool


def names_page(actor: Actor, looked_up: str | None) -> NamesPage:
    """The page; looked up, only families with a name that begins so stand on it."""
    wanted = names.key(looked_up or "")
    own = [(row, row.as_listed()) for row in queries.list_families(actor)]
    meant = [(row.ended_at, _own(row, listed)) for row, listed in own if listed and begins(listed, wanted)]
    found = queries.list_shipped_like(looked_up) if looked_up is not None else []
    return NamesPage(
        own=tuple(shown for ended, shown in meant if not ended),
        ended=tuple(shown for ended, shown in meant if ended),
        shipped=len(names.shipped()),
        found=tuple(_family(row, _sentence(row.how_known)) for row in found[:MOST_LISTED])
        if looked_up is not None
        else None,
        is_cut=len(found) > MOST_LISTED,
    )


def _own(row: NameFamily, listed: names.Row) -> FamilyRow:
    said = f"{_sentence(listed.how_known)} Added by {words.by(row.added_by)}, {_day(row.added_at)}."
    if row.ended_at:
        said = f"{said} Taken away by {words.by(row.ended_by)}, {_day(row.ended_at)}."
    return _family(listed, said, row.pk)


def _sentence(said: str) -> str:
    return f"{said[:1].upper()}{said[1:].rstrip('.')}."


def _day(at: dt.datetime) -> str:
    return words.day(timezone.localdate(at))


def _family(row: names.Row, says: str, family_id: uuid.UUID | None = None) -> FamilyRow:
    kind = f"{row.kind.label}, {row.culture}" if row.culture else row.kind.label
    return FamilyRow(row.names[0], ", ".join(row.names[1:]), kind, says, family_id)
