"""Everything that was written down about a person for a child, the newest first."""

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from kith.access.actor import Actor
from kith.domain.terms import PersonFactKind, PersonStatus
from kith.people import queries
from kith.people.models import Connection
from kith.people.presenters import person, words


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that was written down: when, by whom, what."""

    at: dt.datetime
    by: str
    what: str
    more: str


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """The history of one person beside a child."""

    connection_id: uuid.UUID
    child_id: uuid.UUID
    title: str
    lines: tuple[Happened, ...]


def history_page(actor: Actor, connection: Connection) -> HistoryPage:
    """The history, slips and people taken apart again included."""
    said = queries.list_said(actor, connection)
    lines = [
        *_names(said),
        *_facts(said),
        *_ways(said),
        *_changes(said),
        *_merges(actor, connection),
    ]
    return HistoryPage(
        connection_id=connection.pk,
        child_id=connection.child_id,
        title=person.title(connection, said.names),
        lines=tuple(sorted(lines, key=lambda line: line.at, reverse=True)),
    )


def _names(said: queries.Said) -> Iterator[Happened]:
    for row in said.names:
        what = f"{words.name_kind(row)}: {row.full}"
        yield Happened(row.recorded_at, words.by(row.recorded_by), what, words.says(row))
        if row.taken_back_at:
            yield Happened(row.taken_back_at, words.by(row.taken_back_by), f"A slip, taken back: {row.full}", "")


def _facts(said: queries.Said) -> Iterator[Happened]:
    for row in said.facts:
        what = f"{PersonFactKind(row.kind).label}: {words.fact_in_words(row)}"
        yield Happened(row.recorded_at, words.by(row.recorded_by), what, words.says(row))
        if row.taken_back_at:
            yield Happened(row.taken_back_at, words.by(row.taken_back_by), f"A slip, taken back: {what}", "")


def _ways(said: queries.Said) -> Iterator[Happened]:
    for row in said.ways:
        what = f"{words.reach_kind(row)}: {row.value}"
        yield Happened(row.recorded_at, words.by(row.recorded_by), what, words.safe(row))


def _changes(said: queries.Said) -> Iterator[Happened]:
    for row in said.changes:
        # The day on which somebody was written down says nothing of since when it stands so.
        since = "" if row.on == row.connection.added_on else f", since {words.day(row.on)}"
        what = f"{PersonStatus(row.status).label}{since}"
        yield Happened(row.at, words.by(row.by), what, row.words or "")


def _merges(actor: Actor, connection: Connection) -> Iterator[Happened]:
    for row in queries.list_merges(actor, connection.person):
        yield Happened(row.at, words.by(row.by), "Two rows taken for one person", row.words)
        if row.undone_at:
            yield Happened(row.undone_at, words.by(row.undone_by), "Taken apart again", row.undone_words or "")
