"""A child's record on one page: their words first, then where it stands, and all that is known."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from kith.access import gate
from kith.access.actor import Actor
from kith.access.permissions import Permission as P
from kith.casework.presenters import care, lines, next_step, people_sheet, requests, to_do
from kith.casework.queries import looked, still_held
from kith.children.models import CaseMember, Child
from kith.children.presenters import eligibility as eligible_words
from kith.children.queries import children, eligibility, records
from kith.domain import care as care_rules
from kith.domain import dates, holding
from kith.domain.returns import Record
from kith.domain.terms import Answer, ParentalAnswer, Role
from kith.finding.queries import asked as finding
from kith.network import presenters as network
from kith.network import queries as networks
from kith.people import queries as people
from kith.records import queries as record_queries
from kith.referrals import queries as referral_queries
from kith.referrals.models import Referral
from kith.referrals.presenters import show, words
from kith.referrals.queries import agreement, asks, parental
from kith.referrals.queries import stops as stopping
from kith.safety.presenters import news
from kith.safety.queries import standing
from kith.ui.charts import Span


@dataclass(frozen=True, slots=True)
class InCare:
    """What the returns say: time in care, up to when they know of it, and how far from home."""

    spans: tuple[Span, ...]
    known_until: dt.date | None
    last_seen: dt.date | None
    distance: str


@dataclass(frozen=True, slots=True)
class Agreed:
    """What the child said yes and no to: the answers that stand, those before them, and what a birthday changes."""

    now: tuple[lines.YesLine, ...]
    earlier: tuple[lines.YesLine, ...]
    birthday: str


@dataclass(frozen=True, slots=True)
class RecordPage:
    """A child's record as one person may see it."""

    child_id: uuid.UUID
    name: str
    reference: str
    council: str
    on: dt.date
    age: str
    next_review: dt.date | None
    team: tuple[tuple[str, str], ...]
    said: tuple[lines.Said, ...]
    sent: tuple[requests.Sent, ...]
    asks: tuple[lines.AskLine, ...]
    asks_met: str
    people: str | None
    named: tuple[str, ...]
    referral: show.ShowPage | None
    next: str
    look_again: str
    next_question: str
    stops: tuple[Any, ...]
    news_waits: str
    still_held: str
    order_stands: bool
    stopped: stopping.Everything | None
    agreed: Agreed
    parents: tuple[lines.ParentLine, ...] | None
    sees_safety: bool
    in_care: InCare
    could: lines.Could | None
    notes: tuple[lines.NoteLine, ...]
    decisions: tuple[lines.DecisionLine, ...]
    copies: tuple[lines.CopyLine, ...] | None
    looked: tuple[tuple[dt.date, tuple[str, ...]], ...] | None
    to_do: lines.ToDo

    @property
    def to_copy(self) -> tuple[lines.CopyLine, ...]:
        """What is not in the case system yet."""
        return tuple(line for line in self.copies or () if not line.copied)

    @property
    def copied(self) -> tuple[lines.CopyLine, ...]:
        """What somebody has copied already."""
        return tuple(line for line in self.copies or () if line.copied)


