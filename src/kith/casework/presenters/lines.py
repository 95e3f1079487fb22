"""The lines of a child's record: asks, answers, notes and copies in words."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from kith.domain import happened as kinds
from kith.domain.terms import AskOutcome
from kith.records import actions as record_actions
from kith.referrals.presenters import history, words
from kith.referrals.queries import agreement, asks

# The decision behind a move, where the copy for the case system is of the decision.
MADE_BY = {
    "referral.made": "referral.made",
    "referral.accepted": "triage.decided",
    "referral.agreed": "agreement",
    "referral.declined": "agreement",
    "referral.stopped": "stop",
    "referral.paused": "pause",
    "referral.triaged": "triage.decided",
    "referral.restarted": "triage.decided",
    "referral.withdrawal_proposed": "withdrawal.proposed",
    "referral.withdrawn": "withdrawal.decided",
}


@dataclass(frozen=True, slots=True)
class Said:
    """Something the child said, in their words."""

    words: str
    who: str
    keep_from: str = ""


@dataclass(frozen=True, slots=True)
class AskLine:
    """One thing the child asked for and what came of it."""

    ask_id: uuid.UUID
    words: str
    asked_on: dt.date
    outcome: str
    verdict: str
    why: str = ""
    review_on: dt.date | None = None
    done: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class YesLine:
    """One answer of the child to one step."""

    what: str
    answer: str
    on: dt.date
    ask_again_on: dt.date | None
    no_longer: str
    how: str
    words: str


@dataclass(frozen=True, slots=True)
class ParentLine:
    """What one person with parental responsibility answered."""

    who: str
    answer: str
    asked_on: str
    waits: str
    ask_again: str
    is_answered: bool


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One note as this person may read it."""

    note_id: uuid.UUID
    on: dt.date
    by: str
    words: str
    childs_words: str
    keep_from: str
    stays: bool
    corrects_on: dt.date | None
    copy_id: uuid.UUID | None


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """One decision, with its copy for the case system if there is one."""

    happened: history.Happened
    copy_id: uuid.UUID | None


@dataclass(frozen=True, slots=True)
class CopyLine:
    """One thing for the case system."""

    copy_id: uuid.UUID
    what: str
    on: dt.date
    copied: str


@dataclass(frozen=True, slots=True)
class Link:
    """Something this person may do now: text, URL name, and the id it takes."""

    text: str
    url: str
    subject_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class Links:
    """Things this person may do, under one heading."""

    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ToDo:
    """What this person may do: the two or three next steps, and the rest by what it is about."""

    first: tuple[Link, ...]
    more: tuple[Links, ...]


@dataclass(frozen=True, slots=True)
class Could:
    """Whether the child could be offered this, in a sentence."""

    answer: str
    tag: str
    on: dt.date
    rules: str
    soon: str
    missing: str


def said(row: Any) -> Said:
    """The child's own words of a note, and whom they are kept from."""
    who = f"written down by {row.written_by.display_name}, {words.day(row.happened_on)}"
    return Said(row.childs_words, who, record_actions.keep_from_in_words(row.keep_from))


def ask(one: asks.AskSeen, done: Sequence[str] = ()) -> AskLine:
    """One ask in words, with what was done about it."""
    return AskLine(one.id, one.words, one.asked_on, one.outcome.label, one.verdict, one.why, one.review_on, tuple(done))


def asks_met(asked: list[asks.AskSeen]) -> str:
    """The child's verdict is the headline; no answer is not known."""
    if not asked:
        return ""
    told = sum(1 for one in asked if one.verdict)
    if not told and all(one.outcome is AskOutcome.NOT_STARTED for one in asked):
        return ""  # nothing has gone anywhere yet, well or badly
    if not told:
        return "The child has not said yet how any of these went."
    return f"The child has said how {told} of these {len(asked)} went."


def yes(kept: agreement.AnswerKept) -> YesLine:
    """One answer of the child in words."""
    given = kept.answered
    about = f": {given.named}" if given.named else ""
    shown = ", ".join(kept.how_shown).capitalize()
    who = kept.who_was_there or "Who was there: not said"
    how = ". ".join(part.rstrip(".") for part in (shown, who) if part)
    return YesLine(
        what=f"{given.scope.label}{about}",
        answer=given.answer.label,
        on=given.on,
        ask_again_on=given.ask_again_on,
        no_longer=words.no_longer(kept),
        how=how,
        words=kept.words,
    )


def note(row: Any, copies: list[Any]) -> NoteLine:
    """One note, with its copy for the case system if there is one."""
    return NoteLine(
        note_id=row.pk,
        on=row.happened_on,
        by=row.written_by.display_name,
        words=row.words,
        childs_words=row.childs_words or "",
        keep_from=record_actions.keep_from_in_words(row.keep_from),
        stays=row.stays_in_service,
        corrects_on=row.corrects.happened_on if row.corrects else None,
        copy_id=copy_of(row.pk, copies),
    )


def decision(happened: history.Happened, copies: list[Any]) -> DecisionLine:
    """One decision, with its copy: of the move itself, or of the decision that made the move on the same day."""
    found = copy_of(happened.change_id, copies)
    kind = MADE_BY.get(happened.event)
    same = (one.pk for one in copies if one.kind == kind and words.day(timezone.localdate(one.made_at)) == happened.on)
    return DecisionLine(happened, found or next(same, None))


def copy_of(subject_id: uuid.UUID, copies: list[Any]) -> uuid.UUID | None:
    """The copy of a note or decision, if one was made and this person may read it."""
    return next((copy.pk for copy in copies if copy.subject_id == subject_id), None)


def copy(row: Any) -> CopyLine:
    """One copy for the case system in words."""
    copied = ""
    if row.copied_at:
        who = row.copied_by.display_name if row.copied_by else "somebody"
        copied = f"Copied by {who}, {words.local_day(row.copied_at)}"
    return CopyLine(row.pk, kinds.in_words(row.kind), timezone.localdate(row.made_at), copied)
