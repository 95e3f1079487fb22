"""What several writes about a person do alike: hold what is under way about them, in the same transaction."""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.utils.module_loading import import_string

from kith.access.actor import Actor
from kith.children.models import Child
from kith.domain.agreement import ABOUT_A_PERSON, Halt
from kith.domain.terms import AgreementScope, ContactKind
from kith.people import queries
from kith.people.models import Connection


def hold_steps(
    actor: Actor,
    *,
    connection: Connection,
    at: dt.datetime,
    steps: Iterable[AgreementScope] = ABOUT_A_PERSON,
    kinds: Iterable[ContactKind] = (),
) -> None:
    """Hold these steps about one person for a child, and about nobody else who goes by the same name.

    ``kinds``: only these ways of being in touch; none named is all of them.
    """
    people = frozenset(queries.one_person(connection.person).values_list("pk", flat=True))
    for step in sorted(steps):
        halt = Halt(step, connection.about_person, people=people, kinds=frozenset(kinds))
        _halt(actor, connection.child, halt, at)


def hold_everything(actor: Actor, *, child: Child, connection: Connection | None, at: dt.datetime) -> None:
    """Hold all that is about a person, and about whoever bears a name that the child has for them in any row.

    About everybody (``connection`` None), or where the child has no name for them, everything is held.
    """
    if connection is None or not connection.called:
        _halt(actor, child, Halt(), at)
        return
    rows = Connection.objects.filter(child=child, person_id__in=queries.one_person(connection.person))
    for named in sorted({row.about_person for row in rows} - {""}):
        _halt(actor, child, Halt(named=named), at)


def follow_age(actor: Actor, *, connection: Connection, at: dt.datetime) -> None:
    """What follows elsewhere once more, or something else, is known of how old somebody is."""
    for hook in settings.KNOWN_HOOKS:
        import_string(hook)(actor, connection=connection, at=at)


def _halt(actor: Actor, child: Child, halt: Halt, at: dt.datetime) -> None:
    for hook in settings.STOP_HOOKS:
        import_string(hook)(actor, child=child, halt=halt, at=at)