def record_page(actor: Actor, child: Child, on: dt.date, at: dt.datetime) -> RecordPage:
    """Everything about a child that this person may see."""
    team = list(children.list_case_team(actor, child))
    in_team = any(member.user_id == actor.user_id for member in team)
    referral = referral_queries.get_latest_referral(actor, child.pk)
    asked, notes = asks.list_asks(actor, child), list(record_queries.list_notes(actor, child))
    done = asks.list_done_about(actor, child.pk, on) if asked else {}
    asked = finding.as_they_stand(asked, done)
    copies = list(record_queries.list_copies(actor, child)) if gate.may(actor, P.MARK_COPIED) else None
    stopped = stopping.get_everything(actor, child.pk, referral)
    stands = show.show_page(actor, referral, on) if referral else None
    sees_safety = stands.reads_words if stands else in_team or actor.role is Role.MANAGER
    parents = _parents(actor, referral, on)
    people, named = _people(actor, child, on, asked)
    return RecordPage(
        child_id=child.pk,
        name=str(child),
        reference=child.reference,
        council=child.council.name,
        on=on,
        age=_age(child, on),
        next_review=child.next_review_on,
        team=tuple((member.get_part_display(), member.user.display_name) for member in team),
        said=tuple(lines.said(one) for one in notes if one.childs_words),
        sent=requests.list_sent(actor, child),
        asks=tuple(lines.ask(one, done.get(one.id, ())) for one in asked),
        asks_met=lines.asks_met(asked),
        people=people,
        named=named,
        referral=stands,
        next=_next(referral, stands, parents, on, sees_safety=sees_safety),
        look_again=_look_again(referral, stands),
        next_question=_next_question(actor, referral, at),
        stops=tuple(stop for stop in stopping.list_stops(actor, child) if stop.lifted_at is None),
        news_waits=news.waiting_in_words(actor, child),
        still_held=_still_held(actor, referral, on, is_stopped=stopped is not None),
        order_stands=sees_safety and standing.is_under_an_order(actor, child, on),
        stopped=stopped,
        agreed=_agreed(actor, referral, on, is_stopped=stopped is not None),
        parents=parents,
        sees_safety=sees_safety,
        in_care=_in_care(actor, child, on, team),
        could=_could(actor, child),
        notes=tuple(lines.note(one, copies or []) for one in notes),
        decisions=tuple(lines.decision(one, copies or []) for one in stands.history) if stands else (),
        copies=None if copies is None else tuple(lines.copy(one) for one in copies),
        looked=looked_by_month(actor, child),
        to_do=to_do.to_do(actor, child, referral, stands, is_stopped=stopped is not None),
    )


def _still_held(actor: Actor, referral: Referral | None, on: dt.date, *, is_stopped: bool) -> str:
    if referral is None or not referral.is_open or referral.is_paused or is_stopped:
        return ""
    held = still_held.list_still_held(actor, [referral.child_id], on).get(referral.child_id)
    return still_held.in_words(held) if held else ""


def _agreed(actor: Actor, referral: Referral | None, on: dt.date, *, is_stopped: bool) -> Agreed:
    kept = agreement.list_answers_kept(actor, referral, on) if referral else []
    return Agreed(
        now=tuple(lines.yes(one) for one in kept if one.is_latest),
        earlier=tuple(lines.yes(one) for one in kept if not one.is_latest),
        birthday=words.birthday_ahead(referral.child.birth, on) if referral and kept and not is_stopped else "",
    )


def _in_care(actor: Actor, child: Child, on: dt.date, team: list[CaseMember]) -> InCare:
    history = records.get_records(actor, [child.pk]).get((child.council.code, child.reference))
    return InCare(
        spans=care.spans(history),
        known_until=history.last_return if history else None,
        last_seen=child.last_seen_on,
        distance=_distance(actor, child, history, on, team),
    )


def _people(actor: Actor, child: Child, on: dt.date, asked: list[asks.AskSeen]) -> tuple[str | None, tuple[str, ...]]:
    """The people who matter in one sentence, and whom the child named who is not among them yet.

    None and nobody for those who may not know of them.
    """
    if not gate.may(actor, P.VIEW_PEOPLE):
        return None, ()
    if people.is_sealed_to(actor, child.pk):
        return f"{people_sheet.SEALED} Orders, and what else was decided for safety, still hold.", ()
    found, histories = networks.get_histories(actor, child)
    named = people_sheet.named_only(asked, found) if gate.may(actor, P.RECORD_PEOPLE) else ()
    return network.sentence(networks.standing_on(found, histories, on)), named


def _age(child: Child, on: dt.date) -> str:
    if child.birth is None:
        return f"Age not known{': the returns give two dates of birth' if child.birth_date_conflict else ''}"
    return f"{dates.age_on(child.birth, on)} years old"


