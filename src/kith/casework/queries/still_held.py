"""What is still held for a child after a stop or a pause was started again: nothing of it goes on by itself."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from kith.access import scope
from kith.access.actor import Actor
from kith.domain import holding, safety
from kith.domain.agreement import Halt
from kith.domain.terms import AgreementScope, FamilyTimeState, PersonStatus, SearchState
from kith.finding.models import FamilyTime, Search
from kith.finding.queries import held
from kith.outbox import queries as outbox
from kith.outbox.models import OutboxItem
from kith.people.models import Connection
from kith.plans.models import Promise
from kith.referrals.models import StageChange, Stop
from kith.referrals.queries import stops

GOES_ON = ("referral.resumed", "referral.restarted")
S = AgreementScope


class _Held(NamedTuple):
    """One thing that is held: under which step, about whom, since when, in words."""

    child_id: uuid.UUID
    step: AgreementScope
    about: str
    person: uuid.UUID | None
    since: dt.datetime
    words: str


def list_still_held(actor: Actor, children: Iterable[uuid.UUID], on: dt.date) -> dict[uuid.UUID, list[str]]:
    """What was held before the last start again of each child and is held still, in words; seven questions.

    Not what another stop reaches, what cannot go on as somebody stands, nor what the actor reads as taken back.
    """
    ids = list(children)
    again = _started_again(actor, ids)
    found: defaultdict[uuid.UUID, list[str]] = defaultdict(list)
    if not again:
        return {}
    halts = stops.list_open_halts(actor, ids)
    for one in _held(actor, list(again), on):
        if one.since <= again[one.child_id] and not _is_stopped(one, halts.get(one.child_id, [])):
            found[one.child_id].append(one.words)
    return dict(found)


def in_words(held: list[str]) -> str:
    """These in a sentence, each once."""
    return f"{'; '.join(dict.fromkeys(held))}."


def _started_again(actor: Actor, children: list[uuid.UUID]) -> dict[uuid.UUID, dt.datetime]:
    """When each of these children was last started again with; of one person only to those who know of that stop."""
    lifted = scope.visible(actor, Stop.objects).filter(child_id__in=children, lifted_at__isnull=False)
    if not holding.is_told(actor.role):
        lifted = lifted.exclude(reach=Stop.Reach.PERSON)
    went_on = scope.visible(actor, StageChange.objects).filter(child_id__in=children, event__in=GOES_ON)
    moments = [*lifted.values_list("child_id", "lifted_at"), *went_on.values_list("child_id", "at")]
    return dict(sorted(moments, key=lambda one: one[1]))


def _held(actor: Actor, children: list[uuid.UUID], on: dt.date) -> Iterator[_Held]:
    def there(table: Any, **which: Any) -> Any:
        return scope.visible(actor, table.objects).filter(child_id__in=children, **which).order_by("pk")

    about_people = {"connection__removed_on__isnull": True}
    for row in there(Search, state=SearchState.HELD.value, **about_people).select_related("connection"):
        if held.get_search_state(actor, row) is SearchState.HELD and _may_go_on(row.connection, S.SEARCH):
            since = row.held_at or row.started_at
            yield _of_person(row, S.SEARCH, since, f"looking for {row.connection}")
    times = there(FamilyTime, state=FamilyTimeState.HELD.value, on__gte=on, **about_people)
    for row in times.select_related("connection"):
        if held.get_time_state(actor, row) is FamilyTimeState.HELD and _may_go_on(row.connection, S.MEET):
            yield _of_person(row, S.MEET, row.planned_at, f"family time with {row.connection}")
    for row in there(OutboxItem, state=OutboxItem.State.FROZEN):
        if outbox.get_state(actor, row) == OutboxItem.State.FROZEN and row.needs:
            about, since = row.about_person or "", row.frozen_at or row.queued_at
            to = f" to {about}" if about else ""
            what = f"{row.get_kind_display().lower()}{to}"
            yield _Held(row.child_id, AgreementScope(row.needs), about, row.person_id, since, what)
    for row in there(Promise, held_at__isnull=False, ended_at__isnull=True).select_related("connection"):
        if not row.held_private or holding.knows(actor.role, actor.user_id, row.held_by_id):
            yield _of_person(row, S.MEET, row.held_at, f"what {row.promiser} promised")


def _of_person(row: Any, step: AgreementScope, since: dt.datetime, words: str) -> _Held:
    person = row.connection.person_id if row.connection else None
    return _Held(row.child_id, step, row.about_person, person, since, words)


def _may_go_on(connection: Connection, step: AgreementScope) -> bool:
    return step not in safety.ended_by(PersonStatus(connection.status))


def _is_stopped(one: _Held, halts: list[Halt]) -> bool:
    return any(halt.reaches(one.step, one.about, person=one.person) for halt in halts)
