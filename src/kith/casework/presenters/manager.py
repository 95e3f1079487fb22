"""The manager's first page: who waits, who was never asked, what waits for the manager's word."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from kith.access.actor import Actor
from kith.audit import record
from kith.casework.presenters import requests, today
from kith.children.presenters import eligibility as words_of_eligibility
from kith.children.queries import eligibility
from kith.people import presenters as people
from kith.records import queries as record_queries
from kith.referrals import queries as referral_queries
from kith.referrals.presenters import helping, waiting
from kith.safety.queries import related
from kith.ui.charts import Bar

SHOWN = 8
GET_IN_TOUCH = "Said stop. The coordinator gets in touch; nobody has written down yet that they did."


@dataclass(frozen=True, slots=True)
class Figures:
    """The three figures of the current check, with the sentence they are never shown without."""

    on: dt.date
    sentence: str
    could: int
    never_asked: int
    to_check: int
    stale: str


@dataclass(frozen=True, slots=True)
class ManagerPage:
    """The manager's first page."""

    on: dt.date
    figures: Figures | None
    concerns: tuple[Any, ...]
    requests: tuple[requests.Request, ...]
    stopped: tuple[today.Line, ...]
    decisions: tuple[waiting.Decision, ...]
    more_decisions: int
    not_decided: int
    waiting: tuple[waiting.WaitingRow, ...]
    waiting_total: int
    may_know: int
    perhaps_one: tuple[people.AskedRow, ...]
    would_help: tuple[helping.Help, ...]
    steps: tuple[Bar, ...]
    outcomes: tuple[Bar, ...]
    denominator: str
    reach: tuple[tuple[str, tuple[eligibility.Reach, ...]], ...]


def open_manager_page(actor: Actor, on: dt.date, at: dt.datetime) -> ManagerPage:
    """Everything on the manager's first page, read in one unit of work."""
    with record.unit_of_work():
        run = eligibility.get_shown_run(actor)
        listed = waiting.open_waiting_page(actor, 1, at, on)
        to_decide = waiting.open_decisions_page(actor, at, on)
        decisions = (*to_decide.proposed, *to_decide.noes, *to_decide.unfinished, *to_decide.look_again)
        funnel = referral_queries.get_funnel(actor)
        return ManagerPage(
            on=on,
            figures=_figures(actor, run) if run else None,
            concerns=tuple(record_queries.list_unopened_concerns(actor)),
            requests=requests.list_unanswered(actor),
            stopped=tuple(today.stopped(actor, GET_IN_TOUCH)),
            decisions=decisions[:SHOWN],
            more_decisions=max(len(decisions) - SHOWN, 0),
            not_decided=len(to_decide.to_accept),
            waiting=_shown(listed.rows),
            waiting_total=listed.total,
            may_know=related.count_to_look_at(actor),
            perhaps_one=people.asked_rows(actor, answered_from=at),
            would_help=helping.what_would_help(actor, listed.total),
            steps=_steps(funnel),
            outcomes=_outcomes(funnel),
            denominator=funnel.denominator,
            reach=_reach(actor, run) if run else (),
        )


def _shown(rows: tuple[waiting.WaitingRow, ...]) -> tuple[waiting.WaitingRow, ...]:
    """The first few who wait, the urgent ones before the others: none is left out, however many there are.

    Who is urgent by the calendar alone, while nobody has decided, counts among them.
    """
    urgent = [row for row in rows if row.is_urgent]
    others = [row for row in rows if not row.is_urgent]
    return (*urgent, *others[: max(SHOWN - len(urgent), 0)])


def _figures(actor: Actor, run: eligibility.EligibilityRun) -> Figures:
    of = eligibility.count_of_could(actor, run)
    return Figures(
        on=run.on,
        sentence=words_of_eligibility.could_be_offered(of.could, of.to_check),
        could=of.could,
        never_asked=of.never_asked,
        to_check=of.to_check,
        stale=words_of_eligibility.stale_of_could(of.stale),
    )


def _steps(funnel: referral_queries.Funnel) -> tuple[Bar, ...]:
    """Each step of those put forward; none is out of the step before it."""
    of = funnel.identified
    return (
        Bar("Put forward", of),
        Bar("Referred", funnel.referred, of=of),
        Bar("Accepted", funnel.accepted, of=of),
        Bar("Said yes", funnel.agreed, of=of),
        Bar("With a coordinator", funnel.allocated, of=of),
    )


def _outcomes(funnel: referral_queries.Funnel) -> tuple[Bar, ...]:
    """Where each child who was put forward stands now; these add up."""
    of = funnel.identified
    return (
        Bar("Going on", funnel.going_on, of=of),
        Bar("Not decided yet", funnel.undecided, of=of),
        Bar("Said no for now", funnel.declined, of=of),
        Bar("Stopped by the child", funnel.stopped, of=of),
        Bar("Withdrawn by the worker", funnel.withdrawn, of=of),
        Bar("Ended otherwise", funnel.ended_otherwise, of=of),
    )


def _reach(actor: Actor, run: eligibility.EligibilityRun) -> tuple[tuple[str, tuple[eligibility.Reach, ...]], ...]:
    """Who could be offered it and was not asked, by group; a group of nobody says nothing."""
    groups: dict[str, list[eligibility.Reach]] = {}
    for row in eligibility.list_reach(actor, run):
        if row.could:
            groups.setdefault(row.group, []).append(row)
    return tuple((name, tuple(rows)) for name, rows in groups.items())
