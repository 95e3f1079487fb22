"""The reading door: every query starts from what its actor may know of; not yours looks like not there."""

import datetime as dt
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.conf import settings
from django.db import models
from django.utils.module_loading import import_string
from django_scopes import scope as scope_in_force
from django_scopes import scopes_disabled

from kith.access import built
from kith.access.actor import Actor
from kith.access.models import TenantModel, TenantQuerySet
from kith.audit import record
from kith.sealing import reading

T = TypeVar("T", bound=models.Model)


class NotVisible(Exception):
    """The row is not there, or not this actor's: the two look the same."""


@contextmanager
def acting(actor: Actor) -> Iterator[None]:
    """Put the actor's service in force; without it no tenant table can be queried.

    For people of no service that is no service: every tenant table is empty to them, and nothing looks different
    from what is not there. People also read sealed words only as far as they may (settings.KITH_WORDS_SHOWN_TO); a job
    reads what was written.
    """
    with scope_in_force(service=actor.service_id), reading.reading_as(_reader(actor)):
        yield


def _reader(actor: Actor) -> reading.Reader | None:
    if actor.kind == "system" or actor.service_id is None:
        return None
    shown_to, get_ready = import_string(settings.KITH_WORDS_SHOWN_TO)(actor)
    return reading.Reader(f"{actor.kind}:{actor.id}", shown_to, get_ready)


@contextmanager
def every_service(reason: str) -> Iterator[None]:
    """Lift the wall for set-up, checks and backups. ``reason`` is for the reader of the code."""
    if not reason:
        raise ValueError("Say why the wall between services is lifted.")
    with scopes_disabled():
        yield


def visible(actor: Actor, rows: Any) -> Any:
    """The rows of a tenant table's manager or queryset that this actor may know of. The start of every query."""
    if isinstance(rows, models.Manager) and rows is rows.model._default_manager:
        return built.once(_narrowed, actor, rows)
    return _narrowed(actor, rows)


def _narrowed(actor: Actor, rows: Any) -> Any:
    queryset = rows.all()
    if not isinstance(queryset, TenantQuerySet):
        raise TypeError(f"{queryset.model.__name__} is not a tenant table.")
    if actor.service_id is None:
        return queryset.none()
    return queryset.filter(service_id=actor.service_id).visible_to(actor)


def fetch(actor: Actor, rows: Any, pk: uuid.UUID | str) -> Any:
    """One visible row by its id; raises NotVisible."""
    found = visible(actor, rows).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def note_opened(actor: Actor, child_id: uuid.UUID, at: dt.datetime) -> None:
    """Record that a child's record was opened: once for each actor, child and hour. Needs a unit of work.

    Every opening is looked at first by settings.KITH_WHEN_OPENED. Where that closes the record to whoever opens it, the
    closing is kept and the record is not there: the unit of work ends in NotVisible.
    """
    if import_string(settings.KITH_WHEN_OPENED)(actor, child_id, at):
        record.answer_after(NotVisible())
    else:
        record.mark_read(actor.who(), child_id, at)


def note_read(actor: Actor, kind: str, row: models.Model, at: dt.datetime) -> bool:
    """Record that a row which is no child's record was read: once for each actor, row and hour. True if noted now.

    Needs a unit of work.
    """
    event = record.Event(kind, actor.who(), at, row._meta.label, str(row.pk), child_of(row))
    return record.mark_opened(event, row.pk)


def note_listed(actor: Actor, kind: str, at: dt.datetime, count: int, words: str | None = None) -> None:
    """Record a search or a list of people as one event. Needs a unit of work."""
    record.note(record.Event(kind, actor.who(), at, count=count, words=words))


def child_of(subject: models.Model) -> uuid.UUID | None:
    """The one child a row belongs to, or None for rows of the service itself."""
    if getattr(subject, "is_child", False):
        return subject.pk
    return getattr(subject, "child_id", None)


def same_service(actor: Actor, subject: models.Model) -> bool:
    """Whether a row, or the service itself, is the actor's own."""
    if isinstance(subject, TenantModel):
        return subject.service_id == actor.service_id
    return subject.pk == actor.service_id or getattr(subject, "service_id", None) == actor.service_id
