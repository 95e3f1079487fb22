"""Writes: two people who must not meet around a child."""

import datetime as dt

from django.conf import settings
from django.utils.module_loading import import_string

from kith.access import action, gate, scope
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.children.models import Child
from kith.people.models import Connection
from kith.safety.actions.sides import hold_sides_that_wait
from kith.safety.models import Apart


@action.action(Permission.SET_APART, on="child", event="apart.set")
def set_apart(
    actor: Actor, *, child: Child, pair: tuple[Connection, Connection], words: str, on: dt.date, at: dt.datetime
) -> Apart:
    """Note that two people must not meet, or not know of each other; what would bring them together is held.

    Raises ActionBlocked, NotVisible.
    """
    one, other = pair
    if one.child_id != child.pk or other.child_id != child.pk:
        raise scope.NotVisible
    if one.person_id == other.person_id:
        raise gate.ActionBlocked("Choose two different people.")
    if not words.strip():
        raise gate.ActionBlocked("Write why they must not meet.")
    row = Apart.objects.create(
        service_id=child.service_id,
        child=child,
        one_id=one.person_id,
        other_id=other.person_id,
        words=words.strip(),
        on=on,
        made_by_id=actor.user_id,
        made_at=at,
    )
    action.note(actor, "apart.set", row, at)
    for hook in settings.APART_HOOKS:
        import_string(hook)(actor, apart=row, at=at)
    hold_sides_that_wait(actor, child_id=child.pk, at=at)
    return row


@action.action(Permission.SET_APART, on="apart", event="apart.ended")
def end_apart(actor: Actor, *, apart: Apart, words: str, at: dt.datetime, version: int | None = None) -> Apart:
    """Note that two people may meet after all, and why. Raises ActionBlocked."""
    action.expect_version(apart, version)
    if apart.ended_at is not None:
        raise gate.ActionBlocked("This was ended already.")
    if not words.strip():
        raise gate.ActionBlocked("Write why they may meet now.")
    apart.ended_by_id, apart.ended_at, apart.ended_words = actor.user_id, at, words.strip()
    apart.save()
    action.note(actor, "apart.ended", apart, at)
    return apart
