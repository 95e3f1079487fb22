"""Reads: promises, how each stands, which are late, and which answer something the child asked for."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Q

from kith.access import scope
from kith.access.actor import Actor
from kith.children.models import Child
from kith.domain import agreement as rules
from kith.domain import holding, plans
from kith.domain.agreement import Halt
from kith.domain.terms import AgreementScope, CameOfPromise, ChildSays, HowOften, PromiseState, SaysSo
from kith.finding.queries import asked
from kith.network import queries as network
from kith.people import queries as people
from kith.people.models import Connection, Name
from kith.plans.models import Promise
from kith.referrals.models import Referral
from kith.referrals.queries import agreement
from kith.safety.queries import blocking, news

SEALED = "The people around this child are sealed until the child says yes to talking again."
NEVER = "The child does not want this now. Ask the child first."
TELL_FIRST = "The child does not know of them yet, or of what is new. Tell the child first."
NO_NAME = "Nobody knows their name, and the child has no word for them. First write down what the child calls them."


def list_promises(actor: Actor, child_id: uuid.UUID) -> list[Promise]:
    """What was promised to a child, the newest first, each with what was said of it and how it read before."""
    rows = _with_checks(_standing(actor).filter(child_id=child_id))
    return list(rows.order_by("-from_on", "-written_at"))


def get_promise(actor: Actor, promise_id: uuid.UUID) -> Promise:
    """One promise; raises NotVisible."""
    rows = Promise.objects.filter(put_right_as__isnull=True)
    row: Promise = scope.fetch(actor, rows.select_related("connection", "child"), promise_id)
    return row


def list_late(actor: Actor, children: Iterable[uuid.UUID], on: dt.date) -> list[tuple[dt.date, Promise]]:
    """The promises to these children whose day has passed in silence, with that day, the longest due first."""
    rows = _standing(actor).filter(
        child_id__in=list(children), ended_at__isnull=True, held_at__isnull=True, from_on__lt=on
    )
    late = [row for row in _with_checks(rows) if get_state(actor, row, on) is PromiseState.LATE]
    due = [(day, row) for row in late if (day := plans.due_on(as_promise(row)))]
    return sorted(due, key=lambda pair: (pair[0], str(pair[1].child), pair[1].written_at))


def list_promised_for(actor: Actor, child_id: uuid.UUID, on: dt.date) -> dict[uuid.UUID, list[str]]:
    """What was promised for each ask of a child, by the ask's id, in words. Named in ``KITH_DONE_ABOUT_ASKS``."""
    done: dict[uuid.UUID, list[str]] = defaultdict(list)
    rows = _with_checks(_standing(actor).filter(child_id=child_id, ask__isnull=False))
    for row in rows.order_by("written_at"):
        done[row.ask_id].append(_in_a_sentence(actor, row, on))
    return dict(done)


def list_promised(actor: Actor, child_id: uuid.UUID, on: dt.date) -> list[asked.Promised]:
    """Everything that was promised to a child, in words, the oldest first. Named in ``KITH_PROMISED``."""
    rows = _with_checks(_standing(actor).filter(child_id=child_id))
    found = rows.select_related("connection__person").order_by("written_at")
    by = {row.pk: people.root_of(row.connection.person) for row in found if row.connection}
    return [asked.Promised(by.get(row.pk), row.ask_id, _in_a_sentence(actor, row, on)) for row in found]


def _in_a_sentence(actor: Actor, row: Promise, on: dt.date) -> str:
    return f"{row.promiser} promised: “{row.words}” {get_state_in_words(actor, row, on)}."


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


def can_put_right(actor: Actor, row: Promise, on: dt.date) -> bool:
    """Whether this actor wrote down a promise that goes on."""
    return row.written_by_id == actor.user_id and get_state(actor, row, on) not in plans.OVER


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


