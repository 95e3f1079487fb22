"""The audit record on a page: what happened, when, and who did it."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from kith.audit import queries as audit
from kith.casework.presenters import codes
from kith.casework.queries import looked
from kith.domain import happened
from kith.domain.terms import Role

EVERY_MOVE = "referral.moved"
NOBODY_NAMED = {"user": "Somebody who has left", "system": "Kith itself"}


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event. ``codes`` are pairs of a name and what it says; what has no plain words is left out."""

    seq: int
    at: dt.datetime
    what: str
    who: str
    role: str
    child_id: uuid.UUID | None
    codes: tuple[tuple[str, str], ...]
    has_words: bool


@dataclass(frozen=True, slots=True)
class EventsPage:
    """One page of the audit record."""

    rows: tuple[EventRow, ...]
    total: int
    pagination: dict[str, Any]


def events_page(
    events: list[audit.Happened], people: Iterable[Any], *, page: int, total: int, query: dict[str, str]
) -> EventsPage:
    """The page of a list of events; ``people`` put names to ids."""
    names = {str(person.pk): person.display_name for person in people}
    rows = tuple(event_row(event, names) for event in events)
    return EventsPage(rows, total, pagination(page, total, query))


def event_row(event: audit.Happened, names: dict[str, str]) -> EventRow:
    """One event in words."""
    said = list(codes.in_words(event.codes))
    if event.count is not None:
        said.insert(0, ("how many", str(event.count or "none")))
    return EventRow(
        seq=event.seq,
        at=event.at,
        what=happened.in_words(_kind(event)),
        who=names.get(event.actor_id) or NOBODY_NAMED.get(event.actor_kind, event.actor_id),
        role=Role(event.actor_role).label,
        child_id=event.child_id,
        codes=tuple(said),
        has_words=event.has_words,
    )


def _kind(event: audit.Happened) -> str:
    """What an event is told by: one that stands for every move of the table is told by the move it was."""
    move = str(event.codes.get("event", "")) if event.kind == EVERY_MOVE else ""
    return move if move in happened.IN_WORDS else event.kind


def pagination(page: int, total: int, query: dict[str, str]) -> dict[str, Any]:
    """The parameters of the pagination component; the record is long, so only the neighbours are named."""
    last = max(1, -(-total // looked.A_PAGE))
    found: dict[str, Any] = {}
    if page > 1:
        found["previous"] = {"href": "?" + urlencode({**query, "page": page - 1}), "text": "Later"}
    if page < last:
        found["next"] = {"href": "?" + urlencode({**query, "page": page + 1}), "text": "Earlier"}
    return found
