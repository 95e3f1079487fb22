"""Who waits and why; and what waits for the manager."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from kith.access import gate, scope
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.audit import record
from kith.domain import pathway, triage
from kith.domain.terms import HowSoon, Role, TriageReason, WithdrawalReason
from kith.referrals import queries
from kith.referrals.presenters import helping, words
from kith.referrals.queries.waiting import LOOKED_AT

NOES_ROW = next(row for row, move in enumerate(pathway.MOVES) if move.event == LOOKED_AT)
"""The row of the pathway table by which a manager looks at a no."""
DECIDED_SO = "Decided so by the manager; no reason that is written down says so today."


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """One child who waits for a coordinator."""

    referral_id: uuid.UUID
    name: str
    waiting: str
    place: str
    how_soon: words.Tag
    is_urgent: bool
    why: tuple[str, ...]
    otherwise: str
    look_again: str
    language: str


@dataclass(frozen=True, slots=True)
class WaitingPage:
    """The waiting list."""

    on: dt.date
    total: int
    rows: tuple[WaitingRow, ...]
    pagination: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing that waits for the manager; ``soon``: what the reasons say where nobody has decided how soon."""

    referral_id: uuid.UUID
    name: str
    what: str
    since: str
    withdrawal_id: uuid.UUID | None = None
    soon: words.Tag | None = None


@dataclass(frozen=True, slots=True)
class DecisionsPage:
    """What waits for the manager, by kind."""

    on: dt.date
    to_accept: tuple[Decision, ...]
    proposed: tuple[Decision, ...]
    noes: tuple[Decision, ...]
    noes_row: int
    unfinished: tuple[Decision, ...]
    look_again: tuple[Decision, ...]


def open_waiting_page(actor: Actor, page: object, at: dt.datetime, on: dt.date) -> WaitingPage:
    """The waiting list as one event. How soon by the calendar is worked out for the day it is read."""
    with record.unit_of_work():
        rows = words.one_page(queries.list_waiting(actor), page)
        setting = triage.load_setting(on)
        decided = queries.get_latest_decisions(actor, [row.pk for row in rows])
        shown = tuple(_row(referral, on, setting, decided.get(referral.pk)) for referral in rows)
        scope.note_listed(actor, "referrals.waiting_listed", at, len(shown))
    return WaitingPage(on, rows.paginator.count, shown, words.pagination(rows))


def open_decisions_page(actor: Actor, at: dt.datetime, on: dt.date) -> DecisionsPage:
    """Everything that waits for the manager's word, as one event."""
    gate.check(actor, Permission.DECIDE_TRIAGE)
    with record.unit_of_work():
        found = DecisionsPage(
            on=on,
            to_accept=_to_accept(queries.list_to_accept(actor), on),
            proposed=tuple(_proposed(row, on) for row in queries.list_proposed_withdrawals(actor)),
            noes=tuple(_no(row, on) for row in queries.list_noes_to_look_at(actor)),
            noes_row=NOES_ROW,
            unfinished=tuple(unfinished(row, actor.role) for row in queries.list_unfinished_withdrawals(actor)),
            look_again=tuple(_look_again(row, on) for row in queries.list_look_again(actor, on)),
        )
        count = sum(map(len, (found.to_accept, found.proposed, found.noes, found.unfinished, found.look_again)))
        scope.note_listed(actor, "referrals.decisions_listed", at, count)
    return found


def _row(referral: Any, on: dt.date, setting: triage.Setting, decision: Any) -> WaitingRow:
    child = referral.child
    today = triage.decide(_factors(referral), on, setting)
    said_otherwise = words.otherwise(decision)
    return WaitingRow(
        referral_id=referral.pk,
        name=str(child),
        waiting=words.days((on - referral.made_on).days),
        place=queries.place_in_words(referral),
        how_soon=words.how_soon_tag(referral.how_soon),
        is_urgent=(referral.how_soon or today.level.value) == HowSoon.URGENT.value,
        why=tuple(reason.text for reason in today.reasons) or _no_reason(referral, said_otherwise),
        otherwise=said_otherwise,
        look_again=_look_at_it_again(referral, today),
        language="" if child.language.casefold() == helping.SERVICE_LANGUAGE else child.language,
    )


