"""Writing the audit record: events wait during a unit of work and are appended as its last statement."""

import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

from kith.audit.models import NATIONAL_CHAIN, AuditEvent, AuditHead, ReadMark
from kith.sealing import keyed_digest

GENESIS = "0" * 64


@dataclass(frozen=True)
class Who:
    """Who acts, as the record keeps it."""

    kind: str
    id: str
    role: str
    service_id: uuid.UUID | None


@dataclass(frozen=True)
class Event:
    """An event to be recorded. ``codes`` hold ids and codes only; free words go to ``words`` and are sealed."""

    kind: str
    who: Who
    at: dt.datetime
    subject_type: str = ""
    subject_id: str = ""
    child_id: uuid.UUID | None = None
    batch_id: uuid.UUID | None = None
    count: int | None = None
    codes: dict[str, str | int | bool | None] = field(default_factory=dict)
    words: str | None = None


_waiting: ContextVar[list[Event] | None] = ContextVar("kith_audit_waiting", default=None)
_answer: ContextVar[list[Exception] | None] = ContextVar("kith_audit_answer", default=None)


@contextmanager
def unit_of_work() -> Iterator[list[Event]]:
    """Collect events and append them all as the last statement of one transaction.

    A nested unit joins the outer one: its events are collected there and appended at the outermost end.
    """
    outer = _waiting.get()
    if outer is not None:
        mark = len(outer)
        try:
            with transaction.atomic():
                yield outer
        except BaseException:
            del outer[mark:]
            raise
        return
    events: list[Event] = []
    answers: list[Exception] = []
    token, of_answer = _waiting.set(events), _answer.set(answers)
    try:
        with transaction.atomic():
            yield events
            append(events)
    finally:
        _waiting.reset(token)
        _answer.reset(of_answer)
    if answers:
        raise answers[0]


def answer_after(error: Exception) -> None:
    """Have the unit of work in progress end in this error after it is kept: what it wrote stays.

    Raises RuntimeError where there is none.
    """
    answers = _answer.get()
    if answers is None:
        raise RuntimeError("There is no unit of work to end.")
    answers.append(error)


def note(event: Event) -> None:
    """Add an event to the unit of work in progress; raises RuntimeError if there is none."""
    events = _waiting.get()
    if events is None:
        raise RuntimeError(f"{event.kind} was noted outside an action: nothing would make it permanent.")
    events.append(event)


def append(events: list[Event]) -> None:
    """Write events to the end of their services' chains. Must run inside a transaction."""
    by_chain: dict[uuid.UUID, list[Event]] = {}
    for event in events:
        by_chain.setdefault(event.who.service_id or NATIONAL_CHAIN, []).append(event)
    for service_id in sorted(by_chain):
        _append_chain(service_id, by_chain[service_id])


def _append_chain(service_id: uuid.UUID, events: list[Event]) -> None:
    head = AuditHead.objects.select_for_update().filter(service_id=service_id).first()
    if head is None:
        AuditHead.objects.get_or_create(service_id=service_id, defaults={"seq": 0, "hash": GENESIS})
        head = AuditHead.objects.select_for_update().get(service_id=service_id)
    rows = []
    for event in events:
        row = _row(service_id, head.seq + 1, event, head.hash)
        head.seq, head.hash = row.seq, row.hash
        rows.append(row)
    AuditEvent.objects.bulk_create(rows)
    AuditHead.objects.filter(service_id=service_id).update(seq=head.seq, hash=head.hash)


def _row(service_id: uuid.UUID, seq: int, event: Event, previous: str) -> AuditEvent:
    row = AuditEvent(
        service_id=service_id,
        seq=seq,
        at=event.at,
        kind=event.kind,
        actor_kind=event.who.kind,
        actor_id=event.who.id,
        actor_role=event.who.role,
        subject_type=event.subject_type,
        subject_id=event.subject_id,
        child_id=event.child_id,
        batch_id=event.batch_id,
        count=event.count,
        codes=event.codes,
        words=event.words,
        words_digest=digest_of(event.words) if event.words else "",
        previous_hash=previous,
    )
    row.hash = link_hash(row)
    return row


def digest_of(words: str) -> str:
    """The keyed digest by which the chain covers words without revealing them."""
    return keyed_digest(words, "audit.words").hex()


def link_hash(row: AuditEvent) -> str:
    """The SHA-256 of a row's canonical form and the hash before it.

    Words are covered by their digest, so that they can be lawfully erased without breaking the chain.
    """
    canonical = json.dumps(
        [
            str(row.service_id),
            row.seq,
            row.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
            row.kind,
            row.actor_kind,
            row.actor_id,
            row.actor_role,
            row.subject_type,
            row.subject_id,
            str(row.child_id or ""),
            str(row.batch_id or ""),
            row.count,
            row.codes,
            row.words_digest,
            row.previous_hash,
        ],
        sort_keys=True,
        separators=(",", ":"),
    )
    return hashlib.sha256(canonical.encode()).hexdigest()


def mark_read(who: Who, child_id: uuid.UUID, at: dt.datetime) -> bool:
    """Note that a child's record was opened: one event for each actor, child and hour. True if it is the first."""
    return mark_opened(Event("child.opened", who, at, "children.Child", str(child_id), child_id), child_id)


def mark_opened(event: Event, opened: uuid.UUID) -> bool:
    """Note that something was read: one event for each actor, thing (its id) and hour. True if it is the first."""
    who = event.who
    hour = event.at.astimezone(dt.UTC).replace(minute=0, second=0, microsecond=0)
    if not _mark(actor_id=who.id, child_id=opened, hour=hour):
        return False
    note(event)
    return True


def _mark(**values: object) -> bool:
    """Write a mark of reading; False where it stands already. One statement: asking first would be a second."""
    fields: list[Any] = [ReadMark._meta.get_field(name) for name in values]
    names = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    given = [field.get_db_prep_save(values[field.name], connection) for field in fields]
    table = connection.ops.quote_name(ReadMark._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({names}) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING", given)  # noqa: S608
        return bool(cursor.rowcount == 1)


def is_open() -> bool:
    """Whether a unit of work is in progress."""
    return _waiting.get() is not None
