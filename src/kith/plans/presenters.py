"""The page of a child's promises: who, what in their words, by when, for which ask, and how each stands."""

import datetime as dt
import uuid
from dataclasses import dataclass

from kith.access import gate
from kith.access.actor import Actor
from kith.access.permissions import Permission as P
from kith.children.models import Child
from kith.domain import plans
from kith.domain.terms import CameOfPromise, HowOften, PromiseState
from kith.people import queries as people
from kith.people.models import Connection
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
    before: tuple[str, ...]
    state: Tag
    said: tuple[str, ...]
    ended: str
    can_check: bool
    can_end: bool
    can_put_right: bool
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
    held = [row for row in rows if may_make and queries.get_state(actor, row, on) is PromiseState.HELD]
    why_not = queries.get_why_nots(actor, child, on) if held else None
    can_resume = {row.pk for row in held if why_not and not why_not(row.connection_id)}
    lines = tuple(_line(actor, row, on, may_make, row.pk in can_resume) for row in rows)
    return PromisesPage(child.pk, str(child), on, lines, may_make)


def people_to_choose(
    actor: Actor, child: Child, on: dt.date, chosen: Connection | None
) -> tuple[list[tuple[str, str]], str]:
    """The child's people of whom a promise may be written down, and who of them is chosen already: always offered.

    Of two rows that were taken for one person, the one that is kept.
    """
    why_not = queries.get_why_nots(actor, child, on)
    everybody = people.list_people(actor, child, also_removed=True, with_dates=False)
    kept = next((one.connection.pk for one in everybody if chosen and chosen.person_id in one.person_ids), None)
    found = [one for one in everybody if one.connection.pk == kept or not why_not(one.connection.pk)]
    return [(str(one.connection.pk), one.called or one.shown) for one in found], str(kept or "")


def when_in_words(row: Promise) -> str:
    """How often, and from or by which day: "Every week, from 1 June 2026"."""
    if row.how_often == HowOften.ONCE.value and row.due_on:
        return f"Once, by {day(row.due_on)}"
    return f"{row.get_how_often_display()}, from {day(row.from_on)}"


def _line(actor: Actor, row: Promise, on: dt.date, may_make: bool, can_resume: bool) -> PromiseLine:
    state, promise = queries.get_state(actor, row, on), queries.as_promise(row)
    is_over = state in plans.OVER
    return PromiseLine(
        promise_id=row.pk,
        connection_id=row.connection_id,
        who=row.promiser,
        words=row.words,
        when=when_in_words(row),
        ask_about=_ask_about(state, plans.due_on(promise), plans.last_said(promise)),
        ask=row.ask.words if row.ask else "",
        written=f"{row.written_by.display_name}, {local_day(row.written_at)}",
        before=tuple(_before(one) for one in sorted(row.before.all(), key=lambda one: one.written_at)),
        state=Tag(queries.get_state_in_words(actor, row, on), TAGS.get(state, PLAIN_TAG)),
        said=tuple(_said(one) for one in sorted(row.checks.all(), key=lambda one: (one.on, one.at), reverse=True)),
        ended=queries.get_why_ended(actor, row) if state is PromiseState.ENDED else "",
        can_check=gate.may(actor, P.RECORD_FAMILY_TIME) and not is_over and row.from_on <= on,
        can_end=may_make and queries.can_end(actor, row, on),
        can_put_right=may_make and queries.can_put_right(actor, row, on),
        can_resume=can_resume,
        version=row.version,
    )


def _ask_about(state: PromiseState, due: dt.date | None, last: CameOfPromise | None) -> str:
    """When somebody is asked whether it happened; of one that is held, what was said before."""
    if state is PromiseState.HELD and last:
        return f"What was said last: {last.label[0].lower()}{last.label[1:]}."
    if due is None or state in plans.OVER or state is PromiseState.HELD:
        return ""
    return "Ask the child whether it happened." if state is PromiseState.LATE else f"Ask about it after {day(due)}."


def _before(one: Promise) -> str:
    return f"Put right. On {local_day(one.written_at)} it was written down as: “{one.words}” {when_in_words(one)}."


def _said(one: PromiseCheck) -> str:
    said = f"{one.get_says_display()}, {day(one.on)}: {one.get_came_display()}."
    return f"{said} “{one.words}”" if one.words else said
