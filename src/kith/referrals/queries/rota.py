"""Reads: who reads what children send from the public page, and whether somebody is there now."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.utils import timezone

from kith.access import gate, roles, scope
from kith.access.actor import Actor
from kith.access.models import Service, User
from kith.access.permissions import Permission
from kith.domain import rota
from kith.domain.rota import Watch
from kith.referrals.models import RotaEntry


@dataclass(frozen=True)
class Readers:
    """What the public page may say of who reads: their work, never their names; hours in words; whether now."""

    work: tuple[str, ...]
    hours: tuple[str, ...]
    somebody_is_there: bool
    there_next: dt.datetime | None


def list_rota(actor: Actor) -> list[RotaEntry]:
    """The rota in its order; people who no longer work here are not on it."""
    rows = scope.visible(actor, RotaEntry.objects).filter(user__is_active=True).select_related("user")
    return list(rows.order_by("place_in_line", "from_time", "pk"))


def get_rota_entry(actor: Actor, entry_id: uuid.UUID) -> RotaEntry:
    """One entry; raises NotVisible."""
    return scope.fetch(actor, RotaEntry.objects.select_related("user"), entry_id)


def list_possible_readers(actor: Actor) -> list[User]:
    """The people of the service who may answer a child's request."""
    may = [role.value for role, spec in roles.ROLES.items() if Permission.ANSWER_SELF_REFERRAL in spec.permissions]
    rows = User.objects.filter(service_id=_own_service(actor), role__in=may, is_active=True)
    return list(rows.order_by("display_name"))


def get_service(actor: Actor) -> Service:
    """The actor's own service, for the page that keeps the rota."""
    gate.check(actor, Permission.MANAGE_ROTA)
    return Service.objects.get(pk=_own_service(actor))


def get_readers(actor: Actor, at: dt.datetime) -> Readers:
    """Who reads, when, and whether they are there now."""
    entries = list_rota(actor)
    watches, local = watches_of(entries), timezone.localtime(at)
    return Readers(
        work=tuple(dict.fromkeys(entry.user.role_label.lower() for entry in entries)),
        hours=tuple(rota.in_words(watches)),
        somebody_is_there=rota.is_staffed(watches, local),
        there_next=rota.next_staffed(watches, local),
    )


def reader_for(entries: list[RotaEntry], at: dt.datetime) -> User | None:
    """Whom a new request waits for: the first in line who is there now, or else the first in line."""
    local = timezone.localtime(at)
    there = [entry for entry in entries if _watch(entry).is_on(local)]
    return next((entry.user for entry in [*there, *entries]), None)


def next_in_line(entries: list[RotaEntry], after: User | None) -> User | None:
    """The next person of the rota, round and round; None if there is nobody else."""
    people = list({entry.user_id: entry.user for entry in entries}.values())
    if not people:
        return None
    ids = [person.pk for person in people]
    place = ids.index(after.pk) + 1 if after is not None and after.pk in ids else 0
    found = people[place % len(people)]
    return None if after is not None and found.pk == after.pk else found


def watches_of(entries: list[RotaEntry]) -> list[Watch]:
    """The rota's hours as the domain counts them."""
    return [_watch(entry) for entry in entries]


def _own_service(actor: Actor) -> uuid.UUID:
    if actor.service_id is None:
        raise scope.NotVisible
    return actor.service_id


def _watch(entry: RotaEntry) -> Watch:
    return Watch(frozenset(entry.weekdays), entry.from_time, entry.until_time)
