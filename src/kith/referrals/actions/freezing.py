"""Holding everything that has not left yet, in the transaction of whatever stopped it."""

import datetime as dt

from django.conf import settings
from django.utils.module_loading import import_string

from kith.access import action
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.children.models import Child
from kith.domain.agreement import Halt
from kith.people import actions as write_people
from kith.people import queries as people


@action.action(Permission.STOP, on="child", event="outward.halted")
def halt_outward(actor: Actor, *, child: Child, halt: Halt, at: dt.datetime) -> None:
    """Hold what the halt reaches: letters today, and every later kind that joins settings.STOP_HOOKS.

    Part of a stop, a pause, a withdrawn agreement or an ending; nothing here starts again by itself.
    """
    for hook in settings.STOP_HOOKS:
        import_string(hook)(actor, child=child, halt=halt, at=at)
    action.note(actor, "outward.halted", child, at, scope=halt.scope.value if halt.scope else "")


def seal_people_around(actor: Actor, *, child: Child, at: dt.datetime) -> None:
    """Seal the people of a child, unless another part of the same stop, or an earlier one, did."""
    if not people.is_sealed(child.pk):
        write_people.seal_people(actor, child=child, at=at)