def _no_reason(referral: Any, said_otherwise: str) -> tuple[str, ...]:
    """Where no reason stands: of those in turn the order, of those put before others who says so; else the tag does."""
    if referral.how_soon == HowSoon.IN_TURN.value:
        return ("In the order of arrival.",)
    return (DECIDED_SO,) if referral.how_soon and not said_otherwise else ()


def _factors(referral: Any) -> triage.Factors:
    limits = queries.limits_of(referral.near_miss, referral.near_miss_on)
    noted = {TriageReason(one["code"]): one["text"] for one in referral.how_soon_why}
    no_limit = triage.NO_DATE in noted.get(TriageReason.RULE_LIMIT, "")
    kept = {code: "" for code, text in noted.items() if code not in triage.BY_THE_CALENDAR or triage.NO_DATE in text}
    return triage.Factors(
        referral.child.birth, limits.time_on, limit_is_known=not no_limit, noted=kept, age_limit=limits.age
    )


def _look_at_it_again(referral: Any, today: triage.HowSoonResult) -> str:
    """Time passes after a decision: a reason that was not there then makes it worth a second look."""
    before = {one["code"] for one in referral.how_soon_why}
    new = [reason for reason in today.reasons if reason.code.value not in before]
    order = [level.value for level in HowSoon]
    more_urgent = referral.how_soon and any(order.index(r.level) < order.index(referral.how_soon) for r in new)
    return "This was decided before the reasons changed: look at it again." if more_urgent else ""


def _to_accept(rows: Any, on: dt.date) -> tuple[Decision, ...]:
    """What nobody has decided yet, those whom the reasons put first before the others, each in the order of arrival."""
    setting, order = triage.load_setting(on), list(HowSoon)
    found = [(row, triage.decide(_factors(row), on, setting)) for row in rows]
    found.sort(key=lambda one: order.index(one[1].level))
    return tuple(_accept(row, today, on) for row, today in found)


def _accept(row: Any, today: triage.HowSoonResult, on: dt.date) -> Decision:
    why = "".join(f" {reason.text}" for reason in today.reasons)
    who = "The child asked" if row.by_the_child else f"From {row.made_by.display_name}" if row.made_by else "Referred"
    place = queries.place_in_words(row)
    soon = words.how_soon_tag(today.level.value) if today.reasons else None
    return Decision(row.pk, str(row.child), f"{who}. Stage: {place.lower()}.{why}", _since(row.made_on, on), soon=soon)


def _proposed(row: Any, on: dt.date) -> Decision:
    reason = WithdrawalReason(row.reason).label
    again = f" Asked again on {words.local_day(row.asked_again_at)}." if row.asked_again_at else ""
    what = f"{row.proposed_by.display_name} proposes to withdraw: {reason.lower()}.{again}"
    return Decision(row.referral_id, str(row.child), what, _since(timezone.localdate(row.proposed_at), on), row.pk)


def _no(row: Any, on: dt.date) -> Decision:
    """A no that somebody else wrote down: the child's words or how they showed it, and who was there."""
    said = [f"{row.by.display_name} wrote down that the child said no. It counts already."]
    said += [f"“{row.words}”"] if row.words else []
    said += [f"Who was there: {row.who_was_there.rstrip('.')}."] if row.who_was_there else []
    return Decision(row.referral_id, str(row.child), " ".join(said), _since(row.on, on))


def unfinished(row: Any, reader: Role) -> Decision:
    """What is still to be told after a withdrawal the manager agreed to; nobody is asked to tell themselves."""
    officer = "write down when you, the reviewing officer, were told"
    missing = [
        text
        for text, done in (
            ("tell the child", row.child_told_on),
            (
                officer if reader is Role.REVIEWING_OFFICER else "tell the reviewing officer",
                row.reviewing_officer_told_on,
            ),
            ("offer an advocate", row.advocate_offered_on),
        )
        if not done
    ]
    return Decision(row.referral_id, str(row.child), f"Withdrawn. Still to do: {', '.join(missing)}.", "", row.pk)


def _look_again(row: Any, on: dt.date) -> Decision:
    what = f"{queries.place_in_words(row)}. To be looked at again on {words.look_again(row.look_again_on, on)}."
    return Decision(row.pk, str(row.child), what, "")


def _since(then: dt.date, on: dt.date) -> str:
    number = (on - then).days
    return "today" if number <= 0 else f"{words.days(number)} ago"
