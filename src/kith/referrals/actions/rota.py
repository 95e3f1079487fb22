"""Who opens what children send and what worries people, when, in which order; and whether the public page is on."""

import datetime as dt
from dataclasses import dataclass

from kith.access import action, gate
from kith.access.actor import Actor
from kith.access.models import RotaEntry, Service, User
from kith.access.permissions import Permission
from kith.access.queries import rota

REQUESTS, CONCERNS = rota.REQUESTS, rota.CONCERNS
MAY_NOT: dict[str, str] = {
    rota.REQUESTS: "This person may not answer children's requests.",
    rota.CONCERNS: "This person may not read every concern.",
}


@dataclass(frozen=True)
class Hours:
    """Weekdays (0 = Monday), local times, and the place in line: 1 is asked first. ``reads``: which rota."""

    weekdays: tuple[int, ...]
    from_time: dt.time
    until_time: dt.time
    place_in_line: int = 1
    reads: str = rota.REQUESTS


@action.action(Permission.MANAGE_ROTA, on="service", event="rota.joined")
def add_to_rota(actor: Actor, *, service: Service, user: User, hours: Hours, at: dt.datetime) -> RotaEntry:
    """Put a person on a rota who may answer requests, or read concerns. Raises ActionBlocked for anybody else."""
    if user.pk not in {reader.pk for reader in rota.list_possible_readers(actor, hours.reads)}:
        raise gate.ActionBlocked(MAY_NOT[hours.reads])
    if not hours.weekdays or hours.from_time >= hours.until_time:
        raise gate.ActionBlocked("Give at least one day, and an end that is later than the start.")
    entry = RotaEntry.objects.create(
        service_id=service.pk,
        reads=hours.reads,
        user=user,
        weekdays=sorted(hours.weekdays),
        from_time=hours.from_time,
        until_time=hours.until_time,
        place_in_line=hours.place_in_line,
    )
    action.note(actor, "rota.joined", entry, at, user_id=str(user.pk), reads=hours.reads)
    return entry


@action.action(Permission.MANAGE_ROTA, on="entry", event="rota.left")
def remove_from_rota(actor: Actor, *, entry: RotaEntry, at: dt.datetime) -> None:
    """Take hours off a rota. With nobody left who reads requests the public page is off, whatever the switch says."""
    action.note(actor, "rota.left", entry, at, user_id=str(entry.user_id), reads=entry.reads)
    entry.delete()


@action.action(Permission.MANAGE_ROTA, on="service", event="ask_page.switched")
def switch_ask_page(
    actor: Actor, *, service: Service, is_on: bool, at: dt.datetime, version: int | None = None
) -> Service:
    """Switch the public page on or off. It cannot go on without a rota and an emergency number (SAFEGUARDING 1)."""
    action.expect_version(service, version)
    if is_on and not rota.list_rota(actor):
        raise gate.ActionBlocked("Nobody is on the rota yet, so the page stays off: no help that nobody staffs.")
    if is_on and not service.emergency_number:
        raise gate.ActionBlocked("The council's emergency number is not known yet, so the page stays off.")
    service.ask_page_is_on = is_on
    service.save()
    action.note(actor, "ask_page.switched", service, at, is_on=is_on)
    return service
