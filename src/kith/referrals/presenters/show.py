"""One referral on one page: where it stands, what is next for this person, and all that happened."""

import collections
import dataclasses
import datetime as dt
import itertools
import uuid
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from kith.access import gate
from kith.access.actor import Actor
from kith.access.permissions import Permission as P
from kith.domain import pathway
from kith.domain.terms import AroseAt, ClosedAs, HowSoon, Role
from kith.referrals import queries
from kith.referrals.models import Referral
from kith.referrals.presenters import history as histories
from kith.referrals.presenters import move, words
from kith.referrals.presenters.withdraw import WithdrawalRow, withdrawal_row
from kith.referrals.queries import self_referrals, stops


@dataclass(frozen=True, slots=True)
class Step:
    """A page this person may open from here: its text and URL name."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Safety:
    """One set of safety answers; ``changed``: which of them differ from the set before it."""

    on: str
    by: str
    lines: tuple[tuple[str, str], ...]
    changed: str = ""


@dataclass(frozen=True, slots=True)
class ShowPage:
    """One referral."""

    name: str
    referral_id: uuid.UUID
    child_id: uuid.UUID
    on: dt.date
    is_stopped: bool
    place: words.Tag
    ended_as: str
    look_again: str
    how_soon: words.Tag
    how_soon_on: str
    how_soon_why: tuple[str, ...]
    how_soon_said: tuple[str, ...]
    coordinator: str
    made: str
    why: str
    in_childs_words: bool
    request_id: uuid.UUID | None
    words_are_with: str
    block: str
    reads_words: bool
    safety: Safety | None
    earlier_safety: tuple[Safety, ...]
    withdrawals: tuple[WithdrawalRow, ...]
    came_back: histories.Happened | None
    pause: str
    history: tuple[histories.Happened, ...]
    steps: tuple[Step, ...]


WORDS_ARE_WITH = "What the child wrote is read by the service manager and the safeguarding lead."
QUESTIONS = (
    ("must_not_know", "Who must not know we are looking, or where the child lives?"),
    ("could_be_a_danger", "Who could be a danger, and to whom?"),
    ("orders_and_limits", "Which orders or proceedings limit whom the child may see?"),
    ("bottom_lines", "Bottom lines"),
)


def show_page(actor: Actor, referral: Referral, on: dt.date) -> ShowPage:
    """The page of one referral for one person."""
    reads = queries.can_read_words(actor, referral)
    answers = safety_of(actor, referral) if reads else ()
    decision = queries.list_decisions(actor, referral).first()
    request = self_referrals.get_of_referral(actor, referral)
    happened = histories.history(actor, referral, reads=reads)
    proposals = tuple(_withdrawal(actor, row, reads=reads) for row in queries.list_withdrawals(actor, referral))
    return ShowPage(
        name=str(referral.child),
        referral_id=referral.pk,
        child_id=referral.child_id,
        on=on,
        is_stopped=stops.get_everything(actor, referral.child_id, referral) is not None,
        place=words.place_tag(referral),
        ended_as=ClosedAs(referral.closed_as).label if referral.closed_as else "",
        look_again=words.look_again(referral.look_again_on, on),
        how_soon=words.how_soon_tag(referral.how_soon),
        how_soon_on=words.local_day(decision.at) if decision else "",
        how_soon_why=tuple(one["text"] for one in referral.how_soon_why),
        how_soon_said=tuple(filter(None, (decision.words, words.otherwise(decision)))) if decision and reads else (),
        coordinator=referral.coordinator.display_name if referral.coordinator else "",
        made=how_made(actor, referral),
        why=(referral.why or "") if reads else "",
        in_childs_words=referral.in_childs_words,
        request_id=request.pk if request else None,
        words_are_with=_words_are_with(actor, referral) if request is None else "",
        block=queries.outward_block(referral, on) or "",
        reads_words=reads,
        safety=answers[0] if answers else None,
        earlier_safety=answers[1:],
        withdrawals=proposals,
        came_back=histories.came_back(happened),
        pause=histories.left_of_a_pause(actor, referral, on),
        history=happened,
        steps=tuple(_steps(actor, referral, on, is_answered=bool(answers), is_proposed=_is_proposed(proposals))),
    )


def _withdrawal(actor: Actor, row: Any, *, reads: bool) -> WithdrawalRow:
    found = withdrawal_row(actor, row)
    return found if reads else dataclasses.replace(found, words="", what_would_change_it="", decided="", told=())


def how_made(actor: Actor, referral: Referral) -> str:
    """Who referred and when, as far as this person may know it."""
    knows = queries.can_know_who_asked(actor, referral)
    if not knows and referral.arose_at == AroseAt.CHILD_ASKED.value:
        return f"Referred by the service on {words.day(referral.made_on)}."
    if knows and referral.by_the_child:
        return f"The child asked to do this on {words.day(referral.made_on)}."
    who = referral.made_by.display_name if referral.made_by else "Somebody"
    return f"{who} referred on {words.day(referral.made_on)}: {AroseAt(referral.arose_at).label.lower()}."


def _words_are_with(actor: Actor, referral: Referral) -> str:
    """Who reads what the child wrote, for a coordinator who may know that they asked but not read it; else empty."""
    if actor.role is not Role.COORDINATOR or not referral.by_the_child:
        return ""
    if referral.asked_quietly:
        return f"{WORDS_ARE_WITH} The child has not plainly let others know: ask the child, or them."
    return WORDS_ARE_WITH


def safety_of(actor: Actor, referral: Referral) -> tuple[Safety, ...]:
    """Every set of safety answers in words, the latest first; each says what it changed, so that no danger is lost."""
    rows = list(queries.list_safety_answers(actor, referral))
    whens = _whens([row.at for row in rows])
    return tuple(
        Safety(when, row.by.display_name if row.by else "", _lines(row), _changed(row, before, since))
        for row, when, before, since in itertools.zip_longest(rows, whens, rows[1:], whens[1:])
    )


def _whens(moments: list[dt.datetime]) -> list[str]:
    """When each was answered: the day, with the time of day where more than one was answered on that day."""
    days = collections.Counter(map(timezone.localdate, moments))
    return [words.local_moment(at) if days[timezone.localdate(at)] > 1 else words.local_day(at) for at in moments]


def _lines(row: Any) -> tuple[tuple[str, str], ...]:
    return tuple((label, value) for name, label in QUESTIONS if (value := getattr(row, name)))


def _changed(row: Any, before: Any | None, since: str) -> str:
    """Which answers are others than before; a first set of answers changes nothing."""
    if before is None:
        return ""
    others = [f"“{label}”" for name, label in QUESTIONS if (getattr(row, name) or "") != (getattr(before, name) or "")]
    return f"Changed since {since}: {', '.join(others)}. Read both." if others else ""


def _is_proposed(proposals: tuple[WithdrawalRow, ...]) -> bool:
    return any(row.agreed is None for row in proposals)


def _steps(actor: Actor, referral: Referral, on: dt.date, *, is_answered: bool, is_proposed: bool) -> list[Step]:
    """What this person may do next, the most likely first; what was done already is said on its button."""
    place = queries.get_place(referral)
    named = "Name another coordinator" if referral.coordinator_id else "Name a coordinator"
    can_be_named = referral.is_open and place not in (pathway.Stage.REFERRAL, pathway.SideState.REOPENED)
    may_propose = any(m.event == "referral.withdrawal_proposed" for m in pathway.moves_from(place, actor.role))
    soon = f"Decide again how soon (now: {HowSoon(referral.how_soon).label.lower()})" if referral.how_soon else ""
    questions = "Answer the safety questions again" if is_answered else "Answer the safety questions"
    offered = (
        (referral.is_open and gate.may(actor, P.DECIDE_TRIAGE), soon or "Decide how soon", "referrals:how_soon"),
        (can_be_named and gate.may(actor, P.ALLOCATE), named, "referrals:allocate"),
        (gate.may(actor, P.RECORD_PR_ANSWER), "Parents’ answers", "referrals:parents"),
        (gate.may(actor, P.REFER), questions, "referrals:safety"),
        (bool(move.list_choices(actor, referral, on)), "Move on", "referrals:move"),
        (may_propose and not is_proposed, "Propose to withdraw", "referrals:withdraw"),
    )
    return [Step(text, url) for is_open, text, url in offered if is_open]
