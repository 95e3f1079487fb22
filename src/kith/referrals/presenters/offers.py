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
from kith.children.queries import eligibility
from kith.domain.terms import Answer, ChildAnswer, NotOfferedReason
from kith.referrals import queries
from kith.referrals.actions.offer import OfferGiven
from kith.referrals.presenters import words
from kith.referrals.queries import offers

STANDS_LATER = "Saved. Until the day you wrote the child stands under “To look at again later”."
STANDS_NO_MORE = "Saved. Whoever said no stands on this list no more."


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
    def now(self) -> tuple[NotOfferedRow, ...]:
        """Those of this page who wait to be offered it."""
        return tuple(row for row in self.rows if not row.is_later)

    @property
    def later(self) -> tuple[NotOfferedRow, ...]:
        """Those of this page whose day to look again has not come."""
        return tuple(row for row in self.rows if row.is_later)

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
        counts = queries.count_not_offered(actor, on)
        rows = words.one_page(queries.list_not_offered(actor, on), page)
        shown = tuple(_row(child, on) for child in rows)
        scope.note_listed(actor, "referrals.not_offered_listed", at, len(shown))
        # Where none of the children this person sees could be offered it, only the check itself says on which day.
        run = None if counts.on else eligibility.get_shown_run(actor)
    return NotOfferedPage(
        on=on,
        checked_on=run.on if run else counts.on,
        headline=_headline(counts),
        must_check=_must_check(counts.must_check),
        stale=words_of_eligibility.stale_of_could(counts.stale),
        rows=shown,
        pagination=words.pagination(rows),
    )


def offer_page(child: Child) -> OfferPage:
    """Whom a recorded offer is about."""
    return OfferPage(str(child), child.pk)


def saved(given: OfferGiven, on: dt.date) -> str:
    """What happens to the child's place on the list after an answer."""
    if given.answer and given.answer.value in offers.SETTLED:
        return STANDS_NO_MORE
    return STANDS_LATER if given.look_again_on and given.look_again_on > on else "The child’s answer is saved."


def _headline(counts: offers.Counts) -> str:
    could_be, waits, later = counts.could_be, counts.not_offered, counts.later
    if not could_be:
        return "None of the children here could be offered Lifelong Links by the rules of today’s check."
    if not waits and not later:
        return f"All {could_be:,} children here who could be offered Lifelong Links were offered it."
    of_all = f"of the {could_be:,} {'child' if could_be == 1 else 'children'} who could be offered Lifelong Links"
    said = (
        f"{waits:,} {of_all} {_wait(waits)} to be offered it."
        if waits
        else f"None {of_all} waits to be offered it now."
    )
    return (
        f"{said} {later:,} {'stands' if later == 1 else 'stand'} below, to be looked at again later." if later else said
    )


def _wait(number: int) -> str:
    return "waits" if number == 1 else "wait"


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
