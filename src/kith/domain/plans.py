"""Promises: when each is due, and how it stands by what was said of it: kept, late, not kept, changed, ended.

No answer is not known (SCREENS.md): a day that has passed in silence is late, never "not kept". The child's verdict
counts before anybody else's. Only the coordinator writes "not kept", after speaking with both (SAFEGUARDING 12).
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from kith.domain import agreement, dates, names
from kith.domain.terms import CameOfPromise, HowOften, PromiseState, SaysSo

# How long one round of a promise lasts: days, or calendar months.
_DAYS = {HowOften.WEEKLY: 7, HowOften.FORTNIGHTLY: 14, HowOften.WHENEVER: 1}
_MONTHS = {HowOften.MONTHLY: 1, HowOften.THREE_MONTHLY: 3, HowOften.YEARLY: 12}
_COMES_TO = {
    CameOfPromise.KEPT: PromiseState.KEPT,
    CameOfPromise.CHANGED: PromiseState.CHANGED,
    CameOfPromise.NOT_KEPT: PromiseState.NOT_KEPT,
}
OVER = frozenset({PromiseState.CHANGED, PromiseState.ENDED})
"""After these nobody says any more what came of a promise."""
NO_DAY = "Enter the day by which it is promised."
ONLY_ONCE = "Only for once: take the day away, or choose “Once, by a day”."
MOST_WORDS = 1000
"""How many letters a promise may have."""
_YEARS_TO_COME = 10


@dataclass(frozen=True, slots=True)
class Check:
    """What somebody said came of a promise, about one day."""

    on: dt.date
    came: CameOfPromise
    says: SaysSo


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise as the rules read it: how often, from which day on, and for one made once the day it is due.

    ``checks`` come in the order in which they were said.
    """

    how_often: HowOften
    from_on: dt.date
    due_on: dt.date | None = None
    checks: tuple[Check, ...] = ()
    is_held: bool = False
    is_ended: bool = False


def why_not_from(from_on: dt.date, born_on: dt.date | None, today: dt.date) -> str | None:
    """What is wrong with the first day of a promise, in a sentence; None where nothing is."""
    if born_on and from_on < born_on:
        return "The first day comes before the child was born."
    return "The first day is more than a year from now." if from_on > dates.months_after(today, 12) else None


def why_not_due(how_often: HowOften, from_on: dt.date, due_on: dt.date | None, *, today: dt.date) -> str | None:
    """What is wrong with the last day of a promise, in a sentence; None where nothing is."""
    if how_often is not HowOften.ONCE:
        return ONLY_ONCE if due_on else None
    if due_on is None:
        return NO_DAY
    if due_on < from_on:
        return "The day by which it is promised comes before its first day."
    too_late = due_on > dates.months_after(today, 12 * _YEARS_TO_COME)
    return "The day by which it is promised is more than ten years from now." if too_late else None


def is_called_so(typed: str, known: Collection[str]) -> bool:
    """Whether what somebody typed is one of these names: titles, and what a child calls a relative by, aside."""
    return bool(_words(typed)) and _words(typed) in map(_words, known)


def _words(name: str) -> tuple[str, ...]:
    return names.words(names.plain(agreement.plain_name(name)))


def state(promise: Promise, on: dt.date) -> PromiseState:
    """How a promise stands on ``on``. What was promised once and kept stays kept, whatever was stopped later."""
    if is_settled(promise):
        return PromiseState.KEPT
    if promise.is_ended:
        return PromiseState.ENDED
    verdict = last_said(promise)
    if verdict is CameOfPromise.CHANGED:
        return PromiseState.CHANGED
    if promise.is_held:
        return PromiseState.HELD
    due = due_on(promise)
    if due is not None and due < on:
        return PromiseState.LATE
    return _COMES_TO[verdict] if verdict else PromiseState.NOT_KNOWN


def is_settled(promise: Promise) -> bool:
    """Whether it was promised once, and kept: there is nothing left to hold or to end."""
    return promise.how_often is HowOften.ONCE and last_said(promise) is CameOfPromise.KEPT


def due_on(promise: Promise) -> dt.date | None:
    """The last day of the first round of which nobody has said anything yet; None where nothing is due any more.

    "Whenever it is wanted" is never due.
    """
    if promise.how_often is HowOften.ONCE:
        return None if promise.checks else promise.due_on
    if promise.how_often is HowOften.WHENEVER or last_said(promise) is CameOfPromise.CHANGED:
        return None
    last = max([-1, *(_round_of(promise, check.on) for check in promise.checks)])
    return _begins(promise, last + 2) - dt.timedelta(days=1)


def last_said(promise: Promise) -> CameOfPromise | None:
    """What counts of the latest round of which anything was said: the child's last word, else the last word."""
    if not promise.checks:
        return None
    latest = max(_round_of(promise, check.on) for check in promise.checks)
    said = [check for check in promise.checks if _round_of(promise, check.on) == latest]
    childs = [check for check in said if check.says is SaysSo.CHILD]
    return _last(childs or said).came


def _last(said: Collection[Check]) -> Check:
    """The latest by its day; of those of one day the one that was said last."""
    return max(enumerate(said), key=lambda pair: (pair[1].on, pair[0]))[1]


def _round_of(promise: Promise, day: dt.date) -> int:
    """In which round a day lies, counted from 0; what was promised once has one round, "whenever" one each day."""
    if days := _DAYS.get(promise.how_often):
        return (day - promise.from_on).days // days
    months = _MONTHS.get(promise.how_often)
    if months is None:
        return 0
    passed = ((day.year - promise.from_on.year) * 12 + day.month - promise.from_on.month) // months
    return passed if _begins(promise, passed) <= day else passed - 1


def _begins(promise: Promise, number: int) -> dt.date:
    """The first day of a round."""
    if days := _DAYS.get(promise.how_often):
        return promise.from_on + dt.timedelta(days=days * number)
    return dates.months_after(promise.from_on, _MONTHS[promise.how_often] * number)
