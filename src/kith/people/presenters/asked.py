"""Who was put before a manager as one person, for pages."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.utils import timezone

from kith.access.actor import Actor
from kith.people import queries
from kith.people.models import MergeAsked
from kith.people.presenters import words


@dataclass(frozen=True, slots=True)
class AskedRow:
    """One question: who asked with which words, and the answer; ``is_open``: nobody has answered yet.

    ``is_one``: they are one person by now.
    """

    connection_id: uuid.UUID
    other_id: uuid.UUID
    title: str
    who: str
    said: str
    asked: str
    answer: str
    answer_words: str
    is_open: bool
    is_one: bool


def asked_rows(actor: Actor, answered_from: dt.datetime | None = None) -> tuple[AskedRow, ...]:
    """What waits for a manager, and what became of what this reader asked, whenever or from a moment on."""
    return tuple(
        _row(actor, one.row, one.names[0] if one.is_one else " and ".join(one.names), is_one=one.is_one)
        for one in queries.list_merges_asked(actor, answered_from)
    )


def row_of(actor: Actor, row: MergeAsked | None) -> AskedRow | None:
    """One of them, where there is one."""
    return _row(actor, row, "", is_one=False) if row else None


def _row(actor: Actor, row: MergeAsked, title: str, *, is_one: bool) -> AskedRow:
    by = "You" if row.by_id == actor.user_id else words.by(row.by)
    answer = "Waits for a manager."
    if row.answered_at:
        day = words.day(timezone.localdate(row.answered_at))
        answer = f"{row.get_answer_display()}: {words.by(row.answered_by)} on {day}."
    return AskedRow(
        connection_id=row.connection_id,
        other_id=row.other_id,
        title=title,
        who="; ".join(dict.fromkeys(queries.who_to_whom(side) for side in (row.connection, row.other))),
        said=row.words,
        asked=f"{by} asked on {words.day(timezone.localdate(row.at))}.",
        answer=answer,
        answer_words=row.answer_words or "",
        is_open=not row.answer,
        is_one=is_one,
    )
