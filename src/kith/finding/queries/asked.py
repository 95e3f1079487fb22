"""Reads: what was done about each thing a child asked for, and which of them a step about somebody serves."""

import dataclasses
import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string

from kith.access import scope
from kith.access.actor import Actor
from kith.domain import agreement
from kith.domain.terms import AskOutcome
from kith.finding.models import Approach, FamilyTime, Search
from kith.finding.queries import held
from kith.people.models import Connection
from kith.referrals.queries import asks

# Table, and the words for a row of it: what was done about the ask, in the order in which it happens.
DONE = ((Search, "started_at", "Looking"), (Approach, "at", "Letter"), (FamilyTime, "planned_at", "Family time"))


def list_done_about(actor: Actor, child_id: uuid.UUID, _on: dt.date) -> dict[uuid.UUID, list[str]]:
    """What was done about each ask of a child, by the ask's id, in words; three questions.

    Named in ``settings.KITH_DONE_ABOUT_ASKS``. How any of it stands does not hang on the day.
    """
    done: dict[uuid.UUID, list[str]] = defaultdict(list)
    for table, moment, what in DONE:
        rows = scope.visible(actor, table.objects).filter(child_id=child_id, ask__isnull=False)
        for row in rows.select_related("connection").order_by(moment):
            done[row.ask_id].append(f"{what}: {row.connection}. {_stands(actor, row)}")
    return dict(done)


@dataclass(frozen=True, slots=True)
class Promised:
    """A promise and how it stands, in a sentence; by whom (the row that is kept), for which ask."""

    person_id: uuid.UUID | None
    ask_id: uuid.UUID | None
    words: str


def list_promised(actor: Actor, child_id: uuid.UUID, on: dt.date) -> list[Promised]:
    """Everything promised to a child, the oldest first: known to the app that lies above."""
    found: list[Promised] = import_string(settings.KITH_PROMISED)(actor, child_id, on)
    return found


def as_they_stand(every: Iterable[asks.AskSeen], done: Mapping[uuid.UUID, Sequence[str]]) -> list[asks.AskSeen]:
    """The asks as a page shows them: one about which something was done is being tried, also before anybody says so."""
    return [
        dataclasses.replace(one, outcome=AskOutcome.BEING_TRIED)
        if done.get(one.id) and one.outcome is AskOutcome.NOT_STARTED
        else one
        for one in every
    ]


def get_ask_served(actor: Actor, connection: Connection) -> asks.AskSeen | None:
    """The ask that the next step about somebody serves: that of the step before, else the open one that names them."""
    every = asks.list_asks(actor, connection.child)
    before = [
        (getattr(row, moment), row.ask_id)
        for table, moment, _ in DONE
        for row in scope.visible(actor, table.objects).filter(connection=connection, ask__isnull=False)
    ]
    last = max(before, default=(None, None))[1]
    kept = next((row for row in every if row.id == last), None)
    return kept or open_ask_about(connection, every)


def open_ask_about(connection: Connection, every: Iterable[asks.AskSeen]) -> asks.AskSeen | None:
    """The first of these asks that nothing has come of yet and that names somebody."""
    about = agreement.plain_name(connection.about_person)
    mine = (row for row in every if row.named and agreement.plain_name(row.named) == about)
    return next((row for row in mine if row.outcome in asks.OPEN), None)


def _stands(actor: Actor, row: Search | Approach | FamilyTime) -> str:
    if isinstance(row, Approach):
        return f"{row.get_layer_display().partition(':')[0]}; {row.get_answer_display() or 'no answer yet'}."
    return f"{held.get_search_in_words(actor, row) if isinstance(row, Search) else held.get_time_in_words(actor, row)}."
