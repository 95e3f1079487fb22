"""Reads: the public page where a child asks for themselves, and the requests that came from it."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, Q, When
from django.utils import timezone

from kith.access import gate, scope
from kith.access.actor import Actor
from kith.access.models import Service
from kith.access.permissions import Permission
from kith.access.queries import rota as rota_reads
from kith.audit import record
from kith.children.models import Child
from kith.domain import asking, dates
from kith.referrals.models import Referral, SelfReferral

MOST_FOUND = 20


@dataclass(frozen=True)
class AskPage:
    """What the public page of one service shows. It is on only with a switch, a rota and an emergency number."""

    service: Service
    is_on: bool
    readers: rota_reads.Readers
    reply_by: dt.date


def find_ask_page(slug: str, at: dt.datetime) -> AskPage | None:
    """The public page of a service by the name in its address; None if no service has that name."""
    service = Service.objects.filter(slug=slug).first()
    if service is None:
        return None
    actor = Actor.public_child(service.pk)
    with scope.acting(actor):
        readers = rota_reads.get_readers(actor, at)
    is_on = service.ask_page_is_on and bool(readers.hours) and bool(service.emergency_number)
    return AskPage(service, is_on, readers, promised_day(service, at))


def promised_day(service: Service, at: dt.datetime) -> dt.date:
    """The day by which a person replies: the service's own number of working days (5 unless it says otherwise)."""
    return dates.add_working_days(timezone.localdate(at), max(service.reply_working_days, 1))


def list_self_referrals(actor: Actor, *, first: int, most: int) -> list[SelfReferral]:
    """Requests, those without a reply first, the soonest promise first."""
    rows = _mine(actor).select_related("waiting_for", "child", "opened_by", "replied_by", "referral")
    return list(rows.order_by(F("replied_at").asc(nulls_first=True), "reply_by", "received_at")[first : first + most])


def count_self_referrals(actor: Actor) -> int:
    """How many requests there are, for the pages of the list."""
    return _mine(actor).count()


def count_unopened(actor: Actor) -> int:
    """How many requests nobody has opened yet."""
    return _mine(actor).filter(opened_at__isnull=True).count()


def get_self_referral(actor: Actor, request_id: uuid.UUID) -> SelfReferral:
    """One request; raises NotVisible."""
    rows = SelfReferral.objects.select_related(
        "child", "referral", "waiting_for", "opened_by", "replied_by", "asked_by"
    )
    return scope.fetch(actor, rows, request_id)


def list_written_by(actor: Actor, child: Child) -> list[SelfReferral]:
    """The requests that a person put with this child's record, the latest first; none for who may not read them."""
    return list(scope.visible(actor, SelfReferral.objects).filter(child=child).order_by("-received_at"))


def get_of_referral(actor: Actor, referral: Referral) -> SelfReferral | None:
    """The latest request that this referral was made from; None where there is none, or not for this person."""
    rows = scope.visible(actor, SelfReferral.objects).filter(referral=referral)
    return rows.order_by("-received_at").first()


def worker_may_know(row: SelfReferral) -> bool:
    """Whether the child plainly said that the worker may know that they asked: in person, or else in writing."""
    if row.may_be_known is not None:
        return row.may_be_known
    return asking.worker_may_know(row.answers["who_may_know"])


def note_words_read(actor: Actor, row: SelfReferral, at: dt.datetime) -> None:
    """Record that somebody reads the words of an opened request: once for each reader, request and hour."""
    if row.opened_at is None:
        return
    with record.unit_of_work():
        scope.note_read(actor, "self_referral.opened", row, at)


def list_overdue_to_open(actor: Actor, at: dt.datetime) -> list[SelfReferral]:
    """Unopened requests that have waited for one person for 15 staffed minutes."""
    rows = scope.visible(actor, SelfReferral.objects).filter(opened_at__isnull=True, waiting_since__isnull=False)
    found = []
    for row in rows.select_related("waiting_for"):
        due = get_pass_on_at(actor, row.waiting_since)
        if due is not None and due <= at:
            found.append(row)
    return found


def get_pass_on_at(actor: Actor, since: dt.datetime) -> dt.datetime | None:
    """When a request that waits since then goes to the next person; None without a rota."""
    return rota_reads.pass_on_at(rota_reads.watches_of(rota_reads.list_rota(actor)), since)


def list_children_like(actor: Actor, text: str, at: dt.datetime) -> tuple[list[Child], int]:
    """Children whose reference or name holds these letters, at most 20, and how many there are.

    The search is one event of the record. People over the service's ages (domain/data/asking.toml) stand last.
    """
    wanted = text.strip()
    if not wanted:
        return [], 0
    rows = scope.visible(actor, Child.objects).filter(
        Q(reference__icontains=wanted) | Q(preferred_name__icontains=wanted)
    )
    over = Q(born_on__lte=dates.years_before(timezone.localdate(at), asking.rules().over))
    rows = rows.annotate(is_over=Case(When(over, then=1), default=0))
    found = list(rows.order_by("is_over", "preferred_name", "reference")[:MOST_FOUND])
    with record.unit_of_work():
        scope.note_listed(actor, "children.searched", at, len(found), words=wanted)
    return found, rows.count() if len(found) == MOST_FOUND else len(found)


def _mine(actor: Actor) -> Any:
    gate.check(actor, Permission.ANSWER_SELF_REFERRAL)
    return scope.visible(actor, SelfReferral.objects)
