"""Writes: what no return holds, typed on a child's page or brought in as a list."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.utils import timezone

from kith.access import action
from kith.access.actor import Actor
from kith.access.models import Service
from kith.access.permissions import Permission
from kith.children.actions import eligibility as answering
from kith.children.actions import follow, managers, store
from kith.children.models import Child, LocalFact
from kith.children.queries import facts as reads
from kith.domain import eligibility
from kith.domain.terms import FactName


@dataclass(frozen=True)
class Fact:
    """One fact to record: what, its value, since when, from where, who says so.

    For a worker or reviewing officer the value may be the e-mail address of somebody who signs in here.
    """

    name: FactName
    value: str
    from_on: dt.date
    source: str
    author: str


@action.action(Permission.RECORD_LOCAL_FACT, on="child", event="fact.recorded")
def record_fact(actor: Actor, *, child: Child, fact: Fact, at: dt.datetime) -> LocalFact:
    """Record one dated fact about a child. Earlier facts stay; the latest day counts; the answer is worked out anew.

    A worker or reviewing officer who signs in here (found by e-mail or name) joins the case team in place of the one
    before, on the day from which it is true; a worker's manager comes and goes with them. Raises
    eligibility.FactNotReadable if the value is none this fact can have, or if a number or an address stands in it.
    """
    value = eligibility.clean_value(fact.name, fact.value)
    if fact.name.value in follow.PARTS:
        value = reads.get_name_of(actor, value) or value
    for words in (fact.source, fact.author):
        eligibility.no_way(words)
    row = LocalFact.objects.create(
        service_id=child.service_id,
        child=child,
        fact=fact.name.value,
        value=value,
        from_on=fact.from_on,
        source=fact.source,
        author=fact.author,
        recorded_by_id=actor.user_id,
        recorded_at=at,
    )
    names_somebody = fact.name.value in follow.PARTS
    if names_somebody:  # whoever hands a child over sees it no longer once the other has joined
        answering.answer_again(actor, child=child, at=at)
    done = follow.follow_facts(actor, [row], timezone.localdate(at))
    managers.note_moved(actor, (done.joined, done.left), at)
    if not names_somebody:
        answering.answer_again(actor, child=child, at=at)
    action.note(actor, "fact.recorded", row, at, fact=fact.name.value)
    return row


@dataclass(frozen=True)
class Upload:
    """What bringing in a list did: rows that can be used = saved + known + rows about ``unknown_children``."""

    id: uuid.UUID
    saved: int
    known: int
    unknown_rows: int
    unknown_children: tuple[tuple[str, str, tuple[int, ...]], ...]
    unknown_people: tuple[str, ...]


@action.action(Permission.UPLOAD_FACTS, on="service", event="facts.brought_in", bulk=True)
def bring_in_facts(
    actor: Actor, *, service: Service, facts: tuple[eligibility.LocalFact, ...], at: dt.datetime
) -> Upload:
    """Save a whole list of facts in one transaction, or none of it, and work out the answers anew.

    A fact about a child whom no return names is not saved and is named in the answer; the same fact twice is one.
    Workers and reviewing officers who sign in here (found by e-mail or name) join the child's case team.
    """
    plan = reads.get_upload_plan(actor, facts)
    upload_id = uuid.uuid4()
    rows = [_row(actor, child, fact, upload_id=upload_id, at=at) for child, fact in plan.new]
    store.insert_models(LocalFact, rows)
    done = follow.follow_facts(actor, rows, timezone.localdate(at))
    if rows:
        answering.refresh(actor, service=service, at=at)
    action.note(
        actor,
        "facts.brought_in",
        service,
        at,
        count=len(rows),
        batch_id=str(upload_id),
        joined=len(done.joined),
        left=len(done.left),
    )
    unknown_people = tuple(sorted(done.unnamed))
    return Upload(upload_id, len(rows), plan.known, plan.unknown_rows, plan.unknown_children, unknown_people)


def _row(
    actor: Actor, child: Child, fact: eligibility.LocalFact, *, upload_id: uuid.UUID, at: dt.datetime
) -> LocalFact:
    return LocalFact(
        service_id=child.service_id,
        child=child,
        fact=fact.fact.value,
        value=fact.value,
        from_on=fact.from_,
        source=fact.source,
        author=fact.author,
        recorded_by_id=actor.user_id,
        recorded_at=at,
        upload_id=upload_id,
    )
