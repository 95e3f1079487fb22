"""The rota page: who opens what, when, and whether the public page is on."""

import datetime as dt
import uuid
from dataclasses import dataclass

from kith.access.actor import Actor
from kith.access.models import RotaEntry, Service
from kith.access.queries import rota as reads
from kith.domain import rota


@dataclass(frozen=True)
class Entry:
    """One line of a rota."""

    id: uuid.UUID
    name: str
    work: str
    hours: str
    place_in_line: int


@dataclass(frozen=True)
class RotaPage:
    """The two rotas in their order, and what follows from them.

    ``after``: who takes a concern that nobody on its rota takes, in their order; ``hours_without``: the hours that
    count for concerns while nobody is on their rota.
    """

    requests: tuple[Entry, ...]
    concerns: tuple[Entry, ...]
    after: tuple[str, ...]
    hours_without: str
    minutes: int
    slug: str
    is_on: bool
    is_switched_on: bool
    emergency_number: str
    somebody_is_there: bool
    version: int


def rota_page(actor: Actor, service: Service, at: dt.datetime) -> RotaPage:
    """The page of one service."""
    requests, concerns = reads.list_rota(actor), reads.list_rota(actor, reads.CONCERNS)
    on_rota = {entry.user_id for entry in concerns}
    others = [person for person in reads.list_possible_readers(actor, reads.CONCERNS) if person.pk not in on_rota]
    rule = rota.passing_on()
    return RotaPage(
        requests=_entries(requests),
        concerns=_entries(concerns),
        after=tuple(person.display_name for person in others),
        hours_without="; ".join(rota.in_words([rule.without_rota])),
        minutes=rule.minutes,
        slug=service.slug,
        is_on=service.ask_page_is_on and bool(requests) and bool(service.emergency_number),
        is_switched_on=service.ask_page_is_on,
        emergency_number=service.emergency_number,
        somebody_is_there=reads.get_readers(actor, at).somebody_is_there,
        version=service.version,
    )


def _entries(rows: list[RotaEntry]) -> tuple[Entry, ...]:
    return tuple(
        Entry(row.pk, row.user.display_name, row.user.role_label, "; ".join(rota.in_words([watch])), row.place_in_line)
        for row, watch in zip(rows, reads.watches_of(rows), strict=True)
    )
