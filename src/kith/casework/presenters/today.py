"""A coordinator's today: what was promised, who is waited for, what runs out soon, and my children."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.text import Truncator

from kith.access import scope
from kith.access.actor import Actor
from kith.audit import record
from kith.casework.presenters import next_step, safe
from kith.casework.queries import still_held, today
from kith.domain import consent, dates, limits
from kith.domain.agreement import Halt, Question, plain_name
from kith.domain.terms import FamilyTimeState, HowSoon, WithdrawalReason
from kith.finding.queries import families, letters, notices, searches
from kith.network import queries as network
from kith.people import presenters as people
from kith.plans import queries as promises
from kith.records import queries as record_queries
from kith.referrals import queries as referral_queries
from kith.referrals.presenters import words
from kith.referrals.queries import asks, parental, stops

SOON_DAYS = limits.number("soon_days")
VISIT_DAYS = limits.number("visit_days")
NEW_DAYS = limits.number("new_days")
WORDS_SHOWN = 120


@dataclass(frozen=True, slots=True)
class Line:
    """One line of today: a child, what, and by or since when."""

    child_id: uuid.UUID
    name: str
    when: str
    why: str


@dataclass(frozen=True, slots=True)
class Quiet:
    """A quiet check-in with a child: who, and nothing of what was said (SAFEGUARDING 5)."""

    said_id: uuid.UUID
    name: str
    since: str


@dataclass(frozen=True, slots=True)
class MyChild:
    """One of my children: where it stands and what is next."""

    child_id: uuid.UUID
    name: str
    place: words.Tag
    urgent: words.Tag | None
    next: str
    is_stopped: bool


@dataclass(frozen=True, slots=True)
class TodayPage:
    """The coordinator's first page."""

    on: dt.date
    concerns: tuple[Any, ...]
    new: tuple[Line, ...]
    visits: tuple[Line, ...]
    promised: tuple[Line, ...]
    late: tuple[safe.SafeLine, ...]
    news: tuple[safe.SafeLine, ...]
    replied: tuple[Line, ...]
    still_held: tuple[Line, ...]
    waiting: tuple[Line | safe.WaitsLine, ...]
    perhaps_one: tuple[people.AskedRow, ...]
    tries: tuple[Line, ...]
    running_out: tuple[Line | safe.SafeLine, ...]
    quiet: tuple[Quiet, ...]
    children: tuple[MyChild, ...]


def open_today(actor: Actor, on: dt.date, at: dt.datetime) -> TodayPage:
    """The coordinator's today; that these children were listed is one event."""
    with record.unit_of_work():
        mine = today.list_my_referrals(actor)
        children = [row.child_id for row in mine]
        halts = stops.list_open_halts(actor, children)
        active = [row for row in mine if row.is_open and Halt() not in halts.get(row.child_id, [])]
        # A pause asks nothing before its own day.
        asked = [row for row in active if not row.is_paused]
        latest = [one for one in today.list_latest_answers(actor, asked) if not _is_stopped(one, halts)]
        again = today.ask_again(latest, on + dt.timedelta(days=SOON_DAYS))
        asking = [row.child_id for row in asked]
        page = TodayPage(
            on=on,
            concerns=tuple(record_queries.list_unopened_concerns(actor)),
            new=tuple(_new(actor, active, on)),
            visits=tuple(_family_times(actor, mine, on)),
            promised=(
                *stopped(actor, "Pressed stop: get in touch."),
                *(_ask_again(one) for one in again if one.on <= on),
                *(_at_birthday(one) for one in today.at_birthday(latest, on)),
                *(_ask_about(row) for row in network.list_to_ask_again(actor, on) if row.child_id in asking),
            ),
            late=tuple(_late(actor, children, on)),
            news=tuple(safe.news_to_tell(actor, [*children, *today.list_ended_children(actor)], on)),
            replied=tuple(_replied(actor, mine, on)),
            still_held=tuple(_still_held(actor, asked, on)),
            waiting=(
                *_withdrawals(actor, on),
                *_parents(actor, active, on),
                *safe.waiting_for_the_worker(actor, [row.child for row in active], on),
                *_unanswered(actor, mine),
            ),
            perhaps_one=people.asked_rows(actor, answered_from=at - dt.timedelta(days=NEW_DAYS)),
            tries=tuple(_tries(actor, on)),
            running_out=_soonest(
                _running_out(actor, active, [one for one in again if one.on > on], on),
                safe.running_out(actor, asking, on, is_wanted=_goes_on(halts)),
                _to_be_told(actor, active, on),
            ),
            quiet=tuple(_quiet(row) for row in network.list_to_check_in(actor)),
            children=_my_children(mine, active, on),
        )
        scope.note_listed(actor, "children.listed", at, len(mine))
    return page


