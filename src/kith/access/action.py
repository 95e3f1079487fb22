"""The writing door: one decorator that locks, checks, runs, demands an audit event, and only then commits."""

import codecs
import datetime as dt
import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from typing import Any, TypeVar, cast

from django.conf import settings
from django.core.files import File
from django.db import models
from django.utils.module_loading import import_string

from kith.access import gate, scope
from kith.access.actor import Actor
from kith.access.models import Service, TenantModel
from kith.access.permissions import Permission
from kith.audit import record
from kith.domain.pathway import MoveNotAllowed
from kith.domain.terms import AgreementScope

F = TypeVar("F", bound=Callable[..., Any])
# Texts stand no deeper than this inside what an action is given: a return's own rows are not words that somebody wrote.
DEEPEST = 4
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
REFUSALS = (gate.Refused, MoveNotAllowed)


class EventMissing(RuntimeError):
    """An action ended without the audit event it promised; the write was rolled back."""


class StaleVersion(Exception):
    """Somebody else changed the row since it was opened. ``current`` is the row as it is now."""

    def __init__(self, current: models.Model) -> None:
        super().__init__("This was changed since you opened it.")
        self.current = current


@dataclass(frozen=True)
class ActionSpec:
    """One action as the registry keeps it; docs/reference/actions.md is made from these."""

    name: str
    permission: Permission
    on: str
    event: str
    needs: AgreementScope | None
    bulk: bool
    doc: str
    call: Callable[..., Any]


@dataclass(frozen=True)
class Asked:
    """What a check is told: who wants to do what, to which row and child, under which agreement."""

    actor: Actor
    permission: Permission
    subject: models.Model
    needs: AgreementScope | None
    event: str
    at: dt.datetime


@dataclass(frozen=True)
class Said:
    """What somebody wrote in one action, for settings.WORDS_LOOKED_AT: who, where, and every text they gave."""

    actor: Actor
    action: str
    subject: models.Model
    texts: tuple[str, ...]
    at: dt.datetime


REGISTRY: dict[str, ActionSpec] = {}


def action(
    permission: Permission, *, on: str, event: str, needs: AgreementScope | None = None, bulk: bool = False
) -> Callable[[F], F]:
    """Make a function an action.

    The function is called as ``f(actor, *, <on>=row, at=datetime, ...)``. Inside one transaction the row named by
    ``on`` is locked and read again, the permission and every check in ``settings.ACTION_CHECKS`` are asked, the body
    runs, and an event of the declared kind must have been noted. Otherwise everything is rolled back. A refusal is
    written to the audit record by the outermost door in a transaction of its own, then raised.

    Raises scope.NotVisible, gate.NotPermitted, gate.ActionBlocked, MoveNotAllowed, StaleVersion or EventMissing.
    """

    def decorate(function: F) -> F:
        name = f"{function.__module__.removeprefix('kith.').split('.actions')[0]}.{function.__name__}"

        @functools.wraps(function)
        def door(actor: Actor, /, **arguments: Any) -> Any:
            at = arguments["at"]
            subject = arguments[on]
            outermost = not record.is_open()
            try:
                with scope.acting(actor), record.unit_of_work() as events:
                    fresh = _locked(actor, subject)
                    arguments[on] = fresh
                    gate.check(actor, permission)
                    ask_checks(Asked(actor, permission, fresh, needs, event, at))
                    mark = len(events)
                    result = function(actor, **arguments)
                    if not any(noted.kind == event for noted in events[mark:]):
                        raise EventMissing(f"{name} ended without its event {event}.")
                    if outermost:
                        look_at_words(actor, name, fresh, arguments, at)
                    return result
            except REFUSALS as refusal:
                if outermost:
                    _write_refusal(actor, subject, name, refusal, at)
                raise

        spec = ActionSpec(name, permission, on, event, needs, bulk, (function.__doc__ or "").strip(), door)
        REGISTRY[name] = spec
        door.spec = spec  # type: ignore[attr-defined]
        return cast(F, door)

    return decorate


