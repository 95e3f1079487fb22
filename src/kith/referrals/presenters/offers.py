"""The list of children who could be offered this and were not yet."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from kith.access import scope
from kith.access.actor import Actor
from kith.audit import record
from kith.children.models import Child
from kith.children.presenters import eligibility as words_of_eligibility
from kith.domain.terms import Answer, ChildAnswer, NotOfferedReason
from kith.referrals import queries
from kith.referrals.presenters import words


@dataclass(frozen=True, slots=True)
class NotOfferedRow:
    """One child of the list."""

    child_id: uuid.UUID
    name: str
    next_review: str
    near_miss: str
    must_check: str
    stale: str
    last_said: str
    is_later: bool


@dataclass(frozen=True, slots=True)
class NotOfferedPage:
    """My children not yet offered, sorted by the next review."""

    on: dt.date
    checked_on: dt.date | None
    headline: str
    must_check: str
    stale: str
    rows: tuple[NotOfferedRow, ...]
    pagination: dict[str, Any]

    @property
    def true_on(self) -> dt.date:
        """The day of the last check; today where nobody checked yet."""
        return self.checked_on or self.on


@dataclass(frozen=True, slots=True)
class OfferPage:
    """The page for "not now, because ..." or "offered": whom it is about."""

    name: str
    child_id: uuid.UUID


def open_not_offered_page(actor: Actor, page: object, at: dt.datetime, on: dt.date) -> NotOfferedPage:
    """The list as one event: whose names were shown is known afterwards."""
    with record.unit_of_work():
        counts = queries.count_not_offered(actor)
        rows = words.one_page(queries.list_not_offered(actor, on), page)
        shown = tuple(_row(child, on) for child in rows)
        scope.note_listed(actor, "referrals.not_offered_listed", at, len(shown))
    return NotOfferedPage(
        on=on,
        checked_on=counts.on,
        headline=_headline(counts.not_offered, counts.could_be),
        must_check=_must_check(counts.must_check),
        stale=words_of_eligibility.stale_of_could(counts.stale),
        rows=shown,
        pagination=words.pagination(rows),
    )


def offer_page(child: Child) -> OfferPage:
    """Whom a recorded offer is about."""
    return OfferPage(str(child), child.pk)


def _headline(missed: int, could_be: int) -> str:
    if not could_be:
        return "None of the children here could be offered Lifelong Links by the rules of today’s check."
    if not missed:
        return f"All {could_be:,} children here who could be offered Lifelong Links were offered it."
    return f"{missed:,} of the {could_be:,} children who could be offered Lifelong Links were not offered it yet."


def _must_check(number: int) -> str:
    return f"For {number:,} of them a person must still check." if number else ""


def _row(child: Any, on: dt.date) -> NotOfferedRow:
    return NotOfferedRow(
        child_id=child.pk,
        name=str(child),
        next_review=words.day(child.next_review_on),
        near_miss=(child.near_miss or {}).get("text", ""),
        must_check=child.missing if child.answer == Answer.CANNOT_TELL.value else "",
        stale=words_of_eligibility.STALE if child.is_stale else "",
        last_said=_last_said(child, on),
        is_later=bool(child.later),
    )


def _last_said(child: Any, on: dt.date) -> str:
    if child.offer_on is None:
        return ""
    if child.offer_answer:
        said = f"Asked on {words.day(child.offer_on)}: {ChildAnswer(child.offer_answer).label.lower()}"
    else:
        said = f"Not now, because: {NotOfferedReason(child.offer_reason).label.lower()}"
    return (
        f"{said}. Look again on {words.look_again(child.offer_look_again_on, on)}."
        if child.offer_look_again_on
        else f"{said}."
    )
