"""Pages of a referral being made: the form beside what is known, and what happens next."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from kith.access import gate
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.children.models import Child
from kith.domain.pathway import SideState
from kith.referrals import queries
from kith.referrals.models import Referral
from kith.referrals.presenters import history, show, words
from kith.referrals.queries import stops
from kith.sealing.reading import Shown


@dataclass(frozen=True, slots=True)
class ReferPage:
    """One short page: what is known already, and the questions."""

    name: str
    child_id: uuid.UUID
    on: dt.date
    facts: tuple[words.Fact, ...]
    near_miss: str
    near_miss_on: dt.date | None
    earlier: str


@dataclass(frozen=True, slots=True)
class MadePage:
    """What happens next, in plain words."""

    name: str
    referral_id: uuid.UUID
    child_id: uuid.UUID
    came_back: str
    has_safety_answers: bool
    steps: tuple[str, ...]
    may_decide: bool


@dataclass(frozen=True, slots=True)
class SafetyPage:
    """The safety questions again, with the day of the last answers; ``boxes``: those answers, for the form."""

    name: str
    referral_id: uuid.UUID
    last_on: str
    last_by: str
    boxes: dict[str, str]
    is_partly_kept_back: bool


READS_IT = "The service manager reads it, decides how soon with reasons in words, and names a coordinator."
YOU_READ_IT = "You decide how soon, with reasons in words, and name a coordinator."
YOU_ARE_ASKED = (
    "You are asked who is safe before anybody is written to.",
    "A worry about safety always reaches you. The coordinator’s notes with the child stay in the service.",
)
WORKER_IS_ASKED = (
    "The child’s social worker is asked who is safe before anybody is written to.",
    "A worry about safety always reaches the worker. The coordinator’s notes with the child stay in the service.",
)
THEN = (
    "The coordinator meets the child, at the child’s pace, and says what Lifelong Links is.",
    "The child chooses: yes, not now or no. Nothing is looked for before that.",
    "People with parental responsibility are asked, unless asking is unsafe.",
)


def refer_page(actor: Actor, child: Child, on: dt.date) -> ReferPage:
    """What the referral page shows beside its questions."""
    known = queries.get_known(actor, child, on)
    latest = queries.get_latest_referral(actor, child.pk)
    return ReferPage(
        name=str(child),
        child_id=child.pk,
        on=on,
        facts=words.facts(known, queries.list_holder_names(actor, child.pk)),
        near_miss=known.near_miss,
        near_miss_on=known.result.run.on if known.result else None,
        earlier=queries.get_place(latest).label if latest and not latest.is_open else "",
    )


def made_page(actor: Actor, referral: Referral) -> MadePage:
    """What the page after a referral says."""
    return MadePage(
        name=str(referral.child),
        referral_id=referral.pk,
        child_id=referral.child_id,
        came_back=_came_back(actor, referral),
        has_safety_answers=queries.list_safety_answers(actor, referral).exists(),
        steps=_steps(actor),
        may_decide=gate.may(actor, Permission.DECIDE_TRIAGE),
    )


def _came_back(actor: Actor, referral: Referral) -> str:
    """That an earlier referral came back and who asked, where that is known; empty for a first one."""
    if referral.place != SideState.REOPENED.value:
        return ""
    change = queries.list_changes(actor, referral).first()
    return history.happened(change).what if change else ""


def _steps(actor: Actor) -> tuple[str, ...]:
    """What happens next, as the one who referred reads it: a manager decides, a worker is asked."""
    if gate.may(actor, Permission.DECIDE_TRIAGE):
        return (YOU_READ_IT, *THEN, *WORKER_IS_ASKED)
    return (READS_IT, *THEN, *YOU_ARE_ASKED)


def safety_page(actor: Actor, referral: Referral) -> SafetyPage:
    """What was answered last, so that only what changed needs writing; read once."""
    latest = queries.list_safety_answers(actor, referral).first()
    boxes = _boxes(latest)
    return SafetyPage(
        name=str(referral.child),
        referral_id=referral.pk,
        last_on=words.local_day(latest.at) if latest else "",
        last_by=latest.by.display_name if latest and latest.by else "",
        boxes=boxes,
        is_partly_kept_back=latest is not None and len(boxes) < len(show.QUESTIONS),
    )


def answered_last(actor: Actor, referral: Referral | None) -> dict[str, str]:
    """The last safety answers by the field of the form, for its boxes: answering again drops no danger unseen."""
    return _boxes(queries.list_safety_answers(actor, referral).first() if referral else None)


def _boxes(latest: Any) -> dict[str, str]:
    """Safety answers by the field of the form.

    An answer part of which this reader may not see is left out: saved again it would lose that part.
    """
    said = {name: getattr(latest, name) or "" for name, _ in show.QUESTIONS} if latest else {}
    return {name: words for name, words in said.items() if not isinstance(words, Shown)}


def overtaken(actor: Actor, latest: Referral | None, stopped: stops.Everything | None) -> str:
    """Why a referral that somebody wrote cannot be made any more: what happened since they opened the page."""
    if latest is not None and latest.is_open:
        return f"{show.how_made(actor, latest)} That referral is open, so a second one is not needed."
    since = f" on {words.local_day(stopped.since)}" if stopped else ""
    return f"Everything was stopped for this child{since}. Starting again is agreed with the child in person first."
