"""Care before reaching out, in words: somebody under 18, an unaccompanied young person."""

import datetime as dt
import uuid
from dataclasses import dataclass

from kith.access import gate
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.children.models import Child
from kith.domain.terms import CareKind
from kith.safety.models import CareTaken
from kith.safety.presenters import words
from kith.safety.queries import around, careful
from kith.safety.queries.sheet import root_of

NOBODY = "Whoever it is"


@dataclass(frozen=True, slots=True)
class Care:
    """One thing that was written down."""

    taken_id: uuid.UUID
    what: str
    about: str
    more: tuple[str, ...]
    says: str
    by: str
    ended: str
    is_over: bool
    version: int


@dataclass(frozen=True, slots=True)
class CarePage:
    """Everything that was written down for a child."""

    child_id: uuid.UUID
    child: str
    on: dt.date
    is_unaccompanied: bool
    rows: tuple[Care, ...]
    may_write: bool


def care_page(actor: Actor, child: Child, on: dt.date) -> CarePage:
    """The page of one child; a fixed number of questions whatever the number of rows."""
    people = around.get_around(actor, child)
    return CarePage(
        child_id=child.pk,
        child=str(child),
        on=on,
        is_unaccompanied=careful.is_unaccompanied(child.pk),
        rows=tuple(care_words(row, people) for row in careful.list_taken(actor, child)),
        may_write=gate.may(actor, Permission.ANSWER_CLEARANCE),
    )


def care_words(row: CareTaken, people: around.Around) -> Care:
    """One row in words."""
    more = [
        f"Through {people.name(root_of(row.through.person))}" if row.through else "",
        row.named or "",
        f"Their own yes on {words.day(row.own_yes_on)}" if row.own_yes_on else "",
        "Safe for both" if row.safe_for_both else "",
    ]
    ended = f"{row.ended_words} {words.by(row.ended_by)}, {words.local_day(row.ended_at)}." if row.ended_at else ""
    return Care(
        taken_id=row.pk,
        what=CareKind(row.kind).label,
        about=people.name(root_of(row.connection.person)) if row.connection else NOBODY,
        more=tuple(one for one in more if one),
        says=row.words,
        by=f"{words.by(row.by)}, {words.day(row.on)}",
        ended=ended,
        is_over=row.ended_at is not None,
        version=row.version,
    )
