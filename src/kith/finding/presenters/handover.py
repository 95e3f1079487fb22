"""The handover sheet: where looking stands for one child, on paper, for a colleague who takes over.

What the child told the coordinator alone, and what depends on it (whom to look for next), does not stand on it, and
nothing on it tells that there is any (SAFEGUARDING 5). Orders and who must not meet are read in Kith, never on paper.
"""

import datetime as dt
import uuid
from dataclasses import dataclass

from kith.access.actor import Actor
from kith.children.models import Child
from kith.domain import searching
from kith.finding import queries
from kith.finding.models import Approach, FamilyTime, Search
from kith.finding.presenters.trail import sure_in_words
from kith.finding.queries import held, leads
from kith.finding.queries.asked import list_promised
from kith.people import queries as people
from kith.referrals import queries as referrals
from kith.referrals.presenters import words
from kith.referrals.queries import asks

LAST_TRIES = 3


@dataclass(frozen=True, slots=True)
class AskLine:
    """What the child asked for, and what was done about it."""

    words: str
    on: str
    done: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SearchSheet:
    """One search: where it stands, the last tries, how sure it is."""

    person: str
    state: str
    owner: str
    since: str
    next_try: str
    sure: str
    tries: tuple[str, ...]
    more_tries: int
    ended: str


@dataclass(frozen=True, slots=True)
class HandoverPage:
    """The sheet of one child on one day."""

    child_id: uuid.UUID
    child: str
    on: dt.date
    stage: str
    coordinator: str
    asks: tuple[AskLine, ...]
    searches: tuple[SearchSheet, ...]
    letters: tuple[str, ...]
    times: tuple[str, ...]
    promises: tuple[str, ...]
    may_look_for_next: bool


def handover_page(actor: Actor, child: Child, on: dt.date) -> HandoverPage:
    """The sheet; a number of questions that does not grow with the people."""
    everybody = people.list_people(actor, child, with_dates=False)
    connections = [one.connection for one in everybody]
    names = {people.root_of(one.connection.person): one.shown for one in everybody}
    sources = queries.count_sources(queries.list_evidence(actor, connections))
    done = asks.list_done_about(actor, child.pk, on)
    referral = referrals.get_latest_referral(actor, child.pk)
    return HandoverPage(
        child_id=child.pk,
        child=str(child),
        on=on,
        stage=words.place_tag(referral).text if referral else "No referral",
        coordinator=referral.coordinator.display_name if referral and referral.coordinator else "nobody yet",
        asks=tuple(
            AskLine(row.words, words.day(row.asked_on), tuple(done.get(row.id, ())))
            for row in asks.list_asks(actor, child)
        ),
        searches=tuple(
            _search(actor, row, names[root], sources.get(root, 0))
            for row in queries.list_searches(actor, connections)
            for root in (people.root_of(row.connection.person),)
        ),
        letters=tuple(
            _letter(actor, row, names[people.root_of(row.connection.person)])
            for row in queries.list_approaches(actor, connections)
        ),
        times=tuple(
            _time(actor, row, names[people.root_of(row.connection.person)])
            for row in queries.list_family_times(actor, connections)
            if held.get_time_state(actor, row) in held.PLANNED
        ),
        promises=tuple(row.words for row in list_promised(actor, child.pk, on) if row.ask_id is None),
        may_look_for_next=leads.is_own_coordinator(actor, child.pk),
    )


def _search(actor: Actor, row: Search, name: str, sources: int) -> SearchSheet:
    tries = sorted(row.attempts.all(), key=lambda one: (one.on, one.at), reverse=True)
    return SearchSheet(
        person=name,
        state=held.get_search_in_words(actor, row),
        owner=row.owner.display_name,
        since=words.local_day(row.started_at),
        next_try=words.day(row.next_try_on)
        if row.next_try_on and held.get_search_state(actor, row) in held.OPEN
        else "",
        sure=sure_in_words(sources),
        tries=tuple(
            f"{words.day(one.on)}, {searching.get_source(one.source).label}: {one.get_outcome_display().lower()}. "
            f"{one.words}"
            for one in tries[:LAST_TRIES]
        ),
        more_tries=max(len(tries) - LAST_TRIES, 0),
        ended=held.get_why_ended(actor, row),
    )


def _time(actor: Actor, row: FamilyTime, name: str) -> str:
    kind = row.get_contact_kind_display().lower()
    return f"{name}: {words.day(row.on)}, {kind}. {held.get_time_in_words(actor, row)}."


def _letter(actor: Actor, row: Approach, name: str) -> str:
    stands = row.get_answer_display() or held.get_letter_in_words(actor, row)
    return f"{name}: {row.get_layer_display().partition(':')[0].lower()}, {words.local_day(row.at)}. {stands}."