def _next(
    referral: Referral | None,
    stands: show.ShowPage | None,
    parents: tuple[lines.ParentLine, ...] | None,
    on: dt.date,
    *,
    sees_safety: bool,
) -> str:
    """What comes next; which answers are still open, or what a parent's no waits for, is said to who may know."""
    if referral is None or stands is None:
        return ""
    if parents is None or not sees_safety:
        waits = next_step.goes_outward(referral) and parental.outward_block(referral, on)
        return next_step.BEING_SORTED_OUT if waits else next_step.in_words(referral, on)
    waits = next((one.waits for one in parents if one.waits), "")
    if waits and next_step.is_held_by_a_no(referral):
        return waits
    answered = bool(parents) and all(one.is_answered for one in parents)
    return next_step.with_answers(referral, on, parents_answered=answered, safety_answered=stands.safety is not None)


def _look_again(referral: Referral | None, stands: show.ShowPage | None) -> str:
    """The day to look again, where what comes next does not say it already."""
    return "" if referral is None or stands is None or next_step.says_the_day(referral) else stands.look_again


def _next_question(actor: Actor, referral: Referral | None, at: dt.datetime) -> str:
    if referral is None or not referral.is_open or not gate.may(actor, P.RECORD_AGREEMENT):
        return ""
    questions = agreement.list_next_questions(actor, referral, at)
    if not holding.is_told(actor.role):  # what is next about one person would tell what the child said about them
        questions = [one for one in questions if not one.named]
    if not questions:
        return ""
    first = questions[0]
    return f"{first.scope.label}: {first.named}" if first.named else first.scope.label


def _parents(actor: Actor, referral: Referral | None, on: dt.date) -> tuple[lines.ParentLine, ...] | None:
    """Parents' answers for those who record them; None for everybody else."""
    if referral is None or not gate.may(actor, P.RECORD_PR_ANSWER):
        return None
    return tuple(
        lines.ParentLine(
            who=f"{holder.answer.holder} ({holder.answer.basis})" if holder.answer.basis else holder.answer.holder,
            answer=holder.answer.get_answer_display(),
            asked_on=words.day(holder.answer.asked_on) if holder.answer.asked_on else "",
            waits=holder.waits or "",
            ask_again=holder.ask_again or "",
            is_answered=holder.answer.answer != ParentalAnswer.NOT_ASKED_YET.value,
        )
        for holder in parental.list_holders(actor, referral, on)
    )


def _distance(actor: Actor, child: Child, history: Record | None, on: dt.date, team: list[CaseMember]) -> str:
    restricted = child.location_restricted
    known = care_rules.facts(history, on) if history and not restricted else None
    miles = records.get_distance(actor, child, known) if known else None
    in_team = any(one.user_id == actor.user_id and one.part in CaseMember.CASE_TEAM for one in team)
    return care.distance_in_words(miles, is_restricted=restricted, in_team=in_team)


def _could(actor: Actor, child: Child) -> lines.Could | None:
    run = eligibility.get_current_run(actor)
    result = eligibility.get_result(actor, run, child) if run else None
    if result is None:
        return None
    answer = Answer(result.answer)
    soon = result.near_miss["text"] if result.near_miss else ""
    return lines.Could(answer.label, eligible_words.TAGS[answer], result.run.on, result.run.rules, soon, result.missing)


def looked_by_month(actor: Actor, child: Child) -> tuple[tuple[dt.date, tuple[str, ...]], ...] | None:
    """Which roles looked in each month, never a name; None for those who may not know it (SAFEGUARDING 11)."""
    if not gate.may(actor, P.VIEW_WHO_LOOKED):
        return None
    months: dict[dt.date, list[str]] = {}
    for month, role in looked.list_roles_that_looked(actor, child):
        months.setdefault(month, []).append(role)
    return tuple((month, tuple(roles)) for month, roles in months.items())
