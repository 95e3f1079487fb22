"""A searcher's queue and one search of it: what looking needs, and nothing of the child."""

import datetime as dt
import uuid
from dataclasses import dataclass

from kith.domain import searching
from kith.finding.models import Attempt
from kith.finding.queries.queue import Task
from kith.people.queries import somebody
from kith.referrals.presenters.words import day, local_day

NO_NAME = "Name not known"


@dataclass(frozen=True, slots=True)
class QueueLine:
    """One search of the queue."""

    search_id: uuid.UUID
    name: str
    next_try: str
    tries: int


@dataclass(frozen=True, slots=True)
class OwnTry:
    """One try; ``words`` only where it was this person's own."""

    on: str
    place: str
    outcome: str
    words: str


@dataclass(frozen=True, slots=True)
class TaskPage:
    """One search as whoever looks sees it."""

    search_id: uuid.UUID
    name: str
    other_names: tuple[str, ...]
    births: tuple[str, ...]
    brief: str
    since: str
    next_try: str
    places: tuple[str, ...]
    tries: tuple[OwnTry, ...]
    version: int
    on: dt.date


def queue_lines(tasks: list[Task]) -> list[QueueLine]:
    """The queue, those due first."""
    return [
        QueueLine(
            one.search.pk,
            _name(one),
            day(one.search.next_try_on) if one.search.next_try_on else "no day set",
            len(one.tries),
        )
        for one in tasks
    ]


def task_page(task: Task, places: list[tuple[str, str]], user_id: uuid.UUID | None, on: dt.date) -> TaskPage:
    """One search; ``places`` are those that are open to whoever looks here."""
    search = task.search
    return TaskPage(
        search_id=search.pk,
        name=_name(task),
        other_names=task.names[1:],
        births=tuple(dict.fromkeys(somebody.in_words(one) for one in task.births)),
        brief=search.brief or "",
        since=local_day(search.started_at),
        next_try=day(search.next_try_on) if search.next_try_on else "",
        places=tuple(label for _, label in places),
        tries=tuple(_try(row, user_id) for row in task.tries),
        version=search.version,
        on=on,
    )


def _name(task: Task) -> str:
    return task.names[0] if task.names else NO_NAME


def _try(row: Attempt, user_id: uuid.UUID | None) -> OwnTry:
    return OwnTry(
        day(row.on),
        searching.get_source(row.source).label,
        row.get_outcome_display(),
        row.words if row.by_id == user_id else "",
    )
