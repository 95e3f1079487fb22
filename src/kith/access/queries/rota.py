"""Reads: who opens what children send and what worries people, in which order, and whether somebody is there now."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format

from kith.access import gate, roles, scope
from kith.access.actor import Actor
from kith.access.models import RotaEntry, Service, User
from kith.access.permissions import Permission
from kith.domain import rota
from kith.domain.rota import Watch
from kith.domain.terms import Role

REQUESTS, CONCERNS = RotaEntry.Reads.REQUESTS, RotaEntry.Reads.CONCERNS
# Who may stand on which rota (docs/adr/0014).
MAY = {REQUESTS: Permission.ANSWER_SELF_REFERRAL, CONCERNS: Permission.READ_CONCERNS}

KEEPS_CHILDREN_SAFE = "a person whose work is to keep children safe"


@dataclass(frozen=True)
class Readers:
    """What a page may say of who reads: their work, never their names; hours in words; whether now.

    ``work`` is said to staff, ``plain_work`` to a child, each with its article: of those on the rota. ``others``:
    the work of everybody else of the service who may open it, as a child is told it. Unopened for so many working
    ``minutes``, it goes to the next person, if there is one (``has_next``). ``hours_without``: the hours for
    concerns with no rota.
    """

    work: tuple[str, ...]
    plain_work: tuple[str, ...]
    others: tuple[str, ...]
    hours: tuple[str, ...]
    somebody_is_there: bool
    there_next: dt.datetime | None
    minutes: int
    hours_without: str
    has_next: bool

    @property
    def back(self) -> str:
        """When somebody is there next: "Monday 30 November at 9am"; empty if nobody ever is."""
        at = self.there_next
        return f"{date_format(at, 'l j F')} at {rota.clock(at.time())}" if at else ""


def list_rota(actor: Actor, reads: str = REQUESTS) -> list[RotaEntry]:
    """One rota in its order; people who no longer work here are not on it.

    For concerns safeguarding leads come before managers, whatever their place in line.
    """
    rows = scope.visible(actor, RotaEntry.objects).filter(reads=reads, user__is_active=True).select_related("user")
    entries = list(rows.order_by("place_in_line", "from_time", "pk"))
    return sorted(entries, key=lambda entry: _leads_first(entry.user)) if reads == CONCERNS else entries


def get_rota_entry(actor: Actor, entry_id: uuid.UUID) -> RotaEntry:
    """One entry; raises NotVisible."""
    entry: RotaEntry = scope.fetch(actor, RotaEntry.objects.select_related("user"), entry_id)
    return entry


def list_possible_readers(actor: Actor, reads: str = REQUESTS) -> list[User]:
    """The people of the service who may stand on a rota; for concerns safeguarding leads first."""
    wanted = MAY[RotaEntry.Reads(reads)]
    may = [role.value for role, spec in roles.ROLES.items() if wanted in spec.permissions]
    rows = User.objects.filter(service_id=_own_service(actor), role__in=may, is_active=True)
    people = list(rows.order_by("display_name", "email"))
    return sorted(people, key=_leads_first) if reads == CONCERNS else people


def get_service(actor: Actor) -> Service:
    """The actor's own service, for the page that keeps the rota."""
    gate.check(actor, Permission.MANAGE_ROTA)
    return Service.objects.get(pk=_own_service(actor))


def get_readers(actor: Actor, at: dt.datetime, reads: str = REQUESTS) -> Readers:
    """Who reads, when, and whether they are there now."""
    entries = list_rota(actor, reads)
    watches, local = watches_of(entries), timezone.localtime(at)
    plain = tuple(dict.fromkeys(plain_work(Role(entry.user.role)) for entry in entries))
    possible = list_possible_readers(actor, reads)
    return Readers(
        work=tuple(dict.fromkeys(f"a {entry.user.role_label.lower()}" for entry in entries)),
        plain_work=plain,
        others=tuple(one for one in _work_of(possible) if one not in plain),
        hours=tuple(rota.in_words(watches)),
        somebody_is_there=rota.is_staffed(watches, local),
        there_next=rota.next_staffed(watches, local),
        minutes=rota.passing_on().minutes,
        hours_without="; ".join(rota.in_words([rota.passing_on().without_rota])),
        has_next=len(possible) > 1,
    )


def _work_of(people: list[User]) -> tuple[str, ...]:
    held = {person.role for person in people}
    return tuple(plain_work(role) for role in Role if role.value in held)


def plain_work(role: Role) -> str:
    """What somebody's work is, as a child is told it."""
    return KEEPS_CHILDREN_SAFE if role is Role.SAFEGUARDING_LEAD else f"a {role.label.lower()}"


def reader_for(entries: list[RotaEntry], at: dt.datetime) -> User | None:
    """Whom something new waits for: the first in line who is there now, or else the first in line."""
    local = timezone.localtime(at)
    there = [entry for entry in entries if _watch(entry).is_on(local)]
    return next((entry.user for entry in [*there, *entries]), None)


def people_of(entries: list[RotaEntry]) -> list[User]:
    """The people of a rota, each once, in its order."""
    return list({entry.user_id: entry.user for entry in entries}.values())


def list_line(actor: Actor) -> list[User]:
    """Whom a request goes to, one after another: the people of the rota; where it names one, all who may open it."""
    on_rota = people_of(list_rota(actor))
    if len(on_rota) > 1:
        return on_rota
    return [*on_rota, *(one for one in list_possible_readers(actor) if one not in on_rota)]


def next_person(people: list[User], after: User | None) -> User | None:
    """The next person of a line, round and round; None if there is nobody else."""
    if not people:
        return None
    ids = [person.pk for person in people]
    place = ids.index(after.pk) + 1 if after is not None and after.pk in ids else 0
    found = people[place % len(people)]
    return None if after is not None and found.pk == after.pk else found


def pass_on_at(watches: list[Watch], since: dt.datetime) -> dt.datetime | None:
    """When something that waits unopened since then goes to the next person; None where nobody is ever there."""
    return rota.after_working_minutes(watches, timezone.localtime(since), rota.passing_on().minutes)


def watches_of(entries: list[RotaEntry]) -> list[Watch]:
    """The rota's hours as the domain counts them."""
    return [_watch(entry) for entry in entries]


def _leads_first(user: User) -> bool:
    """Sorts safeguarding leads before everybody else, and leaves the order as it was otherwise."""
    return user.role != Role.SAFEGUARDING_LEAD.value


def _own_service(actor: Actor) -> uuid.UUID:
    if actor.service_id is None:
        raise scope.NotVisible
    found: uuid.UUID = actor.service_id
    return found


def _watch(entry: RotaEntry) -> Watch:
    return Watch(frozenset(entry.weekdays), entry.from_time, entry.until_time)
