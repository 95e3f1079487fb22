"""Reads: promises, how each stands, which are late, and which answer something the child asked for."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from kith.access import scope
from kith.access.actor import Actor
from kith.domain import agreement as rules
from kith.domain import holding, plans
from kith.domain.agreement import Halt
from kith.domain.terms import AgreementScope, CameOfPromise, ChildSays, HowOften, PromiseState, SaysSo
from kith.network import queries as network
from kith.people import queries as people
from kith.people.models import Connection
from kith.plans.models import Promise
from kith.referrals.models import Referral
from kith.referrals.queries import agreement
from kith.safety.queries import blocking, sides

SEALED = "The people around this child are sealed until the child says yes to talking again."
NEVER = "The child does not want this now. Ask the child first."


def list_promises(actor: Actor, child_id: uuid.UUID) -> list[Promise]:
    """What was promised to a child, the newest first, each with what was said of it; two questions."""
    rows = _with_checks(scope.visible(actor, Promise.objects).filter(child_id=child_id))
    return list(rows.order_by("-from_on", "-written_at"))


def get_promise(actor: Actor, promise_id: uuid.UUID) -> Promise:
    """One promise; raises NotVisible."""
    row: Promise = scope.fetch(actor, Promise.objects.select_related("connection", "child"), promise_id)
    return row


def list_late(actor: Actor, children: Iterable[uuid.UUID], on: dt.date) -> list[tuple[dt.date, Promise]]:
    """The promises to these children whose day has passed in silence, with that day, the longest due first."""
    rows = scope.visible(actor, Promise.objects).filter(
        child_id__in=list(children), ended_at__isnull=True, held_at__isnull=True, from_on__lt=on
    )
    late = [row for row in _with_checks(rows) if get_state(actor, row, on) is PromiseState.LATE]
    due = [(day, row) for row in late if (day := plans.due_on(as_promise(row)))]
    return sorted(due, key=lambda pair: (pair[0], str(pair[1].child), pair[1].written_at))


def list_promised_for(actor: Actor, child_id: uuid.UUID, on: dt.date) -> dict[uuid.UUID, list[str]]:
    """What was promised for each ask of a child, by the ask's id, in words. Named in ``KITH_DONE_ABOUT_ASKS``."""
    done: dict[uuid.UUID, list[str]] = defaultdict(list)
    rows = _with_checks(scope.visible(actor, Promise.objects).filter(child_id=child_id, ask__isnull=False))
    for row in rows.order_by("written_at"):
        done[row.ask_id].append(f"{row.promiser} promised: “{row.words}” {get_state_in_words(actor, row, on)}.")
    return dict(done)


def get_state(actor: Actor, row: Promise, on: dt.date) -> PromiseState:
    """How a promise stands for this actor: held for the child's word about one person, it has ended for others."""
    state = plans.state(as_promise(row), on)
    is_kept_from = row.held_private and not holding.knows(actor.role, actor.user_id, row.held_by_id)
    return PromiseState.ENDED if state is PromiseState.HELD and is_kept_from else state


def get_state_in_words(actor: Actor, row: Promise, on: dt.date) -> str:
    """The same in words; "ended" is one with "held" for those who are not told which (ADR 0024)."""
    state = get_state(actor, row, on)
    is_one = state is PromiseState.ENDED and not holding.is_told(actor.role)
    return holding.NOT_GOING_AHEAD if is_one else state.label


def get_why_ended(actor: Actor, row: Promise) -> str:
    """Why a promise ended, for those alone who are told whether it is held: a held one has no such words."""
    return (row.ended_words or "") if holding.is_told(actor.role) else ""


def can_end(actor: Actor, row: Promise, on: dt.date) -> bool:
    """Whether a promise goes on, so that it can end."""
    return get_state(actor, row, on) not in plans.OVER and not plans.is_settled(as_promise(row))


def as_promise(row: Promise) -> plans.Promise:
    """A promise as the rules read it."""
    said = sorted(row.checks.all(), key=lambda one: one.at)
    return plans.Promise(
        how_often=HowOften(row.how_often),
        from_on=row.resumed_on or row.from_on,
        due_on=row.due_on,
        checks=tuple(plans.Check(one.on, CameOfPromise(one.came), SaysSo(one.says)) for one in said),
        is_held=row.held_at is not None,
        is_ended=row.ended_at is not None,
    )


def get_why_not(actor: Actor, child_id: uuid.UUID, connection: Connection | None, at: dt.datetime) -> str | None:
    """Why no promise of somebody to a child is written down, or goes on, now; None where nothing stands against it.

    A promise reaches nobody, so it needs no yes of its own. It does not go on against a stop, a no or a "not now" of
    the child, nor for whoever was taken off, said no, died, goes by the adoption route or is under an order against
    everything. Told to the child's coordinator alone, who knows what the child says of one person.
    """
    on = timezone.localdate(at)
    rows = _beside(connection) if connection else []
    halts = agreement.open_halts(child_id)
    reached = (halt for halt in halts for one in rows if halt.reaches(AgreementScope.MEET, one.about_person))
    if Halt() in halts or any(reached):
        return agreement.ON_HOLD
    referral = Referral.objects.filter(child_id=child_id, is_open=True).select_related("child").first()
    if referral is not None and referral.is_paused:
        return agreement.ON_HOLD
    if people.is_sealed(child_id):
        return SEALED
    if connection is None:
        return None
    if _child_says_no(actor, rows, referral, on):
        return NEVER
    return blocking.why_nothing(child_id, connection.person_id, on)


def _beside(connection: Connection) -> list[Connection]:
    """Every row of the child about the one person: a row that was taken for another has names of its own."""
    same = sides.one_person(connection.person_id)
    return list(Connection.objects.filter(child_id=connection.child_id, person_id__in=same).select_related("child"))


def _child_says_no(actor: Actor, rows: list[Connection], referral: Referral | None, on: dt.date) -> bool:
    """Whether the child's last word about seeing somebody, or about getting in touch with them, is no or not now."""
    said = network.get_says_now(actor, rows[0].child)
    if any(row.pk in said and said[row.pk].says != ChildSays.YES.value for row in rows):
        return True
    if referral is None:
        return False
    answers = agreement.answers_that_count(referral, on)
    steps = (AgreementScope.APPROACH, AgreementScope.MEET)
    asked = [(step, rules.plain_name(row.about_person)) for step in steps for row in rows]
    return any(key in answers and not answers[key].is_yes() for key in [(AgreementScope.TALK, ""), *asked])


def _with_checks(rows: Any) -> Any:
    return rows.select_related("connection", "child", "ask", "written_by").prefetch_related("checks")