def _goes_on(halts: dict[uuid.UUID, list[Halt]]) -> Callable[[uuid.UUID, str], bool]:
    """Whether nobody said stop about a person: an answer about whoever is left alone is not asked for anew."""
    return lambda child_id, person: (
        not any(plain_name(halt.named) == plain_name(person) for halt in halts.get(child_id, []) if halt.named)
    )


def _family_times(actor: Actor, mine: list[Any], on: dt.date) -> list[Line]:
    rows = families.list_soon(actor, [row.child_id for row in mine], on, on + dt.timedelta(days=VISIT_DAYS))
    last = asks.list_latest_asks(actor, {row.child_id for row in rows}) if rows else {}
    return [Line(row.child_id, str(row.child), _when(row), _visit(row, last.get(row.child_id))) for row in rows]


def _visit(row: Any, last: asks.AskSeen | None) -> str:
    """What the visit is, and what the child asked for last: somebody will be in the room with them."""
    said = f"Family time with {row.connection}: {row.get_contact_kind_display().lower()}."
    if row.state == FamilyTimeState.HELD.value:
        return f"{said} It is held: tell everybody who expects it, and call it off."
    if last is None:
        return said
    words_of_child = Truncator(last.words).chars(WORDS_SHOWN, truncate="…")
    return f"{said} Last time they asked, on {words.day(last.asked_on)}: “{words_of_child}”"


def _when(row: Any) -> str:
    return f"{words.day(row.on)}{row.at_time.strftime(', %H:%M') if row.at_time else ''}"


def _late(actor: Actor, children: list[uuid.UUID], on: dt.date) -> list[safe.SafeLine]:
    """Promises whose day has passed and of which nobody has said whether they were kept, the longest due first."""
    return [
        safe.SafeLine(
            row.child_id,
            str(row.child),
            f"by {words.day(due)}",
            f"{row.promiser} promised: “{Truncator(row.words).chars(WORDS_SHOWN, truncate='…')}” Did it happen?",
            "plans:list",
            row.child_id,
        )
        for due, row in promises.list_late(actor, children, on)
    ]


def _replied(actor: Actor, mine: list[Any], on: dt.date) -> list[Line]:
    since = on - dt.timedelta(days=VISIT_DAYS)
    rows = letters.list_answered_since(actor, [row.child_id for row in mine], since)
    return [
        Line(
            row.child_id,
            str(row.child),
            words.day(row.answered_on),
            f"{row.connection} answered: {row.get_answer_display().lower()}.",
        )
        for row in rows
    ]


def _still_held(actor: Actor, going_on: list[Any], on: dt.date) -> list[Line]:
    """What was not let go since a stop or a pause was started again: the child may wait for it."""
    held = still_held.list_still_held(actor, [row.child_id for row in going_on], on)
    return [
        Line(
            row.child_id, str(row.child), "", f"Held: {still_held.in_words(held[row.child_id])} Let each go, or end it."
        )
        for row in going_on
        if row.child_id in held
    ]


def _unanswered(actor: Actor, mine: list[Any]) -> list[Line]:
    rows = letters.list_unanswered(actor, [row.child_id for row in mine])
    return [
        Line(
            row.child_id,
            str(row.child),
            f"since {words.local_day(row.item.sent_at)}",
            f"{row.connection} has not answered the letter yet.",
        )
        for row in rows
    ]


def _tries(actor: Actor, on: dt.date) -> list[Line]:
    return [
        Line(row.child_id, str(row.child), f"from {words.day(row.next_try_on)}", f"Try again to find {row.connection}.")
        for row in searches.list_due_tries(actor, on)
    ]