def get_why_not(actor: Actor, child: Child, connection: Connection | None, on: dt.date) -> str | None:
    """Why no promise of somebody to a child is written down, or goes on, now; None where nothing stands against it."""
    return get_why_nots(actor, child, on)(connection.pk if connection else None)


def get_why_nots(actor: Actor, child: Child, on: dt.date) -> Callable[[uuid.UUID | None], str | None]:
    """The same of any of the child's people by their connection, or of anybody else (None); ten questions in all.

    A promise reaches nobody, so it needs no yes of its own. It does not go on against a stop, a no or a "not now" of
    the child, nor for whoever was taken off, said no, died, goes by the adoption route or is under an order against
    everything; nor of one of whom the child does not know or has no word, who is nobody to them yet. Told to the
    child's coordinator alone, who knows what the child says of one person.
    """
    halts = agreement.open_halts(child.pk)
    referral = Referral.objects.filter(child=child, is_open=True).select_related("child").first()
    nobody = _why_nobody(child, halts, referral)
    if nobody:
        return lambda _: nobody
    everybody = list(Connection.objects.filter(child=child).select_related("child", "person"))
    says_no, why_stranger = _no_to(actor, child, everybody, referral, on), _why_stranger(child, everybody)
    why_nothing = blocking.get_why_nothing(child.pk, on)

    def why_not(connection_id: uuid.UUID | None) -> str | None:
        if connection_id is None:
            return None
        # Every row about the one person: a row that was taken for another has names of its own.
        root = next(people.root_of(row.person) for row in everybody if row.pk == connection_id)
        rows = [row for row in everybody if people.root_of(row.person) == root]
        if any(halt.reaches(AgreementScope.MEET, row.about_person) for halt in halts for row in rows):
            return agreement.ON_HOLD
        if any(row.pk in says_no for row in rows):
            return NEVER
        return why_nothing([root, *(row.person_id for row in rows)]) or why_stranger(rows)

    return why_not


def _why_nobody(child: Child, halts: list[Halt], referral: Referral | None) -> str | None:
    if Halt() in halts or (referral is not None and referral.is_paused):
        return agreement.ON_HOLD
    return SEALED if people.is_sealed(child.pk) else None


def _no_to(
    actor: Actor, child: Child, rows: list[Connection], referral: Referral | None, on: dt.date
) -> set[uuid.UUID]:
    """The rows of which the child's last word, about seeing them or getting in touch with them, is no or not now."""
    said = network.get_says_now(actor, child)
    found = {key for key, one in said.items() if one.says != ChildSays.YES.value}
    if referral is None:
        return found
    no = {key for key, one in agreement.answers_that_count(referral, on).items() if not one.is_yes()}
    if (AgreementScope.TALK, "") in no:
        return {row.pk for row in rows}
    steps = (AgreementScope.APPROACH, AgreementScope.MEET)
    return found | {row.pk for row in rows for step in steps if (step, rules.plain_name(row.about_person)) in no}


def _why_stranger(child: Child, rows: list[Connection]) -> Callable[[list[Connection]], str | None]:
    """Why nobody promises anything who, by all rows about them, is nobody to the child yet."""
    untold = news.untold(child.pk)
    names = Name.objects.filter(person_id__in=[row.person_id for row in rows], taken_back_at__isnull=True)
    named = set(names.filter(Q(for_child__isnull=True) | Q(for_child=child)).values_list("person_id", flat=True))

    def why(theirs: list[Connection]) -> str | None:
        if any(row.pk in untold for row in theirs) or not any(row.child_knows for row in theirs):
            return TELL_FIRST
        return None if any(row.called or row.person_id in named for row in theirs) else NO_NAME

    return why


def _standing(actor: Actor) -> Any:
    """The promises as they read now: how one was first written down, wrongly, is none of its own."""
    return scope.visible(actor, Promise.objects).filter(put_right_as__isnull=True)


def _with_checks(rows: Any) -> Any:
    return rows.select_related("connection", "child", "ask", "written_by").prefetch_related("checks", "before")
