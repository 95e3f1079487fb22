"""Taking a copy of a drawing along, as a file."""

import datetime as dt

from kith.access import action, gate
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.children.models import Child
from kith.domain.terms import Drawing
from kith.network.queries import Copy
from kith.people import queries as people

SEALED = "The people around this child are sealed: no copy is taken until the child says yes to talking again."


@action.action(Permission.RECORD_PEOPLE, on="child", event="map.copy_taken")
def take_copy(actor: Actor, *, child: Child, kind: Drawing, copy: Copy, form: str, at: dt.datetime) -> None:
    """Note that somebody takes a copy along: of which drawing, for whom, in which form.

    What one may see oneself is no copy: a file that leaves is always made for somebody, by that rule. Raises ValueError
    for no copy, and ActionBlocked while the people are sealed: then nothing of them is handed to anybody.
    """
    if copy is Copy.MINE:
        raise ValueError("A file is made for somebody: the team, the family, the child or the court.")
    if people.is_sealed(child.pk):
        raise gate.ActionBlocked(SEALED)
    action.note(actor, "map.copy_taken", child, at, drawing=kind.value, made_for=copy.value, form=form)