def ask_checks(asked: Asked) -> None:
    """Ask every check named in ``settings.ACTION_CHECKS``; the first that refuses raises.

    The door does this for each action; an action does it again for a row whose step is known only from the row.
    """
    for check in settings.ACTION_CHECKS:
        import_string(check)(asked)


def look_at_words(actor: Actor, name: str, subject: models.Model, given: Any, at: dt.datetime) -> None:
    """Have every text that a person gave to an action looked at for known sealed values (SAFEGUARDING 2).

    ``given`` is what the action was called with; a text may stand anywhere inside it: in a dataclass, a list, a
    dictionary, an uploaded file and its name. What is found changes nothing for whoever wrote it.
    """
    texts = tuple(dict.fromkeys(_texts(given)))
    if not texts or actor.kind == "system" or actor.service_id is None:
        return
    for look in settings.WORDS_LOOKED_AT:
        import_string(look)(Said(actor, name, subject, texts, at))


def _texts(given: Any, depth: int = 0) -> Iterator[str]:
    if isinstance(given, str):
        if given.strip() and not isinstance(given, Enum):
            yield str(given)
    elif isinstance(given, bytes):
        yield _decoded(given)
    elif depth <= DEEPEST:
        for part in _parts(given):
            yield from _texts(part, depth + 1)


def _decoded(data: bytes) -> str:
    """A file as text, as far as it is one: numbers and letters without accents are alike in nearly every encoding."""
    return data.decode("utf-16" if data.startswith(_UTF_16) else "utf-8", "ignore")


def _parts(given: Any) -> Iterable[Any]:
    """What a value holds that somebody may have written; rows of the database are not what was given."""
    if isinstance(given, Mapping):
        return given.values()
    if isinstance(given, list | tuple | set | frozenset):
        return given
    if isinstance(given, File):
        return (given.name,)
    if is_dataclass(given) and not isinstance(given, type):
        return [getattr(given, one.name) for one in fields(given)]
    return ()


def _locked(actor: Actor, subject: models.Model) -> models.Model:
    """The row as it is now, locked; rows outside the actor's sight are not there."""
    if not scope.same_service(actor, subject):
        raise scope.NotVisible
    row: models.Model | None
    if isinstance(subject, TenantModel):
        manager = type(subject).objects
        found = scope.visible(actor, manager).filter(pk=subject.pk)
        row = manager.select_for_update().filter(pk=subject.pk).first() if found.exists() else None
    elif isinstance(subject, Service):
        row = Service.objects.select_for_update().filter(pk=subject.pk).first()
    else:
        row = type(subject)._default_manager.select_for_update().filter(pk=subject.pk).first()
    if row is None:
        raise scope.NotVisible
    return row


def _write_refusal(actor: Actor, subject: models.Model, name: str, refusal: Exception, at: dt.datetime) -> None:
    codes: dict[str, str | int | bool | None] = {
        "action": name,
        "code": getattr(refusal, "code", "move_not_allowed"),
    }
    with record.unit_of_work():
        record.note(
            record.Event(
                "action.refused",
                actor.who(),
                at,
                subject._meta.label,
                str(subject.pk),
                scope.child_of(subject),
                codes=codes,
            )
        )


def note(
    actor: Actor,
    kind: str,
    subject: models.Model,
    at: dt.datetime,
    *,
    words: str | None = None,
    count: int | None = None,
    **codes: Any,
) -> None:
    """Note an event of the unit of work in progress. ``codes`` are ids and codes only; ``words`` are sealed."""
    batch = codes.pop("batch_id", None)
    record.note(
        record.Event(
            kind,
            actor.who(),
            at,
            subject._meta.label,
            str(subject.pk),
            scope.child_of(subject),
            batch_id=cast(Any, batch),
            count=count,
            codes=codes,
            words=words,
        )
    )


def expect_version(row: Any, version: int | None) -> None:
    """Raise StaleVersion unless the row still has the version the person saw; then count it up.

    None means that nothing was shown before (a job, a new row). The caller saves the row.
    """
    if version is not None and row.version != version:
        raise StaleVersion(row)
    row.version += 1
