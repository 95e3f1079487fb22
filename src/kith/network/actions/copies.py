"""Taking a copy of a drawing along, as a file."""

import datetime as dt

from kith.access import action
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.children.models import Child
from kith.domain.terms import Drawing
from kith.network.queries import Copy


@action.action(Permission.RECORD_PEOPLE, on="child", event="map.copy_taken")
def take_copy(actor: Actor, *, child: Child, kind: Drawing, copy: Copy, form: str, at: dt.datetime) -> None:
    """Note that somebody takes a copy along: of which drawing, for whom, in which form. Raises ValueError for no copy.

    What one may see oneself is no copy: a file that leaves is always made for somebody, by that rule.
    """
    if copy is Copy.MINE:
        raise ValueError("A file is made for somebody: the team, the family, the child or the court.")
    action.note(actor, "map.copy_taken", child, at, drawing=kind.value, made_for=copy.value, form=form)
