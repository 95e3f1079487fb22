"""Writes: looking for a person. Every try is kept; "sure" wants two independent sources."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from kith.access import action, gate
from kith.access.actor import Actor
from kith.access.models import User
from kith.access.permissions import Permission
from kith.domain import approach, searching
from kith.domain.pathway import Stage
from kith.domain.terms import AgreementScope, FactSource, Layer, PersonStatus, SearchState, TryOutcome
from kith.finding import queries
from kith.finding.actions import along
from kith.finding.models import Attempt, Evidence, Search
from kith.finding.queries import held
from kith.people.models import Connection
from kith.referrals.models import Ask
from kith.safety import actions as safety

LOOKING = SearchState.LOOKING.value
NOT_OPEN = "This search is not open."
NOT_AN_OWNER = "Whoever looks must be a coordinator, a searcher or a manager of this service."
TWO_SOURCES = "Two independent sources must say that this is the person before it is sure."


@dataclass(frozen=True, slots=True)
class Tried:
    """One try: where, when, what was done and what came of it; ``next_try_on`` empty: none is planned."""

    source: str
    on: dt.date
    words: str
    outcome: TryOutcome
    next_try_on: dt.date | None = None


def fit_brief(connection: Connection, brief: str) -> str | None:
    """The words for whoever looks; raises ActionBlocked where they say more than a first letter may.

    Whoever looks from the queue knows neither the child nor that anybody is in care.
    """
    said = approach.gives_away(Layer.FIRST, brief, queries.letters.list_names_of(connection.child))
    if said:
        raise gate.ActionBlocked(f"Whoever looks is not told that. Take out: {', '.join(said)}")
    return brief.strip() or None


@action.action(Permission.SEARCH, on="connection", event="search.started", needs=AgreementScope.SEARCH)
def start_search(
    actor: Actor, *, connection: Connection, owner: User, at: dt.datetime, ask: Ask | None = None, brief: str = ""
) -> Search:
    """Begin to look for a person. One search a person is open at a time.

    Raises ActionBlocked without the child's yes to looking for them, before the work has begun, under an order about
    everything, or where the person goes by the adoption route.
    """
    too_early = queries.searches.why_not_begun(connection.child_id)
    if too_early:
        raise gate.ActionBlocked(too_early)
    if Search.objects.filter(connection=connection, state__in=queries.searches.OPEN).exists():
        raise gate.ActionBlocked("Somebody is looking for this person already.")
    if not queries.searches.may_be_given(owner, connection.service_id):
        raise gate.ActionBlocked(NOT_AN_OWNER)
    row = Search.objects.create(
        service_id=connection.service_id,
        child_id=connection.child_id,
        connection=connection,
        ask=along.own_ask(connection, ask),
        owner=owner,
        brief=fit_brief(connection, brief),
        started_by_id=actor.user_id,
        started_at=at,
        next_try_on=timezone.localdate(at),
    )
    action.note(actor, "search.started", row, at, owner=str(owner.pk))
    safety.watch(actor, connection)
    along.go_to(actor, connection, Stage.SEARCH, "The first search was started.", at)
    return row


@action.action(Permission.SEARCH, on="search", event="search.tried", needs=AgreementScope.SEARCH)
def record_attempt(
    actor: Actor, *, search: Search, tried: Tried, at: dt.datetime, version: int | None = None
) -> Attempt:
    """Keep one try. A place that the service has not opened is refused, with the reason; so is a day to come."""
    row = keep_try(actor, search, tried, at, version=version)
    if tried.outcome in (TryOutcome.COULD_BE, TryOutcome.THIS_IS_THEM):
        along.stands_now(actor, search.connection, PersonStatus.COULD_BE, at)
    return row


def keep_try(actor: Actor, search: Search, tried: Tried, at: dt.datetime, *, version: int | None = None) -> Attempt:
    """What every try does alike, whoever looks: the checks of ``record_attempt``, the row, the next day, the event."""
    action.expect_version(search, version)
    if search.state != SearchState.LOOKING.value:
        raise gate.ActionBlocked(NOT_OPEN)
    closed = searching.why_closed(tried.source, queries.get_chosen_sources(actor))
    if closed:
        raise gate.ActionBlocked(closed)
    if not tried.words.strip():
        raise gate.ActionBlocked("Write what was done and what came of it.")
    if tried.on > timezone.localdate(at):
        raise gate.ActionBlocked("A try cannot be of a day that has not come yet.")
    row = Attempt.objects.create(
        service_id=search.service_id,
        child_id=search.child_id,
        search=search,
        source=tried.source,
        on=tried.on,
        words=tried.words.strip(),
        outcome=tried.outcome.value,
        by_id=actor.user_id,
        at=at,
    )
    search.next_try_on = tried.next_try_on
    search.save()
    action.note(actor, "search.tried", search, at, source=tried.source, outcome=tried.outcome.value)
    return row


@action.action(Permission.SEARCH, on="connection", event="evidence.added")
def add_evidence(
    actor: Actor, *, connection: Connection, kind: FactSource, who: str, words: str, on: dt.date, at: dt.datetime
) -> Evidence:
    """Keep one source that says this is the person. ``who`` names it: a page of the file, an aunt, a register."""
    if not who.strip() or not words.strip():
        raise gate.ActionBlocked("Write who or what says so, and what it says.")
    row = Evidence.objects.create(
        service_id=connection.service_id,
        child_id=connection.child_id,
        connection=connection,
        kind=kind.value,
        who=who.strip(),
        words=words.strip(),
        on=on,
        by_id=actor.user_id,
        at=at,
    )
    action.note(actor, "evidence.added", row, at, source=kind.value)
    return row


@action.action(Permission.SEARCH, on="evidence", event="evidence.taken_back")
def take_back_evidence(actor: Actor, *, evidence: Evidence, words: str, at: dt.datetime) -> Evidence:
    """Note that a source no longer says so, and why. The row stays, and counts no more."""
    if not words.strip():
        raise gate.ActionBlocked("Write why it no longer counts.")
    if evidence.taken_back_at is not None:
        raise gate.ActionBlocked("This was taken back already.")
    evidence.taken_back_by_id, evidence.taken_back_at, evidence.taken_back_words = actor.user_id, at, words.strip()
    evidence.save()
    action.note(actor, "evidence.taken_back", evidence, at)
    return evidence


@action.action(Permission.SEARCH, on="search", event="search.ended")
def end_search(
    actor: Actor, *, search: Search, state: SearchState, words: str, at: dt.datetime, version: int | None = None
) -> Search:
    """End a search as found, not found, or for another reason. "Found" wants two independent sources."""
    action.expect_version(search, version)
    if held.get_search_state(actor, search) not in held.OPEN:
        raise gate.ActionBlocked(NOT_OPEN)
    if state in (SearchState.LOOKING, SearchState.HELD) or not words.strip():
        raise gate.ActionBlocked("Say how it ended, in a few words.")
    if state is SearchState.FOUND and not queries.is_sure(search.connection):
        raise gate.ActionBlocked(TWO_SOURCES)
    search.state, search.next_try_on = state.value, None
    search.ended_by_id, search.ended_at, search.ended_words = actor.user_id, at, words.strip()
    search.save()
    action.note(actor, "search.ended", search, at, state=state.value)
    if state is SearchState.FOUND:
        along.stands_now(actor, search.connection, PersonStatus.FOUND, at)
        along.go_to(actor, search.connection, Stage.SAFETY_CHECKS, "Somebody was found.", at)
    return search


@action.action(Permission.SEARCH, on="search", event="search.handed_over")
def hand_over_search(
    actor: Actor, *, search: Search, owner: User, at: dt.datetime, version: int | None = None, brief: str = ""
) -> Search:
    """Give an open search to somebody else of the service; its whole trail goes with it.

    ``brief`` is all that somebody who sees no children is told beside names and births; it may not give the child away.
    """
    action.expect_version(search, version)
    if held.get_search_state(actor, search) not in held.OPEN:
        raise gate.ActionBlocked(NOT_OPEN)
    if not queries.searches.may_be_given(owner, search.service_id):
        raise gate.ActionBlocked(NOT_AN_OWNER)
    search.owner, search.brief = owner, fit_brief(search.connection, brief) or search.brief
    search.handed_back, search.handed_back_by, search.handed_back_at = "", None, None
    search.save()
    action.note(actor, "search.handed_over", search, at, owner=str(owner.pk))
    return search


@action.action(Permission.SEARCH, on="search", event="search.resumed", needs=AgreementScope.SEARCH)
def resume_search(actor: Actor, *, search: Search, at: dt.datetime, version: int | None = None) -> Search:
    """Go on with a search that a stop had held: a person's decision, once the child has said yes again."""
    action.expect_version(search, version)
    if held.get_search_state(actor, search) is not SearchState.HELD:
        raise gate.ActionBlocked("This search is not held.")
    search.state, search.held_at = SearchState.LOOKING.value, None
    search.held_private, search.held_by_id = False, None
    search.next_try_on = timezone.localdate(at)
    search.save()
    action.note(actor, "search.resumed", search, at)
    return search