def stopped(actor: Actor, say: str) -> list[Line]:
    """Children who said stop and with whom nobody has spoken yet; each child once.

    It is the soonest day that counts: speaking with the child keeps the promise of every stop.
    """
    soonest = {one.child_id: one for one in reversed(stops.list_to_get_in_touch(actor))}
    return [
        Line(one.child_id, one.childs_name, f"by {words.day(one.get_in_touch_by)}", say)
        for one in sorted(soonest.values(), key=lambda one: (one.get_in_touch_by, one.pressed_at))
    ]


def _ask_again(one: today.AskAgain) -> Line:
    about = f": {one.named}" if one.named else ""
    child = one.referral.child
    return Line(
        child.pk, str(child), f"from {words.day(one.on)}", f"Asked to be asked again. {one.scope.label}{about}."
    )


def _is_stopped(one: today.LatestAnswer, halts: dict[uuid.UUID, list[Halt]]) -> bool:
    question = Question(one.given.scope, one.given.named)
    return any(halt.keeps_from_asking(question) for halt in halts.get(one.referral.child_id, []))


def _at_birthday(one: today.AtBirthday) -> Line:
    """Everything a child said yes to before a birthday, in one line: it is asked one step at a time."""
    child = one.referral.child
    steps = "; ".join(": ".join(filter(None, (given.scope.label, given.named))) for given in one.given)
    why = f"Said yes before turning {one.age}: ask again, one step at a time. {steps}."
    return Line(child.pk, str(child), f"from {words.day(one.on)}", why)


def _ask_about(row: Any) -> Line:
    """A child's "not now" about somebody, on its day; about whom stands on the sheet, for the coordinator alone."""
    return Line(row.child_id, str(row.child), f"from {words.day(row.ask_again_on)}", "Asked to be asked again.")


def _quiet(row: Any) -> Quiet:
    return Quiet(row.pk, str(row.child), words.day(row.on))


def _withdrawals(actor: Actor, on: dt.date) -> list[safe.WaitsLine]:
    return [
        safe.WaitsLine(
            row.child_id,
            str(row.child),
            safe.since(row.proposed_at, row.asked_again_at),
            f"The manager decides whether it is withdrawn: {WithdrawalReason(row.reason).label.lower()}.",
            may_nudge=safe.is_another_day(row.asked_again_at or row.proposed_at, on),
            nudge_url="referrals:nudge_about_withdrawal",
            nudge_id=row.pk,
            nudged="the manager about the withdrawal",
        )
        for row in referral_queries.list_proposed_withdrawals(actor)
    ]


def _parents(actor: Actor, mine: list[Any], on: dt.date) -> list[safe.WaitsLine]:
    return [
        safe.WaitsLine(
            row.referral.child_id,
            str(row.referral.child),
            safe.since(row.at, row.asked_again_at),
            f"{row.holder} has not been asked yet.",
            may_nudge=safe.is_another_day(row.asked_again_at or row.at, on),
            nudge_url="referrals:nudge_about_parent",
            nudge_id=row.pk,
            nudged=f"the social worker about {row.holder}, for the child",
        )
        for row in today.list_parents_not_asked(actor, mine)
    ]


def _soonest(*lists: list[tuple[dt.date, Any]]) -> tuple[Any, ...]:
    """Lines with their days, the soonest first."""
    found = [pair for one in lists for pair in one]
    return tuple(line for _, line in sorted(found, key=lambda pair: (pair[0], pair[1].name)))


def _running_out(actor: Actor, mine: list[Any], later: list[today.AskAgain], on: dt.date) -> list[tuple[dt.date, Line]]:
    """Days that come soon."""
    found: list[tuple[dt.date, Line]] = []
    until = on + dt.timedelta(days=SOON_DAYS)
    for row in mine:
        child = row.child
        if row.look_again_on and row.look_again_on <= until:
            found.append((row.look_again_on, _soon(child, row.look_again_on, "Look again.")))
        born_on = child.birth
        if not_known := consent.birthday_not_known(born_on):
            found.append((on, Line(child.pk, str(child), "no date of birth", not_known)))
        age = consent.next_birthday(born_on, on, within=words.BIRTHDAY_AHEAD)
        if age and born_on:
            day = dates.birthday(born_on, age)
            found.append((day, _soon(child, day, f"Turns {age}: what was agreed is asked again.")))
        found += [(day, _soon(child, day, why)) for day, why in _limits_ahead(row, age) if day >= on]
    to_review = asks.list_to_review(actor, [row.child_id for row in mine], until)
    found += [(again, _review(one, again)) for one in to_review if (again := one.review_on)]
    found += [(one.on, _soon(one.referral.child, one.on, f"Ask again: {one.scope.label.lower()}.")) for one in later]
    return found


