"""The lines about safety on people's first pages: who waits for an answer, what runs out, news to tell."""

import datetime as dt
import uuid
from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.utils import timezone

from kith.access import gate
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.children.models import Child
from kith.domain.terms import Cleared, NewsKind
from kith.referrals.presenters import words
from kith.safety.models import News
from kith.safety.queries import news, soon


@dataclass(frozen=True, slots=True)
class SafeLine:
    """One line: a child, what, and by or since when; and the page on which to do something about it."""

    child_id: uuid.UUID
    name: str
    when: str
    why: str
    url: str
    subject_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class WaitsLine:
    """What somebody else has still to do for a child; ``may_nudge``: whether they may be asked again now.

    ``nudge_url`` and ``nudge_id``: where that is done; ``nudged``: who reads it.
    """

    child_id: uuid.UUID
    name: str
    when: str
    why: str
    may_nudge: bool
    nudge_url: str
    nudge_id: uuid.UUID
    nudged: str = "the social worker"


def waiting(actor: Actor, children: Collection[Child]) -> list[SafeLine]:
    """People whose answer the worker has still to give, one line for each child."""
    by_id = {child.pk: child for child in children}
    return [
        SafeLine(
            one.child_id,
            str(by_id[one.child_id]),
            _since(one),
            needs_an_answer(one.people),
            "safety:answer",
            one.child_id,
        )
        for one in soon.list_waiting(actor, list(by_id))
    ]


def needs_an_answer(people: int) -> str:
    """How many people need an answer, in words."""
    return "1 person needs your answer" if people == 1 else f"{people} people need your answer"


def waiting_for_the_worker(actor: Actor, children: Collection[Child], on: dt.date) -> list[WaitsLine]:
    """The same for whoever asked; they may nudge once a day, and not on the day on which they asked."""
    by_id, may = {child.pk: child for child in children}, gate.may(actor, Permission.ASK_CLEARANCE)
    return [
        WaitsLine(
            one.child_id,
            str(by_id[one.child_id]),
            _since(one),
            waits_for_the_worker(one.people),
            may_nudge=may and is_another_day(one.asked_again or one.since, on),
            nudge_url="safety:ask_again",
            nudge_id=one.child_id,
        )
        for one in soon.list_waiting(actor, list(by_id))
    ]


def is_another_day(last: dt.datetime, on: dt.date) -> bool:
    """Whether somebody may be asked again: once a day, and not on the day on which they were asked first."""
    return timezone.localdate(last) < on


def _since(one: soon.Waiting) -> str:
    return since(one.since, one.asked_again)


def since(first: dt.datetime, again: dt.datetime | None) -> str:
    """Since when something waits, and when somebody asked again last."""
    asked = f", asked again on {words.local_day(again)}" if again else ""
    return f"since {words.local_day(first)}{asked}"


def waits_for_the_worker(people: int) -> str:
    """The same, for whoever asked."""
    return f"The social worker says whether it is safe: {people} {'person' if people == 1 else 'people'}."


def running_out(
    actor: Actor,
    children: Collection[uuid.UUID],
    on: dt.date,
    *,
    is_wanted: Callable[[uuid.UUID, str], bool] = lambda _child, _person: True,
) -> list[tuple[dt.date, SafeLine]]:
    """Answers that run out within six weeks or ran out of late, with their days.

    ``is_wanted(child, person)``: whether something goes on for that person, for whoever may know of a stop about one.
    """
    return [
        (one.until, _runs_out(one, on))
        for one in soon.list_running_out(actor, children, on)
        if is_wanted(one.child.pk, str(one.connection))
    ]


def _runs_out(one: soon.RunsOut, on: dt.date) -> SafeLine:
    about = f"“{one.box.label}”"
    if one.answer is Cleared.NOT_NOW:
        said = f"{about} was answered not now. Look again."
    elif one.until <= on:
        said = f"the answer to {about} has run out."
    else:
        said = f"the answer to {about} runs out."
    why = f"{one.connection}: {said}"
    return SafeLine(one.child.pk, str(one.child), words.day(one.until), why, "safety:person", one.connection.pk)


def news_to_tell(actor: Actor, children: list[uuid.UUID], on: dt.date, *, mine_only: bool = False) -> list[SafeLine]:
    """News that somebody has still to tell, and children whom nobody has looked in on after it.

    ``mine_only``: what this actor was named to tell, or has told.
    """
    told, to_tell = news.list_check_ins(actor, children), news.list_to_tell(actor, children)
    if mine_only:
        told = [row for row in told if row.told_by_id == actor.user_id]
        to_tell = [row for row in to_tell if row.who_tells_id == actor.user_id]
    return [*(_looks_in(row, on) for row in told), *(_tells(row) for row in to_tell)]


def _tells(row: News) -> SafeLine:
    about = f"{row.connection}: " if row.connection else ""
    what = NewsKind(row.kind).label
    if row.who_tells is None:
        when, url, next_step = (
            f"since {words.local_day(row.found_at)}",
            "safety:plan_telling",
            "Nobody is to tell it yet.",
        )
    else:
        at_time = row.tell_at_time.strftime(", %H:%M") if row.tell_at_time else ""
        when, url = f"{words.day(row.tell_on)}{at_time}", "safety:mark_told"
        next_step = f"{row.who_tells.display_name} tells it. {row.where}."
    return SafeLine(row.child_id, str(row.child), when, f"{about}{what}. {next_step}", url, row.pk)


def _looks_in(row: News, on: dt.date) -> SafeLine:
    about = f"{row.connection}: " if row.connection else ""
    late = row.check_in_by is not None and row.check_in_by < on
    when = f"by {words.day(row.check_in_by)}"
    why = f"{about}{NewsKind(row.kind).label}. Told{f' on {words.local_day(row.told_at)}' if row.told_at else ''}: "
    return SafeLine(
        row.child_id, str(row.child), when, why + ("look in on the child now." if late else "look in on the child."),
        "safety:check_in", row.pk,
    )  # fmt: skip
