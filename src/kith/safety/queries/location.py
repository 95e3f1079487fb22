"""Reads: from whom it is kept where a child lives, and the check that nothing leaves that would tell them."""

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from kith.access import gate
from kith.access.action import Asked
from kith.access.actor import Actor
from kith.children.models import Child
from kith.domain import location as rules
from kith.domain.terms import RestrictionKind
from kith.outbox import queries as outbox
from kith.outbox.models import OutboxItem
from kith.people.models import Person
from kith.safety.models import Restriction
from kith.safety.queries import sides
from kith.safety.queries.sheet import as_restriction, root_of
from kith.sealing.reading import as_written


@dataclass(frozen=True, slots=True)
class About:
    """Words about a child that reach a person (None: nobody knows whom), as they were written."""

    child_id: uuid.UUID
    person_id: uuid.UUID | None
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeptBack:
    """What a copy that goes outside must not tell: who lives with the child, and every place that says where it is."""

    lives_with: frozenset[uuid.UUID]
    places: tuple[rules.Place, ...]

    def is_said_in(self, text: str) -> bool:
        """Whether a text says where the child lives."""
        return rules.gives_away([text], self.places)


def location_stays(asked: Asked) -> None:
    """Raise ActionBlocked where something that leaves would tell where the child lives to whom it must not reach.

    Asked when a person lets it go and again when it is sent: whoever may let things go may know where a child lives.
    Writing it is answered alike whatever it says, so that nobody can find an address by trying (SAFEGUARDING 2).
    """
    item = outbox.leaving(asked)
    if item is None:
        return
    why = get_why_not_to_leave(asked.actor, item, timezone.localdate(asked.at))
    if why:
        raise gate.ActionBlocked(why)


def get_why_not_to_leave(actor: Actor, item: OutboxItem, day: dt.date) -> str | None:
    """Why a thing may not leave because of where the child lives; None where nothing stands against it."""
    about = About(item.child_id, item.person_id, (str(as_written(item.body)),))
    return get_why_not_to_say(actor, about, day)


def get_why_not_to_say(actor: Actor, about: About, day: dt.date) -> str | None:
    """Why words that reach somebody may not say where the child lives; None where nothing stands against them."""
    kept = kept_from(about.child_id, day)
    if not kept.people and not kept.from_everybody:
        return None
    readers = None if about.person_id is None else _readers(about.child_id, about.person_id, day)
    return rules.why_not(about.texts, places=list_places(actor, about.child_id, day), kept=kept, readers=readers)


def kept_from(child_id: uuid.UUID, day: dt.date) -> rules.Kept:
    """From whom it is kept where a child lives: everybody outside, or the people that a decision names."""
    rows = Restriction.objects.filter(child_id=child_id, lifted_at__isnull=True, kind=RestrictionKind.LOCATION.value)
    standing = [row for row in rows.select_related("person") if as_restriction(row).is_on(day)]
    everybody = Child.objects.filter(pk=child_id, location_restricted=True).exists()
    return rules.Kept(
        people=frozenset(root_of(row.person) for row in standing if row.person),
        from_everybody=everybody or any(row.person is None for row in standing),
    )


def get_kept_back(actor: Actor, child_id: uuid.UUID, days: Collection[dt.date]) -> KeptBack | None:
    """What a copy for readers whom nobody names must not tell; None where it may say where the child lives.

    A file is passed on: where it is kept from anybody, it is kept from every such copy. ``days``: today, and the day
    that the copy is of. Whoever asks: also who lives there whom this actor may not see.
    """
    if not any(rules.reaches(kept_from(child_id, day), None) for day in days):
        return None
    here = {pk for day in days for pk in _who_lives_with(child_id, day)}
    return KeptBack(frozenset(here), tuple(place for day in days for place in list_places(actor, child_id, day)))


def _who_lives_with(child_id: uuid.UUID, day: dt.date) -> set[uuid.UUID]:
    """Everybody in the child's home, as far as it is known: also who lives with somebody who lives there."""
    lives = sides.get_near(child_id, day).lives
    found: set[uuid.UUID] = set()
    waiting = list(Person.objects.filter(child_id=child_id).values_list("pk", flat=True))
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting.extend(lives.get(one, ()))
    return found


def list_places(actor: Actor, child_id: uuid.UUID, day: dt.date) -> list[rules.Place]:
    """Everything that says where the child lives, from the apps named in settings.KITH_WHERE_A_CHILD_LIVES."""
    found = (import_string(name)(actor, child_id, day) for name in settings.KITH_WHERE_A_CHILD_LIVES)
    return [rules.Place(kind, value) for rows in found for kind, value in rows]


def _readers(child_id: uuid.UUID, person_id: uuid.UUID, day: dt.date) -> set[uuid.UUID]:
    """The rows that stand for the reader and for whoever lives with or knows them."""
    ids, near = sides.one_person(person_id), sides.who_is_near(child_id, day)
    around = set().union(*(near.get(one, set()) for one in ids))
    return {*ids, *(sides.one_person(one)[0] for one in around)}
