"""A worker's or reviewing officer's first page: my children by next review, and what waits for my answer."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from kith.access import gate, scope
from kith.access.actor import Actor
from kith.access.permissions import Permission as P
from kith.audit import record
from kith.casework.presenters import safe
from kith.casework.queries import mine
from kith.children.presenters import eligibility as words_of_eligibility
from kith.children.queries import children, eligibility
from kith.domain import pathway
from kith.domain.terms import Answer, ChildAnswer, NotOfferedReason
from kith.records import queries as record_queries
from kith.referrals import queries as referral_queries
from kith.referrals.presenters import waiting, words

COULD = {Answer.YES.value, Answer.CANNOT_TELL.value}
NO_ANSWER = "–"
NOT_ASKED = "The rules do not ask about them"
NOT_WORKED_OUT = "Not worked out yet"
ASKED_ANEW = frozenset(place.value for place in pathway.TO_BE_ASKED)


@dataclass(frozen=True, slots=True)
class MineRow:
    """One of my children. ``worker``: who works with the child, where that is not the reader.

    ``why``: whether to lead to why there is no yes, and to what other rules say.
    """

    child_id: uuid.UUID
    name: str
    worker: str
    next_review: str
    could: str
    why: bool
    missing: str
    stale: str
    offered: str
    answered: str
    may_refer: bool

    @property
    def has_answered(self) -> bool:
        """Whether there is an answer: a phone leaves the dash out."""
        return self.answered != NO_ANSWER


@dataclass(frozen=True, slots=True)
class WorkerPage:
    """The first page of a worker or reviewing officer."""

    on: dt.date
    concerns: tuple[Any, ...]
    to_answer: tuple[safe.SafeLine, ...]
    to_ask: tuple[safe.SafeLine, ...]
    to_tell: tuple[waiting.Decision, ...]
    news: tuple[safe.SafeLine, ...]
    running_out: tuple[safe.SafeLine, ...]
    rows: tuple[MineRow, ...]
    pagination: dict[str, Any]


def open_worker_page(actor: Actor, page: object, on: dt.date, at: dt.datetime) -> WorkerPage:
    """My children and what waits for me; that they were listed is one event."""
    with record.unit_of_work():
        rows = words.one_page(mine.list_mine(actor), page)
        is_worked_out = eligibility.get_current_run(actor) is not None
        shown = tuple(_row(actor, child, on, is_worked_out=is_worked_out) for child in rows)
        everybody = list(children.list_mine(actor))
        ids = [child.pk for child in everybody]
        answers = gate.may(actor, P.ANSWER_CLEARANCE)
        found = WorkerPage(
            on=on,
            concerns=tuple(record_queries.list_unopened_concerns(actor)),
            to_answer=tuple(safe.waiting(actor, everybody)) if answers else (),
            news=tuple(safe.news_to_tell(actor, ids, on, mine_only=True)),
            running_out=tuple(line for _, line in safe.running_out(actor, ids, on)) if answers else (),
            to_ask=tuple(_to_ask(row) for row in mine.list_parents_asked_again(actor, ids)),
            to_tell=tuple(
                waiting.unfinished(row, actor.role) for row in referral_queries.list_unfinished_withdrawals(actor)
            ),
            rows=shown,
            pagination=words.pagination(rows),
        )
        scope.note_listed(actor, "children.listed", at, len(shown))
    return found


def _to_ask(row: Any) -> safe.SafeLine:
    """Somebody with parental responsibility of whom the coordinator asked again whether they were asked."""
    child, why = row.referral.child, f"Ask {row.holder}, or write down why not"
    return safe.SafeLine(
        child.pk, str(child), safe.since(row.at, row.asked_again_at), why, "referrals:parents", row.referral_id
    )


def _row(actor: Actor, child: Any, on: dt.date, *, is_worked_out: bool) -> MineRow:
    # The service's rules do not ask about those who have left care; their adviser may refer them all the same.
    could = child.answer in COULD or not child.answer
    return MineRow(
        child_id=child.pk,
        name=str(child),
        worker="" if child.is_worker else child.worker,
        next_review=words.day(child.next_review_on),
        could=Answer(child.answer).label if child.answer else NOT_ASKED if is_worked_out else NOT_WORKED_OUT,
        why=is_worked_out and child.answer in {"", Answer.NO.value},
        missing=child.missing,
        stale=words_of_eligibility.STALE if child.stale else "",
        offered=_offered(child, on),
        answered=_answered(child),
        may_refer=gate.may(actor, P.REFER) and could and not child.referral_is_open and not _is_stopped(child),
    )


def _is_stopped(child: Any) -> bool:
    """Whether the child stopped: starting again is agreed in person, not by a referral."""
    return bool(child.place == pathway.SideState.STOPPED_BY_CHILD.value)


def _offered(child: Any, on: dt.date) -> str:
    """Whether it was offered: a referral, an offer, or a reason why not yet."""
    if child.referral_id:
        return f"Referred on {words.day(child.referred_on)}. {referral_queries.place_in_words(child)}."
    if child.offer_answer:
        return f"Offered on {words.day(child.offer_on)}."
    if child.offer_reason:
        again = (
            f" Look again on {words.look_again(child.offer_look_again_on, on)}." if child.offer_look_again_on else ""
        )
        return f"Not yet: {NotOfferedReason(child.offer_reason).label.lower()}.{again}"
    return "Not yet"


def _answered(child: Any) -> str:
    """What the child answered, as far as anybody asked."""
    if child.place == pathway.SideState.DECLINED.value:
        return "Said no for now"
    if child.has_agreed and child.place in ASKED_ANEW:
        return "Said yes before. To be asked anew"
    if child.has_agreed:
        return "Said yes, then stopped" if _is_stopped(child) else "Said yes"
    if child.offer_answer and not child.referral_id:
        return ChildAnswer(child.offer_answer).label
    return NO_ANSWER
