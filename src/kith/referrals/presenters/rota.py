"""The rota page: who reads, when, and whether the public page is on."""

import datetime as dt
import uuid
from dataclasses import dataclass

from kith.access.actor import Actor
from kith.access.models import Service
from kith.domain import rota
from kith.referrals.queries import rota as reads


@dataclass(frozen=True)
class Entry:
    """One line of the rota."""

    id: uuid.UUID
    name: str
    work: str
    hours: str
    place_in_line: int


@dataclass(frozen=True)
class RotaPage:
    """The rota in its order, and what the public page says because of it."""

    entries: tuple[Entry, ...]
    slug: str
    is_on: bool
    is_switched_on: bool
    emergency_number: str
    somebody_is_there: bool
    version: int


def rota_page(actor: Actor, service: Service, at: dt.datetime) -> RotaPage:
    """The page of one service."""
    entries = reads.list_rota(actor)
    watches = reads.watches_of(entries)
    return RotaPage(
        entries=tuple(
            Entry(
                row.pk, row.user.display_name, row.user.role_label, "; ".join(rota.in_words([watch])), row.place_in_line
            )
            for row, watch in zip(entries, watches, strict=True)
        ),
        slug=service.slug,
        is_on=service.ask_page_is_on and bool(entries) and bool(service.emergency_number),
        is_switched_on=service.ask_page_is_on,
        emergency_number=service.emergency_number,
        somebody_is_there=reads.get_readers(actor, at).somebody_is_there,
        version=service.version,
    )
