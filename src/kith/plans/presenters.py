"""The page of a child's promises: who, what in their words, by when, for which ask, and how each stands."""

import datetime as dt
import uuid
from dataclasses import dataclass

from kith.access import gate
from kith.access.actor import Actor
from kith.access.permissions import Permission as P
from kith.children.models import Child
from kith.domain import plans
from kith.domain.terms import HowOften, PromiseState
from kith.people import queries as people
from kith.plans import queries
from kith.plans.models import Promise, PromiseCheck
from kith.referrals.presenters.words import Tag, day, local_day

TAGS = {
    PromiseState.KEPT: "govuk-tag--green",
    PromiseState.LATE: "govuk-tag--yellow",
    PromiseState.CHANGED: "govuk-tag--blue",
    PromiseState.NOT_KEPT: "govuk-tag--orange",
}
PLAIN_TAG = "govuk-tag--grey"


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """One promise, as one person may see it."""

    promise_id: uuid.UUID
    connection_id: uuid.UUID | None
    who: str
    words: str
    when: str
    ask_about: str
    ask: str
    written: str
    state: Tag
    said: tuple[str, ...]
    ended: str
    can_check: bool
    can_end: bool
    can_resume: bool
    version: int


@dataclass(frozen=True, slots=True)
class PromisesPage:
    """What was promised to one child."""

    child_id: uuid.UUID
    child: str
    on: dt.date
    rows: tuple[PromiseLine, ...]
    may_make: bool


def promises_page(actor: Actor, child: Child, on: dt.date) -> PromisesPage:
    """The promises to a child, as this actor may see them."""
    rows = queries.list_promises(actor, child.pk)
    may_make = gate.may(actor, P.MAKE_PROMISE)
    return PromisesPage(child.pk, str(child), on, tuple(_line(actor, row, on, may_make) for row in rows), may_make)


def people_to_choose(actor: Actor, child: Child) -> list[tuple[str, str]]:
    """The child's people as they are chosen from, by name."""
    found = people.list_people(actor, child, with_dates=False)
    return [(str(one.connection.pk), one.called or one.shown) for one in found if one.connection.removed_on is None]


def when_in_words(row: Promise) -> str:
    """How often, and from or by which day: "Every week, from 1 June 2026"."""
    if row.how_often == HowOften.ONCE.value and row.due_on:
        return f"Once, by {day(row.due_on)}"
    return f"{row.get_how_often_display()}, from {day(row.from_on)}"


def _line(actor: Actor, row: Promise, on: dt.date, may_make: bool) -> PromiseLine:
    state = queries.get_state(actor, row, on)
    is_over = state in plans.OVER
    return PromiseLine(
        promise_id=row.pk,
        connection_id=row.connection_id,
        who=row.promiser,
        words=row.words,
        when=when_in_words(row),
        ask_about=_ask_about(state, plans.due_on(queries.as_promise(row))),
        ask=row.ask.words if row.ask else "",
        written=f"{row.written_by.display_name}, {local_day(row.written_at)}",
        state=Tag(queries.get_state_in_words(actor, row, on), TAGS.get(state, PLAIN_TAG)),
        said=tuple(_said(one) for one in sorted(row.checks.all(), key=lambda one: (one.on, one.at), reverse=True)),
        ended=queries.get_why_ended(actor, row) if state is PromiseState.ENDED else "",
        can_check=gate.may(actor, P.RECORD_FAMILY_TIME) and not is_over and row.from_on <= on,
        can_end=may_make and queries.can_end(actor, row, on),
        can_resume=may_make and state is PromiseState.HELD,
        version=row.version,
    )


def _ask_about(state: PromiseState, due: dt.date | None) -> str:
    """When somebody is asked whether it happened."""
    if due is None or state in plans.OVER or state is PromiseState.HELD:
        return ""
    return "Ask the child whether it happened." if state is PromiseState.LATE else f"Ask about it after {day(due)}."


def _said(one: PromiseCheck) -> str:
    said = f"{one.get_says_display()}, {day(one.on)}: {one.get_came_display()}."
    return f"{said} “{one.words}”" if one.words else said