def _review(row: Any, day: dt.date) -> Line:
    """Something a child asked for that was not safe: on its day somebody looks whether it is now."""
    said = Truncator(row.words).chars(WORDS_SHOWN, truncate="…")
    return _soon(row.child, day, f"They asked, and it was not safe: “{said}” Look at it again.")


def _limits_ahead(row: Any, said: int | None) -> Iterator[tuple[dt.date, str]]:
    """The limits of the rules that are near. ``said``: the birthday that stands there already."""
    near, born_on = referral_queries.limits_of(row.near_miss, row.near_miss_on), row.child.birth
    if near.time_on:
        yield near.time_on, "The time limit of the rules is reached."
    if born_on and near.age and near.age != said:
        yield dates.birthday(born_on, near.age), f"Turns {near.age}: the age limit of the rules is reached."


def _to_be_told(actor: Actor, mine: list[Any], on: dt.date) -> list[tuple[dt.date, safe.SafeLine]]:
    """People who are to be told that we hold facts about them, with their days."""
    due = notices.list_due(actor, [row.child_id for row in mine], on, on + dt.timedelta(days=SOON_DAYS))
    return [(one.by, _told_by(one)) for one in due]


def _told_by(one: notices.Due) -> safe.SafeLine:
    who, child = one.connection, one.connection.child
    why = f"{who} should have been told what we hold." if one.is_late else f"{who} is to be told what we hold."
    return safe.SafeLine(child.pk, str(child), words.day(one.by), why, "finding:trail", who.pk)


def _soon(child: Any, day: dt.date, why: str) -> Line:
    return Line(child.pk, str(child), words.day(day), why)


def _my_children(mine: list[Any], active: list[Any], on: dt.date) -> tuple[MyChild, ...]:
    held = parental.list_blocked(active, on)
    return tuple(_my_child(row, on, is_stopped=row not in active, is_held=row.child_id in held) for row in mine)


def _my_child(row: Any, on: dt.date, *, is_stopped: bool, is_held: bool) -> MyChild:
    """No how soon and no next person to look for beside a stop (SAFEGUARDING 6), nor after a parent's no (7)."""
    is_urgent = row.how_soon == HowSoon.URGENT.value and not is_stopped
    urgent = words.how_soon_tag(row.how_soon) if is_urgent else None
    waits = is_held and next_step.is_held_by_a_no(row)
    following = next_step.NO_STANDS if waits else next_step.in_words(row, on)
    return MyChild(row.child_id, str(row.child), words.place_tag(row), urgent, following, is_stopped)


def _new(actor: Actor, mine: list[Any], on: dt.date) -> list[Line]:
    """Children in this coordinator's name since a short while, the urgent ones first, with the reasons."""
    since = on - dt.timedelta(days=NEW_DAYS)
    given = today.list_given_since(actor, mine, since)
    order = [level.value for level in HowSoon]
    rows = sorted(given, key=lambda one: (order.index(one.referral.how_soon or HowSoon.IN_TURN), one.at))
    decisions = referral_queries.get_latest_decisions(actor, [one.referral.pk for one in rows]) if rows else {}
    return [_given(one.referral, one.at, decisions.get(one.referral.pk)) for one in rows]


def _given(referral: Any, at: dt.datetime, decision: Any) -> Line:
    why = " ".join(filter(None, (_how_soon(referral), words.otherwise(decision))))
    return Line(referral.child_id, str(referral.child), f"since {words.local_day(at)}", why)


def _how_soon(referral: Any) -> str:
    said = [f"{words.how_soon_tag(referral.how_soon).text}.", *(one["text"] for one in referral.how_soon_why)]
    return " ".join(said)
